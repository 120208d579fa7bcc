"""One file's tables: what its header breaks, what is hidden, what is ours, and what is refused."""

from __future__ import annotations

import base64
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from recon import marks
from recon.campaign import forms
from recon.model import RAW_ROSTER, Trouble
from recon.normalise import Shaped, roster, shape
from recon.values.identity import check_digit
from tests.normalise.drawing import ADULT, CAMPAIGN, OPEN, WORDS, read, sheet, student

HEAD = ["序号", *(WORDS[code][0] for code in OPEN)]


def row(number: int, form: str = "open", **changes: str) -> list[str]:
    filled = student(number, form) | changes
    return [str(number), *(filled[code] for code in (OPEN if form == "open" else ADULT))]


def shaped(*rows: list[str], file: str = "名单.xlsx", campaign=CAMPAIGN, **more: object) -> Shaped:
    return shape(read(sheet(list(rows), **more), file=file), campaign)


def rules(found: Shaped) -> list[tuple[str, str]]:
    return [(trouble.rule, trouble.details["reason"]) for trouble in found.all_troubles]


def test_a_careful_file_raises_nothing():
    found = shaped(HEAD, row(1), row(2))
    assert (found.rows, rules(found)) == (2, [])
    assert found.blocks[0].columns["id_card"] == "F"


def test_a_missing_column_names_the_nearest_header():
    changed = ["身份正号" if word == "身份证号" else word for word in HEAD if word != "性别"]
    found = shaped(
        changed, ["1", "51161", "1864901450001", "王丽", "100101199001010011", "专科", "法学", "2018秋季"]
    )
    assert found.blocks[0].troubles == (
        Trouble(
            "HD02", {"reason": "none", "header": "", "column": "", "nearest": ""}, "Sheet1", 1, "", "sex"
        ),
        Trouble(
            "HD02",
            {"reason": "near", "header": "身份正号", "column": "E", "nearest": "（E “身份正号”？）"},
            "Sheet1",
            1,
            "E1",
            "id_card",
        ),
    )


@pytest.mark.parametrize("word", ["姓名及其他需要说明的情况", "姓名（不知怎么写的请写在备注里）备注"])
def test_a_header_that_begins_with_a_field_s_word_is_the_nearest(word):
    found = shaped([word if one == "姓名" else one for one in HEAD], [*row(1)[:3], "1 见备注", *row(1)[4:]])
    assert [(t.field, t.cell) for t in found.blocks[0].troubles if t.rule == "HD02"] == [("name", "D1")]


def test_an_adult_roster_may_carry_either_number():
    codes = [code for code in ADULT if code != "student_no"]
    filled = student(1, "adult")
    found = shaped([WORDS[code][0] for code in codes], [filled[code] for code in codes])
    assert (found.blocks[0].form, rules(found)) == ("adult", [])


def test_a_column_without_meaning_is_told_and_not_read():
    found = shaped([*HEAD, "联系电话", "备注"], [*row(1), "000", "无"])
    assert rules(found) == [("HD03", "unknown")]
    assert found.blocks[0].troubles[0].cell == "J1"
    assert set(found.students[0].values) == set(OPEN)


def test_two_columns_for_one_field_are_told_when_they_disagree():
    found = shaped([*HEAD, "专业名称"], [*row(1), "法学"])
    assert found.blocks[0].troubles[0].details == {
        "reason": "two",
        "columns": "H、J",
        "headers": "专业、专业名称",
    }


def test_nothing_is_read_that_two_columns_say_differently():
    """Else the column taken by chance would be put right, and what stood there written over."""
    found = shaped([*HEAD, "专业名称"], [*row(1), "法学"])
    assert "major" not in {*found.students[0].values, *found.students[0].types, *found.blocks[0].columns}
    assert found.rows == 1


@pytest.mark.parametrize("code", ["student_no", "id_card", "name", "site"])
def test_a_key_said_in_two_ways_is_still_read(code):
    """The students would be nobody without it."""
    found = shaped([*HEAD, "教学点", WORDS[code][0]], [*row(1), "东山工作站", "x"])
    assert ("HD04", "two") in rules(found)
    assert found.students[0].values[code] == [student(1)[code] if code != "site" else "东山工作站"]


