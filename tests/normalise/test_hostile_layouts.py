"""Layouts no form has and some site sends: every student is read, and nothing else is taken for one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from recon.normalise import shape
from recon.values.identity import check_digit
from tests.normalise.drawing import CAMPAIGN, OPEN, WORDS, read, sheet, student

if TYPE_CHECKING:
    from recon.model import RawSheet
    from recon.normalise import Shaped

HEAD = ["序号", *(WORDS[code][0] for code in OPEN)]
NO, NAME, ID = "学号", "姓名", "身份证号"


def row(number: int) -> list[str]:
    return [str(number), *(student(number)[code] for code in OPEN)]


def person(number: int) -> tuple[str, str, str]:
    one = student(number)
    return one["student_no"], one["name"], one["id_card"]


def people(*rows: list[str], **more: object) -> list[tuple[str, str, str]]:
    shaped = shape(read(sheet(list(rows), **more)), CAMPAIGN)
    found = [
        values
        for students in shaped.students
        for values in zip(*(students.values[c] for c in ("student_no", "name", "id_card")), strict=True)
    ]
    assert shaped.rows == len(found)
    return found


def troubles(*rows: list[str]) -> list[tuple[str, str]]:
    return [(t.rule, t.details["reason"]) for t in shape(read(sheet(list(rows))), CAMPAIGN).all_troubles]


def test_lists_side_by_side_need_not_have_the_same_columns():
    head = [NO, NAME, "性别", ID, "", NAME, NO, ID]
    left = [[*person(n)[:2], "男", person(n)[2]] for n in range(1, 6)]
    right = [["", person(n)[1], person(n)[0], person(n)[2]] for n in range(6, 9)]
    rows = [[*one, *(right[at] if at < 3 else [])] for at, one in enumerate(left)]
    assert people(head, *rows) == [person(n) for n in range(1, 9)]


def test_a_list_behind_a_gap_begins_with_what_stands_there():
    head = [NO, NAME, ID, "层次", "", "考生号", NAME, ID, "层次"]
    rows = []
    for n in (1, 2, 3):
        adult = student(n + 5, "adult")
        rows.append([*person(n), "本科", "", adult["exam_no"], adult["name"], adult["id_card"], "专科"])
    left, right = shape(read(sheet([head, *rows])), CAMPAIGN).students
    assert (left.values["student_no"][0], left.values["level"][0]) == (student(1)["student_no"], "本科")
    assert (right.values["exam_no"][0], right.values["level"][0]) == (student(6, "adult")["exam_no"], "专科")


def test_a_number_said_wrong_and_right_makes_no_second_list():
    rows = [[person(n)[1], person(n)[0], person(n + 9)[2], person(n)[2], "专科"] for n in range(1, 5)]
    shaped = shape(read(sheet([[NAME, NO, "身份证号（错误）", "身份证号（正确）", "层次"], *rows])), CAMPAIGN)
    assert (shaped.rows, shaped.blocks[0].columns["level"]) == (4, "E")
    assert [t.field for t in shaped.all_troubles if t.rule == "HD04"] == ["id_card"]


def test_a_number_that_is_said_twice_makes_no_second_student():
    rows = [[*person(n), person(n)[1], person(n)[0]] for n in range(1, 5)]
    assert people([NO, NAME, ID, NAME, NO], *rows) == [person(n) for n in range(1, 5)]


@pytest.mark.parametrize("given", ["名", "名字"])
def test_a_name_in_two_columns_is_one_name(given):
    rows = [[person(n)[0], person(n)[1][0], person(n)[1][1:], person(n)[2], "专科"] for n in range(1, 5)]
    assert people([NO, "姓", given, ID, "层次"], *rows) == [person(n) for n in range(1, 5)]


def test_a_name_in_two_columns_may_have_a_word_for_both_above():
    rows = [[person(n)[0], person(n)[1][0], person(n)[1][1:], person(n)[2]] for n in range(1, 5)]
    heads = [[NO, NAME, "", ID], ["", "姓", "名", ""]]
    assert people(*heads, *rows, merged=((1, 2, 1, 3),)) == [person(n) for n in range(1, 5)]


def test_a_number_with_a_digit_in_each_cell_is_one_number():
    rows = [[person(n)[1], person(n)[0], *person(n)[2], "专科"] for n in range(1, 5)]
    assert people([NAME, NO, ID, *[""] * 17, "层次"], *rows) == [person(n) for n in range(1, 5)]


def test_a_nameless_column_behind_a_whole_number_is_left_alone():
    rows = [[person(n)[1], person(n)[0], person(n)[2], "见附件"] for n in range(1, 5)]
    assert people([NAME, NO, ID], *rows) == [person(n) for n in range(1, 5)]


@pytest.mark.parametrize(
    "count", [["1", "2", "3", "4", "5"], ["(1)", "(2)", "(3)", "(4)"], ["A", "B", "C", "D"]]
)
def test_a_line_that_counts_the_columns_is_a_note(count):
    assert people(HEAD, count, row(1), row(2)) == [person(1), person(2)]
    assert troubles(HEAD, count, row(1)) == []


def test_the_clerk_s_own_number_at_the_foot_is_no_student():
    foot = ["填表人身份证号", "", "", "", "", "100101199001011234"]
    assert people(HEAD, row(1), ["填表人：王丽"], foot) == [person(1)]


def test_columns_headed_by_a_day_are_columns():
    assert people([NO, NAME, ID, "2020-06-01", "2020-06-02"], [*person(1), "√", ""]) == [person(1)]


def test_headers_in_traditional_characters():
    head = ["序號", "院校代碼", "學號", "姓名", "性別", "身份證號碼", "層次", "專業", "年級"]
    assert people(head, row(1)) == [person(1)]
    assert troubles(head, row(1)) == []


def test_headers_in_english():
    assert people(["No", "Student ID", "Full Name", "ID Number"], ["1", *person(1)]) == [person(1)]


@pytest.mark.parametrize("serial", ["编号", "No.", "№", "行次", "顺序", "序列号", "排序", "序 号"])
def test_the_running_number_has_many_names(serial):
    assert troubles([serial, *HEAD[1:]], row(1)) == []


def test_what_a_form_prints_on_every_page_is_no_student():
    page = [["附表1 开放教育毕业生图像采集名单"], ["学习中心（盖章）：甲　负责人："], HEAD]
    units = [
        "",
        "（5位）",
        "（13位）",
        "（汉字）",
        "（男/女）",
        "（18位）",
        "（专科/本科）",
        "",
        "（如2018秋季）",
    ]
    foot = [["本页小计：2人"], ["第1页 共2页"]]
    rows = [*page, units, row(1), row(2), *foot, [], *page, units, row(3), *foot, ["合计", "", "3"]]
    assert people(*rows) == [person(1), person(2), person(3)]
    assert troubles(*rows) == []


def test_a_header_below_a_long_notice_is_found():
    assert people(*([f"说明{n}"] for n in range(60)), HEAD, row(1), row(2)) == [person(1), person(2)]


def test_a_header_too_far_down_is_no_form_of_key_and_value():
    rows = [*([f"说明{n}"] for n in range(1001)), HEAD, row(1), row(2)]
    assert troubles(*rows) == [("HD01", "no-header")]


@pytest.mark.parametrize(
    "head",
    [
        ["学号/考生号", "姓名 Name", "身份证号（证件号码）"],
        ["Student No. 学号", "姓名/Full Name", "ID No.\n身份证号"],
        ["xuehao", "xingming", "shenfenzhenghao"],
    ],
)
def test_a_header_may_say_it_twice(head):
    assert people(head, [*person(1)]) == [person(1)]


@pytest.mark.parametrize("word", ["家长 姓名", "姓名/电话", "学号/身份证号", "姓名或班级", "专业 代码"])
def test_a_header_that_says_two_things_says_neither(word):
    rows = [[NO, NAME, ID, "层次", word], [*person(1), "专科", "x"]]
    (block,) = shape(read(sheet(rows)), CAMPAIGN).blocks
    assert list(block.columns.values()) == ["A", "B", "C", "D"]


def test_rows_of_dashes_are_blank():
    assert troubles(HEAD, row(1), ["-"] * 9, ["——"] + ["/"] * 8) == []


def test_columns_pasted_into_one_cell_are_told_as_such():
    assert troubles([",".join(HEAD)], [",".join(row(1))]) == [("HD01", "one-cell")]


def test_what_shares_half_its_characters_is_not_meant():
    shaped = shape(read(sheet([[NO, NAME, ID, "专业代码"], [*person(1), "0501"]])), CAMPAIGN)
    near = {t.field: t.details["header"] for t in shaped.all_troubles if t.rule == "HD02"}
    assert (near["institution_code"], near["major"]) == ("", "专业代码")


@pytest.mark.parametrize("again", ["same", "empty"])
def test_a_name_said_twice_before_and_behind_the_number_makes_no_second_list(again):
    head = ["序号", NAME, "院校代码", NO, NAME, "性别", ID, "层次", "专业", "年级"]
    rows = []
    for n in range(1, 6):
        one = student(n)
        second = one["name"] if again == "same" else ""
        rest = [one[code] for code in ("sex", "id_card", "level", "major", "cohort")]
        rows.append([str(n), one["name"], "51161", one["student_no"], second, *rest])
    assert people(head, *rows) == [person(n) for n in range(1, 6)]


def test_a_level_said_twice_makes_no_second_list():
    head = [NO, NAME, "层次", "层次", ID, "专业"]
    rows = [[*person(n)[:2], "专科", "专科", person(n)[2], "行政管理"] for n in range(1, 5)]
    assert people(head, *rows) == [person(n) for n in range(1, 5)]


def cells(head: list[str], *rows: list[str], **more: object) -> tuple[dict[str, str], dict[str, list[str]]]:
    shaped = shape(read(sheet([head, *rows], **more)), CAMPAIGN)
    (block,), (students,) = shaped.blocks, shaped.students
    return dict(block.columns), {code: list(texts) for code, texts in students.values.items()}


@pytest.mark.parametrize(("year", "season"), [("入学年度", "学期"), ("年级", "季"), ("入学年份", "入学季节")])
@pytest.mark.parametrize("said", ["2018", "2018年", "18"])
def test_a_cohort_in_two_columns_is_one_cohort(year, season, said):
    rows = [[*person(n), said, "秋季", "专科"] for n in range(1, 5)]
    columns, values = cells([NO, NAME, ID, year, season, "层次"], *rows)
    assert (columns["cohort"], columns["level"]) == ("D", "F")
    assert values["cohort"] == [f"{said}秋季"] * 4


def test_a_year_beside_a_whole_cohort_is_no_half_of_it():
    rows = [[*person(n), "2018秋季", "秋季"] for n in range(1, 5)]
    assert cells([NO, NAME, ID, "年级", "学期"], *rows)[1]["cohort"] == ["2018秋季"] * 4


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("专业层次", "行政管理专科"),
        ("专业（层次）", "行政管理（专科）"),
        ("层次专业", "专科 行政管理"),
        ("层次/专业", "专科-行政管理"),
    ],
)
def test_level_and_major_in_one_cell_are_two_values_of_that_cell(word, written):
    rows = [[*person(n), written, "2018秋季"] for n in range(1, 5)]
    columns, values = cells([NO, NAME, ID, word, "年级"], *rows)
    assert (columns["level"], columns["major"], columns["cohort"]) == ("D", "D", "E")
    assert (values["level"], values["major"]) == (["专科"] * 4, ["行政管理"] * 4)


def test_a_level_alone_below_major_and_level_is_a_level():
    rows = [[*person(n), "专科", "行政管理"] for n in range(1, 5)]
    assert cells([NO, NAME, ID, "专业层次", "专业"], *rows)[1]["level"] == ["专科"] * 4


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("姓名+学号", "{1}{0}"),
        ("学号姓名", "{0} {1}"),
        ("姓名（学号）", "{1}（{0}）"),
        ("学号及姓名", "{0} {1}"),
    ],
)
def test_a_name_and_a_number_in_one_cell_are_two(word, form):
    rows = [[str(n), form.format(*person(n)), person(n)[2], "专科"] for n in range(1, 5)]
    columns, values = cells(["序号", word, ID, "层次"], *rows)
    assert (columns["student_no"], columns["name"]) == ("B", "B")
    assert list(zip(values["student_no"], values["name"], values["id_card"], strict=True)) == [
        person(n) for n in range(1, 5)
    ]


@pytest.mark.parametrize("mark", ["/", "、", "\n", "，"])
def test_values_in_one_cell_are_those_its_header_lists(mark):
    rows = [[person(n)[0], mark.join((person(n)[1], "女", "汉")), person(n)[2], "专科"] for n in range(1, 5)]
    columns, values = cells([NO, mark.join((NAME, "性别", "民族")), ID, "层次"], *rows)
    assert (columns["name"], columns["sex"], columns["id_card"]) == ("B", "B", "C")
    assert (values["name"], values["sex"]) == ([person(n)[1] for n in range(1, 5)], ["女"] * 4)


@pytest.mark.parametrize("mark", ["及", "和", "与"])
def test_a_header_may_list_in_words_what_its_cells_hold(mark):
    rows = [[person(n)[0], f"{person(n)[1]} 女", person(n)[2], "专科"] for n in range(1, 5)]
    columns, values = cells([NO, f"{NAME}{mark}性别", ID, "层次"], *rows)
    assert (columns["name"], columns["sex"]) == ("B", "B")
    assert (values["name"], values["sex"]) == ([person(n)[1] for n in range(1, 5)], ["女"] * 4)


@pytest.mark.parametrize("word", ["姓名及联系电话", "姓名（手机）", "学生姓名/电话", "姓名\n联系方式"])
@pytest.mark.parametrize("between", ["", " ", "\n", "/", "："])
def test_a_telephone_that_the_header_announces_is_no_part_of_a_name(word, between):
    rows = [
        [person(n)[0], f"{person(n)[1]}{between}1390000000{n}", person(n)[2], "专科"] for n in range(1, 5)
    ]
    columns, values = cells([NO, word, ID, "层次"], *rows)
    assert (columns["name"], values["name"]) == ("B", [person(n)[1] for n in range(1, 5)])


def test_a_telephone_that_no_header_announces_stays_as_it_was_sent():
    rows = [[person(n)[0], f"{person(n)[1]}1390000000{n}", person(n)[2], "专科"] for n in range(1, 5)]
    assert cells([NO, NAME, ID, "层次"], *rows)[1]["name"] == [line[1] for line in rows]


def test_whom_to_call_is_no_student():
    rows = [[person(n)[0], f"王丽1390000000{n}", person(n)[2], "专科"] for n in range(1, 5)]
    assert "name" not in cells([NO, "联系人姓名及电话", ID, "层次"], *rows)[0]


@pytest.mark.parametrize("sign", ["：", ": ", " :"])
def test_a_cell_that_repeats_its_header_is_its_value(sign):
    labels = ("学号", "姓名", "身份证号码", "培养层次", "年级")
    values = [(*person(n), "专科", "2018秋季") for n in range(1, 7)]
    rows = [[f"{label}{sign}{text}" for label, text in zip(labels, one, strict=True)] for one in values]
    rows[2] = list(values[2])
    found = cells([NO, NAME, ID, "层次", "年级"], *rows)[1]
    codes = ("student_no", "name", "id_card", "level", "cohort")
    assert list(zip(*(found[code] for code in codes), strict=True)) == values


def test_a_label_of_another_field_stays_where_it_is():
    rows = [[*person(n), f"电话：1380013800{n}", "专科"] for n in range(1, 7)]
    assert cells([NO, NAME, ID, "班级", "层次"], *rows)[1]["class_name"] == [one[3] for one in rows]


def test_a_single_label_among_plain_values_stays_as_it_was_sent():
    rows = [[*person(n), "专科"] for n in range(1, 7)]
    rows[5][1] = f"姓名：{rows[5][1]}"
    assert cells([NO, NAME, ID, "层次"], *rows)[1]["name"][5] == rows[5][1]


def test_three_values_of_the_course_in_one_cell():
    rows = [[*person(n), "2018秋季/专科/法学"] for n in range(1, 5)]
    values = cells([NO, NAME, ID, "年级/层次/专业"], *rows)[1]
    assert [values[code][3] for code in ("cohort", "level", "major")] == ["2018秋季", "专科", "法学"]


def test_a_cell_that_is_not_as_the_others_stays_whole():
    said = ["王丽/女", "李明/男", "张伟/男", "陈静/女", "杨帆女"]
    rows = [[person(n)[0], text, person(n)[2], "专科"] for n, text in enumerate(said, 1)]
    values = cells([NO, "姓名/性别", ID, "层次"], *rows)[1]
    assert (values["name"][-2:], values["sex"][-2:]) == (["陈静", "杨帆女"], ["女", ""])


@pytest.mark.parametrize("said", ["王丽/教师", "女/王丽", "王丽"])
def test_values_that_do_not_look_like_what_the_header_lists_are_left_alone(said):
    rows = [[person(n)[0], said, person(n)[2], "专科"] for n in range(1, 5)]
    assert "sex" not in cells([NO, "姓名/性别", ID, "层次"], *rows)[0]


def test_one_cell_that_holds_no_level_is_a_major_and_nothing_is_lost():
    said = ["行政管理专科", "法学本科", "会计学专科", "工商管理专科", "法学"]
    rows = [[*person(n), text] for n, text in enumerate(said, 1)]
    values = cells([NO, NAME, ID, "专业层次"], *rows)[1]
    assert (values["level"][-1], values["major"][-1]) == ("", "法学")


@pytest.mark.parametrize(
    "level", ["开放本科", "开放教育专科", "本科（高起点）", "成人高起点本科", "网络教育本科"]
)
def test_what_a_level_is_called_before_it_is_no_subject(level: str) -> None:
    values = cells([NO, NAME, ID, "专业层次"], *([*person(n), level] for n in range(1, 5)))[1]
    assert values["level"] == [level] * 4
    assert "major" not in values


def test_a_header_printed_again_over_parted_columns_begins_no_other_table():
    head = [NO, "姓", "名", ID, "专业层次"]
    rows = [[person(n)[0], person(n)[1][0], person(n)[1][1:], person(n)[2], "法学本科"] for n in range(1, 5)]
    columns, values = cells(head, *rows[:2], head, *rows[2:])
    assert (values["name"], values["major"]) == ([person(n)[1] for n in range(1, 5)], ["法学"] * 4)
    assert columns["name"] == "B"


@pytest.mark.parametrize("name", ["填写样例", "示例", "模板（勿填）", "样表", "填表说明"])
def test_who_stands_on_a_sheet_of_examples_is_one_unless_his_numbers_hold_good(name):
    made_up = [
        ["1", "51161", "1864901450999", "李四", "男", "100101199003071234", "专科", "法学", "2018秋季"]
    ]
    stock = [["1", "51161", "1234567890123", "张三", "男", "123456789012345678", "专科", "法学", "2018秋季"]]
    real = [["1", "51161", "1864901450002", "王芳", "男", "100101199001010013", "专科", "法学", "2018秋季"]]
    book = read(sheet([HEAD, row(1)], "名单"), sheet([HEAD, *made_up, *stock, *real], name))
    shaped = shape(book, CAMPAIGN)
    told = [(t.details["reason"], t.details["rows"]) for t in shaped.all_troubles if t.sheet == name]
    assert [list(one.values["name"]) for one in shaped.students] == [[person(1)[1]], ["王芳"]]
    assert sorted(told) == [("doubtful-row", "（2）"), ("marked-example", "（4）")]
    assert shaped.unreadable == 1


def test_a_roster_on_the_sheet_that_the_form_calls_an_example_is_a_roster():
    assert people(HEAD, row(1), row(2), name="填写样例") == [person(1), person(2)]


def test_two_lines_a_student_are_no_list_and_told_as_such():
    heads = [["序号", NAME, NO, "层次"], ["", "性别", ID, "年级"]]
    lines = [
        line
        for n in (1, 2, 3)
        for line in ([str(n), person(n)[1], person(n)[0], "专科"], ["", "男", person(n)[2], "2018秋季"])
    ]
    assert people(*heads, *lines) == []
    assert troubles(*heads, *lines) == [("HD01", "stacked")]


def test_another_table_right_below_a_header_that_nobody_filled_in_is_read():
    line = [person(1)[1], person(1)[0], person(1)[2], "专科"]
    assert people([NAME, NO, ID], [NAME, NO, ID, "层次"], line) == [person(1)]


def blocks(*rows: list[str]) -> list[dict[str, str]]:
    return [dict(block.columns) for block in shape(read(sheet(list(rows))), CAMPAIGN).blocks]


def test_a_wider_table_below_is_one_table():
    upper, lower = [NO, NAME, ID, "层次"], [NAME, NO, "性别", "专业", "年级", ID, "层次"]
    first = [[*person(n), "专科"] for n in (1, 2, 3)]
    second = [[person(n)[1], person(n)[0], "男", "法学", "2018秋季", person(n)[2], "专科"] for n in (4, 5, 6)]
    rows = [upper, *first, [], ["二班"], lower, *second]
    assert people(*rows) == [person(n) for n in range(1, 7)]
    assert [len(columns) for columns in blocks(*rows)] == [4, 7]


def test_a_table_below_that_begins_further_left_is_one_table():
    lead = ["", "", ""]
    rows = [[*lead, *HEAD], *([*lead, *row(n)] for n in (1, 2, 3)), ["补报"], HEAD, row(4), row(5)]
    assert people(*rows) == [person(n) for n in range(1, 6)]


def test_a_short_list_above_a_full_one_is_read():
    short = [[person(n)[1], person(n)[0], "专科"] for n in (1, 2, 3)]
    assert [
        number for number, *_ in table_of([NAME, NO, "层次"], *short, ["本科"], HEAD, row(4), row(5))
    ] == [person(n)[0] for n in range(1, 6)]


@pytest.mark.parametrize(("title", "number"), [("工作人员", ID), ("填写样例：", NO)])
def test_who_works_there_or_shows_how_above_a_list_is_told_and_not_read(title, number):
    small = [[person(n)[1], "女", person(n)[2 if number == ID else 0]] for n in (8, 9)]
    rows = [[title], [NAME, "性别", number], *small, [], HEAD, row(1), row(2)]
    assert people(*rows) == [person(1), person(2)]
    assert troubles(*rows) == [("FI12", "no-table")]


def table_of(*rows: list[str]) -> list[tuple[str, str]]:
    """Return number and name of everybody on a sheet."""
    return [
        pair
        for students in shape(read(sheet(list(rows))), CAMPAIGN).students
        for pair in zip(students.values["student_no"], students.values["name"], strict=True)
    ]


def test_a_header_printed_again_below_the_last_student_is_no_student():
    head = [NAME, NO, "层次", "微信", "邮箱", "单位", "地址", "备注"]
    rows = [[person(n)[1], person(n)[0], "专科"] for n in (1, 2)]
    assert table_of(head, *rows, head) == [person(n)[:2] for n in (1, 2)]


@pytest.mark.parametrize("word", ["填写样例", "示例："])
def test_a_whole_table_of_examples_above_the_list_is_told_and_not_read(word):
    shown = [["序号", NO, NAME, ID, "层次"], *(["1", *person(n), "专科"] for n in (91, 92))]
    rows = [[word], *shown, [], HEAD, row(1), row(2)]
    assert people(*rows) == [person(1), person(2)]
    assert ("FI12", "no-table") in troubles(*rows)
    assert people([word], HEAD, row(1), row(2)) == [person(1), person(2)]


def test_who_heads_a_class_is_no_student():
    rows = [[*person(1), "一班"], ["18秋会计2班", "班主任", "李明"], [*person(2), "二班"]]
    assert people([NO, NAME, ID, "班级"], *rows) == [person(1), person(2)]
    assert ("FI12", "doubtful-row") in troubles([NO, NAME, ID, "班级"], *rows)


CALL = "00000000000"


@pytest.mark.parametrize("gap", [[], [[]]])
@pytest.mark.parametrize(
    "head", [[NO, NAME, ID, "专业"], ["序号", NO, NAME, "性别", ID, "层次"], [NAME, NO, "联系电话", ID]]
)
@pytest.mark.parametrize(
    ("foot", "told"),
    [
        ([["层次", "人数"], ["专科", "3"], ["本科", "4"]], False),
        ([["专业", "层次", "年级", "人数"], ["会计", "专科", "2018秋季", "3"], ["合计", "", "", "3"]], False),
        ([["专业", "层次", "年级"], ["会计", "专科", "2018秋季"]], True),
        ([["班级", "班主任", "人数"], ["18秋1班", "王芳", "3"]], False),
        ([["姓名", "职务", "联系电话"], ["王芳", "教务员", CALL], ["李明", "站长", CALL]], False),
        ([["班主任姓名", "身份证号", "电话"], ["王芳", person(90)[2], CALL]], False),
        ([["班主任姓名", "身份证号"], ["王芳", person(90)[2]]], True),
        ([["经办人", "手机"], ["王芳", CALL]], False),
        ([["姓名", "电话", "备注"], ["王芳", CALL, "补"]], True),
    ],
)
def test_nobody_in_a_small_table_below_the_list_is_a_student(foot, told, head, gap):
    """Its header names no student's number, so that its lines were read by the list's columns."""
    own = {NO: 0, NAME: 1, ID: 2}
    rows = [[person(n)[own[word]] if word in own else "1" for word in head] for n in range(1, 5)]
    assert people(head, *rows, *gap, *foot) == [person(n) for n in range(1, 5)]
    assert (("FI12", "doubtful-row") in troubles(head, *rows, *gap, *foot)) == told


def test_students_below_a_small_table_are_students():
    foot = [["层次", "人数"], ["专科", "3"]]
    one, two = (
        [one["student_no"], one["name"], "专科"] for one in (student(1, "adult"), student(2, "adult"))
    )
    assert len(people([NO, NAME, "层次", ID], [*one, person(1)[2]], *foot, [*two, "x"])) == 2
    assert len(people([NO, NAME, ID], [*person(1)], *foot, [*person(2)])) == 2


@pytest.mark.parametrize("gap", [[], [""]])
@pytest.mark.parametrize("side", [0, 1])
def test_a_header_printed_again_for_one_of_the_lists_beside_each_other_is_not_the_other_s(gap, side):
    """Where the other list had ended, or goes on below, its students were read by the wrong columns and lost."""
    head, pages = [NO, NAME, ID], range(1, 5)
    again = [*head, *gap, *([""] * 3)] if side == 0 else [*([""] * 3), *gap, *head]
    rows = [[*person(n), *gap, *person(n + 4)] for n in pages]
    found = people([*head, *gap, *head], *rows[:2], again, *rows[2:])
    assert sorted(found) == [person(n) for n in range(1, 9)]


def test_the_unit_above_an_indented_table_is_no_part_of_its_header():
    unit = ["填报单位（盖章）", "甲站", "", "填报人", "示例员"]
    rows = [unit, *(["", "", "", *one] for one in (HEAD, row(1), row(2)))]
    (block,) = shape(read(sheet(rows)), CAMPAIGN).blocks
    assert "site" not in block.columns
    assert [hint.text for hint in block.hints if hint.source == "title"] == ["甲站"]


@pytest.mark.parametrize(
    "foot", [["填报日期", "2020-06-01"], ["经办人", "", "李明", "", "", "王丽"], ["审核", "2020/6/1", "李明"]]
)
def test_who_signs_beside_an_indented_table_is_no_student(foot):
    rows = [
        ["", *line] for line in ([NO, NAME, "性别", "层次", ID], [*person(1)[:2], "男", "专科", person(1)[2]])
    ]
    assert table_of(*rows, foot) == [person(1)[:2]]


def test_a_column_of_a_shorter_list_behind_a_gap_is_no_summary():
    left = [[str(n), *person(n)[:2], "专科"] for n in range(1, 6)]
    right = [[str(n), *person(n)[:2], "", "2018秋季"] for n in (6, 7)]
    rows = [[*one, "", *(right[at] if at < 2 else [])] for at, one in enumerate(left)]
    head = ["序号", NO, NAME, "层次", "", "序号", NO, NAME, "", "年级"]
    assert blocks(head, *rows)[1]["cohort"] == "J"


@pytest.mark.parametrize("serial", ["序号", ""])
def test_lists_without_a_gap_begin_at_the_running_number_or_the_institution(serial):
    own = [serial, "院校代码", NO, NAME, ID] if serial else ["院校代码", NO, NAME, ID]
    head = [NAME, ID, "层次", *own] if serial else [NO, NAME, "层次", *own]
    hints = ["与身份证一致", "18位", "", *(["", "5位", "13位", "与身份证一致", "18位"][-len(own) :])]
    rows = []
    for n in (1, 2, 3):
        left = [person(n)[1], person(n)[2]] if serial else list(person(n)[:2])
        rows.append([*left, "专科", *([str(n)] if serial else []), "51161", *person(n + 5)])
    for above in ([], [hints] if serial else []):
        left, right = blocks(head, *above, *rows)
        assert "institution_code" not in left
        assert (right["institution_code"], right["student_no"]) == (("E", "F") if serial else ("D", "E"))


SIDE = [NAME, NO, ID, "", NAME, NO, ID]
SPLIT = [NO, "姓", "名", ID, "专业层次"]


def side(first: int) -> list[list[str]]:
    """Return three lines of two lists side by side."""
    pairs = ((person(n), person(n + 3)) for n in range(first, first + 3))
    return [[one[1], one[0], one[2], "", two[1], two[0], two[2]] for one, two in pairs]


def split(first: int) -> list[list[str]]:
    """Return three lines with a name in two columns and two values in one."""
    three = map(person, range(first, first + 3))
    return [[one[0], one[1][0], one[1][1:], one[2], "法学专科"] for one in three]


def test_lists_side_by_side_below_another_table_are_both_read():
    rows = [HEAD, row(1), row(2), [], SIDE, *side(3)]
    assert sorted(people(*rows)) == sorted(person(n) for n in range(1, 9))


@pytest.mark.parametrize("gap", [[], [["二班"]], [["小计", "3人"], [], ["二、法学专业"]]])
def test_what_one_table_s_columns_are_says_nothing_of_the_next(gap):
    upper, below = [SPLIT, *split(1)], [HEAD, row(7), row(8)]
    for rows in ([*upper, *gap, *below], [*below, *gap, *upper], [SIDE, *side(1), *gap, *below]):
        known = {person(n) for n in (1, 2, 3, 4, 5, 6, 7, 8)}
        found = people(*rows)
        assert {*found} <= known
        assert len(found) == (8 if rows[0] is SIDE else 5)
        assert {rule for rule, _ in troubles(*rows)} <= {"HD02"}


def test_a_table_below_keeps_its_own_columns_fields():
    said = shape(read(sheet([SPLIT, *split(1), [], HEAD, row(7)])), CAMPAIGN)
    one, two = said.students
    assert (one.values["major"][0], two.values["major"][0]) == ("法学", student(7)["major"])
    assert [block.header_row for block in said.blocks] == [1, 6]


def test_a_list_that_goes_on_beside_a_further_table_s_header_is_not_lost():
    rows = [
        SIDE,
        *side(1),
        ["二班"],
        [NAME, ID, NO, "层次"],
        [person(7)[1], person(7)[2], person(7)[0], "专科"],
    ]
    rows[-1] += ["", person(8)[1], person(8)[0], person(8)[2]]
    read_ = {number for number, *_ in people(*rows)}
    told = [t for t in shape(read(sheet(rows)), CAMPAIGN).all_troubles if t.rule == "FI12"]
    assert person(8)[0] in read_ or told


def test_students_with_short_numbers_are_no_titles_of_the_table_below():
    head, below = ["考生号", NO, NAME, "层次", "教学点"], [NO, NAME, "层次", "年级", "教学点"]
    some = [student(n, "adult") for n in range(1, 5)]
    rows = [[one["exam_no"], one["student_no"], one["name"], "专科", one["site"]] for one in some]
    more = [[one["student_no"], one["name"], "专科", "2019级", one["site"]] for one in some]
    (_, second) = shape(read(sheet([head, *rows, [], below, *more])), CAMPAIGN).blocks
    assert [hint.source for hint in second.hints] == ["column"]


def test_thousands_of_headers_cost_time_in_proportion_and_nobody():
    """Each of two headers in turn, with a student of its own below; a look at the whole sheet for each took minutes."""
    orders = (["学号", "姓名", "身份证号"], ["姓名", "身份证号", "学号", "年级"])
    rows, sent = [], [person(number % 90) for number in range(4000)]
    for number, one in enumerate(sent):
        own = dict(zip(("学号", "姓名", "身份证号"), one, strict=True))
        rows += [orders[number % 2], [own.get(word, "") for word in orders[number % 2]]]
    start = time.thread_time()
    assert people(*rows) == sent
    assert time.thread_time() - start < 8


@pytest.mark.parametrize(
    "words",
    [("更正前", "更正后"), ("变更前", "变更后"), ("错误", "正确")],
)
@pytest.mark.parametrize("lines", [1, 2])
def test_a_name_before_and_after_its_correction_is_one_student_s(words, lines):
    """They were read as two lists of students, and 更正前 on a line of its own as a student."""
    wrong, right = words
    rows = [[person(n)[0], f"旧{n}", person(n)[1], person(n)[2]] for n in range(1, 5)]
    heads = [[NO, NAME, "", ID], ["", wrong, right, ""]]
    if lines == 1:
        heads = [[NO, f"{NAME}（{wrong}）", f"{NAME}（{right}）", ID]]
    assert people(*heads, *rows) == [person(n) for n in range(1, 5)]
    assert ("HD04", "two") in troubles(*heads, *rows)


def test_what_is_not_said_corrected_of_everybody_is_not_taken_for_right():
    rows = [[person(1)[0], "旧", person(1)[1], person(1)[2]], [person(2)[0], person(2)[1], "", person(2)[2]]]
    found = people([NO, f"{NAME}（更正前）", f"{NAME}（更正后）", ID], *rows)
    assert [name for _, name, _ in found] == ["旧", person(2)[1]]


@pytest.mark.parametrize("word", ["更正后姓名", "正确姓名"])
def test_the_word_of_a_column_to_be_believed_may_say_so_before_it(word):
    rows = [[person(n)[0], "旧名", *person(n)[1:]] for n in range(1, 4)]
    assert people([NO, "更正前姓名", word, ID], *rows) == [person(n) for n in range(1, 4)]


def test_a_value_said_in_the_titles_is_no_header_of_the_running_number():
    """院校代码：51161 over 序号 made 1, 2, 3 the institution's code, and 51161 was put in their place."""
    head = ["序号", NO, NAME, ID]
    rows = [[str(n), *person(n)] for n in (1, 2)]
    shaped = shape(read(sheet([["院校代码：51161", "", "年级：2018秋季"], head, *rows])), CAMPAIGN)
    assert shaped.rows == 2
    assert shaped.blocks[0].columns == {"student_no": "B", "name": "C", "id_card": "D"}


