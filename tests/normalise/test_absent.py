"""Who stands on a site's list of those who stay away is neither submitted nor lost."""

from __future__ import annotations

import pytest

from recon.normalise import shape
from tests.normalise.drawing import CAMPAIGN, OPEN, WORDS, read, sheet, student

HEAD = [WORDS[code][0] for code in OPEN]
SHORT = ["学号", "姓名", "缓拍原因"]


def people(*numbers: int) -> list[list[str]]:
    return [[student(number)[code] for code in OPEN] for number in numbers]


def short(*numbers: int, why: str = "外地务工") -> list[list[str]]:
    return [[student(number)["student_no"], student(number)["name"], why] for number in numbers]


def told(*sheets):
    found = shape(read(*sheets), CAMPAIGN)
    numbers = [no for students in found.students for no in students.values["student_no"]]
    away = [one.details for one in found.all_troubles if one.details.get("reason") == "stays-away"]
    assert found.unreadable == sum(int(one["count"]) for one in away)
    return numbers, [one["count"] for one in away], {one.rule for one in found.all_troubles}


COMING = [student(number)["student_no"] for number in (1, 2, 3)]


@pytest.mark.parametrize(
    "below",
    [
        [["缓拍学生名单"], SHORT, *short(7, 8)],
        [["2020年放弃采集人员情况表（共2人）"], HEAD, *people(7, 8)],
        [["说明"], SHORT, *short(7, 8)],
        [["以下学生放弃采集："], *people(7, 8)],
        [["以下学生放弃采集："], HEAD, *people(7, 8)],
        [["联系不上的学生名单"], ["合计", "2人"], *people(7, 8)],
        [["以下学生因退学、转学不再采集："], *people(7, 8)],
        [["2020 届退学学生名单"], HEAD, *people(7, 8)],
    ],
)
def test_a_list_below_the_roster_is_told_and_not_submitted(below):
    numbers, counts, rules = told(sheet([HEAD, *people(1, 2, 3), [], *below]))
    assert (numbers, counts) == (COMING, ["2"])
    assert "HD02" not in rules


@pytest.mark.parametrize(
    "name",
    [
        *("放弃采集名单", "缓拍学生", "失联学生名单", "退学", "转学转出名单", "删除名单", "取消采集学生"),
        "不符合条件学生名单",
    ],
)
def test_a_sheet_of_its_own_is_told_and_not_submitted(name):
    numbers, counts, rules = told(sheet([HEAD, *people(1, 2, 3)]), sheet([HEAD, *people(7, 8)], name))
    assert (numbers, counts, "FI12" in rules) == (COMING, ["2"], True)


@pytest.mark.parametrize(
    "above",
    [
        ["2020年毕业生图像采集名单"],
        ["未采集学生名单"],
        ["未参加上次采集的学生名单"],
        ["2020年图像采集名单（不含放弃采集人员）"],
        ["以下学生不含放弃采集人员"],
        ["以下名单缓拍人员除外"],
        ["上次缓拍本次补拍学生名单"],
        ["往年失联现已联系上学生名单"],
        ["休学后复学学生名单"],
        ["2020 届毕业学生名单（已删除退学学生）"],
        ["毕业学生名单（已剔除退学、转学学生）"],
        ["注：放弃采集的学生请填写附表3，失联学生名单另报学籍科。"],
    ],
)
def test_a_roster_that_only_speaks_of_them_is_read(above):
    assert told(sheet([above, HEAD, *people(1, 2, 3)])) == (COMING, [], set())


def test_a_reason_that_some_lines_give_makes_no_list_of_the_absent():
    rows = [[*row, "" if at else "外地务工"] for at, row in enumerate(people(1, 2, 3))]
    found = shape(read(sheet([[*HEAD, "缓拍原因"], *rows])), CAMPAIGN)
    assert [students.values["student_no"] for students in found.students] == [COMING]
    said = [one.details for one in found.all_troubles if one.rule == "FI12"]
    assert [(one["reason"], one["rows"]) for one in said] == [("remarked", "（2）")]


@pytest.mark.parametrize("word", ["缓拍原因", "不拍原因", "放弃采集说明"])
@pytest.mark.parametrize("nothing", ["无", "/", "-", "否", "——", "没有"])
def test_a_reason_s_box_that_says_there_is_none_makes_no_list_of_the_absent(word, nothing):
    rows = [[*row, nothing] for row in people(1, 2, 3)]
    numbers, counts, rules = told(sheet([[*HEAD, word], *rows]))
    assert (numbers, counts, "FI12" in rules) == (COMING, [], False)


@pytest.mark.parametrize(
    "word", ["是否参加拍照", "是否参加采集（是/否）", "是否愿意拍摄", "能否参加图像采集", "是否需要拍照"]
)
@pytest.mark.parametrize("no", ["否", "不参加", "×", "缓拍"])
def test_who_declines_in_his_own_line_is_told_and_not_submitted(word, no):
    rows = [[*line, said] for line, said in zip(people(1, 2, 3, 7), ["是", "", "参加", no], strict=True)]
    numbers, counts, _ = told(sheet([[*HEAD, word], *rows]))
    assert (numbers, counts) == (COMING, ["1"])


@pytest.mark.parametrize("second", [["学号", "姓名", "是否参加拍照"], ["序号", "学号", "姓名", "班级"]])
def test_who_declines_in_a_list_beside_another_takes_nobody_along(second):
    """The question stands between two lists and speaks of the students on its left."""

    def line(number: int, at: int, said: str) -> list[str]:
        values = {
            "序号": str(at),
            "是否参加拍照": said,
            "班级": "一班",
            "学号": student(number)["student_no"],
        }
        return [values.get(word, student(number)["name"]) for word in (first if at else second)]

    first = ["学号", "姓名", "是否参加拍照"]
    rows = [
        [*line(left, 1, said), *line(right, 0, "是")]
        for left, said, right in ((1, "", 5), (2, "是", 6), (7, "否", 8), (3, "", 9))
    ]
    numbers, counts, _ = told(sheet([[*first, *second], *rows]))
    others = [student(number)["student_no"] for number in (5, 6, 8, 9)]
    assert (numbers, counts) == ([*COMING, *others], ["1"])


@pytest.mark.parametrize(
    "word", ["是否采集", "是否已拍照", "是否参加过拍照", "上次是否参加采集", "是否缴费", "是否参加上次拍摄"]
)
def test_who_has_no_photo_yet_or_something_else_not_comes(word):
    rows = [[*line, "否"] for line in people(1, 2, 3)]
    assert told(sheet([[*HEAD, word], *rows]))[:2] == (COMING, [])
