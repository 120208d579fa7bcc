"""A return sheet that comes back: what a site deleted or put right on it is gone, and nothing else is."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow.csv as pc
import pytest

from recon.pipeline import Inputs, Options, run
from tests.support.clerk import CAMPAIGN, extract, people, roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recon.result import Result

STUDENTS = people(12)
UNIT = STUDENTS[0]["site_code"]
STRANGER = {**STUDENTS[0], "student_no": "1864901459099", "name": "司马光明", "id_card": "100101199903081232"}


def judged(folder: Path, sent: dict[str, str]) -> Result:
    """Judge everything in the folder; ``sent`` is file → when it came."""
    with (folder / "submissions.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("file", "unit", "received_at"))
        lines.writerows((name, UNIT, f"2020-06-{day}T10:00:00+08:00") for name, day in sent.items())
    inputs = Inputs(
        CAMPAIGN,
        (str(folder / "extract.csv"),),
        (folder / "rosters",),
        submissions=(folder / "submissions.csv",),
    )
    return run(inputs, Options(), out=folder / "out")


def put_right(sheet: Any, row: int, column: Callable[[str], int]) -> None:
    """Write the student who was meant where a stranger stood."""
    meant = STUDENTS[10]
    for title, code in (("学号", "student_no"), ("姓名", "name"), ("身份证号", "id_card"), ("性别", "sex")):
        sheet.cell(row, column(title)).value = meant[code]


@pytest.mark.parametrize(("way", "rows"), [("deleted", 10), ("put right", 11)])
def test_a_stranger_on_a_return_sheet_goes(way: str, rows: int, tmp_path: Path) -> None:
    (tmp_path / "rosters").mkdir()
    pc.write_csv(extract(STUDENTS), tmp_path / "extract.csv")
    pc.write_csv(roster([*STUDENTS[:10], STRANGER]), tmp_path / "rosters" / "first.csv")
    first = judged(tmp_path, {"first.csv": "01"})
    assert first.summary["findings"]["all"]["MA01"] == 1
    (made,) = (tmp_path / "out" / "returned").glob("*.xlsx")
    book = openpyxl.load_workbook(made)
    sheet = book["退回清单"]
    head = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "序号")

    def column(title: str) -> int:
        return next(cell.column for cell in sheet[head] if cell.value == title)

    at = next(
        row
        for row in range(head, sheet.max_row + 1)
        if sheet.cell(row, column("学号")).value == STRANGER["student_no"]
    )
    if way == "deleted":
        sheet.delete_rows(at)
    else:
        put_right(sheet, at, column)
    book.save(tmp_path / "rosters" / "back.xlsx")
    again = judged(tmp_path, {"first.csv": "01", "back.xlsx": "05"})
    assert again.summary["rows"]["judged"] == rows
    assert again.summary["rows"]["superseded"] == 11
    assert "MA01" not in again.summary["findings"]["all"]
    assert again.summary["coverage"]["submitted"] == rows