def test_a_header_of_three_lines_has_the_words_merged_over_all():
    """教学点, merged over the three, was read in none of them."""
    heads = [
        ["序号", "学生信息", "", "", "教学点"],
        ["", "个人信息", "", "学籍信息"],
        ["", NAME, ID, NO],
    ]
    rows = [[str(n), person(n)[1], person(n)[2], person(n)[0], "东山工作站"] for n in (1, 2)]
    areas = ((1, 1, 3, 1), (1, 2, 1, 4), (1, 5, 3, 5), (2, 2, 2, 3))
    shaped = shape(read(sheet([*heads, *rows], merged=areas)), CAMPAIGN)
    assert (shaped.rows, shaped.blocks[0].columns["site"]) == (2, "E")


@pytest.mark.parametrize(
    "words", [("更正前", "更正后"), ("修改前信息", "修改后信息"), ("原信息", "新信息"), ("错误", "正确")]
)
@pytest.mark.parametrize("merged", [True, False])
def test_two_versions_beside_each_other_are_one_student_s(words, merged):
    """They were read as lists of different students: half of the rows were nobody's."""
    heads = [[words[0], "", "", words[1], "", ""], [NO, NAME, ID, NO, NAME, ID]]
    rows = [[person(n + 20)[0], "旧", person(n + 20)[2], *person(n)] for n in range(1, 5)]
    areas = ((1, 1, 1, 3), (1, 4, 1, 6)) if merged else ()
    assert people(*heads, *rows, merged=areas) == [person(n) for n in range(1, 5)]