def test_two_columns_that_say_the_same_are_told_and_do_no_harm():
    found = shaped([*HEAD, "身份证号码"], [*row(1), student(1)["id_card"]], [*row(2), ""])
    assert rules(found) == [("HD03", "same")]
    assert found.blocks[0].troubles[0].cell == "J1"
    assert found.students[0].values["id_card"] == [student(n)["id_card"] for n in (1, 2)]


def test_of_a_half_empty_column_and_a_full_one_the_full_one_is_read():
    ids = [student(n)["id_card"] for n in (1, 2)]
    found = shaped([*HEAD, "身份证号码"], [*row(1), ids[0]], [*row(2, id_card=""), ids[1]])
    assert (found.blocks[0].columns["id_card"], rules(found)) == ("J", [("HD03", "same")])


def test_two_halves_that_complete_each_other_are_two_columns_for_one_field():
    found = shaped([*HEAD, "身份证号码"], [*row(1), ""], [*row(2, id_card=""), student(2)["id_card"]])
    assert rules(found) == [("HD04", "two")]


def test_of_two_columns_the_filled_one_counts():
    found = shaped([*HEAD, "专业名称"], [*row(1, major=""), "法学"])
    assert (found.students[0].values["major"], found.blocks[0].columns["major"], rules(found)) == (
        ["法学"],
        "J",
        [],
    )


def test_a_changed_form_is_told_only_where_the_campaign_lists_its_columns():
    listed = replace(
        CAMPAIGN, templates={"open_columns": "序号 institution_code 学号,姓名、性别 身份证号 层次 专业 年级"}
    )
    assert rules(shaped(HEAD, row(1), campaign=listed)) == []
    swapped = [HEAD[0], HEAD[1], HEAD[3], HEAD[2], *HEAD[4:7], "专业名称", "年级", "班级"]
    cells = row(1)
    found = shaped(swapped, [*cells[:2], cells[3], cells[2], *cells[4:], "1班"], campaign=listed)
    assert found.blocks[0].troubles[0].rule == "HD06"
    assert found.blocks[0].troubles[0].details == {
        "reason": "changed",
        "order": "姓名、学号",
        "renamed": "专业→专业名称",
        "added": "班级",
        "changes": "（⇄ 姓名、学号；专业→专业名称；+ 班级）",
    }
    heaped = shaped([*HEAD, *(f"备用{n}" for n in range(40))], row(1), campaign=listed)
    added = heaped.blocks[0].troubles[-1].details["added"]
    assert added == "、".join(f"备用{n}" for n in range(12)) + "…"


def test_the_offices_own_form_says_which_form_it_is_and_its_own_columns_are_no_strangers():
    book = openpyxl.Workbook()
    for line in (["附件2"], ["毕业生图像采集名册"], ["学号", "姓名", "身份证号", "民族"]):
        book.active.append(line)
    out = BytesIO()
    book.save(out)
    form = forms.START + base64.b64encode(out.getvalue()).decode()
    listed = replace(CAMPAIGN, templates={"open_form": form, "open_columns": "学号,姓名,身份证号,民族"})
    rows = (["附件2"], ["学号", "姓名", "身份证号", "民族"], ["1864901450001", "王丽", "1", "汉"])
    own = shaped(*rows, campaign=listed)
    assert (own.blocks[0].form, rules(own)) == ("open", [])
    assert shaped(*rows).blocks[0].form == "adult"


def test_a_column_the_campaign_does_not_ask_for_is_not_missed():
    listed = replace(CAMPAIGN, templates={"open_columns": "学号 姓名 身份证号"})
    rows = (["附表1"], ["学号", "姓名", "身份证号"], ["1864901450001", "王丽", "1"])
    assert rules(shaped(*rows, campaign=listed)) == []
    assert len(rules(shaped(*rows))) == 5


def test_adult_students_on_the_open_form_are_told():
    head = ["序号", *(WORDS[code][0] for code in ADULT)]
    found = shaped(["附表1 开放教育毕业生名单"], head, row(1, "adult"), row(2, "adult"))
    assert found.blocks[0].form == "open"
    assert [(t.rule, t.details["other"]) for t in found.all_troubles] == [("HD05", "adult")]


def test_a_wrong_code_alone_does_not_make_another_form():
    found = shaped(["附表1 开放教育毕业生名单"], HEAD, row(1, institution_code="51383"))
    assert (found.blocks[0].form, rules(found)) == ("open", [])


