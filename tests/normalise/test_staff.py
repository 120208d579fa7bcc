"""Who works at a site is no student of it, whatever numbers stand beside the name."""

from __future__ import annotations

import pytest

from recon.normalise import Shaped, shape
from tests.normalise.drawing import CAMPAIGN, OPEN, WORDS, read, sheet, student

HEAD = [WORDS[code][0] for code in OPEN]
STUDENTS = [[student(at)[code] for code in OPEN] for at in (1, 2)]
SHORT = ["序号", "姓名", "身份证号", "联系电话"]
WORKS = [
    ["1", "钱多多", "100101199003071231", "13800000000"],
    ["2", "孙少少", "100101199003071232", "13800000001"],
]


def seen(found: Shaped) -> tuple[int, list[tuple[str, str]]]:
    staff = [
        (one.sheet, one.details["rows"]) for one in found.all_troubles if one.details["reason"] == "staff"
    ]
    return found.rows, staff


@pytest.mark.parametrize(
    "title", ["拍摄现场工作人员", "班主任通讯录：", "带队教师信息表（2人）", "各教学点负责人名单"]
)
def test_a_table_of_them_below_a_list_is_told_and_not_read(title: str) -> None:
    found = shape(read(sheet([HEAD, *STUDENTS, [], [title], SHORT, *WORKS])), CAMPAIGN)
    assert (seen(found), found.unreadable) == ((2, [("Sheet1", "（7–8）")]), 2)


def test_a_sheet_of_its_own_is_told_by_its_name_or_by_the_office_it_asks_for() -> None:
    found = shape(read(sheet([HEAD, *STUDENTS]), sheet([SHORT, *WORKS], "工作人员")), CAMPAIGN)
    assert seen(found) == (2, [("工作人员", "（2–3）")])
    office = [["姓名", "职务", "身份证号"], ["钱多多", "主任", "100101199003071231"]]
    assert seen(shape(read(sheet([HEAD, *STUDENTS]), sheet(office, "其他")), CAMPAIGN)) == (
        2,
        [("其他", "（2）")],
    )


@pytest.mark.parametrize(
    "above", ["负责人：李某　电话：13800000000", "班主任李老师班学生名单", "毕业学生名单", "补报"]
)
def test_students_with_nothing_but_an_identity_are_read_below_anything_else(above: str) -> None:
    found = shape(read(sheet([[above], SHORT, *WORKS])), CAMPAIGN)
    assert seen(found) == (2, [])


@pytest.mark.parametrize("word", ["学号", "层次", "专业", "年级"])
def test_a_column_of_a_student_makes_it_a_list_of_students(word: str) -> None:
    rows = [[*one, student(at)["student_no"]] for at, one in enumerate(WORKS, 1)]
    found = shape(read(sheet([["工作人员"], [*SHORT, word], *rows])), CAMPAIGN)
    assert seen(found) == (2, [])
