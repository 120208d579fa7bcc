"""The line above 更正说明 counts what stands below it and what is coloured, whatever was done."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest

from recon.export import corrected
from recon.export.style import FILLS
from recon.export.view import View
from tests.export.conftest import Run, person

UNIT = "6400101"
HEAD = 4
"""Rows above the first line of 更正说明."""


def corrections(run: Run) -> None:
    run.change(run.row(**person(2, name=("示例 丙", "示例丙"))), "name", "NA02")
    run.change(run.row(**person(3, major=("行政", "行政管理"))), "major", "DF05", trust="likely")


def respellings(run: Run) -> None:
    for number in (4, 5):
        run.row(**person(number, level=("高起专", "专科")))


def fillings(run: Run) -> None:
    run.row(**person(6, class_name=("", "18秋行政管理专科")))


def waiting(run: Run) -> None:
    row = run.row(**person(7, name=("示例 辛", "示例辛"), id_card="900101199001050041"), open=True)
    run.change(row, "name", "NA02")
    run.finding("MA03", row, field="id_card", trust="ask-site")


def off_the_form(run: Run) -> None:
    run.change(run.row(**person(8, exam_no=("2064010 0008", "20640100008"))), "exam_no", "NO02")


def repeats(run: Run) -> None:
    run.row(**person(1), why="repeat", enrol_id=0)


KINDS = (corrections, respellings, fillings, waiting, off_the_form, repeats)
ALL_SAID = "第一张表中有底色的单元格"


@pytest.fixture
def book(run, request):
    run.row(**person(1))
    for do in request.param:
        do(run)
    data = corrected.build(View(run.result()), UNIT, "open")
    return openpyxl.load_workbook(BytesIO(data))


def named(kinds) -> str:
    return "+".join(one.__name__ for one in kinds) or "nothing" if isinstance(kinds, tuple) else ""


EVERY = [(), *((one,) for one in KINDS), (corrections, respellings), (corrections, waiting), KINDS]


@pytest.mark.parametrize("book", EVERY, ids=named, indirect=True)
def test_the_numbers_of_the_line_are_those_of_the_lines_and_of_the_colours(book):
    said = book["更正说明"]["A3"].value
    below = [row for row in book["更正说明"].iter_rows(min_row=HEAD + 1, values_only=True) if row[0]]
    counts = [int(n) for n in re.findall(r"(?:更正|统一写法|补填原表没有的列|去除重复) (\d+) [处项行]", said)]
    assert sum(counts) == len(below)
    fill = FILLS["changed"].removeprefix("#")
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    coloured = [cell.coordinate for cell in cells if cell.fill.fgColor.rgb == f"FF{fill}"]
    assert coloured == [cell.coordinate for cell in cells if cell.comment]
    assert sorted(coloured) == sorted(row[9] for row in below if row[9])
    told = re.search(rf"{ALL_SAID} (\d+) 处|更正 (\d+) 处，即{ALL_SAID}", said)
    assert len(coloured) == (int(told[1] or told[2]) if told else 0)
    assert (ALL_SAID in said) == bool(coloured)


@pytest.mark.parametrize(
    ("book", "said"),
    [
        ((), "没有改动，内容与报送的一致。"),
        ((corrections,), "更正 2 处，即第一张表中有底色的单元格，批注写明更正前后的内容。"),
        ((respellings,), "统一写法 1 项：意思不变，改用学籍数据的写法，单元格不加底色。"),
        ((fillings,), "补填原表没有的列 1 项：按学籍数据填写，单元格不加底色。"),
        ((repeats,), "去除重复 1 行。"),
    ],
    indirect=["book"],
    ids=named,
)
def test_a_kind_that_does_not_occur_is_not_spoken_of(book, said):
    assert book["更正说明"]["A3"].value == f"示例东区工作站（{UNIT}）：{said}"


@pytest.mark.parametrize("kind", [waiting, off_the_form])
def test_a_change_that_the_first_sheet_does_not_show_is_told_apart(run, kind):
    run.row(**person(1))
    corrections(run)
    kind(run)
    data = corrected.build(View(run.result(), "en"), UNIT, "open")
    said = openpyxl.load_workbook(BytesIO(data))["更正说明"]["A3"].value
    assert said.startswith(f"示例东区工作站 ({UNIT}): Cells changed: 3. Coloured on the first sheet")
    assert said.endswith(": 1.")


def test_where_nobody_goes_on_the_changes_are_counted_behind_the_reason(run):
    waiting(run)
    data = corrected.build(View(run.result()), UNIT, "open")
    said = openpyxl.load_workbook(BytesIO(data))["更正说明"]["A3"].value
    assert "目前没有一行可以上报" in said
    assert "更正 1 处，都不在第一张表" in said


def test_a_cell_that_was_empty_is_said_to_have_been(run):
    """As among what was respelt, and in the note of the cell itself."""
    run.change(run.row(**person(2, name=("", "示例丙"))), "name", "NA01")
    book = openpyxl.load_workbook(BytesIO(corrected.build(View(run.result()), UNIT, "open")))
    line = [cell.value for cell in book["更正说明"][HEAD + 1]]
    at = line.index("示例丙", 3)
    assert line[at - 2 : at + 1] == ["姓名", "（空）", "示例丙"], line
