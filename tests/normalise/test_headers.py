"""Which line is the header, and what its words mean."""

from __future__ import annotations

import pytest

from recon.campaign import Campaign
from recon.normalise import shape
from recon.normalise.columns import letter
from recon.normalise.headers import first_header
from recon.normalise.headings import known_but_empty, roster_lexicon
from recon.normalise.upright import upright
from tests.normalise.drawing import CAMPAIGN, read, sheet

LEXICON = roster_lexicon(CAMPAIGN)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("姓　名", "name"), ("身份证\r\n号码", "id_card"), ("ＸＭ", "name"), ("xh", "student_no"),
        ("KSH", "exam_no"), ("学号（13位数字）", "student_no"), ("*姓名", "name"), ("学员学号", "student_no"),
        ("身份证号（必填）", "id_card"), ("身份证\n号码\nID No.", "id_card"),
        ("入学年度学期", "cohort"), ("报送单位", "site"),
        ("联系电话", ""), ("姓名拼音", ""), ("", ""),
    ],
)  # fmt: skip
def test_header_words_are_read_whatever_their_spelling(text, code):
    assert LEXICON.code(text) == code


def test_a_campaign_may_teach_words():
    taught = roster_lexicon(Campaign("x", headers={"student_no": ("学员代号",)}))
    assert (taught.code("学 员 代 号"), LEXICON.code("学员代号")) == ("student_no", "")


def test_columns_of_our_own_forms_are_known():
    assert known_but_empty("序 号")
    assert known_but_empty("要做什么")
    assert not known_but_empty("联系电话")


def test_letters_go_on_after_z():
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("above", [29, 30, 45, 250, 900])
def test_a_header_below_the_first_thirty_rows_is_found_where_they_hold_none(above):
    head = ["学号", "姓名", "身份证号"]
    assert first_header(sheet([["题"]] * above + [head]), LEXICON).first == above
    found = first_header(sheet([["学号", "姓名"], *[["题"]] * above, [*head, "性别", "层次"]]), LEXICON)
    assert found.first == (0 if above > 28 else above + 1)


def test_rows_are_counted_as_they_stand_in_the_file():
    best = ["学号", "姓名", "身份证号", "层次"]
    near, far = (sheet([["学号", "姓名"], *[[]] * blank, best]) for blank in (10, 40))
    assert [first_header(one, LEXICON).first for one in (near, far)] == [1, 0]


def test_a_header_is_not_looked_for_without_end():
    assert first_header(sheet([["题"]] * 1000 + [["学号", "姓名", "身份证号"]]), LEXICON) is None


def test_a_contact_table_above_is_not_the_header():
    found = first_header(
        sheet([
            ["联系人姓名", "性别", "姓名"], ["示例员", "女", "示例"],
            ["序号", "学号", "姓名", "性别", "身份证号", "层次"],
            ["1", "1864901450001", "王丽", "女", "100101199001010011", "专科"],
        ]),
        LEXICON,
    )  # fmt: skip
    assert found.first == 2


HEADED = ["序号", "学号", "姓名", "性别", "身份证号", "层次"]


@pytest.mark.parametrize("number", ["00000000000", "20200610", "1864901450009", "100101199001010029"])
@pytest.mark.parametrize("at", [0, 3, 6])
def test_a_number_that_somebody_left_in_the_header_hides_no_student(number: str, at: int):
    rows = [
        HEADED[:],
        ["1", "1864901450001", "王丽", "女", "100101199001010011", "专科"],
        ["2", "1864901450002", "李明", "男", "100101199001010037", "本科"],
    ]
    for row, more in zip(rows, (number, "", ""), strict=True):
        row.insert(at, more)
    shaped = shape(read(sheet([["某某名单"], *rows])), CAMPAIGN)
    assert shaped.rows == 2
    assert shaped.students[0].values["name"] == ["王丽", "李明"]
    assert number in {t.details["header"] for t in shaped.all_troubles if t.rule == "HD03"}