@pytest.mark.parametrize(
    ("changes", "form"),
    [
        ({}, "open"), ({"institution_code": "51383", "cohort": ""}, "adult"),
        ({"institution_code": "", "cohort": "2019级"}, "adult"), ({"institution_code": "", "cohort": ""}, ""),
    ],
)  # fmt: skip
def test_the_form_of_an_untitled_table(changes, form):
    assert shaped(HEAD, row(1, **changes)).blocks[0].form == form


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["1864901450001", "王丽"]], [("HD01", "no-header")]),
        (
            [["姓名", "王丽", "李明"], ["学号", "1864901450001", "2"], ["性别", "女", "男"]],
            [("HD01", "transposed")],
        ),
        ([["关于采集的通知"]], [("HD01", "no-header")]),
        ([], [("FI07", "empty")]),
        ([HEAD], [("FI07", "no-students")]),
        ([HEAD, ["1", "51161"], ["填表人：示例员"]], [("FI07", "no-students")]),
    ],
)
def test_files_without_students(rows, expected):
    assert rules(shaped(*rows)) == expected


def test_a_refused_file_is_not_spoken_of_again():
    refused = replace(read(), verdict="refused")
    assert shape(refused, CAMPAIGN) == Shaped("名单.xlsx")
    assert shape(read(kind="zip"), CAMPAIGN).troubles == ()
    again = replace(read(), troubles=(Trouble("FI08", {"reason": "same"}),))
    assert shape(again, CAMPAIGN).troubles == ()


def test_rows_nobody_can_place_are_told_and_counted():
    found = shaped(HEAD, row(1), ["", "", "", "李明"], row(2), ["", "", "", "马兰"], ["", "", "", "白杨"])
    assert found.unreadable == found.others["doubtful"] == 3
    assert found.all_troubles == (
        Trouble("FI12", {"reason": "doubtful-row", "count": "3", "rows": "（3、5–6）"}, "Sheet1", 3),
    )


def test_a_student_marked_as_an_example_is_read_and_told_and_no_number_is_passed_over():
    right = f"10010119900101001{check_digit('10010119900101001')}"
    wrong = right[:-1] + ("5" if right[-1] != "5" else "6")
    found = shaped(
        ["备注", *HEAD],
        ["示例", *row(1, name="张三", student_no="×" * 13, id_card="×" * 18)],
        ["示例", *row(2, id_card=right)],
        ["示例", *row(3, id_card=wrong)],
        ["", *row(4)],
    )
    assert [(t.rule, t.details["reason"], t.details["rows"]) for t in found.all_troubles] == [
        ("FI12", "doubtful-row", "（4）"),
        ("FI12", "marked-example", "（3）"),
    ]
    assert (found.rows, found.unreadable, found.others["example"]) == (2, 1, 1)


def test_an_example_above_the_header_is_told_where_its_numbers_could_be_real():
    plain = sheet([["例", "×" * 13, "张三"], HEAD, row(1)])
    assert (shape(read(plain), CAMPAIGN).unreadable, rules(shape(read(plain), CAMPAIGN))) == (0, [])
    real = shape(read(sheet([["例", "1864901450001", "李明"], HEAD, row(1)])), CAMPAIGN)
    assert (real.unreadable, rules(real)) == (1, [("FI12", "no-table")])


def test_students_above_the_header_and_on_a_sheet_without_one_are_told():
    main = sheet([row(9), HEAD, row(1)])
    other = sheet([["1864901450005", "王丽"], ["1864901450006", "李明"], ["说明"]], "其他")
    found = shape(read(main, other, sheet([["填表说明"]], "说明")), CAMPAIGN)
    assert [(t.rule, t.sheet, t.details["rows"]) for t in found.troubles] == [
        ("FI12", "Sheet1", "（1）"),
        ("FI12", "其他", "（1–2）"),
    ]
    assert (found.rows, found.unreadable, found.others) == (1, 3, {"header": 1, "note": 2})


