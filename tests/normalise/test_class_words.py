"""What stands in a student's class, in two columns of one field, or in a word over several says nothing against him."""

from __future__ import annotations

import pytest

from recon.normalise import Shaped, shape
from tests.normalise.drawing import CAMPAIGN, read, sheet, student

A, B = student(1), student(2)
NO, NAME, ID = "学号", "姓名", "身份证号"


def shaped(*rows: list[str], **more: object) -> Shaped:
    return shape(read(sheet(list(rows), **more)), CAMPAIGN)


def rules(found: Shaped) -> list[tuple[str, str]]:
    said = [(one.rule, one.details["reason"]) for one in found.all_troubles]
    return [one for one in said if one[0] != "HD02"]


@pytest.mark.parametrize(
    "said",
    [
        *("1、2019级会计专科班", "（2）会计班", "注册会计师方向（专科）", "共青团班36人", "第1小组合计"),
        "以上各班联合组成的班",
    ],
)
@pytest.mark.parametrize("word", ["班级", "专业"])
def test_a_student_in_a_class_that_is_called_like_a_note_is_read(word: str, said: str) -> None:
    found = shaped(
        [word, NAME, "考生号"], [said, "赵六", "20649383000339"], ["会计班", "钱七", "20649383000340"]
    )
    assert (found.students[0].numbers, found.unreadable) == ((2, 3), 0)


@pytest.mark.parametrize(
    "line",
    [
        ["合计", "", "2人"],
        ["小计", "", "1000000"],
        ["负责人", "李某", "13800000000"],
        ["注：以上共2人", "", ""],
    ],
)
def test_a_line_below_a_list_that_begins_with_the_class_is_no_student(line: list[str]) -> None:
    found = shaped(["班级", NAME, "考生号"], ["会计班", "赵六", "20649383000339"], line)
    assert (found.students[0].numbers, found.unreadable) == ((2,), 0)


def test_a_column_whose_values_are_no_student_numbers_is_not_read_as_one() -> None:
    head = [NAME, "学籍号", ID, NO, "层次"]
    rows = [[one["name"], f"G{one['id_card']}", one["id_card"], one["student_no"], "专科"] for one in (A, B)]
    found = shaped(head, *rows)
    assert found.blocks[0].columns["student_no"] == "D"
    assert found.students[0].values["student_no"] == [A["student_no"], B["student_no"]]
    assert rules(found) == [("HD04", "two")]


@pytest.mark.parametrize("between", ["/", "\n", "、", " / "])
def test_a_cell_that_lists_both_numbers_is_a_header_s(between: str) -> None:
    rows = [[one["name"], f"{one['student_no']}{between}{one['id_card']}"] for one in (A, B)]
    found = shaped([NAME, "学号/身份证号"], *rows)
    assert found.students[0].values["student_no"] == [A["student_no"], B["student_no"]]
    assert found.students[0].values["id_card"] == [A["id_card"], B["id_card"]]


def test_two_words_in_a_cell_over_single_values_head_nothing() -> None:
    found = shaped([NAME, "学号/身份证号"], [A["name"], A["student_no"]], [B["name"], B["student_no"]])
    assert (found.rows, rules(found)[0][0]) == (0, "HD01")


def test_a_word_merged_over_two_columns_heads_the_one_that_is_filled() -> None:
    rows = [["", one["student_no"], one["name"], "", one["id_card"]] for one in (A, B)]
    found = shaped([NO, "", NAME, ID, ""], *rows, merged=((1, 1, 1, 2), (1, 4, 1, 5)))
    assert found.students[0].values["student_no"] == [A["student_no"], B["student_no"]]
    assert found.blocks[0].columns == {"student_no": "B", "name": "C", "id_card": "E"}


def test_a_word_merged_over_two_filled_columns_heads_the_first() -> None:
    rows = [[one["student_no"], "x", one["name"]] for one in (A, B)]
    found = shaped([NO, "", NAME], *rows, merged=((1, 1, 1, 2),))
    assert found.blocks[0].columns == {"student_no": "A", "name": "C"}