def test_a_student_s_own_line_of_labels_and_values_is_still_no_header():
    line = ["姓名", "王丽", "性别", "女", "学号", "1864901450001"]
    other = ["姓名", "李明", "性别", "男", "学号", "1864901450002"]
    assert first_header(sheet([line, other]), LEXICON) is None


def test_two_lines_divide_a_column():
    found = first_header(
        sheet(
            [
                ["序号", "姓名", "学号", "专业", ""],
                ["", "", "", "代码", "名称"],
                ["1", "王丽", "1864901450001", "7", "法学"],
            ]
        ),
        LEXICON,
    )
    assert (found.first, found.last) == (0, 1)
    assert {c.code: c.index for c in found.columns if c.code} == {"name": 1, "student_no": 2, "major": 4}


def test_a_group_line_above_a_full_header_is_not_part_of_it():
    found = first_header(
        sheet([["学生信息", "", "", "学籍信息", ""], ["姓名", "学号", "身份证号", "层次", "专业"]]), LEXICON
    )
    assert (found.first, found.last) == (1, 1)


def test_a_list_of_numbers_alone_has_a_header():
    found = first_header(sheet([["学号"], ["1864901450001"]]), LEXICON)
    assert [c.code for c in found.columns] == ["student_no"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            [["姓名", "王丽", "李明"], ["学号", "1864901450001", "1864901450002"], ["性别", "女", "男"]],
            "transposed",
        ),
        ([["姓名", "王丽"], ["学号", "1864901450001"], ["性别", "女"]], "key-value"),
        ([["姓名", "王丽", "性别", "女"], ["学号", "1864901450001", "层次", "专科"]], "key-value"),
        ([["姓名", "王丽", "层次", "专科"], ["专业", "法学", "年级", "2018秋季"]], "key-value"),
        ([["1864901450001", "王丽"], ["1864901450002", "李明"]], ""),
    ],
)
def test_sheets_that_are_no_lists_are_told_apart(rows, reason):
    assert first_header(sheet(rows), LEXICON) is None
    assert upright(sheet(rows), LEXICON) == reason


@pytest.mark.parametrize("group", ["原学历", "入学前学历", "第一学历", "家长", "紧急联系人"])
@pytest.mark.parametrize("merged", [True, False])
def test_a_group_may_speak_of_what_was_before_or_of_somebody_else(group, merged):
    """层次 below 原学历 is not the student's level, whichever stands first and though nothing else says a level."""
    own = ["学号", "姓名", "性别"]
    for now in (["层次", "专业"], []):
        top = [*own, group, "", *(["现就读", ""] if now else [])]
        spans = ((1, 4, 1, 5), *(((1, 6, 1, 7),) if now else ())) if merged else ()
        rows = [top, ["", "", "", "层次", "专业", *now], ["1864901450001", "王丽", "女", "专科", "英语"]]
        columns = first_header(sheet(rows, merged=spans), LEXICON).columns
        codes = ["student_no", "name", "sex", "", "", *(["level", "major"] if now else [])]
        assert [column.code for column in columns] == codes
        assert columns[3].text == f"{group}层次"


def test_a_full_header_below_a_group_of_somebody_else_s_is_read_with_it():
    rows = [["学生信息", "", "", "联系人信息", ""], ["姓名", "学号", "身份证号", "姓名", "电话"]]
    columns = first_header(sheet(rows, merged=((1, 1, 1, 3), (1, 4, 1, 5))), LEXICON).columns
    assert [column.code for column in columns] == ["name", "student_no", "id_card", "", ""]


@pytest.mark.parametrize(
    "title", [["请于6月10日前报送"], ["联系人：李某"], ["甲站", "联系人：李某", "", "家长：王某"]]
)
def test_a_title_above_lists_side_by_side_disowns_none(title):
    one = ["学号", "姓名", "身份证号"]
    columns = first_header(sheet([title, [*one, *one]]), LEXICON).columns
    assert [column.code for column in columns] == ["student_no", "name", "id_card"] * 2


