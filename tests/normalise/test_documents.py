"""A document's table has no row for its title: the lines above it say what a title row of a workbook says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recon.model import Trouble
from recon.normalise import shape, tables
from tests.normalise.drawing import ADULT, CAMPAIGN, OPEN, read, sheet, student

if TYPE_CHECKING:
    from recon.model import FileRead, RawSheet

HEAD = {"open": OPEN, "adult": ADULT}


def document(*above: str, form: str = "open", file: str = "a.docx") -> FileRead:
    rows = [list(HEAD[form]), *([student(n, form)[code] for code in HEAD[form]] for n in range(1, 4))]
    return read(sheet(rows, "", above=above), file=file, kind="docx")


def test_the_unit_and_the_form_are_found_above_the_table() -> None:
    found = shape(document("附表2　成人教育毕业生名单", "学习中心、函授站名称（盖章）：甲函授站"), CAMPAIGN)
    (block,) = found.blocks
    assert (block.hints[-1].text, block.form, block.rows) == ("甲函授站", "adult", 3)
    assert block.header_row == 1


def test_a_title_that_names_the_other_form_is_held_against_the_students() -> None:
    found = shape(document("附表1　开放教育毕业生名单", form="adult"), CAMPAIGN)
    assert [trouble.rule for trouble in found.all_troubles if trouble.rule == "HD05"] == ["HD05"]


def test_a_list_of_the_absent_is_known_by_the_line_above_it() -> None:
    found = shape(document("缓拍学生名单"), CAMPAIGN)

    assert (found.rows, found.unreadable, found.troubles[0].details["reason"]) == (0, 3, "stays-away")


def test_an_extract_is_dated_by_the_line_above_its_table() -> None:
    (table,) = tables(document("导出时间：2020-05-01"), CAMPAIGN)
    assert table.exported == ("2020-05-01", "content")


def test_a_letter_with_a_small_table_may_be_ignored_and_a_list_without_a_header_may_not() -> None:
    letter = sheet(
        [["时间", "地点", "联系人"], ["5月6日", "甲学习中心", "张老师"]], "", above=("关于报送的函",)
    )
    stray = sheet([["1864901450001", "王丽"]], "")

    def reason(one: RawSheet, kind: str) -> str:
        (trouble,) = shape(read(one, file=f"a.{kind}", kind=kind), CAMPAIGN).all_troubles
        assert trouble.rule == "HD01"
        return trouble.details["reason"]

    assert reason(letter, "docx") == "no-header-word"
    listed = replace(
        read(letter, file="a.docx", kind="docx"), troubles=(Trouble("FI12", {"reason": "outside"}),)
    )
    assert shape(listed, CAMPAIGN).troubles[0].details["reason"] == "no-header"
    assert reason(stray, "docx") == reason(letter, "xlsx") == "no-header"
