"""Whole rows written in one go are the cells that XlsxWriter writes one by one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from recon.export.book import Book
from recon.export.packing import QuickBook
from recon.export.style import ROW, height, heights
from recon.export.texts import LONGEST

ODD = (
    "甲",
    "",
    " a",
    "a\u3000",
    'x&y<z>"',
    "two\nlines",
    "\x07bell",
    "_x0041_",
    "_X0041_",
    "<r>x</r>",
    "=1+1",
    "\U00020bb7野",
    "0012",
    "\ufffe",
    "\u2028a",
)

MADE = datetime(2020, 6, 10, tzinfo=UTC)
"""Each workbook says when it was made, to the second; the two are made one after the other."""


def spelled(book: type[xlsxwriter.Workbook], *, whole: bool) -> dict[str, str]:
    """Write the same rows, whole or cell by cell; return each part's XML."""
    buffer = BytesIO()
    with book(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        made.set_properties({"created": MADE})
        sheet = made.add_worksheet()
        plain, bold = made.add_format({"border": 1}), made.add_format({"bold": True, "num_format": "@"})
        sheet.set_row(2, 40)
        for row in (1, 2, 3, 40):
            formats = tuple(bold if column % 3 else plain for column in range(len(ODD)))
            if whole:
                sheet.write_line(row, ODD, formats)
                continue
            for column, text in enumerate(ODD):
                if text:
                    sheet.write_string(row, column, text, formats[column])
                else:
                    sheet.write_blank(row, column, None, formats[column])
    with ZipFile(buffer) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist()}


def test_a_row_in_one_go_is_spelled_as_xlsxwriter_spells_it():
    theirs, ours = spelled(xlsxwriter.Workbook, whole=False), spelled(QuickBook, whole=True)
    sheet = "xl/worksheets/sheet1.xml"
    theirs[sheet] = theirs[sheet].replace(f' spans="1:{len(ODD)}"', "")  # a hint that readers may ignore
    assert ours == theirs


def test_a_cell_of_a_row_can_be_written_anew():
    book = Book()
    page = book.page("一", (10, 10, 10, 10))
    page.line(("a", "", "c", "d"))
    page.line(("e", "f", "g", "h"))
    page.put(0, 2, "新", "cell:error")
    page.put(0, 3, "")
    page.number(1, 0, 7)
    sheet = openpyxl.load_workbook(BytesIO(book.finish())).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["a", None, "新", None],
        [7, "f", "g", "h"],
    ]
    assert sheet["C1"].fill.fgColor.rgb == "FFF8D7DA"
    assert sheet["B1"].border.left.style == "thin"


def test_a_row_leaves_merged_cells_to_its_right_alone():
    book = Book()
    page = book.page("一", (10, 10, 10))
    page.sheet.merge_range(0, 1, 0, 2, "", book.format("head"))
    page.line(("a", "b"), "head")
    sheet = openpyxl.load_workbook(BytesIO(book.finish())).active
    assert (sheet["A1"].value, sheet["B1"].value, [str(area) for area in sheet.merged_cells.ranges]) == (
        "a",
        "b",
        ["B1:C1"],
    )
    assert sheet["C1"].border.right.style == "thin"


def test_a_chart_shows_what_stands_in_whole_rows():
    book = Book()
    page = book.page("图", (10, 10))
    page.line(("甲", "x"))
    page.number(0, 1, 3)
    chart = book.book.add_chart({"type": "bar"})
    chart.add_series({"categories": ["图", 0, 0, 0, 0], "values": ["图", 0, 1, 0, 1]})
    page.sheet.insert_chart(2, 0, chart)
    with ZipFile(BytesIO(book.finish())) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
    assert "<c:v>甲</c:v>" in drawn
    assert "<c:v>3</c:v>" in drawn


@pytest.mark.parametrize("longer", [0, 1])
def test_a_text_excel_cannot_hold_is_cut_and_says_so(longer):
    book = Book()
    page = book.page("一", (10,))
    page.line(("长" * (LONGEST + longer),))
    value = openpyxl.load_workbook(BytesIO(book.finish())).active["A1"].value
    assert len(value) == (LONGEST if not longer else LONGEST - 20 + len("……（过长，已截断）"))
    assert value.endswith("（过长，已截断）") is bool(longer)


def mixed(book: type[xlsxwriter.Workbook], *, whole: bool) -> dict[str, str]:
    """Write rows of two looks on two sheets between other texts; return each part's XML without its hints."""
    buffer = BytesIO()
    with book(buffer, {"in_memory": True}) as made:
        one, two = made.add_worksheet(), made.add_worksheet()
        looks = [(made.add_format({"bold": True}),) * 2, (made.add_format({"italic": True}),) * 2]
        for row, (sheet, texts, look) in enumerate(
            ((one, "ab", 0), (one, "ca", 0), (two, "da", 0), (one, "ea", 1), (one, "fe", 1), (one, "gb", 0))
        ):
            if whole:
                sheet.write_line(row, texts, looks[look])
            else:
                for column, text in enumerate(texts):
                    sheet.write_string(row, column, text, looks[look][column])
            if row == 3:
                two.write_string(9, 0, "between")
    with ZipFile(buffer) as parts:
        return {name: re.sub(' spans="[0-9:]*"', "", parts.read(name).decode()) for name in parts.namelist()}


def test_texts_are_numbered_in_the_order_in_which_they_were_written():
    assert mixed(QuickBook, whole=True) == mixed(xlsxwriter.Workbook, whole=False)


def test_a_row_that_is_written_again_says_what_was_said_last():
    book = Book()
    page = book.page("一", (10, 10))
    for texts in (("a", "b"), ("c", "d"), ("e", "f")):
        page.line(texts)
    page.row = 1
    page.line(("g", "h"))
    sheet = openpyxl.load_workbook(BytesIO(book.finish())).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["a", "b"], ["g", "h"], ["e", "f"]]


TEXT = st.text(st.sampled_from("a1 中\n，"), max_size=30)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=4))
def test_rows_together_are_as_high_as_each_by_itself(rows):
    widths = (5.5, 12, 30)
    alone = {place: tall for place, row in enumerate(rows) if (tall := height(row, widths)) != ROW}
    assert heights(list(zip(*rows, strict=True)), widths) == alone