def test_a_doubt_in_the_second_of_two_lists_is_told():
    head = ["学号", "姓名", "身份证号"]
    found = shaped(
        [*head, *head], ["1864901450001", "王丽", "1", "", "李明", ""], ["", "", "", "", "马兰", ""]
    )
    assert [(b.rows, [t.row for t in b.troubles if t.rule == "FI12"]) for b in found.blocks] == [
        (1, []),
        (0, [2]),
    ]
    assert (found.unreadable, found.others["doubtful"]) == (2, 1)  # one of them stands beside a student


def test_hidden_students_are_read_and_told():
    found = shaped(HEAD, row(1), row(2), hidden_rows=frozenset({3, 9}), hidden_columns=frozenset({6, 30}))
    assert (found.rows, rules(found)) == (2, [("FI05", "hidden")] * 2)
    assert [t.details["rows"] for t in found.all_troubles] == ["3", "F"]
    assert rules(shaped(HEAD, row(1), hidden=True)) == [("FI05", "hidden")]


def test_students_struck_out_are_read_and_told():
    found = shaped(HEAD, row(1), row(2), row(3), struck_rows=frozenset({1, 3, 9}))
    assert (found.rows, rules(found)) == (3, [("FI12", "struck-out")])
    assert [t.details["rows"] for t in found.all_troubles] == ["（3）"]


def test_a_hidden_list_of_words_is_no_hidden_student():
    assert (
        rules(shape(read(sheet([HEAD, row(1)]), sheet([["专科"], ["本科"]], "字典", hidden=True)), CAMPAIGN))
        == []
    )


def test_our_own_sheets_are_known_by_their_mark():
    changes = sheet([[marks.mark(marks.MARK_CHANGES, "c", "64901", "open")], HEAD, row(1)], "更正说明")
    pending = sheet(
        [[marks.mark(marks.MARK_PENDING, "c", "64901", "adult")], [*HEAD, "要做什么"], [*row(2), "核对"]],
        "待处理",
    )
    found = shape(read(changes, pending), CAMPAIGN)
    assert [(b.sheet, b.rows, b.form) for b in found.blocks] == [("待处理", 1, "adult")]
    assert found.marks == (("recon:changes", "c", "64901", "open"), ("recon:pending", "c", "64901", "adult"))
    assert found.others["ours"] == 3
    assert [(t.rule, t.sheet, t.details["rows"]) for t in found.troubles] == [("FI17", "待处理", "1")]


def test_a_corrected_book_without_students_left_is_no_empty_file():
    changes = sheet([[marks.mark(marks.MARK_CHANGES, "c")], ["说明"]])
    assert rules(shape(read(changes), CAMPAIGN)) == [("FI07", "no-students")]


def test_students_who_stay_away_are_answers_not_rows():
    head = [*HEAD, "是否拍摄", "不拍原因"]
    pack = sheet(
        [
            [marks.mark(marks.MARK_PACK, "c", "6490102", "open")],
            head,
            [*row(1), "", ""],
            [*row(2), "不拍", "出国"],
        ]
    )
    found = shape(read(pack), CAMPAIGN)
    assert (found.rows, found.others["excused"]) == (1, 1)
    assert [(a.student_no, a.answer, a.note, a.row) for a in found.answers] == [
        ("1864901400002", "不拍", "出国", 4)
    ]


def test_an_answered_omission_list_is_read_as_answers():
    head = ["学号", "姓名", "补报", "缓拍", "放弃", "失联", "已转出", "说明"]
    rows = [[marks.mark(marks.MARK_OMISSIONS, "c", "6490102", "open")], head]
    rows += [
        ["1864901400001", "王丽", "", "√", "", "", "", "服兵役"],
        ["1864901400002", "李明", "", "", "", "", "", ""],
    ]
    found = shape(read(sheet(rows)), CAMPAIGN)
    assert [(a.student_no, a.answer, a.note) for a in found.answers] == [("1864901400001", "缓拍", "服兵役")]
    assert (found.rows, rules(found)) == (0, [])