def test_lists_beside_each_other_under_words_of_no_version_stay_two():
    heads = [["左", "", "", "右", "", ""], [NO, NAME, ID, NO, NAME, ID]]
    rows = [[*person(n), *person(n + 20)] for n in range(1, 5)]
    assert len(people(*heads, *rows)) == 8


@pytest.mark.parametrize(
    ("heads", "columns"),
    [
        (
            [["学号：13位", "姓名：真实", "证件", ""], ["必填", "必填", ID, "民族"]],
            {"student_no": "A", "id_card": "C"},
        ),
        (
            [["学号：13位数字", "姓名", "身份信息", ""], ["必填", "必填", ID, "民族"]],
            {"student_no": "A", "name": "B", "id_card": "C"},
        ),
        (
            [["基本信息", "", "身份证：18位", ""], [NO, NAME, "号码", "民族"]],
            {"student_no": "A", "name": "B", "id_card": "C"},
        ),
    ],
)
def test_a_hint_behind_a_colon_leaves_the_word_of_its_column_in_the_first_of_two_lines(heads, columns):
    """What was taken for a label of the whole list took 学号 with it, and with it every student."""
    rows = [[*person(n), "汉族"] for n in range(1, 5)]
    shaped = shape(read(sheet([*heads, *rows], merged=((1, 3, 1, 4),))), CAMPAIGN)
    assert shaped.rows == 4
    assert shaped.blocks[0].columns == columns


