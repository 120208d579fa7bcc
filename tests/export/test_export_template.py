"""The office's own form: its title, header, styles and print set-up stay, the students stand below."""

from __future__ import annotations

import os
import time
import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Border, Font, PatternFill, Side

from recon import campaign
from recon.errors import CampaignError
from recon.export import KINDS, How, build, open_run, save, write, write_contract_files
from recon.export.entry import documents
from recon.export.view import View
from recon.result import Result

UNIT = "6400101"
TITLES = ("序号", "学　号", "姓名", "身份证\n号码", "民族", "层次", "备注")


def untouched(_):
    """Leave the form as it is."""


def form(change=untouched, titles=TITLES):
    """A registrar's own workbook: a red title, a line for the unit, a header, two empty rows, a footer."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名册"
    sheet.merge_cells("A1:G1")
    sheet["A1"], sheet["A1"].font = "{title}学生名册", Font(name="华文中宋", size=20, color="8B0000")
    sheet["A2"] = "学习中心名称（盖章）：          负责人签字：        共 {count} 人"
    for column, text in enumerate(titles, 1):
        sheet.cell(3, column, text)
    line = Side(style="thin")
    for row in (4, 5):
        sheet.cell(row, 1, row - 3)
        for column in range(1, len(titles) + 1):
            sheet.cell(row, column).border = Border(line, line, line, line)
        sheet.cell(row, 3).fill = PatternFill("solid", fgColor="FDF5E6")
    sheet.merge_cells("A7:C7")
    sheet["A7"], sheet["D7"] = "填表人：", "审核人："
    sheet.column_dimensions["B"].width = 19
    sheet.page_setup.orientation = "landscape"
    sheet.oddFooter.center.text = "共 &N 页"
    book.create_sheet("填写要求")["A1"] = "只填第一张表"
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def asked(folder, data):
    """A campaign file with its form beside it."""
    (folder / "附表1.xlsx").write_bytes(data)
    path = folder / "campaign.toml"
    told = '[campaign]\nid = "example-2020"\ntitle = "示例"\n[scope.open]\ninstitution_code = "51161"\n'
    path.write_text(f'{told}[templates]\nopen_form = "附表1.xlsx"  # 表样\n', encoding="utf-8")
    return path


@pytest.fixture
def own(small, tmp_path):
    """The small run, judged by a campaign with its own form."""
    return Result(campaign.load(asked(tmp_path, form())), small.tables, small.summary)


def opened(data):
    return openpyxl.load_workbook(BytesIO(data))


def corrected(result):
    """The open form's workbook of the unit."""
    _, packed = build("corrected", result, UNIT)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return archive.read(next(name for name in archive.namelist() if "开放教育" in name))


def test_the_forms_title_header_styles_and_print_set_up_stay(own):
    sheet = opened(corrected(own)).worksheets[0]
    assert sheet.title == "名册"
    assert sheet["A1"].value == "示例学生名册"
    assert sheet["A1"].font.color.rgb.endswith("8B0000")
    assert "A1:G1" in {str(area) for area in sheet.merged_cells.ranges}
    assert [cell.value for cell in sheet[3]] == list(TITLES)
    assert sheet.column_dimensions["B"].width == 19
    assert (sheet.page_setup.orientation, sheet.oddFooter.center.text) == ("landscape", "共 &N 页")
    assert sheet["C6"].fill.fgColor.rgb.endswith("FDF5E6")
    assert sheet["C6"].border.left.style == "thin"


def test_the_students_stand_under_their_titles_as_text_and_an_unknown_column_stays_empty(own):
    sheet = opened(corrected(own)).worksheets[0]
    assert [cell.value for cell in sheet[4]] == [
        "1",
        "1864001400001",
        "示例乙",
        "90010119900102001X",
        None,
        "专科",
        None,
    ]
    assert {cell.number_format for cell in sheet[4]} == {"@"}
    assert {cell.data_type for cell in sheet[4] if cell.value} == {"s"}


def test_the_unit_and_the_count_are_filled_in_and_the_footer_stands_below_the_last_student(own):
    sheet = opened(corrected(own)).worksheets[0]
    assert (
        sheet["A2"].value == "学习中心名称（盖章）：示例东区工作站（6400101）　　负责人签字：        共 3 人"
    )
    assert [sheet["A7"].value, sheet["D7"].value] == ["填表人：", "审核人："]
    assert "A7:C7" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.max_row == 7