def test_an_answer_nobody_understands_is_told_and_does_not_count():
    head = ["学号", "考生号", "姓名", "补报", "缓拍", "放弃", "失联", "已转出", "说明"]
    rows = [[marks.mark(marks.MARK_OMISSIONS, "c", "6490102", "adult")], head]
    rows += [
        ["1", "", "甲", "", "否", "", "", "", ""],
        ["2", "", "乙", "", "", "无法联系", "", "", ""],
        ["", "3", "丙", "", "/", "/", "√", "/", ""],
        ["4", "", "丁", "√", "待定", "", "", "", ""],
        ["", "", "戊", "", "√", "", "", "", ""],
    ]
    found = shape(read(sheet(rows)), CAMPAIGN)
    assert [(a.student_no, a.answer) for a in found.answers] == [("3", "失联"), ("4", "补报")]
    details = {"reason": "unclear-answer", "count": "2", "rows": "（4、7）"}
    assert found.troubles == (Trouble("FI12", details, "Sheet1", 4),)


def test_whoever_a_pre_filled_sheet_says_nothing_clear_of_comes_and_is_told():
    head = [*HEAD, "是否拍摄", "不拍原因"]
    said = [
        ("拍", ""),
        ("不拍（怀孕）", ""),
        ("缓拍", ""),
        ("×", "放弃"),
        ("已退学", ""),
        ("拍", "失联"),
        ("", "放弃"),
    ]
    found = shaped(head, *([*row(n), *words] for n, words in enumerate(said, 1)))
    assert [(a.row, a.answer, a.note) for a in found.answers] == [
        (3, "不拍", "不拍（怀孕）"),
        (4, "缓拍", "缓拍"),
        (5, "放弃", "放弃"),
        (8, "放弃", "放弃"),
    ]
    assert [(t.details["reason"], t.details["rows"]) for t in found.all_troubles if t.rule == "FI12"] == [
        ("unclear-shoot", "（6–7）")
    ]
    assert (found.students[0].numbers, found.others["excused"]) == ((2, 6, 7), 4)


@pytest.mark.parametrize("said", ["否", "未拍", "×", "0", "没拍"])
def test_whether_somebody_has_been_photographed_yet_is_no_answer_on_a_sheet_that_is_not_ours(said: str):
    head, rows = [*HEAD, "是否拍摄"], [[*row(1), said], [*row(2), "不拍"], [*row(3), "缓拍"]]
    found = shaped(head, *rows)
    assert (found.students[0].numbers, found.others["excused"]) == ((2,), 2)
    assert rules(found) == [("FI12", "unclear-shoot")]
    ours = shaped([marks.mark(marks.MARK_PACK, "c", "6490102", "open")], head, *rows)
    assert (ours.rows, ours.others["excused"]) == (0, 3)


@pytest.mark.parametrize(
    "word", ["同上", " 同 上", "（同上）", "〃", '"', "″", "”", "''", "同前", "ditto", "——〃——"]
)
def test_a_ditto_mark_says_what_stands_above_and_is_told(word: str):
    same = {"level": word, "cohort": word, "major": word, "study_form": word}
    found = shaped(HEAD, row(1), row(2, **same), row(3, **same), row(4, level="本科"), row(5, **same))
    values, first = found.students[0].values, student(1)
    assert values["cohort"] == [first["cohort"]] * 3 + [student(4)["cohort"]] * 2
    assert values["level"] == ["专科", "专科", "专科", "本科", "本科"]
    assert found.students[0].types["level"] == ["text"] * 5
    details = {"reason": "ditto", "count": "3", "rows": "（3–4、6）"}
    assert found.all_troubles == (Trouble("FI12", details, "Sheet1", 3),)


def test_a_ditto_mark_is_no_key_and_nothing_is_made_of_one_below_nothing():
    keys = {"student_no": "同上", "name": "同上", "id_card": "同上"}
    found = shaped(HEAD, row(1, level="同上", cohort=""), row(2, **keys, level="专科", cohort="〃"))
    values = found.students[0].values
    assert [values[code][1] for code in keys] == ["同上"] * 3
    assert (values["level"], values["cohort"]) == (["同上", "专科"], ["", "〃"])
    assert found.all_troubles == ()


def test_a_ditto_mark_means_the_row_above_even_of_one_who_stays_away():
    head = [*HEAD, "是否拍摄"]
    found = shaped(head, [*row(1), "拍"], [*row(2, level="本科"), "不拍"], [*row(3, level="同上"), "拍"])
    assert found.students[0].values["level"] == ["专科", "本科"]