def test_a_hint_over_another_hint_leaves_the_word_of_a_level_and_a_site():
    heads = [[NO, "层次：本科/专科", "教学点：填全称", "身份信息", ""], ["必填", "必填", "13位", NAME, ID]]
    rows = [[person(n)[0], "本科", "东山工作站", *person(n)[1:]] for n in range(1, 5)]
    (block,) = shape(read(sheet([*heads, *rows])), CAMPAIGN).blocks
    assert block.columns == {"student_no": "A", "level": "B", "site": "C", "name": "D", "id_card": "E"}


@pytest.mark.parametrize("word", ["专业（方向）", "专业（代码）"])
@pytest.mark.parametrize("counts", [(4, 4, 4), (4, 0, 4), (4, 3, 0)])
def test_lists_beside_each_other_may_all_have_a_word_with_a_remark(word, counts):
    """A remark that stands in each list tells no versions: the third list was nobody's where the second was empty."""
    rows = [[] for _ in range(4)]
    for place, count in enumerate(counts):
        for line, row in enumerate(rows):
            one = person(place * 4 + line + 1)
            row.extend([*one, "会计"] if line < count else [""] * 4)
    sent = [person(place * 4 + line + 1) for place, count in enumerate(counts) for line in range(count)]
    assert people([NO, NAME, ID, word] * 3, *rows) == sent


