"""What sites write above a column: numbers, hints and longer words; and what is another column for all that."""

from __future__ import annotations

import pytest

from recon.normalise import shape
from recon.normalise.headings import known_but_empty, roster_lexicon
from recon.normalise.registers.vocabulary import lexicon
from tests.normalise.drawing import CAMPAIGN, read, sheet, student

LEXICON, REGISTER = roster_lexicon(CAMPAIGN), lexicon(CAMPAIGN)
PERSON = [student(1)[code] for code in ("student_no", "name", "id_card")]
NO, NAME, ID = "学号", "姓名", "身份证号"


def columns(head: list[str], *rows: list[str]) -> dict[str, str]:
    (block,) = shape(read(sheet([head, *rows])), CAMPAIGN).blocks
    return dict(block.columns)


@pytest.mark.parametrize("word", [NO, NAME, ID, "层次", "年级"])
@pytest.mark.parametrize(
    "written",
    ["1.{}", "1、{}", "12．{}", "2)  {}", "（3）{}", "4:{}", "5-{}", "①{}", "⑵{}", "⒊{}", "三、{}", "（四）{}",
     "{}①", "{}②③", "{}¹", "{}[1]", "{}（注1）", "1.{}②", "Q1_{}", "q2.{}", "第3题：{}", "第3题 {}", "问题4：{}"],
)  # fmt: skip
def test_a_column_may_be_numbered(word, written):
    assert LEXICON.code(written.format(word)) == LEXICON.code(word) != ""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("student_no", ("学生编号", "注册学号", "国开学生编号")),
        ("id_card", ("身份证NO", "身份证 No.")),
        ("exam_no", ("考生编号", "成考报名号")),
        ("major", ("录取专业",)),
        ("cohort", ("入学季度", "注册年级", "所在年级")),
        ("level", ("录取层次",)),
        ("study_form", ("学习方式", "办学形式", "就读形式")),
        ("branch", ("市级电大", "所属市级电大", "上级分校")),
        ("site", ("校外教学点", "学习点", "校外学习中心名称", "所属站点", "办学点", "教学中心", "县级电大")),
    ],
)
def test_a_word_made_of_parts_is_known(code, words):
    assert {LEXICON.code(word) for word in words} == {code}


@pytest.mark.parametrize(
    "word", ["编号", "学生", "证号", "名称", "学历", "届", "学期", "学生类别", "分部", "报名号"]
)
def test_a_word_that_could_mean_several_things_is_asked_about(word):
    assert LEXICON.code(word) == ""


def test_the_number_of_an_enrolment_makes_no_adult_form():
    shaped = shape(
        read(sheet([[NO, NAME, ID, "年级", "报名号"], [*PERSON, "2018秋季", "202400012345"]])), CAMPAIGN
    )
    assert [block.form for block in shaped.blocks] == ["open"]


@pytest.mark.parametrize("word", ["一年级", "1年级", "2018年级", "姓名1", "十专业"])
def test_a_number_without_a_sign_is_part_of_the_word(word):
    assert LEXICON.code(word) == ""


def test_the_running_number_may_be_numbered():
    assert known_but_empty("1.序号")


@pytest.mark.parametrize(
    ("word", "known"), [("序号 No.", True), ("No./序号", True), ("序号 备注", False), ("编号 姓名", False)]
)
def test_the_running_number_may_be_said_twice(word, known):
    assert known_but_empty(word) is known


@pytest.mark.parametrize("gap", ["\n", " ", "\r\n", "　"])
@pytest.mark.parametrize(
    ("word", "hint"),
    [("年级", "如：2018秋季"), ("性别", "1男2女"), ("性别", "男/女"), ("层次", "专科/本科"), ("教学点", "全称"),
     (NO, "13位"), (ID, "末位X大写"), (NAME, "与身份证一致"), (NAME, "同身份证"),
     (NAME, "必须与证件相同"), ("学 号", "13位数字")],
)  # fmt: skip
def test_how_to_fill_a_column_in_may_stand_behind_its_word(word, hint, gap):
    assert LEXICON.code(word + gap + hint) == LEXICON.code(word) != ""


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("您的学号是", "student_no"), ("您的姓名是？", "name"), ("2、您的身份证号码是多少", "id_card"),
        ("您所学的专业是", "major"), ("您的学习层次是什么", "level"), ("您所在的学习中心是", "site"),
        ("层次：专科/本科", "level"), ("性别：男/女", "sex"), ("学号：13位", "student_no"),
    ],
)  # fmt: skip
def test_a_form_on_the_web_asks_in_whole_sentences(word, code):
    """Every header of such an export ended in 是, and the file was refused for having none."""
    assert LEXICON.code(word) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("身份证号码\nID Card Number", "id_card"), ("ID Card Number 身份证号码", "id_card"), ("姓名Name", "name"),
        ("学号StudentNo.", "student_no"), ("入学年度学期 Term of Enrolment", "cohort"),
        ("学习中心Learning Centre", "site"), ("Learning Center", "site"),
        ("學籍號", "student_no"), ("國開學號", "student_no"), ("準考證號", "exam_no"), ("報讀專業", "major"),
    ],
)  # fmt: skip
def test_a_header_may_be_bilingual_or_in_traditional_characters(word, code):
    assert LEXICON.code(word) == code
    assert REGISTER.code(word) == code


