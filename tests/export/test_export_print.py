"""A printed sheet is whole: no column as wide as the page, no last page of scraps, a footer one can read."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from recon.export import circular, corrected, handover, pack, returned
from recon.export.handover_lists import Lists
from recon.export.style import height
from recon.export.view import View
from recon.sites import UNKNOWN
from tests.export.conftest import CAMPAIGN, Run, person

UNIT = "6400101"
WIDEST = 60.0
"""Of a page that stands, 85 characters wide: one that is wider LibreOffice cuts off instead of making it smaller."""
FOOTERS = {"zh": "第 &P 页 共 &N 页", "en": "Page &P of &N"}


def made(run: Run, lang: str) -> list[bytes]:
    view = View(run.result(), lang)
    sheets = (corrected.build(view, UNIT, "open"), returned.build(view, UNIT, "open"))
    return [*filter(None, sheets), pack.build(view, UNIT, "open"), circular.build(view)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_column_is_as_wide_as_the_page_and_the_footer_speaks_the_language(run: Run, lang: str) -> None:
    run.finding("ID07", run.row(**person(1), open=True), field="id_card", trust="ask-site")
    books = made(run, lang)
    assert len(books) == 4
    for data in books:
        for sheet in openpyxl.load_workbook(BytesIO(data)):
            assert max(column.width for column in sheet.column_dimensions.values()) < WIDEST, sheet.title
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert int(sheet.page_setup.fitToWidth or 1) == 1
            assert sheet.oddFooter.center.text == FOOTERS[lang]


def test_the_official_form_is_chinese_also_for_a_unit_nobody_knows(run: Run) -> None:
    run.row(unit=UNKNOWN, **person(1))
    view = View(run.result(), "en")
    sheet = openpyxl.load_workbook(BytesIO(corrected.build(view, UNKNOWN, "open"))).worksheets[0]
    assert sheet["A3"].value.startswith("报送单位（盖章）：单位不明")
    assert view.named(UNKNOWN) == "unknown unit"


def test_the_last_page_of_a_circular_has_rows_of_its_table(run: Run) -> None:
    sheet = openpyxl.load_workbook(BytesIO(circular.build(View(run.result()))))["通报"]
    texts = [row[0] or "" for row in sheet.iter_rows(values_only=True)]
    assert texts[-1] == "合计"
    head = texts.index("分校")
    assert sheet.print_title_rows == f"${head + 1}:${head + 1}"
    assert any(text.startswith("差错率 =") for text in texts[:head])


@pytest.mark.parametrize(("lang", "said"), [("zh", "单位：人、处"), ("en", None)])
def test_a_circular_without_a_day_does_not_begin_to_name_one(lang: str, said: str | None) -> None:
    view = View(Run(replace(CAMPAIGN, deadline=None, as_of=None)).result(as_of=""), lang)
    assert not view.day
    assert openpyxl.load_workbook(BytesIO(circular.build(view)))["通报"]["A2"].value == said
    assert "As of" not in circular.markdown(view)
    assert "截至" not in circular.markdown(view)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_row_of_a_summary_is_as_high_as_its_words(run: Run, lang: str) -> None:
    """Its rows have a height of their own, so no program makes them higher."""
    row = run.row(**person(1), open=True)
    run.finding("MA04", row, field="id_card", trust="ask-site")
    run.finding("FI12", file="6400101.xlsx", unit=UNIT, trust="ask-site")
    run.add("files", file="6400101.xlsx", unit=UNIT, form="open")
    data = returned.build(View(run.result(), lang), UNIT, "open")
    sheet = openpyxl.load_workbook(BytesIO(data))["问题汇总"]
    sizes = [sheet.column_dimensions[letter].width for letter in "BC"]
    lines = list(sheet.iter_rows(min_row=4))
    assert len(lines) == 2
    for line in lines:
        needs = height([cell.value for cell in line[1:3]], sizes)
        assert (sheet.row_dimensions[line[0].row].height or 18) >= needs - 0.5
    assert any(sheet.row_dimensions[line[0].row].height for line in lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_day_a_student_is_shot_stands_on_one_line(run: Run, lang: str) -> None:
    run.student(run.row(**person(1)), UNIT, category="open", due=True, state="submitted", clean=True)
    data = handover.build(Lists(View(run.result(), lang)), "open")
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    (line,) = [line for line in sheet.iter_rows() if line[0].value == "1"]
    assert "日" in line[-1].value or "2020" in line[-1].value
    assert sheet.row_dimensions[line[0].row].height == 18


def test_where_a_row_stood_takes_two_lines_at_most(run: Run) -> None:
    """Each row of a unit with several files names its own: a narrow column made three pages of one."""
    names = [f"0605/示例东区工作站毕业生图像采集名单（附表1）{part}.xlsx" for part in "甲乙"]
    rows = [run.row(**person(number), file=name) for number, name in enumerate(names)]
    run.finding("ID07", rows[0], field="id_card", trust="ask-site")
    for name in names:
        run.add("files", file=name, unit=UNIT, form="open")
    data = returned.build(View(run.result()), UNIT, "open")
    sheet = openpyxl.load_workbook(BytesIO(data))["退回清单"]
    (line,) = [line for line in sheet.iter_rows() if line[0].value == "2"]
    assert line[-1].value.startswith(names[1])
    assert sheet.row_dimensions[line[0].row].height < 35
