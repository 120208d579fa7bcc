"""The layout ``own``: the site's workbook with its styles, the accepted cells alone changed and marked."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

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
    (path,), _ = copied(
        run.result(), roster(lambda book: setattr(book.active["A4"], "value", None)), tmp_path
    )
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


def patched(data, part, change):
    """Return a workbook with the text of one part changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_stray_cell_in_the_last_corner_of_excel_costs_nothing(result, tmp_path):
    def stray(book):
        book.active["XFD1048576"] = "x"

    (path,), told = copied(result, roster(stray), tmp_path)
    assert not told
    assert openpyxl.load_workbook(path)["Sheet1"]["XFD1048576"].value == "x"


def test_a_formula_whose_result_is_an_empty_text_has_one(result, tmp_path):
    def blank(text):
        return text.replace("</row>", '<c r="F3" t="str"><f>IF(A9="","",A9)</f><v></v></c></row>', 1)

    (path,), told = copied(result, patched(roster(), SHEET, blank), tmp_path)
    assert not told
    assert "公式已改为原来的计算结果" in said_below(path)


def said_below(path):
    """What stands below the table of 更正说明."""
    log = openpyxl.load_workbook(path)["更正说明"]
    return "".join(row[0].value or "" for row in log.iter_rows(min_row=4) if not row[1].value)