@pytest.mark.parametrize("filled", [{"cohort"}, {"cohort", "level"}, {"cohort", "level", "major"}])
def test_lines_of_a_form_filled_in_beforehand_are_blank(filled):
    left = {code: "" for code in OPEN if code not in filled | {"institution_code"}}
    found = shaped(HEAD, row(1), *(row(n, **left) for n in range(2, 40)))
    assert (found.rows, rules(found), found.others["blank"]) == (1, [], 38)


def test_two_such_lines_or_one_with_a_sex_are_told():
    left = dict.fromkeys(("student_no", "name", "id_card", "sex"), "")
    found = shaped(HEAD, row(1), row(2, **left), row(3, **left))
    assert rules(found) == [("FI12", "doubtful-row")]
    found = shaped(HEAD, row(1), *(row(n, **{**left, "sex": "男"}) for n in range(2, 9)))
    assert rules(found) == [("FI12", "doubtful-row")]


def test_cell_types_travel_with_the_values():
    types = {"C2": "n", "F2": "e", "D3": "f"}
    table, _ = roster([shaped(HEAD, row(1, id_card="#N/A"), row(2, level=""), types=types)])
    assert table.schema == RAW_ROSTER
    assert table["student_no_type"].to_pylist() == ["number", "text"]
    assert table["id_card_type"].to_pylist() == ["error", "text"]
    assert table["name_type"].to_pylist() == ["text", "formula"]
    assert table["level_type"].to_pylist() == ["text", "blank"]
    assert table["site_type"].to_pylist() == ["absent", "absent"]
    assert table["site_raw"].to_pylist() == ["", ""]


def test_nothing_shaped_gives_an_empty_roster_of_the_right_columns():
    table, blocks = roster([])
    assert (table.schema, table.num_rows, blocks) == (RAW_ROSTER, 0, ())


def test_a_cell_merged_downwards_counts_for_each_row():
    found = shaped(HEAD, row(1), row(2, level=""), row(3, level=""), merged=((2, 7, 4, 7),))
    assert found.students[0].values["level"] == ["专科"] * 3
    assert found.students[0].types["level"] == ["text"] * 3


def test_a_student_whose_remark_names_an_employer_is_no_line_that_names_the_unit():
    rows = [
        ("序号", "学号", "姓名", "身份证号", "备注"),
        ("1", "20190300037", "王丽", "100101900101001", "工作单位：青石镇政府"),
        ("教学点：青石教学点", "", "", "", ""),
    ]
    (students,) = shape(read(sheet([list(row) for row in rows])), CAMPAIGN).students
    assert students.values["name"] == ["王丽"]


def test_a_column_that_every_table_of_a_sheet_lacks_is_missing_once():
    head = [word for code, word in zip(["", *OPEN], HEAD, strict=True) if code != "major"]
    kept = [at for at, word in enumerate(HEAD) if word in head]
    rows = [[row(number)[at] for at in kept] for number in range(1, 5)]
    classes = [["专业：法学"], head, *rows[:2], ["专业：会计学"], head, *rows[2:]]
    shaped = shape(read(sheet(classes), sheet(classes, name="Sheet2")), CAMPAIGN)
    assert len(shaped.blocks) == 4
    told = [(trouble.sheet, trouble.row) for trouble in shaped.all_troubles if trouble.rule == "HD02"]
    assert told == [("Sheet1", 2), ("Sheet2", 2)]


def test_who_made_the_list_is_no_student_though_name_and_number_stand_in_their_columns():
    clerk = [row(9)[at] if word in {"姓名", "身份证号"} else "" for at, word in enumerate(HEAD)]
    rows = [HEAD, row(1), row(2), ["填表人", *clerk[1:]]]
    (students,) = shape(read(sheet(rows)), CAMPAIGN).students
    assert students.numbers == (2, 3)


def test_an_empty_cell_of_a_waiting_row_is_no_answer_where_its_roster_had_no_such_column():
    said = marks.mark(marks.MARK_PENDING, "c", "64901", "open", "", "level,major,sex")
    rows = [["18640014001", "王丽", "", "专科", ""], ["18640014002", "李华", "", "", ""]]
    waiting = sheet([[said], ["学号", "姓名", "性别", "层次", "身份证号"], *rows], name="待处理")
    (found,) = shape(read(waiting), CAMPAIGN).students
    assert found.types["level"] == ["text", "absent"]
    assert "sex" not in found.types
    assert found.types["id_card"] == ["blank", "blank"]
