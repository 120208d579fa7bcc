"""The layout ``own``: the site's workbook with its styles, the accepted cells alone changed and marked."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from recon.export import How, write

FILE = "6400101.xlsx"


def untouched(_):
    """Leave the workbook as it is."""


def roster(change=untouched):
    """A site's workbook: a coloured title, a header and two students."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet["A1"], sheet["A1"].font = "名单", Font(name="黑体", size=20)
    sheet.append([])
    sheet.append(["姓名", "学号"])
    sheet.append(["示例 甲", "1864001400001"])
    sheet.append(["=1+1", 1864001400002])
    sheet["A5"].data_type = "s"
    sheet["A4"].fill = PatternFill("solid", fgColor="00FF00")
    sheet.column_dimensions["B"].width = 33
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def result(run):
    """A run of that workbook with one change, at A4."""
    row = run.row(name=("示例 甲", "示例甲"), name_cell="A4", row=4)
    run.change(row, "name", "NA02")
    run.row(name="=1+1", row=5)
    run.add("files", file=FILE, unit="6400101", form="open", sha256="s", live=2)
    return run.result()


def copied(result, original, tmp_path):
    """Return what was written for one original, and what was told."""
    told = []
    how = How(layout="own", originals=lambda *_: original, tell=told.append)
    return write("corrected", result, tmp_path, how=how), told


def test_only_the_accepted_cell_changes_and_is_marked(result, tmp_path):
    (path,), told = copied(result, roster(), tmp_path)
    sheet = openpyxl.load_workbook(path)["Sheet1"]
    assert not told
    assert sheet["A4"].value == "示例甲"
    assert sheet["A4"].fill.fgColor.rgb.endswith("FFF3C4")
    assert "示例 甲 → 示例甲（NA02）" in sheet["A4"].comment.text
    assert (sheet["A1"].value, sheet["A1"].font.size, sheet.column_dimensions["B"].width) == ("名单", 20, 33)
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")
    assert sheet["B4"].value == "1864001400001"


def test_a_remark_of_the_site_on_a_changed_cell_stays_below_ours(result, tmp_path):
    def remarked(book):
        book.active["A4"].comment = Comment("已电话核对", "教学点")

    (path,), _ = copied(result, roster(remarked), tmp_path)
    text = openpyxl.load_workbook(path)["Sheet1"]["A4"].comment.text
    assert text.startswith("示例 甲 → 示例甲（NA02）")
    assert text.endswith("\n原批注：已电话核对")


def test_a_cell_that_was_empty_is_said_to_have_been(run, tmp_path):
    run.change(run.row(name=("", "示例甲"), name_cell="A4", row=4), "name", "NA01")
    run.add("files", file=FILE, unit="6400101", form="open", sha256="s", live=1)
    (path,), _ = copied(run.result(), roster(), tmp_path)
    book = openpyxl.load_workbook(path)
    assert "（空） → 示例甲（NA01）" in book["Sheet1"]["A4"].comment.text
    assert [cell.value for cell in book["更正说明"][3]][3:5] == ["（空）", "示例甲"]


def test_the_change_log_carries_our_mark(result, tmp_path):
    (path,), _ = copied(result, roster(), tmp_path)
    log = openpyxl.load_workbook(path)["更正说明"]
    assert log["A1"].value == "recon:changes|example-2020|6400101|open"
    assert [cell.value for cell in log[3]][:5] == ["4", "A4", "姓名", "示例 甲", "示例甲"]


def chart(book):
    drawn = BarChart()
    drawn.add_data(Reference(book.active, min_col=2, min_row=4, max_row=5))
    book.active.add_chart(drawn, "D4")


def formula(book):
    book.active["C4"] = "=1+1"


def merged(book):
    book.active.merge_cells("A3:A4")


@pytest.mark.parametrize(("spoil", "said"), [(chart, "图表"), (formula, "公式"), (merged, "合并单元格")])
def test_what_a_copy_would_lose_is_named_and_the_official_form_given(result, tmp_path, spoil, said):
    (path,), told = copied(result, roster(spoil), tmp_path)
    assert said in told[0]
    assert openpyxl.load_workbook(path).sheetnames[0] == "附表1 开放教育"


@pytest.mark.parametrize(("original", "said"), [(None, "原文件已不在"), (b"\xd0\xcf\x11\xe0", "不是 .xlsx")])
def test_without_a_workbook_to_copy_the_official_form_is_given(result, tmp_path, original, said):
    (path,), told = copied(result, original, tmp_path)
    assert said in told[0]
    assert openpyxl.load_workbook(path).sheetnames[1:] == ["更正说明", "待处理"]


def test_links_and_hidden_parts_do_not_survive(result, tmp_path):
    def hide(book):
        book.active["A4"].hyperlink = "http://example.invalid/x"
        book.active.column_dimensions["B"].hidden = True
        book.create_sheet("备用").sheet_state = "hidden"

    (path,), _ = copied(result, roster(hide), tmp_path)
    book = openpyxl.load_workbook(path)
    assert book["Sheet1"]["A4"].hyperlink is None
    assert not book["Sheet1"].column_dimensions["B"].hidden
    assert {sheet.sheet_state for sheet in book} == {"visible"}
