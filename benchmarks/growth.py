"""Growth: the full judgement of 0.5, 5 and 50 million enrolments; time and memory against rows.

    python benchmarks/growth.py [--millions 0.5 5 50] [--folder FOLDER] [--into PAGES]

Fifty million need about 10 GB of disk and, with the bound given here, less than 16 GB of memory.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import pairwise
from pathlib import Path

import nation
from measure import Measured, child, keep, mark, table

TIMES = 11
"""How many times longer ten times the rows may take."""
MEGABYTES = 16 * 1024
BOUNDS = ((1_000_000, "512MB"), (10_000_000, "1800MB"), (100_000_000, "7GB"))
"""Up to so many enrolments → DuckDB's share of the memory."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--millions", type=float, nargs="*", default=[0.5, 5, 50])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    found: dict[int, tuple[Measured, nation.Nation]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for millions in options.millions:
            enrolments = int(millions * 1_000_000)
            made = nation.make((options.folder or Path(scratch)) / f"nation-{enrolments}", enrolments)
            bound = next(text for most, text in BOUNDS if enrolments <= most)
            found[enrolments] = child("judging.py", made.extract.parent, "--memory", bound), made
    text = "\n\n".join(("## Growth", _table(found), _verdict(found)))
    keep("growth", text, options.into)
    raise SystemExit(0 if "✗" not in text else 1)


def _table(found: dict[int, tuple[Measured, nation.Nation]]) -> str:
    lines = [
        (
            f"{enrolments:,}",
            f"{made.truth['rows']:,}",
            f"{one.seconds:.1f}",
            f"{one.cpu:.1f}",
            f"{one.megabytes:,.0f}",
            one.failed or _fault(one, made.truth) or "as seeded",
        )
        for enrolments, (one, made) in found.items()
    ]
    return table(("enrolments", "roster rows", "seconds", "CPU s", "peak MB", "truth"), lines)


def _fault(one: Measured, truth: dict[str, int]) -> str:
    expected = {"MA02": truth["student_no"], "MA01": truth["stranger"], "OM01": truth["omitted"]}
    expected["FI14"] = 0  # no column slid
    rules = one.answer["rules"]
    return ", ".join(f"{k} {rules.get(k, 0)} ≠ {v}" for k, v in expected.items() if rules.get(k, 0) != v)


def _verdict(found: dict[int, tuple[Measured, nation.Nation]]) -> str:
    lines = []
    for (few, (less, _)), (many, (more, _)) in pairwise(sorted(found.items())):
        ratio, allowed = more.seconds / less.seconds, TIMES * many / few / 10
        holds = "✓" if ratio <= allowed and not more.failed else "✗"
        lines.append(
            f"- {holds} {many / few:.0f}× the rows take {ratio:.1f}× the time (at most {allowed:.0f}×)"
        )
    most = max(one.megabytes for one, _ in found.values())
    lines.append(mark(f"at most {most:,.0f} MB (allowed: {MEGABYTES:,} MB)", holds=most <= MEGABYTES))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