def test_what_stands_behind_a_word_with_a_remark_stays_in_its_own_list():
    """层次 of the first list was read as the second one's."""
    head = [ID, "专业（代码）", "序号", "层次"]
    rows = [
        [person(n)[2], "0301", str(n), "本科", person(n + 4)[2], "0301", str(n), "专科"] for n in range(1, 5)
    ]
    left, right = shape(read(sheet([[*head, *head], *rows])), CAMPAIGN).students
    assert set(left.values["level"]) == {"本科"}
    assert set(right.values["level"]) == {"专科"}


SOUND = f"10010119900101009{check_digit('10010119900101009')}"
ASIDE = f"另有{person(9)[1]}（学号{person(9)[0]}）漏报，请补"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([HEAD, row(1), [], [ASIDE]], "doubtful-row"),
        ([HEAD, row(1), [], [ASIDE], HEAD, row(2)], "doubtful-row"),
        ([["名单"], [ASIDE], HEAD, row(1)], "no-table"),
        ([HEAD, row(1), [*row(2), "", f"另有{person(9)[1]}{person(9)[0]}"]], "beside"),
        ([HEAD, row(1), [f"{person(9)[1]} {SOUND} 也参加"]], "doubtful-row"),
        ([HEAD, row(1), [f"请班主任补报{person(9)[1]}，身份证{SOUND}"]], "doubtful-row"),
        ([HEAD, row(1), [f"另有{person(9)[1]}（原学号{person(9)[0]}）漏报"]], "doubtful-row"),
    ],
)
def test_a_student_mentioned_in_a_sentence_is_told(rows, reason):
    assert ("FI12", reason) in troubles(*rows)


