"""Province end to end: 150 xlsx rosters and 120,000 enrolments in, 150 corrected sheets out, against a plain script.

    python benchmarks/province.py --peers BENCH_PYTHON [--folder FOLDER] [--into PAGES]

Both run alone in a child process on the same files: ours does the full judgement and writes all files of a run, the
script (benchmarks/script.py) does only read, merge, compare, write.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import nation
import xlsxwriter
from measure import child, keep, mark, table, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INSTITUTION = "51161"
SHAPE = nation.Shape(5, 30, ("2022秋季", "2023春季", "2023秋季"), 111)
"""Five branches of thirty sites; three eighths of 120,000 are due, and all but a ninth of these are sent: 40,000."""
ENROLMENTS = 120_000
TIMES = 5
"""How many times faster than the script the whole job has to be."""
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
        made = make(folder)
        ours, script = child("office.py", folder), child("script.py", folder, python=options.peers)
    truth = made.truth
    lost = truth["student_no"] + truth["stranger"]
    cells = sum(truth[name] for name in nation.SPOILS) - lost
    wrong = [
        _wrong({"rows": truth["rows"], "unknown": lost, "cells": cells, "sheets": 150}, script.answer),
        _wrong(
            {"MA02": truth["student_no"], "MA01": truth["stranger"], "OM01": truth["omitted"]},
            _flat(ours.answer),
        ),
    ]
    lines = [
        (
            name,
            f"{one.seconds:.1f}",
            f"{one.cpu:.1f}",
            f"{one.megabytes:,.0f}",
            one.answer.get("sheets", ""),
            fault,
        )
        for name, one, fault in (
            ("script: pandas, openpyxl", script, script.failed or wrong[0] or "as seeded"),
            ("**recon, the whole job**", ours, ours.failed or wrong[1] or "as seeded"),
        )
    ]
    ratio = script.seconds / ours.seconds
    holds = ratio >= TIMES and not any((*wrong, ours.failed, script.failed))
    peers = versions("pandas", "openpyxl", python=options.peers)
    head = f"150 xlsx rosters ({truth['rows']:,} rows), {ENROLMENTS:,} enrolments as xlsx and csv. The script: {peers}."
    verdict = mark(f"{ratio:.1f}× faster than the script (at least {TIMES}×)", holds=holds)
    found = table(("contender", "seconds", "CPU s", "peak MB", "sheets", "truth"), lines)
    text = f"## Province end to end\n\n{head}\n\n{found}\n\n{verdict}"
    keep("province", text, options.into)
    raise SystemExit(0 if holds else 1)


def _flat(answer: dict[str, dict[str, int]]) -> dict[str, int]:
    return dict(answer.get("rules", {}))


def _wrong(expected: dict[str, int], found: dict[str, int]) -> str:
    return ", ".join(f"{k} {found.get(k, 0)} ≠ {v}" for k, v in expected.items() if found.get(k, 0) != v)


if __name__ == "__main__":
    main()