@pytest.mark.parametrize(
    "word", ["QQ号", "班级QQ群", "XB代码", "E-mail邮箱", "证件类型 ID Type", "姓名 拼音 Pinyin"]
)
def test_a_word_beside_one_of_another_language_is_still_asked_about(word):
    assert LEXICON.code(word) == ""


@pytest.mark.parametrize(
    ("word", "code"),
    [("学籍状态\nStatus", "status"), ("學籍狀態", "status"), ("学生状态", "status"), ("XJZT", "status"),
     ("是否已采集", "photo_status"), ("是否拍照", "photo_status"),
     ("登录账号", "login"), ("用户名", "login"), ("Student ID", "student_no"), ("NJ", "cohort"), ("SFZJHM", "id_card")],
)  # fmt: skip
def test_an_extract_says_it_in_more_words(word, code):
    assert REGISTER.code(word) == code


@pytest.mark.parametrize(
    ("further", "says"),
    [("姓名（拼音）", "WANG LI"), ("姓名 Pinyin", "Wang Li"), ("姓名(曾用名)", "王莉"), ("学号（旧）", "1664901400001"),
     ("学号（原）", "1664901400001"), ("身份证号（旧）", "100101900101001"), ("身份证号(后6位)", "010011"),
     ("姓名（更正后）", "王莉"), ("姓名(变更后)", ""), ("身份证号（修改前）", "100101900101001")],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_a_remark_makes_another_column_beside_one_of_that_word(further, says, first):
    """Both were the name, so that every student of the file was open (HD04)."""
    head, row = [NO, NAME, ID], [*PERSON]
    head, row = ([further, *head], [says, *row]) if first else ([*head, further], [*row, says])
    shaped = shape(read(sheet([head, row])), CAMPAIGN)
    assert "HD04" not in {trouble.rule for trouble in shaped.all_troubles}
    held = next(block for block in shaped.students if len(block)).values
    assert [held[code][0] for code in ("student_no", "name", "id_card")] == PERSON


def test_a_course_beside_the_subject_is_another_column():
    shaped = shape(read(sheet([[NO, NAME, ID, "专业", "专业（方向）"], [*PERSON, "法学", "综合"]])), CAMPAIGN)
    assert (shaped.blocks[0].columns["major"], LEXICON.code("专业（方向）")) == ("D", "major")
    assert "HD04" not in {trouble.rule for trouble in shaped.all_troubles}


@pytest.mark.parametrize("word", ["姓名（与原件一致）", "学号（原始学号）", "身份证号（原件）"])
def test_a_remark_that_says_how_to_fill_it_in_leaves_the_word(word):
    assert LEXICON.plain(word)


@pytest.mark.parametrize(
    ("one", "two", "chosen"),
    [
        ("2018秋", "2018-09-01", "A"),
        ("2018级", "2018-09-01", "B"),
        ("2018秋季", "2018级", "A"),
        ("2018-10-15", "2018秋", "B"),
    ],
)
def test_two_columns_that_say_one_cohort_contradict_nothing(one, two, chosen):
    head = ["年级", "入学时间", NO, NAME, ID]
    shaped = shape(read(sheet([head, [one, two, *PERSON]])), CAMPAIGN)
    assert "HD04" not in {trouble.rule for trouble in shaped.all_troubles}
    assert shaped.blocks[0].columns["cohort"] == chosen


@pytest.mark.parametrize("other", ["2019-03-01", "2018春", "2019-10-15", "2019级"])
def test_two_columns_that_say_two_cohorts_are_told(other):
    head = ["年级", "入学时间", NO, NAME, ID]
    shaped = shape(read(sheet([head, ["2018秋", other, *PERSON]])), CAMPAIGN)
    assert "HD04" in {trouble.rule for trouble in shaped.all_troubles}


@pytest.mark.parametrize(
    "word",
    ["姓名\n拼音", "层次\n代码", "专业 代码", "教学点\n电话", "教学点 负责人", "姓名\n与本人关系", "专业\n本科",
     "身份证\n有效期", "姓名 电话 11位", "原\n学号"],
)  # fmt: skip
def test_what_stands_behind_a_word_and_is_no_hint_makes_another_column(word):
    assert LEXICON.code(word) == ""


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("身份证件号码", "id_card"), ("居民身份证号码", "id_card"), ("有效身份证件号", "id_card"),
        ("身份证编号", "id_card"), ("身分证号", "id_card"), ("身份证号码/护照号", "id_card"),
        ("居民身份证号码（护照号）", "id_card"), ("身份证号或通行证号", "id_card"), ("电大学号", "student_no"),
        ("国开学号", "student_no"), ("真实姓名", "name"), ("办学层次", "level"), ("现层次", "level"),
        ("现姓名", "name"), ("学号/考籍号", "student_no"),
        ("专本科", "level"), ("院校编码", "institution_code"), ("就读专业", "major"), ("专业名", "major"),
        ("入学批次", "cohort"), ("入学年月", "cohort"), ("入学年度", "cohort"), ("Grade", "cohort"),
        ("所在教学点", "site"), ("上报学习中心", "site"), ("学员号", "student_no"),
        ("新学号", "student_no"), ("学籍学号", "student_no"),
        ("身份證字號", "id_card"), ("ID Card Number", "id_card"), ("院校标识码", "institution_code"),
        ("男/女", "sex"), ("专/本", "level"), ("专业层次名称", "level"), ("性别名称", "sex"), ("主修专业", "major"),
        ("入学季", "cohort"), ("入学年份/学期", "cohort"), ("年级学期", "cohort"), ("1、您的姓名：", "name"),
        ("2.请输入您的身份证号：", "id_card"), ("请选择性别", "sex"), ("您所在的教学点", "site"),
    ],
)  # fmt: skip
def test_longer_words_are_told_from_their_parts(word, code):
    assert LEXICON.code(word) == code