def strict(data):
    """Return the workbook in the names of Strict Open XML, of which openpyxl reads no sheet."""
    for part in (SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"):
        data = patched(
            data, part, lambda text: text.replace("schemas.openxmlformats.org/", "purl.oclc.org/ooxml/")
        )
    return data


def broken(data):
    """Return the workbook with styles openpyxl refuses."""
    odd = "<fonts><font><sz val='x'/></font></fonts><fonts"
    return patched(data, "xl/styles.xml", lambda text: text.replace("<fonts", odd))


@pytest.mark.parametrize("spoil", [strict, broken])
def test_a_workbook_openpyxl_cannot_follow_stops_nobody(result, tmp_path, spoil):
    (path,), told = copied(result, spoil(roster()), tmp_path)
    assert "保存方式特殊" in told[0]
    assert openpyxl.load_workbook(path).sheetnames[0] == "附表1 开放教育"


def test_a_workbook_openpyxl_cannot_follow_is_not_copied_where_nothing_was_changed(run, tmp_path):
    run.row(name="示例甲", name_cell="A4", row=4)
    run.add("files", file=FILE, unit="6400101", form="open", sha256="s", live=1)
    (path,), told = copied(run.result(), strict(roster()), tmp_path)
    assert "保存方式特殊" in told[0]
    assert openpyxl.load_workbook(path).sheetnames[0] == "附表1 开放教育"


def test_letters_of_several_looks_in_a_cell_keep_them(result, tmp_path):
    words = CellRichText("请", TextBlock(InlineFont(b=True), "务必"), "核对")

    def rich(book):
        book.active["D1"] = words

    (path,), _ = copied(result, roster(rich), tmp_path)
    assert openpyxl.load_workbook(path, rich_text=True)["Sheet1"]["D1"].value == words


def test_a_filter_shows_everybody_and_hides_nobody_again(result, tmp_path):
    def filtered(book):
        sheet = book.active
        sheet.auto_filter.ref = "A3:B5"
        sheet.auto_filter.add_filter_column(0, ["示例 甲"])
        sheet.row_dimensions[5].hidden = True

    (path,), _ = copied(result, roster(filtered), tmp_path)
    sheet = openpyxl.load_workbook(path)["Sheet1"]
    assert (sheet.auto_filter.ref, sheet.auto_filter.filterColumn) == ("A3:B5", [])
    assert not sheet.row_dimensions[5].hidden
    assert "原来隐藏或被筛选掉的" in said_below(path)


def test_a_name_for_cells_of_the_book_stays_and_any_other_goes(result, tmp_path):
    def name(book):
        for word, text in {
            "性别": "Sheet1!$A$4:$A$5",
            "层次": "Sheet1!$B:$B",
            "别处": "'[1]a'!$A$1",
            "算": "SUM(Sheet1!$A$4)",
        }.items():
            book.defined_names[word] = DefinedName(word, attr_text=text)
        book.active.defined_names["移"] = DefinedName("移", attr_text="OFFSET($A$1,1,1)")
        book.active.sheet_format.zeroHeight = True

    (path,), _ = copied(result, roster(name), tmp_path)
    book = openpyxl.load_workbook(path)
    assert list(book.defined_names) == ["性别", "层次"]
    assert not book["Sheet1"].defined_names
    assert not book["Sheet1"].sheet_format.zeroHeight
    assert "名称已去掉" in said_below(path)


def test_what_a_number_format_would_change_is_text_in_the_copy(run, tmp_path):
    row = run.row(name="示例甲", name_cell="A4", row=4)
    run.row(
        student_no="1864001400002",
        student_no_cell="B5",
        id_card="900101199001050000",
        id_card_cell="C5",
        row=5,
    )
    run.add("files", file=FILE, unit="6400101", form="open", sha256="s", live=2)

    def damaged(book):
        book.active["C5"] = 900101199001050000

    assert row == 0
    (path,), _ = copied(run.result(), roster(damaged), tmp_path)
    sheet = openpyxl.load_workbook(path)["Sheet1"]
    assert (sheet["B5"].value, sheet["B5"].data_type, sheet["B5"].number_format) == (
        "1864001400002",
        "s",
        "@",
    )
    assert not sheet["B5"].comment  # a whole column of notes would hide what was corrected
    assert "1 个存为数值或日期的单元格已改为文本" in said_below(path)
    assert sheet["C5"].data_type == "n"  # nobody knows its last digits: it stays what it is, to be seen


def test_signs_that_no_file_may_hold_are_spelled_as_excel_does(run, tmp_path):
    run.change(run.row(name=("示\x0b例_x0041_", "示例\x01甲"), name_cell="A4", row=4), "name", "NA02")
    run.add("files", file=FILE, unit="6400101", form="open", sha256="s", live=1)
    (path,), _ = copied(run.result(), roster(), tmp_path)
    book = openpyxl.load_workbook(path)
    assert book["Sheet1"]["A4"].value == "示例_x0001_甲"
    assert book["更正说明"]["D3"].value == "示_x000B_例_x005F_x0041_"
    assert "示_x000B_例_x005F_x0041_ → 示例_x0001_甲" in book["Sheet1"]["A4"].comment.text


def test_a_note_is_as_large_as_its_words(result, tmp_path):
    def remarked(book):
        for place in ("A4", "B4"):
            book.active[place].comment = Comment("已电话核对，" * 40, "教学点")

    (path,), _ = copied(result, roster(remarked), tmp_path)
    with zipfile.ZipFile(path) as archive:
        drawing = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml"))
    assert min(map(int, re.findall(r"height:(\d+)px", drawing))) > 150


def test_the_log_of_changes_on_several_sheets_says_on_which(run, tmp_path):
    for sheet in ("Sheet1", "二"):
        run.change(run.row(name=("示例 甲", "示例甲"), name_cell="A4", row=4, sheet=sheet), "name", "NA02")
    run.add("files", file=FILE, unit="6400101", form="open", sha256="s", live=2)
    (path,), _ = copied(run.result(), roster(lambda book: book.create_sheet("二")), tmp_path)
    log = openpyxl.load_workbook(path)["更正说明"]
    assert [log["B3"].value, log["B4"].value] == ["Sheet1!A4", "二!A4"]


def test_a_day_that_stands_for_a_cohort_is_said_as_the_record_says_it(run, tmp_path):
    run.row(cohort=("2018-09-01", "2018秋季"), cohort_cell="D4", row=4)
    run.add("files", file=FILE, unit="6400101", form="open", sha256="s", live=1)

    def dated(book):
        book.active["D4"] = date(2018, 9, 1)

    (path,), _ = copied(run.result(), roster(dated), tmp_path)
    cell = openpyxl.load_workbook(path)["Sheet1"]["D4"]
    assert (cell.value, cell.data_type) == ("2018秋季", "s")
    assert "2018-09-01 → 2018秋季（VO07）" in cell.comment.text


def holding(cells, merged=""):
    """Return a change of a workbook: what these cells hold, and an area that is merged."""

    def change(book):
        for place, value in cells.items():
            book.active[place] = value
        if merged:
            book.active.merge_cells(merged)

    return change


def one_change(run, field, before, after, cell="A4"):
    """A run of that workbook in which the value of one field at A4 became another."""
    run.change(run.row(**{field: (before, after), f"{field}_cell": cell}, row=4), field, "DF00")
    run.row(name="=1+1", row=5)
    run.add("files", file=FILE, unit="6400101", form="open", sha256="s", live=2)
    return run.result()


@pytest.mark.parametrize(
    ("field", "before", "after", "held", "becomes"),
    [
        ("name", "張偉", "张伟", "1864001400001 張偉", "1864001400001 张伟"),
        ("student_no", "1864001400001", "1864001400010", "甲（1864001400001）", "甲（1864001400010）"),
        ("level", "专科", "本科", "会计学（专科）", "会计学（本科）"),
        ("major", "会计学", "法学", "会计学（专科）", "法学（专科）"),
        ("name", "張偉", "张伟", "張偉\n13900000001", "张伟\n13900000001"),
        ("name", "張偉", "张伟", "〃", "张伟"),
        ("name", "", "张伟", "——", "张伟"),
        ("cohort", "2018-09-01", "2018秋季", date(2018, 9, 1), "2018秋季"),
    ],
)
def test_what_shares_a_cell_with_the_corrected_value_stays(
    run, tmp_path, field, before, after, held, becomes
):
    result = one_change(run, field, before, after)
    (path,), told = copied(result, roster(holding({"A4": held})), tmp_path)
    assert not told
    assert openpyxl.load_workbook(path)["Sheet1"]["A4"].value == becomes


@pytest.mark.parametrize(
    ("field", "before", "after", "cells"),
    [
        ("id_card", "100101199001010000", "100101199001010011", dict(zip("ABCDEF", "100101", strict=True))),
        ("id_card", "100101199001010000", "100101199001010011", {"A": 1, "B": 0, "C": 0}),
        ("name", "張偉", "张伟", {"A": "張", "B": "偉"}),
        ("cohort", "2018秋", "2019春季", {"A": 2018, "B": "秋"}),
        ("level", "", "专科", {"A": "会计学"}),
        ("level", "专科", "本科", {"A": "专科教育（专科）"}),
    ],
)
def test_a_value_that_cannot_be_put_into_one_cell_is_on_the_official_form(
    run, tmp_path, field, before, after, cells
):
    result = one_change(run, field, before, after)
    held = {f"{column}4": value for column, value in cells.items()}
    (path,), told = copied(result, roster(holding(held)), tmp_path)
    assert "更正表_" in path.name
    assert "分写在几格" in told[0]


@pytest.mark.parametrize(("area", "own"), [("A4:A5", False), ("A4:B4", True)])
def test_a_cell_merged_over_several_students_is_not_changed_for_one(run, tmp_path, area, own):
    result = one_change(run, "cohort", "2018秋季", "2019春季")
    (path,), told = copied(result, roster(holding({"A4": "2018秋季"}, area)), tmp_path)
    assert ("原表样" in path.name, bool(told)) == (own, not own)


def test_a_number_with_a_digit_in_each_cell_is_left_so(run, tmp_path):
    run.row(student_no="1864001400001", student_no_cell="A4", row=4)
    run.add("files", file=FILE, unit="6400101", form="open", sha256="s", live=1)
    (path,), _ = copied(run.result(), roster(holding({"A4": 1, "B4": 8})), tmp_path)
    assert openpyxl.load_workbook(path)["Sheet1"]["A4"].value == 1