def test_a_changed_cell_is_marked_with_its_note_and_the_log_says_where_it_stands(own):
    book = opened(corrected(own))
    cell = book.worksheets[0]["C5"]
    assert (cell.value, cell.fill.fgColor.rgb[2:]) == ("示例丙", "FFF3C4")
    assert "更正前：示例 丙" in cell.comment.text
    log = [tuple(row) for row in book["更正说明"].iter_rows(values_only=True)]
    assert next(row for row in log if row[3] == "姓名")[9] == "C5"
    assert book.sheetnames == ["名册", "更正说明", "待处理"]
    assert book["待处理"]["A1"].value == "recon:pending|example-2020|6400101|open"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"reminders", "receipts", "report"}])
def test_there_are_no_green_triangles(kind, own):
    units = ("1864001400002",) if kind == "case" else ()
    books = [one.data for one in documents(kind, View(own), units) if one.name.endswith(".xlsx")]
    assert books
    for data in books:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
        assert all(b'numberStoredAsText="1"' in text for text in sheets)


def test_the_pack_keeps_its_choices_its_lock_and_its_mark_on_the_form(own):
    _, packed = build("pack", own, UNIT)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        book = opened(archive.read(next(name for name in archive.namelist() if "开放教育" in name)))
    sheet = book["名册"]
    assert [cell.value for cell in sheet[3]][-2:] == ["是否拍摄", "不拍原因"]
    choices = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert '"拍,不拍"' in choices.values()
    assert any(place.startswith("H4:") for place in choices)
    assert sheet.protection.sheet
    assert not sheet["C4"].protection.locked
    assert sheet["I1"].value == "recon:pack|example-2020|6400101|open"


def test_the_form_travels_with_the_run_and_equal_results_give_equal_bytes(own, tmp_path):
    save(own, tmp_path / "run")
    first = corrected(own)
    time.sleep(1.1)  # a file that told when it was saved would differ by now
    assert corrected(open_run(tmp_path / "run")) == first


def test_an_unknown_column_is_said_once_by_the_export_and_in_the_notes_of_a_run(own, tmp_path):
    told = []
    write("corrected", own, tmp_path / "a", how=How(tell=told.append))
    assert told == ["[templates] open_form：不认识“民族”列，已留空。"]
    assert told[0] in write_contract_files(own, tmp_path / "b").notes


def chart(book):
    drawn = BarChart()
    drawn.add_data(Reference(book.active, min_col=1, min_row=4, max_row=5))
    book.active.add_chart(drawn, "J4")


def test_a_form_with_parts_that_would_be_lost_is_not_used_and_that_is_said(small, tmp_path):
    result = Result(campaign.load(asked(tmp_path, form(chart))), small.tables, small.summary)
    told = []
    paths = write("corrected", result, tmp_path / "out", how=How(tell=told.append))
    assert "图表" in told[0]
    assert "已改用内置表样" in told[0]
    name = next(path for path in paths if "6400101" in path.name and "开放" in path.name)
    assert openpyxl.load_workbook(name).sheetnames[0] == "附表1 开放教育"


def formula(book):
    book.active["D2"] = "=1+1"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 nothing", "不是可以打开的 .xlsx"),
        (form(formula), "D2 是公式"),
        (form(titles=("序号", "甲", "乙")), "没有表头"),
        (form(titles=("学号", "姓名", "层次", "学生姓名")), "有两列都是“姓名”"),
        (b"x" * 1_000_001, "超过 1 MB"),
    ],
)
def test_a_form_that_cannot_be_filled_is_refused_where_the_campaign_is_read(data, said, tmp_path):
    with pytest.raises(CampaignError, match=r"templates\.open_form") as caught:
        campaign.load(asked(tmp_path, data))
    assert said in caught.value.say("zh")


def test_a_form_that_is_not_there_is_named_and_a_name_alone_is_not_enough(tmp_path):
    path = asked(tmp_path, form())
    (tmp_path / "附表1.xlsx").unlink()
    with pytest.raises(CampaignError) as caught:
        campaign.load(path)
    assert "找不到表样 附表1.xlsx" in caught.value.say("zh")
    with pytest.raises(CampaignError):
        campaign.loads(path.read_text(encoding="utf-8"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
def test_a_form_that_has_no_end_is_refused_and_not_waited_for(tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / "campaign.toml"
    path.write_text(f'[campaign]\nid = "c"\n[templates]\nopen_form = "{name}"\n', encoding="utf-8")
    with pytest.raises(CampaignError, match=r"templates\.open_form"):
        campaign.load(path)