@pytest.mark.parametrize(
    "line",
    [
        f"学号为13位数字，例如{person(9)[0]}",
        "身份证号格式：188001010014188001",
        "报名费请汇至 622202100011234567",
        f"填表人：李某 身份证号 {person(9)[2]}",
        "联系电话 13000000000，0649-1234567",
    ],
)
def test_a_line_that_shows_a_number_or_signs_names_nobody(line):
    assert troubles(HEAD, row(1), [], [line]) == troubles(HEAD, row(1))


@pytest.mark.parametrize(
    "said",
    [
        f"订单号：{person(9)[0]} 已付款",
        f"教学点代码：{person(9)[0]}",
        "联系电话：李某 +8613800000000",
        f"详见 http://example.org/{person(9)[0]}/list.html",
        f"附件：名单_{person(9)[0]}.xlsx，邮箱 {person(9)[0]}@example.org",
        f"学号范围：{person(1)[0]}-{person(9)[0]}",
        f"本班学号自{person(1)[0]}至{person(9)[0]}",
        f"班主任：李老师 身份证号{SOUND}",
        f"负责人：李某，证件号 {SOUND}",
        f"审核人身份证：{SOUND}",
        f"单位负责人（签字）：李某 身份证号码：{SOUND}",
        f"联系人姓名：李某 电话：13800000000 证件号码：{SOUND}",
        f"采集费30元，流水{person(9)[0]}，微信支付 {person(8)[0]}",
        "平均分 85.7142857142857",
        "85.7142857142857",
    ],
)
@pytest.mark.parametrize("where", ["title", "foot", "between", "beside"])
def test_a_number_of_a_thing_or_of_who_signs_is_no_student_s(said, where):
    """Each had its file called doubtful, and nothing was to be mended."""
    rows = {
        "title": [[said], HEAD, row(1), row(2)],
        "foot": [HEAD, row(1), row(2), [], [said]],
        "between": [HEAD, row(1), [said], row(2)],
        "beside": [HEAD, [*row(1), "", said], row(2)],
    }
    assert troubles(*rows[where]) == troubles(HEAD, row(1), row(2))


@pytest.mark.parametrize(
    "said", [f"转学，原学号{person(9)[0]}", f"身份证更正为{SOUND}", f"证号应为：{SOUND}"]
)
def test_a_former_or_right_number_beside_a_student_s_row_is_his(said):
    assert troubles(HEAD, [*row(1), "", said]) == troubles(HEAD, row(1))


@pytest.mark.parametrize("between", ["\n", "、", " ", "/"])
def test_several_people_in_one_row_are_told(between):
    """Their numbers were called misspelt, and nobody said that there are two."""
    both = [between.join(pair) for pair in zip(person(1), person(2), strict=True)]
    assert ("FI12", "two-in-cell") in troubles([NO, NAME, ID], [*person(3)], both)
    twice = [between.join((said, said)) for said in person(1)]
    assert ("FI12", "two-in-cell") not in troubles([NO, NAME, ID], [*person(3)], twice)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("学号格式：1864901450163", False),
        ("学号应为13位，例如：1864901450163", False),
        ("学号填13位数字，例如，1864901450163", False),
        ("例：张三，1864901450163", False),
        ("1864901450163（样例）", False),
        ("正确格式为1864901450163，请勿写错", False),
        ("1;51161;1864901450163;王丽;女;专科;云溪教学点（示例）", True),
        ("云溪教学点（示例）;1864901450163;王丽", True),
        ("云溪教学点（示例） 1864901450163 王丽", True),
        ("云溪教学点;照片格式见上;1864901450163", True),
        ("1864901450163,王丽,样本采集", True),
    ],
)
def test_only_a_number_that_is_said_to_show_how_is_none_of_a_student(text: str, *, told: bool):
    """A row pasted into one cell was lost without a word where its site or its remark held 例, 样 or 格式."""
    found = troubles(HEAD, row(1), ["", text], row(2))
    assert [rule for rule, _ in found if rule == "FI12"] == ["FI12"] * told


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, row(1), row(2), [], [f"注：{person(1)[1]}（{person(1)[0]}）照片已采集"]],
        [[f"{person(2)[1]}（学号{person(2)[0]}）照片已采集"], HEAD, row(1), row(2)],
        [HEAD, [*row(1), "", f"与{person(2)[0]}是姐妹"], row(2)],
        [HEAD, row(1), [f"注：{person(2)[0]}照片已采集"], row(2)],
    ],
)
def test_who_stands_on_the_list_is_not_lost_by_being_mentioned(rows):
    """Nobody is missing, but each such note made a row that could not be read."""
    assert troubles(*rows) == troubles(HEAD, row(1), row(2))


@pytest.mark.parametrize("beside", [True, False])
def test_a_list_that_mentions_somebody_in_every_line_is_read_at_once(beside):
    """Each mention looked through the whole list for its number: 1,500 rows took twenty seconds."""
    said = f"与{person(2)[0]}是姐妹"
    rows = [
        one for n in range(1_500) for one in ([[*row(1), "", said]] if beside else [row(1), [f"注：{said}"]])
    ]
    began = time.thread_time()
    troubles(HEAD, *rows, row(2))
    assert time.thread_time() - began < 3


@pytest.mark.parametrize("before", ["（原{}）", " 原学号：{}", "，旧号{}", "\n曾用学号为{}"])
def test_a_former_number_in_the_cell_is_no_second_person_s(before):
    said = person(1)[0] + before.format(person(2)[0])
    assert ("FI12", "two-in-cell") not in troubles([NO, NAME, ID], [*person(3)], [said, *person(1)[1:]])


def test_what_is_said_of_a_student_beside_his_row_names_nobody_else():
    assert troubles(HEAD, [*row(1), "", f"已核对{person(1)[0]}无误"]) == troubles(HEAD, row(1))


@pytest.mark.parametrize(
    "lines",
    [
        [[f"姓名：{person(n)[1]}", f"学号：{person(n)[0]}", f"身份证号：{person(n)[2]}"] for n in (1, 2, 3)],
        [[f"{word}：{said}"] for n in (1, 2) for word, said in zip((NO, NAME), person(n)[:2], strict=True)],
        [[f"{person(n)[1]} {person(n)[0]}"] for n in (1, 2)],
        [[",".join(person(n))] for n in (1, 2)],
    ],
)
def test_students_on_a_sheet_without_a_header_are_told_beside_another_sheet(lines):
    """The first of the labelled ones was its header and the rest had no names; of the others not a word was said."""
    found = shape(read(sheet([HEAD, row(8), row(9)]), sheet(lines, name="补充")), CAMPAIGN)
    told = [t for t in found.all_troubles if (t.sheet, t.details.get("reason")) == ("补充", "no-table")]
    assert (found.rows, len(told)) == (2, 1)
    assert found.unreadable >= 2


def test_labelled_lines_alone_are_refused_as_what_they_are():
    lines = [[f"姓名：{person(n)[1]}", f"学号：{person(n)[0]}"] for n in (1, 2, 3)]
    assert troubles(*lines) == [("HD01", "key-value")]


def test_areas_merged_over_each_other_and_far_below_the_last_row_are_walked_once():
    """Five hundred of them held the page up for minutes: each was walked to the last row Excel has."""
    head, rows = [NO, NAME, ID, "层次"], [[*person(n), "本科" if n == 1 else ""] for n in range(1, 9)]
    areas = tuple((2, 1 + n % 4, 1_048_576 - n, 4) for n in range(500))
    began = time.thread_time()
    (students,) = shape(read(sheet([head, *rows], merged=areas)), CAMPAIGN).students
    assert time.thread_time() - began < 2
    assert students.values["level"] == ["本科"] * 8
    assert len({*students.values["student_no"]}) == 8


CLASS_LINES = [
    ["年级：2018秋季  专业：会计  层次：专科"],
    ["班级：18秋会计"],
    ["年级：2018秋季", "", "层次：专科"],
    ["", "年级：2018秋季"],
    ["", "", "", "年级：2018秋季"],
]


@pytest.mark.parametrize("line", CLASS_LINES, ids=str)
@pytest.mark.parametrize("first", ["序号", ""])
def test_a_class_s_own_line_below_the_header_names_no_column(line, first):
    rows = [[str(n), *person(n)] for n in range(1, 4)]
    shaped = shape(read(sheet([[first, NO, NAME, ID], line, *rows, line, *rows])), CAMPAIGN)
    assert [block.columns for block in shaped.blocks] == [{"student_no": "B", "name": "C", "id_card": "D"}]
    assert shaped.rows == 6


