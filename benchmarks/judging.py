"""The full judgement of a nation: ladder, all rules, differences, omissions, coverage.

    python benchmarks/judging.py FOLDER [--memory 1800MB] [--where]

Prints as JSON what was found, per rule, and the account of the students; with ``--where``, what each step took.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import nation

import recon
from recon import lean
from recon.campaign import Campaign, Scope
from recon.words import Category

CAMPAIGN = Campaign(
    id="nation",
    year=2023,
    deadline=date(2026, 1, 31),
    as_of=date(2026, 2, 1),
    scope={Category.OPEN: Scope(cohorts=nation.SCOPE)},
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--memory", default="1800MB")
    parser.add_argument("--where", action="store_true")
    options = parser.parse_args()
    steps: list[tuple[str, float]] = []
    lean.begin()  # as the command line does, before NumPy is there
    if options.where:
        _watch(steps)
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        tempfile.tempdir = scratch
        start = time.perf_counter()
        answer = recon.reconcile(
            options.folder / "roster.parquet",
            options.folder / "extract.parquet",
            CAMPAIGN,
            threads=2,
            memory=options.memory,
        )
        seconds = time.perf_counter() - start
        told: dict[str, Any] = {
            "rules": answer.summary["findings"]["all"],
            "coverage": answer.summary["coverage"],
            "seconds": seconds,
            "steps": steps,
        }
        print(json.dumps(told))
        del answer
    lean.leave(0)


def _watch(steps: list[tuple[str, float]]) -> None:
    """Note how long each query of the engine takes, by the module that asked."""
    import sys

    from recon.engine.duck import DuckEngine

    def asked() -> str:
        frame = sys._getframe(2)  # noqa: SLF001 -- who asked is told by nothing else
        while frame.f_back and "/recon/" not in frame.f_code.co_filename.replace("/recon/engine/", "/"):
            frame = frame.f_back
        return f"{Path(frame.f_code.co_filename).parent.name}.{frame.f_code.co_name.strip('_')}"

    for name in ("keep", "collect"):
        plain = getattr(DuckEngine, name)

        def timed(self: DuckEngine, *given: Any, plain: Any = plain) -> Any:
            start = time.perf_counter()
            try:
                return plain(self, *given)
            finally:
                steps.append((asked(), time.perf_counter() - start))

        setattr(DuckEngine, name, timed)


if __name__ == "__main__":
    main()
