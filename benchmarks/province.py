"""Province end to end: 150 xlsx rosters and 120,000 enrolments in, 150 corrected sheets out, against a plain script.

    python benchmarks/province.py --peers BENCH_PYTHON [--folder FOLDER] [--into PAGES]

Both run alone in a child process on the same files: ours does the full judgement and writes all files of a run, the
script (benchmarks/script.py) does only read, merge, compare, write. The number counts for the default engine; Polars
is the other engine for files of this size (``recon run --engine polars``).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import nation
from measure import Measured, child, keep, mark, table, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

INSTITUTION = "51161"
SHAPE = nation.Shape(5, 30, ("2022秋季", "2023春季", "2023秋季"), 111)
"""Five branches of thirty sites; three eighths of 120,000 are due, and all but a ninth of these are sent: 40,000."""
ENROLMENTS = 120_000
TIMES = 5
"""How many times faster than the script the whole job has to be."""
ENGINES = {"duckdb": "DuckDB (the default)", "polars": "Polars"}
ROSTER = {
    "院校代码": f"'{INSTITUTION}'",
    "学号": "student_no",
    "姓名": "name",
    "性别": "sex",
    "身份证号": "id_card",
    "层次": "level",
    "专业": "major",
    "年级": "cohort",
}
EXTRACT = {
    "学号": "student_no",
    "姓名": "name",
    "性别": "sex",
    "身份证号": "id_card",
    "层次": "level",
    "专业": "major",
    "年级": "cohort",
    "学习形式": "study_form",
    "分校": "branch",
    "教学点代码": "site_code",
    "教学点": "site",
    "学籍状态": "status",
}


def make(folder: Path) -> nation.Nation:
    """Write the files as sites and the platform would, or find them."""
    import duckdb  # here, since a contender that is measured imports this module

    made = nation.make(folder / "tables", ENROLMENTS, shape=SHAPE)
    if not (folder / "extracts").exists():
        with duckdb.connect() as base:
            (folder / "rosters").mkdir()
            _rosters(base, made.roster, folder / "rosters")
            (folder / "extracts").mkdir()
            _extracts(base, made.extract, folder / "extracts")
    return made


def _rosters(base: duckdb.DuckDBPyConnection, roster: Path, into: Path) -> None:
    lines = base.read_parquet(str(roster))
    for (file,) in lines.aggregate("file").order("file").fetchall():
        rows = lines.filter(f"file = '{file}'").order("row")
        _book(into / file, ["附表1　毕业生图像采集名单"], ROSTER, rows.project(_columns(ROSTER)).fetchall())


def _extracts(base: duckdb.DuckDBPyConnection, extract: Path, into: Path) -> None:
    """Half of the enrolments came as a workbook, half as text."""
    lines = base.read_parquet(str(extract)).project(_columns(EXTRACT))
    half = ENROLMENTS // 2
    _book(into / "one.xlsx", [], EXTRACT, lines.limit(half).fetchall())
    lines.limit(half, half).to_csv(str(into / "two.csv"), header=True)


def _columns(named: dict[str, str]) -> str:
    return ", ".join(f'{code} AS "{title}"' for title, code in named.items())


def _book(path: Path, title: Sequence[str], head: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate((*([title] if title else []), list(head), *rows)):
            sheet.write_row(number, 0, line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=sys.executable, help="Python of benchmarks/requirements.lock")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        truth = make(folder).truth
        for left in folder.glob("out-*"):
            shutil.rmtree(left)
        script = child("script.py", folder, python=options.peers)
        ours = {engine: child("office.py", folder, engine) for engine in ENGINES}
    lost = truth["student_no"] + truth["stranger"]
    cells = sum(truth[name] for name in nation.SPOILS) - lost
    theirs = {"rows": truth["rows"], "unknown": lost, "cells": cells, "sheets": 150}
    rules = {"MA02": truth["student_no"], "MA01": truth["stranger"], "OM01": truth["omitted"]}
    faults = {engine: one.failed or _wrong(rules, _flat(one.answer)) for engine, one in ours.items()}
    fault = script.failed or _wrong(theirs, script.answer)
    lines = [
        _line("script: pandas, openpyxl", script, script, fault),
        *(
            _line(f"**recon, the whole job**, {ENGINES[name]}", one, script, faults[name])
            for name, one in ours.items()
        ),
    ]
    ratio = script.seconds / ours["duckdb"].seconds
    holds = ratio >= TIMES and not any((fault, *faults.values()))
    text = "\n\n".join(
        (
            "## Province end to end",
            _about(truth["rows"], ours["duckdb"], versions("pandas", "openpyxl", python=options.peers)),
            table(("contender", "seconds", "CPU s", "peak MB", "sheets", "× faster", "truth"), lines),
            "Where recon's seconds go:",
            _steps(ours),
            mark(f"{ratio:.1f}× faster than the script (at least {TIMES}×)", holds=holds),
        )
    )
    keep("province", text, options.into)
    raise SystemExit(0 if holds else 1)


def _about(rows: int, ours: Measured, peers: str) -> str:
    returned = ours.answer.get("returned", 0)
    return (
        f"150 xlsx rosters ({rows:,} rows), {ENROLMENTS:,} enrolments, half as xlsx and half as csv. The script "
        f"({peers}) joins by 学号 alone, compares six columns and writes 150 corrected sheets with the changed cells "
        "coloured. recon reads in isolated children and counts every cell twice, judges everything, and writes what "
        "the contract asks for: the corrected sheets with notes, the changes and the rows that wait, "
        f"{returned} return sheets, the circular, the record corrections and the tables."
    )


def _line(name: str, one: Measured, script: Measured, fault: str) -> tuple[object, ...]:
    took = f"{one.seconds:.1f}", f"{one.cpu:.1f}", f"{one.megabytes:,.0f}"
    return (
        name,
        *took,
        one.answer.get("sheets", ""),
        f"{script.seconds / one.seconds:.1f}",
        fault or "as seeded",
    )


def _steps(ours: dict[str, Measured]) -> str:
    """Return the seconds of each step as a table, an engine a column."""
    steps = {engine: one.answer.get("steps", {}) for engine, one in ours.items()}
    lines = [
        (step, *(f"{steps[engine].get(step, 0):.2f}" for engine in ours))
        for step in next(iter(steps.values()), {})
    ]
    return table(("step", *ENGINES.values()), lines)


def _flat(answer: dict[str, dict[str, int]]) -> dict[str, int]:
    return dict(answer.get("rules", {}))


def _wrong(expected: dict[str, int], found: dict[str, int]) -> str:
    return ", ".join(f"{k} {found.get(k, 0)} ≠ {v}" for k, v in expected.items() if found.get(k, 0) != v)


if __name__ == "__main__":
    main()