def test_words_with_a_hint_below_a_group_s_word_are_the_second_line_of_the_header():
    heads = [[NO, NAME, ID, "学籍信息", ""], ["", "", "", "层次：本科/专科", "年级：如2018秋"]]
    shaped = shape(read(sheet([*heads, *([*person(n), "专科", "2018秋季"] for n in (1, 2, 3))])), CAMPAIGN)
    assert (shaped.rows, shaped.blocks[0].columns["cohort"]) == (3, "E")


THREE_LINES = [
    (  # words that wait on the first line, groups below each other
        ["序号", "院校代码", "基本信息", "", "", "学籍信息", "", ""],
        ["", "", NO, "个人信息", "", "培养", "", "入学"],
        ["", "", "", NAME, ID, "层次", "专业", "年级"],
    ),
    (  # the last line says the words again in English
        ["序号", "院校代码", "基本信息", "", "", "学籍信息", "", ""],
        ["", "", NO, NAME, ID, "层次", "专业", "年级"],
        ["No.", "Code", "Student ID", "Name", "ID No.", "Level", "Major", "Term"],
    ),
    (  # four lines, a word broken over two of them
        ["序号", "学生信息", "", "", "", "", "", ""],
        ["", "院校", "学籍信息", "", "", "", "", ""],
        ["", "代码", NO, NAME, "证件", "报读", "", ""],
        ["", "", "", "", ID, "层次", "专业", "年级"],
    ),
    (  # only the last line's first column goes on
        ["序号", "院校代码", NO, NAME, "其他", "", "", ""],
        ["", "", "", "", "证件", "学籍", "", ""],
        ["", "", "", "", ID, "层次", "专业", "年级"],
    ),
]


@pytest.mark.parametrize("heads", THREE_LINES)
def test_a_header_of_three_lines_need_not_be_merged(heads):
    def line(n: int) -> list[str]:
        return [str(n), "51161", *person(n), "专科", "会计", "2018秋季"]

    shaped = shape(read(sheet([["附表1 名单"], *heads, *map(line, (1, 2, 3))])), CAMPAIGN)
    codes = ("institution_code", "student_no", "name", "id_card", "level", "major", "cohort")
    assert [block.columns for block in shaped.blocks] == [dict(zip(codes, "BCDEFGH", strict=True))]
    assert (shaped.rows, [t for t in shaped.all_troubles if t.field != "sex"]) == (3, [])


def test_titles_above_a_header_of_two_lines_are_no_third():
    top, heads = (
        ["填报单位", "甲函授站", "联系人", "李老师"],
        [[NO, NAME, "证件", "", "", "备注"], ["", "", "类型", "号码", "", ""]],
    )
    rows = [[*person(n)[:2], "身份证", person(n)[2]] for n in (1, 2, 3)]
    assert people(top, *heads, *rows) == [person(n) for n in (1, 2, 3)]


def gone_on(*sheets: RawSheet, file: str = "名单.xlsx", kind: str = "xlsx") -> Shaped:
    return shape(read(*sheets, file=file, kind=kind), CAMPAIGN)


@pytest.mark.parametrize("above", [[], [["续表"]], [["2020年毕业生"], []]])
def test_a_sheet_without_a_header_goes_on_with_the_list_before_it_and_is_told(above):
    first = sheet([["附表2　成人教育毕业生图像采集名单"], HEAD, row(1), row(2)])
    found = gone_on(
        first, sheet([*above, row(3), row(4), ["合计", "", "4"]], "第2页"), sheet([row(7)], "第3页")
    )
    assert [len(block) for block in found.students] == [2, 2, 1]
    assert [list(block.values["name"]) for block in found.students] == [
        [person(n)[1] for n in numbers] for numbers in ((1, 2), (3, 4), (7,))
    ]
    assert {block.form for block in found.blocks} == {"adult"}
    told = [(t.rule, t.sheet, t.details["reason"], t.details["rows"]) for t in found.troubles]
    start = len(above) + 1
    assert told == [
        ("FI12", "第2页", "goes-on", f"（{start}–{start + 1}）"),
        ("FI12", "第3页", "goes-on", "（1）"),
    ]
    assert (found.unreadable, found.others["header"], found.others["total"]) == (0, 1, 1)
    assert not [t for t in found.all_troubles if t.row == 0 and t.rule.startswith("HD")]


def test_a_header_of_two_lines_and_lists_side_by_side_go_on_as_well():
    heads = [["序号", "学籍信息", "", "", "序号", "学籍信息", "", ""], ["", NO, NAME, ID, "", NO, NAME, ID]]
    lines = [[str(n), *person(n), str(n + 1), *person(n + 1)] for n in (1, 3, 8, 11)]
    found = gone_on(sheet([*heads, *lines[:2]]), sheet(lines[2:], "续"))
    assert (found.rows, [len(block) for block in found.students]) == (8, [2, 2, 2, 2])


SAID_AGAIN = {
    "other columns": [[*reversed(person(n))] for n in (3, 4)],
    "a number of another kind": [[*row(n)[:2], person(n)[2], person(n)[1]] for n in (3, 4)],
    "the students of the list before": [row(1), row(2)],
    "no name": [[*row(n)[:3], "", *row(n)[4:]] for n in (3, 4)],
    "further people in columns without a word": [[*row(n), *reversed(person(n + 5))] for n in (3, 4)],
}


def test_who_works_there_and_who_was_read_before_do_not_go_on_with_a_list():
    first, second = ([HEAD, row(n), row(n + 1)] for n in (1, 3))
    copy = sheet([row(1), row(2)], "备份")
    assert gone_on(sheet(first, "一班"), sheet(second, "二班"), copy).rows == 4
    staff = sheet([["带队教师"], row(8)], "续")
    assert (gone_on(sheet(first), staff).rows, gone_on(sheet(first), sheet([row(8)], "教师信息")).rows) == (
        2,
        2,
    )


def test_who_stays_away_is_not_told_as_read():
    away = sheet([row(3), row(4)], "放弃名单")
    found = gone_on(sheet([HEAD, row(1), row(2)]), away)
    assert [t.details["reason"] for t in found.troubles if t.sheet == "放弃名单"] == ["stays-away"]


def test_columns_that_differ_where_the_list_goes_on_are_told_as_well():
    first = sheet([[*HEAD, "层次"], [*row(1), "专科"], [*row(2), "专科"]])
    found = gone_on(first, sheet([[*row(3), "本科"], [*row(4), "本科"]], "续"))
    said = [(t.rule, t.sheet, t.row, t.cell, t.field) for t in found.all_troubles if t.rule == "HD04"]
    assert said == [("HD04", "续", 0, "", "level")]
    assert "level" not in found.students[1].values


@pytest.mark.parametrize("lines", SAID_AGAIN.values(), ids=SAID_AGAIN)
def test_a_sheet_that_does_not_go_on_with_the_list_is_told_and_not_read(lines):
    found = gone_on(sheet([HEAD, row(1), row(2)]), sheet(lines, "其他"))
    assert [(t.rule, t.details["reason"], t.details["count"]) for t in found.troubles] == [
        ("FI12", "no-table", "2")
    ]
    assert (found.rows, found.unreadable) == (2, 2)


@pytest.mark.parametrize(
    "title", ["填写示例：", "示例：", "以下为填写样例", "（填表范例）", "以下一行为示例"]
)
@pytest.mark.parametrize(("number", "students"), [("100101199001010014", 2), ("100101199001010013", 3)])
def test_the_row_below_a_line_that_announces_an_example_is_one_unless_it_holds_good(title, number, students):
    shown = ["1", "51161", "1864901450099", "李明", "男", number, "专科", "会计", "2018秋季"]
    found = shape(read(sheet([HEAD, [title], shown, ["以下为学生名单"], row(1), row(2)])), CAMPAIGN)
    assert found.rows == students
    reason = "marked-example" if students > 2 else "doubtful-row"
    told = [(t.details["reason"], t.details["rows"]) for t in found.all_troubles if t.rule == "FI12"]
    assert told == [(reason, "（3）")]