@pytest.mark.parametrize("gap", [[], [""]])
@pytest.mark.parametrize(
    "title",
    [
        ["毕业生名单", "", "", "", "原专科"],
        ["专升本学生", "", "", "", "原专科学生"],
        ["填报单位", "甲站", "负责人", "李某"],
        ["单位", "甲站", "", "填表人", "李某"],
        ["甲站", "", "", "", "负责人", "李某"],
        ["甲站", "负责人"],
        ["经办人", "李某", "", "审核人", "王某"],
    ],
)
def test_no_title_disowns_students_of_lists_side_by_side(title, gap):
    """Who has a 学号 is a student, and a word with its value beside it heads no columns."""
    head = ["学号", "姓名", "身份证号", *gap, "学号", "姓名", "身份证号"]
    students = [[f"18649014500{n}{at}" for n in (1, 2)] for at in range(3)]
    rows = [[one, "王丽", "", *gap, two, "李明", ""] for one, two in students]
    header = first_header(sheet([title, head, *rows]), LEXICON)
    assert (header.first, [c.code for c in header.columns]) == (1, ["student_no", "name", "id_card"] * 2)


@pytest.mark.parametrize("gap", [[], [""]])
@pytest.mark.parametrize("group", ["监护人信息", "紧急联系人"])
def test_who_it_is_may_stand_alone_above_the_second_name_and_number(group, gap):
    head = ["学号", "姓名", "身份证号", *gap, "姓名", "身份证号"]
    rows = [["", "", "", *gap, group], head, ["1864901450001", "王丽", "", *gap, "王父", ""]]
    columns = first_header(sheet(rows), LEXICON).columns
    assert [c.code for c in columns if c.index > 2 + len(gap)] == ["", ""]


@pytest.mark.parametrize("group", ["学籍信息", "目前学历", "学生信息", "请于6月10日前报送，填表人须签字"])
def test_any_other_group_leaves_its_columns_what_they_are(group):
    rows = [["学号", "姓名", group, ""], ["", "", "层次", "专业"], ["1864901450001", "王丽", "专科", "英语"]]
    columns = first_header(sheet(rows, merged=((1, 3, 1, 4),)), LEXICON).columns
    assert [column.code for column in columns] == ["student_no", "name", "level", "major"]


STRANGE = ["联系电话", "QQ号", "微信", "邮箱", "工作单位", "通讯地址", "备注"]


@pytest.mark.parametrize(
    "between", [[], [["", "", "", "18位"]], [["一班"], ["例"], [], ["二班"]], [["说明"]] * 8]
)
def test_a_header_most_of_whose_words_mean_nothing_here_is_known_by_the_numbers_below(between):
    own = ["序号", "姓名", "学号", "身份证号"]
    line = ["1", "王丽", "1864901450001", "", *(["-"] * len(STRANGE))]
    found = first_header(sheet([["名单"], [*own, *STRANGE], *between, line]), LEXICON)
    assert (found.first, [c.code for c in found.columns][:4]) == (1, ["", "name", "student_no", "id_card"])


def test_such_a_header_may_have_two_lines():
    top = ["序号", "姓名", "证件", "", "联系方式", "", "", "", "工作单位", "备注"]
    low = ["", "", "身份证号", "有效期", "电话", "QQ", "微信", "邮箱"]
    line = ["1", "王丽", "100101199001010013"]
    found = first_header(sheet([top, low, line]), LEXICON)
    assert {c.code: c.index for c in found.columns if c.code} == {"name": 1, "id_card": 2}


@pytest.mark.parametrize(
    "below", [[], ["", "", "", "1864901450001"], ["王丽", "", "13位"], ["", "", "13800000000"]]
)
def test_without_a_number_below_such_a_line_is_no_header(below):
    assert first_header(sheet([["姓名", "性别", "学号", *STRANGE], below]), LEXICON) is None


CHINESE = ["序号", "学号", "姓名", "性别", "身份证号", "年级", "备注"]
ENGLISH = ["No.", "Student ID", "Name", "Gender", "ID Number", "Class Of", "Remarks"]