@pytest.mark.parametrize(
    "word",
    ["家长身份证号", "监护人身份证号码", "联系人姓名", "推荐人学号", "原学号", "原学历层次", "前置专业", "毕业专业",
     "身份证件类型", "身份证有效期", "护照号", "专业编码", "入学成绩", "学生证号", "班主任姓名", "曾用名",
     "证件", "证件名称", "考籍号", "姓名/考籍号", "专业层次代码", "您的家长姓名", "班主任名称"],
)  # fmt: skip
def test_another_person_s_and_another_thing_s_words_mean_nothing(word):
    assert LEXICON.code(word) == ""


@pytest.mark.parametrize(("word", "made"), [(NO, "国开学号"), ("层次", "现就读层次"), ("年级", "入学年度")])
@pytest.mark.parametrize("first", [True, False])
def test_a_made_word_gives_way_to_the_word_itself(word, made, first):
    two = [word, made] if first else [made, word]
    code = LEXICON.code(word)
    head = [ID, NAME, *two] if code == "student_no" else [NO, NAME, ID, *two]
    people = [PERSON[2], PERSON[1]] if code == "student_no" else PERSON
    shaped = shape(read(sheet([head, [*people, "1", "2"], [*people, "1", "2"]])), CAMPAIGN)
    assert shaped.blocks[0].columns[code] == "ABCDE"[head.index(word)]
    assert "HD04" not in {trouble.rule for trouble in shaped.all_troubles}


@pytest.mark.parametrize("year", ["2018", "2018年", "2018.0"])
def test_a_column_of_years_alone_is_no_open_cohort(year):
    assert "cohort" not in columns([NO, NAME, ID, "入学年度"], [*PERSON, year])
    assert "cohort" in columns([NO, NAME, ID, "入学年度"], [*PERSON, year], [*PERSON, "2018秋季"])


def test_a_year_is_an_adult_s_cohort():
    head = [NO, NAME, ID, "学习形式", "入学年度"]
    assert "cohort" in columns(head, [*PERSON, "函授", "2019"])