@pytest.mark.parametrize("title", ["填写示例：", "填写样例如下：", "3.示例："])
def test_a_stock_name_below_a_header_that_an_example_is_announced_above_is_one(title):
    shown = ["1", "51161", "1864901450099", "张三", "男", "100101199001010014", "专科", "会计", "2018秋季"]
    wrong = [*row(1)[:5], "100101199001010014", *row(1)[6:]]
    found = shape(read(sheet([["填表说明"], [title], HEAD, shown, wrong, row(2)])), CAMPAIGN)
    assert (found.rows, found.unreadable) == (2, 1)
    sound = [*shown[:5], "100101199001010013", *shown[6:]]
    assert shape(read(sheet([[title], HEAD, sound, row(2)])), CAMPAIGN).rows == 2


@pytest.mark.parametrize(
    ("line", "doubtful"),
    [
        (["专项负责人", "", NAME, "王强", "身份证号", "100101197001011238"], 0),
        (["", "", NAME, "王强", "身份证号", "100101197001011238"], 1),
        (["", "", NAME, "王强", "", "", NO, "1864901450099"], 1),
    ],
)
def test_labels_with_their_values_beside_them_are_no_student(line, doubtful):
    found = shape(read(sheet([HEAD, row(1), row(2), [], line])), CAMPAIGN)
    assert (found.rows, found.unreadable) == (2, doubtful)


def test_a_word_of_a_header_in_a_remark_is_a_student_s():
    rows = [[*row(n), "身份证号", "重填"] for n in (1, 2)]
    assert people([*HEAD, "备注", "说明"], *rows) == [person(1), person(2)]


def test_an_example_s_emptied_row_announces_nothing():
    rows = [["示例"], [*row(1)[:5], "100101199001010014", *row(1)[6:]], row(2)]
    assert shape(read(sheet([HEAD, *rows])), CAMPAIGN).rows == 2


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ([NAME], [["张小明"], ["李小红"]]),
        (["序号", "姓　名", "备注"], [["1", "张小明", "补报"], ["2", "李 小红"]]),
        (["序号", NAME, "序号", NAME], [["1", "张小明", "3", "王丽"], ["2", "李小红"]]),
    ],
)
def test_names_alone_on_a_further_sheet_are_told(head, lines):
    first = sheet([HEAD, row(2), row(1)])
    found = gone_on(first, sheet([["补报名单"], head, *lines, ["合计2人"]], "补报"))
    told = [(t.rule, t.sheet, t.details["reason"], t.details["rows"]) for t in found.all_troubles]
    assert told == [("FI12", "补报", "bare-names", "（3–4）")]
    assert (found.unreadable, found.others) == (2, {"header": 1, "note": 3})


@pytest.mark.parametrize(
    "lines",
    [
        [[NAME], ["王丽"], ["阿依·古丽"]],  # who stands on the list
        [[NAME, "职务", "电话"], ["张小明", "教务员", "00000000000"]],
        [["民族"], ["汉族"], ["回族"]],
        [["姓名须与身份证一致"], ["学号为13位"]],
        [[NAME], ["填表人：张小明"], ["共12人"]],
    ],
)
def test_other_words_on_a_further_sheet_are_nobody_s(lines):
    assert gone_on(sheet([HEAD, row(2), row(1)]), sheet(lines, "其他")).all_troubles == ()


def test_a_header_that_calls_the_numbers_something_unknown_is_told_with_its_words_and_cells():
    rows = [[str(n), person(n)[0], person(n)[1], "男", person(n)[2], "专科"] for n in (1, 2, 3)]
    heads = [["附表1 名单"], ["序号", "识别\n码", NAME, "性别", "证照号", "学力"]]
    (trouble,) = shape(read(sheet([*heads, *rows])), CAMPAIGN).all_troubles
    assert (trouble.rule, trouble.details["reason"], trouble.row, trouble.cell) == (
        "HD01",
        "no-number-word",
        2,
        "B2",
    )
    assert trouble.details["headers"] == "B2 “识别码”、E2 “证照号”"
    assert troubles(["附表1 名单"], *rows) == [("HD01", "no-header")]


def test_a_column_for_each_sex_makes_the_header_no_line_of_data():
    """The sheet was refused as a form for each student; what the ticks mean is asked, not guessed."""
    rows = [[str(n), *person(n)[:2], *(["√", ""] if n % 2 else ["", "√"]), person(n)[2]] for n in (1, 2, 3)]
    found = shape(read(sheet([["序号", NO, NAME, "男", "女", ID], *rows])), CAMPAIGN)
    assert (found.rows, {"sex", "id_card"} & found.blocks[0].columns.keys()) == (3, {"id_card"})
    assert ("HD02", "sex") in [(t.rule, t.field) for t in found.all_troubles]


def test_two_students_of_a_sheet_on_its_side_are_no_header():
    lines = [
        [NAME, "王丽", "李强"],
        ["性别", "男", "女"],
        [NO, person(1)[0], person(2)[0]],
        [ID, person(1)[2], person(2)[2]],
    ]
    assert troubles(*lines) == [("HD01", "transposed")]


def test_a_foot_of_a_million_brackets_keeps_nobody_waiting():
    began = time.thread_time()
    assert people(HEAD, row(1), row(2), ["（" * 1_000_000]) == [person(1), person(2)]
    assert time.thread_time() - began < 2


def test_ten_thousand_headers_below_each_other_keep_nobody_waiting():
    began = time.thread_time()
    assert people(*[HEAD] * 10_000, row(1), row(2)) == [person(1), person(2)]
    assert time.thread_time() - began < 4


def test_a_header_cell_of_a_page_of_text_is_told_in_short():
    head = [*HEAD, "说明" * 3000, "学号（" + "甲" * 3000 + "）"]
    told = shape(read(sheet([head, [*row(1), "甲", "乙"], [*row(2), "甲", "乙"]])), CAMPAIGN).all_troubles
    said = [value for one in told for value in one.details.values()]
    assert any(value.startswith("说明说明") for value in said)
    assert max(map(len, said)) < 200


def test_a_long_title_that_can_be_taught_is_kept_whole():
    word = "说明" * 40
    told = shape(read(sheet([[*HEAD, word], [*row(1), "甲"], [*row(2), "乙"]])), CAMPAIGN).all_troubles
    [unknown] = [one.details for one in told if one.rule == "HD03"]
    assert (unknown["header"], unknown["title"]) == (word[:60] + "…", word)


def exchanged(one: str, other: str) -> list[str]:
    names = {one: other, other: one}
    return [names.get(word, word) for word in HEAD]


@pytest.mark.parametrize("pair", [(NO, ID), (NO, NAME), (NAME, ID), (NAME, "性别"), ("层次", "专业")])
def test_words_over_the_wrong_columns_are_told_at_once(pair: tuple[str, str]):
    """Every row was asked about, three times each, and nothing said why."""
    words = {code: WORDS[code][0] for code in OPEN}
    pair = tuple(next(w for w in words.values() if w.startswith(p)) for p in pair)
    head = exchanged(*pair)
    found = [
        t
        for t in shape(read(sheet([head, *(row(n) for n in range(1, 8))])), CAMPAIGN).all_troubles
        if t.details.get("reason") == "mislabelled"
    ]
    assert [t.rule for t in found] == ["HD06"]
    assert all(f"“{word}”" in found[0].details["mixed"] for word in pair)


@pytest.mark.parametrize("damage", ["", "1.00101E+17", "100101199001010"])
def test_a_damaged_or_empty_column_alone_is_under_its_own_word(damage: str):
    at = HEAD.index(WORDS["id_card"][0])
    rows = [[damage if i == at else cell for i, cell in enumerate(row(n))] for n in range(1, 8)]
    assert ("HD06", "mislabelled") not in troubles(HEAD, *rows)


@pytest.mark.parametrize(
    "foot",
    [
        ["平均", "1864901916872.33"],
        ["1864901916872.33", "平均值"],
        ["平均值：1864901916872.33"],
        ["", "最大值", "99"],
        ["最小值", "1864901400003"],
        ["计数", "2", "2"],
    ],
)
def test_what_a_spreadsheet_reckons_below_a_list_is_no_student(foot):
    """平均 │ 1864901916872.33 was read as a student whose name is missing."""
    found = shape(read(sheet([[NO, NAME, ID], [*person(3)], [*person(4)], foot])), CAMPAIGN)
    assert (found.rows, found.others["total"], found.unreadable) == (2, 1, 0)
