"""The dashboard at 500,000 findings: what it asks of its store, the first page, and the server's time per click.

    python -m benchmarks.dashboard [--findings 500000] [--rounds 5]

Ends with 1 when a target is missed: page, facets, search and coverage 50 ms each (warm), first page 2 s,
clicks 300 ms (95th percentile).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from benchmarks.large_office import grow
from recon.charts.counts import sums
from recon.ui import context, settings, warm
from recon.ui.findings.table import COLUMNS
from recon.ui.store import Question, forget, open_run
from recon.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recon.ui.store import Run

ASKED_MS, FIRST_MS, CLICK_MS = 50.0, 2_000.0, 300.0
ASKED_TIMES = 22
APP = str(Path(__file__).resolve().parents[1] / "recon" / "ui" / "app.py")
SOME = Question({"severity": ("error",), "branch": ("分校7", "分校8")})
CLICKS: tuple[tuple[str, dict[str, str]], ...] = (
    ("findings", {}),
    ("findings", {"state": "waiting", "trust": "confirm"}),
    ("findings", {"severity": "error", "rule": "DF01", "page": "40"}),
    ("findings", {"branch": "分校7", "field": "id_card"}),
    ("overview", {}),
    ("sites", {}),
    ("sites", {"call": "yes"}),
    ("students", {"photo_state": "expired"}),
    ("photos", {}),
    ("handover", {}),
)


def timed(act: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def asked(run: Run) -> dict[str, Callable[[], object]]:
    """Return what a click asks of the store."""
    words = Question(SOME.chosen, "18640014")
    return {
        "a page of 50": lambda: run.findings.page(SOME, 40, 50, COLUMNS),
        "every facet": lambda: run.findings.facets(SOME),
        "every facet, no filter": lambda: run.findings.facets(Question()),
        "search": lambda: run.findings.page(words, 1, 50, COLUMNS),
        "search, no filter": lambda: run.findings.page(Question({}, "教学点12"), 1, 50, COLUMNS),
        "coverage": lambda: sums(run.coverage, ["branch", "cohort"], ["due", "submitted", "clean"]),
    }


def clicks(rounds: int) -> Iterator[tuple[str, float]]:
    """Open every page as a person does, again and again; yields what was opened and its milliseconds."""
    app = AppTest.from_file(APP, default_timeout=60)
    yield "first page", timed(app.run)
    warm.newest()  # likewise, before anybody clicks
    warm.settle()
    for _ in range(rounds):
        for page, filters in CLICKS:
            app.query_params.clear()
            for name, value in filters.items():
                app.query_params[name] = value
            app.switch_page(f"app_pages/{page}.py")
            yield f"{page} {' '.join(filters.values())}", timed(app.run)
            if app.exception:
                raise RuntimeError(app.exception[0].message)


def told(name: str, taken: list[float], allowed: float) -> bool:
    """Write one line; returns whether the target was met by the 95th percentile."""
    high = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    met = high <= allowed
    line = f"{name:44}{statistics.median(taken):8.0f}{high:8.0f}{allowed:8.0f}  {'' if met else 'MISSED'}\n"
    sys.stdout.write(line)
    return met


def main(findings: int, rounds: int) -> int:
    """Measure, write a table, return the exit code."""
    settings.apply()
    with tempfile.TemporaryDirectory() as folder:
        place = grow(Path(folder) / "office", findings)
        os.environ[context.WORKSPACE] = str(place)
        with Workspace.open(place) as office:
            newest = office.latest_run()
        if newest is None:
            raise FileNotFoundError(place)
        run = open_run(newest)
        warm.settle()  # as a server does when it has opened a run
        sys.stdout.write(f"{findings:,} findings, milliseconds{'median':>17}{'p95':>8}{'target':>8}\n")
        good = [
            told(name, [timed(act) for _ in range(ASKED_TIMES)][2:], ASKED_MS)
            for name, act in asked(run).items()
        ]
        del run
        forget()
        warm.modules()  # a server imports its pages while it starts
        seen: dict[str, list[float]] = {}
        for name, one in clicks(rounds):
            seen.setdefault(name, []).append(one)
        first = seen.pop("first page")
        good.append(told("first page, the run not opened yet", first, FIRST_MS))
        for name, taken in seen.items():
            told(f"  {name}", taken, CLICK_MS)
        everything = [one for taken in seen.values() for one in taken]
        good.append(told("every click", everything, CLICK_MS))
        warm.down()
    return 0 if all(good) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    raise SystemExit(main(chosen.findings, chosen.rounds))