@pytest.mark.parametrize("lines", [(CHINESE, ENGLISH), (ENGLISH, CHINESE)])
def test_two_lines_in_two_languages_are_one_header(lines):
    found = first_header(sheet([*lines, ["1", "1864901450001", "王丽", "女", "", "2018秋季"]]), LEXICON)
    assert (found.first, found.last) == (0, 1)
    assert [c.code for c in found.columns] == ["", "student_no", "name", "sex", "id_card", "cohort", ""]


def test_a_line_in_another_language_may_know_what_the_first_does_not():
    found = first_header(sheet([["学号", "姓名", "所修"], ["XH", "XM", "Major"]]), LEXICON)
    assert [column.code for column in found.columns] == ["student_no", "name", "major"]


@pytest.mark.parametrize(
    "below", [["姓名", "学号", "性别"], ["Name", "Student ID", "Gender"], ["1", "2", "3"]]
)
def test_a_line_that_names_other_columns_is_not_the_same_header(below):
    assert first_header(sheet([["学号", "姓名", "性别"], below]), LEXICON).last == 0


@pytest.mark.parametrize("empty", [("学号",), ("性别",), ("身份证号",), ("姓名", "学号")])
def test_a_form_for_each_student_is_no_list_though_values_are_missing(empty):
    """A line of labels without a number looked like a header, and the labels below it like students."""
    labels = (("院校代码", "学号"), ("姓名", "性别"), ("身份证号", "层次"), ("专业", "年级"))
    rows: list[list[str]] = []
    for at in range(3):
        said = {**PERSON, "学号": f"186490145000{at}"}
        if at == 1:
            said |= dict.fromkeys(empty, "")
        lines = [[one, said[one], two, said[two]] for one, two in labels]
        rows += [["毕业生信息表"], *lines, []]
    shaped = shape(read(sheet(rows)), CAMPAIGN)
    assert [(t.rule, t.details["reason"]) for t in shaped.all_troubles if t.rule == "HD01"] == [
        ("HD01", "key-value")
    ]
    assert not any(len(block) for block in shaped.students)


def test_a_word_may_stand_on_two_lines():
    rows = [
        ["序", "学", "姓", "身份证", "层"],
        ["号", "号", "名", "号码", "次"],
        ["1", "1864901450001", "王丽", "100101199001010011", "专科"],
    ]
    found = first_header(sheet(rows), LEXICON)
    assert [column.code for column in found.columns] == ["", "student_no", "name", "id_card", "level"]


def test_what_a_class_sheet_says_above_its_list_makes_it_no_form():
    rows = [
        ["专业", "法学", "层次", "专科"],
        ["年级", "2018秋季"],
        ["姓名", "民族", "学号", "电话"],
        ["王丽", "回族", "1864901450001", "1"],
    ]
    (block,) = [one for one in shape(read(sheet(rows)), CAMPAIGN).students if len(one)]
    assert block.values["student_no"] == ["1864901450001"]


@pytest.mark.parametrize(
    ("above", "major"),
    [([["姓名", "按身份证填写"], ["学号", "13 位数字"], ["身份证号", "18 位"]], "法学"), ([], "姓名")],
)
def test_a_list_whose_columns_are_explained_or_whose_cells_are_odd_is_no_form(above, major):
    """The labels above stand in the same columns as the header, as those of a form for each student do."""
    people = [[f"王丽{n}", f"186490145000{n}", "100101199001010011", major] for n in "12"]
    people[1][3] = "身份证号" if major == "姓名" else major
    shaped = shape(read(sheet([*above, ["姓名", "学号", "身份证号", "专业"], *people])), CAMPAIGN)
    assert [len(block) for block in shaped.students] == [2]


def test_a_form_whose_values_stand_below_their_labels_is_no_list():
    labels = (["姓名", "学号"], ["身份证号", "层次"], ["专业", "年级"])
    rows = [line for some in labels for line in (some, [PERSON.get(one, "1864901450001") for one in some])]
    assert upright(sheet(rows), LEXICON) == "key-value"


PERSON = {
    "院校代码": "51161",
    "姓名": "王丽",
    "性别": "女",
    "身份证号": "100101199001010011",
    "层次": "专科",
    "专业": "法学",
    "年级": "2018秋季",
}
