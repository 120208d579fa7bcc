"""National compare: the full judgement against plain keyed compares, on the same data in the same run.

    python benchmarks/national.py --peers BENCH_PYTHON [--enrolments 5000000] [--folder FOLDER] [--into PAGES]

Each contender runs alone in a child process with two threads; its wall time, both cores' time and peak memory are the
child's, the start of Python included. What it answers is checked against what the generator spoiled.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

import nation
from measure import Measured, child, keep, mark, table, versions

PEERS = (
    "duckdb_join",
    "pandas_merge",
    "datacompy_pandas",
    "datacompy_polars",
    "diffly",
    "rdatacompy",
    "reconsi",
)
FLOOR, GOAL = "duckdb_join", "diffly"
BEHIND = frozenset(PEERS) - {FLOOR, GOAL}
"""Those that the full judgement has to be faster than."""
TIMES, MEGABYTES = 10, 2_560
"""What the judgement may take of the floor's time, and of memory."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=sys.executable, help="Python of benchmarks/requirements.lock")
    parser.add_argument("--enrolments", type=int, default=5_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[*PEERS, "recon"])
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        made = nation.make(options.folder or Path(scratch), options.enrolments)
        measured = {
            name: child("contenders.py", name, made.extract, made.roster, python=options.peers)
            for name in PEERS
            if name in options.only
        }
        measured["recon"] = child("judging.py", made.extract.parent)
        where = child("judging.py", made.extract.parent, "--where")
    wrong = {name: _wrong(name, one, made.truth) for name, one in measured.items()}
    text = "\n\n".join(
        (_head(options, made), _table(measured, wrong), _steps(where), _verdict(measured, wrong))
    )
    keep("national", text, options.into)
    raise SystemExit(0 if "✗" not in text else 1)


def _head(options: argparse.Namespace, made: nation.Nation) -> str:
    peers = versions(
        "pandas", "polars", "duckdb", "datacompy", "diffly", "rdatacompy", "reconsi", python=options.peers
    )
    ours = versions("recon", "duckdb", "narwhals", "pyarrow")
    return (
        f"## National compare\n\n{made.truth['enrolments']:,} enrolments × 12 columns, "
        f"{made.truth['rows']:,} roster rows, two threads each. Ours: {ours}. Theirs: {peers}."
    )


def _wrong(name: str, one: Measured, truth: dict[str, int]) -> str:
    """Return what a contender got wrong, empty when it told what was spoiled."""
    if one.failed:
        return one.failed[:80]
    expected = _judgement(truth) if name == "recon" else _plain(truth)
    found = one.answer["rules"] | one.answer["coverage"] if name == "recon" else one.answer
    return ", ".join(f"{k} {found.get(k, 0)} ≠ {v}" for k, v in expected.items() if found.get(k, 0) != v)


def _plain(truth: dict[str, int]) -> dict[str, int]:
    lost = truth["student_no"] + truth["stranger"]
    joined = truth["rows"] - lost
    cells = sum(truth[name] for name in nation.SPOILS) - lost
    return {"joined": joined, "unknown": lost, "unsent": truth["enrolments"] - joined, "cells": cells}


def _judgement(truth: dict[str, int]) -> dict[str, int]:
    return {
        "DF01": truth["name"] + truth["name_spaced"],
        "NA02": truth["name_spaced"],
        "DF03": truth["id_card"] + truth["id_card_spaced"],
        "ID02": truth["id_card_spaced"],
        "MA03": truth["id_card"],
        "DF04": truth["level"],
        "DF05": truth["major"],
        "DF06": truth["cohort"],
        "MA02": truth["student_no"],
        "MA01": truth["stranger"],
        "OM01": truth["omitted"],
        "due": truth["due"],
        "omitted": truth["omitted"],
    }


def _table(measured: dict[str, Measured], wrong: dict[str, str]) -> str:
    ours = measured["recon"].seconds
    lines = [
        (
            "**recon, full judgement**" if name == "recon" else name.replace("_", " "),
            f"{one.seconds:.1f}",
            f"{one.cpu:.1f}",
            f"{one.megabytes:,.0f}",
            f"{one.seconds / ours:.2f}",
            wrong[name] or "as seeded",
        )
        for name, one in sorted(measured.items(), key=lambda item: item[1].seconds)
    ]
    return table(("contender", "seconds", "CPU s", "peak MB", "× recon", "truth"), lines)


def _steps(where: Measured) -> str:
    """Say where the time of the judgement goes: queries by what asked for them, and all that is Python."""
    totals: Counter[str] = Counter()
    for name, seconds in where.answer.get("steps", ()):
        totals[name] += seconds
    rest = where.answer.get("seconds", 0.0) - totals.total()
    lines = [(name, f"{seconds:.2f}") for name, seconds in totals.most_common(12)]
    small = totals.total() - sum(seconds for _, seconds in totals.most_common(12))
    lines += [
        ("every other query", f"{small:.2f}"),
        ("Python: planning, the residue, findings", f"{rest:.2f}"),
    ]
    lines.append(("start of Python, imports", f"{where.seconds - where.answer.get('seconds', 0.0):.2f}"))
    return "Where the time goes:\n\n" + table(("step", "seconds"), lines)


def _verdict(measured: dict[str, Measured], wrong: dict[str, str]) -> str:
    ours = measured["recon"]
    slower = [name for name in sorted(BEHIND & measured.keys()) if measured[name].seconds <= ours.seconds]
    beaten = f": not {', '.join(slower)}" if slower else ""
    lines = [mark(f"faster than the plain compares{beaten}", holds=not slower)]
    if FLOOR in measured:
        ratio = ours.seconds / measured[FLOOR].seconds
        lines.append(mark(f"{ratio:.1f}× the bare DuckDB join (at most {TIMES}×)", holds=ratio <= TIMES))
    peak = f"peak memory {ours.megabytes:,.0f} MB (at most {MEGABYTES:,} MB)"
    lines.append(mark(peak, holds=ours.megabytes <= MEGABYTES))
    lines.append(mark("every spoil is found and told as what it is", holds=not wrong["recon"]))
    if GOAL in measured:
        lines.append(f"- goal: {ours.seconds / measured[GOAL].seconds:.1f}× diffly's plain compare")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
