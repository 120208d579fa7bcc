"""Extracts of every shape become one table of enrolments; what they say against each other is kept."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from recon.errors import ExtractError
from recon.normalise import Kind, NamedTable, enrolments, kind_of
from recon.normalise.registers import merge
from recon.normalise.registers.extracts import DUPLICATES, ENROLMENTS
from recon.words import Category
from tests.normalise.drawing import CAMPAIGN

STUDENTS = (
    "学号,姓名,入学年度学期,学籍状态代码,学籍状态,学生类别代码,学生类别,分部代码,分部,学院代码,学院,学习中心代码,"
    "学习中心,班级代码,班级名称,班主任名称,专业层次代码,专业层次,专业名称代码,专业名称,培养方案号"
)
USERS = "所属机构,姓名,登录名,手机号,邮箱,证件类型,证件号码,身份,状态,创建时间"
CENTRAL = (
    "学号,姓名,性别,证件类型,证件号码,入学学期,学籍状态,层次,专业,分校代码,分校,"
    "学习中心代码,学习中心,班级名称"
)
ADULT = "KSH,XH,XM,XB,CSRQ,SFZH,ZZMM,MZ,ZYDM,ZYMC,CC,XZ,XXXS,RXRQ,FY,XSH,BH,YJBYRQ"
NO1, NO2, NO3 = "1864901450001", "1864901450002", "1964901200003"
ID1, ID2, ID3 = "100101199001010011", "10010119900101002X", "100101199001010038"
PAIRS = ((NO1, ID1), (NO2, ID2), (NO3, ID3))


def table(name: str, header: str, *rows: dict[str, str]) -> NamedTable:
    columns = header.split(",")
    return NamedTable(
        name, pa.table({c: pa.array([row.get(c, "") for row in rows], pa.string()) for c in columns})
    )


def student(number: str, name: str = "王丽", **more: str) -> dict[str, str]:
    plain = {
        "学号": number,
        "姓名": name,
        "入学年度学期": "2018秋季",
        "学籍状态": "在籍",
        "专业层次": "专科",
        "专业名称": "法学",
    }
    place = {"学院代码": "64901", "学院": "东山分校", "学习中心代码": "6490102", "学习中心": "白峰工作站"}
    return plain | place | more


def user(number: str, identity: str, name: str = "王丽") -> dict[str, str]:
    return {"登录名": number, "证件号码": identity, "姓名": name, "身份": "学生"}


def central(number: str, identity: str, **more: str) -> dict[str, str]:
    plain = {
        "学号": number,
        "姓名": "王丽",
        "性别": "女",
        "证件号码": identity,
        "入学学期": "201809",
        "学籍状态": "在籍",
        "层次": "专科",
    }
    return plain | {"专业": "法学", "分校": "东山分校", "学习中心": "白峰工作站"} | more


@pytest.mark.parametrize(("said", "status"), [("在籍,退学,在藉", "在籍,退学,在藉"), ("启用,禁用,启用", ",,")])
def test_a_bare_status_is_the_enrolments_where_it_holds_such_statuses(said, status):
    lines = [central(number, "") for number in (NO1, NO2, NO3)]
    for line, word in zip(lines, said.split(","), strict=True):
        line.pop("学籍状态")
        line["状态"] = word
    found = enrolments([table("c", CENTRAL.replace("学籍状态", "状态"), *lines)], CAMPAIGN)
    assert found.table["status_raw"].to_pylist() == status.split(",")
    assert ("open.status" in found.asked) is bool(status.strip(","))


def adult(**more: str) -> dict[str, str]:
    plain = {
        "KSH": "20649000001",
        "XH": "2019001",
        "XM": "马兰",
        "XB": "女",
        "SFZH": ID3,
        "ZYMC": "会计学",
        "CC": "专科",
    }
    return plain | {"XXXS": "函授", "RXRQ": "20190301", "FY": "甲函授站", "BH": "19会计"} | more


def merged(*tables: NamedTable, campaign=CAMPAIGN):
    return enrolments(tables, campaign)


def column(found, name: str) -> list[str]:
    return found.table[name].to_pylist()


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (STUDENTS, Kind.STUDENTS), (USERS, Kind.USERS), (CENTRAL, Kind.CENTRAL), (ADULT, Kind.ADULT),
        ("考生号,姓名,身份证号,层次", Kind.ADULT), ("学号,证件号码,采集日期,状态", Kind.PHOTOS),
        ("学号,姓名,采集状态", Kind.PHOTOS), ("学号,姓名,毕业批次", Kind.PLANNED),
        ("site_code,site_name,branch,phone", Kind.SITES), ("教学点代码,教学点名称,分校", Kind.SITES),
        ("file,unit,form,received_at,kind,declared_nil", Kind.SUBMISSIONS), ("姓名,层次,专业", Kind.UNKNOWN),
        ("学号,姓名,年级,层次,学籍状态,毕业批次", Kind.STUDENTS),
    ],
)  # fmt: skip
def test_a_table_is_known_by_its_columns(header, kind):
    assert kind_of(table("x", header).table) == kind


def test_student_and_user_export_are_joined_on_the_login_name():
    found = merged(
        table("users.xlsx", USERS, user(f" {NO1}\u3000", ID1), user("t001", ""), user(NO2, ID2)),
        table("students.xlsx", STUDENTS, student(NO2, "阿依•古丽 "), student(NO1)),
    )
    assert found.table.schema == ENROLMENTS
    assert column(found, "enrol_id") == [0, 1]
    assert column(found, "student_no_raw") == [NO2, NO1]
    assert column(found, "id_card_raw") == [ID2, ID1]
    assert column(found, "name_raw") == ["阿依•古丽 ", "王丽"]
    assert column(found, "source") == ["students.xlsx"] * 2
    assert found.duplicates.schema == DUPLICATES
    assert found.duplicates.to_pylist() == [
        {"enrol_id": 0, "field": "name", "value": "王丽", "source": "users.xlsx"}
    ]


def test_a_student_export_alone_says_what_it_cannot_answer():
    found = merged(table("s", STUDENTS, student(NO1)))
    assert "open.status" in found.asked
    assert "open.site_code" in found.asked
    assert found.asked.isdisjoint({"open.id_card", "open.sex", "adult.name"})
    assert "id_card" not in found.known


def test_files_that_agree_say_nothing_against_each_other():
    found = merged(
        table(
            "old", CENTRAL, central(NO1, ID1.lower(), 层次="高起专", 入学学期="2018年秋季"), central(NO3, ID3)
        ),
        table("new", STUDENTS, student(NO1, " 王丽"), student(NO2)),
        table("users", USERS, user(NO1, f"{ID1} ")),
    )
    assert column(found, "student_no_raw") == [NO1, NO2, NO3]
    assert column(found, "sex_raw") == ["女", "", "女"]
    assert column(found, "id_card_raw") == [ID1, "", ID3]
    assert column(found, "cohort_raw") == ["2018秋季", "2018秋季", "201809"]
    assert found.duplicates.num_rows == 0


def test_twice_in_one_file_and_contradictions_are_kept():
    found = merged(
        table(
            "new", STUDENTS, student(NO1), student(NO2), student(NO1), student(NO1, 专业层次="本科(专科起点)")
        ),
        table("old", CENTRAL, central(NO2, ID2, 学籍状态="退学"), central(NO1, ID1)),
        table("users", USERS, user(NO1, ID2)),
    )
    assert column(found, "id_card_raw") == [ID1, ID2]
    assert [tuple(line.values()) for line in found.duplicates.to_pylist()] == [
        (0, "id_card", ID2, "users"),
        (0, "level", "本科(专科起点)", "new"),
        (0, "student_no", NO1, "new"),
        (0, "student_no", NO1, "new"),
        (1, "status", "退学", "old"),
    ]


def test_the_two_forms_never_share_a_key():
    found = merged(table("a", ADULT, adult(XH=NO1)), table("s", STUDENTS, student(NO1)))
    assert column(found, "category") == ["open", "adult"]
    assert found.duplicates.num_rows == 0


def test_adults_without_a_number_count_by_their_examination_number():
    found = merged(
        table(
            "a",
            ADULT,
            adult(XH=""),
            adult(XH="", KSH="20649000002"),
            adult(XH="", KSH="20649000002"),
            adult(XH="20649000002"),
        )
    )
    assert column(found, "exam_no_raw") == ["20649000001", "20649000002", "20649000001"]
    assert [line["enrol_id"] for line in found.duplicates.to_pylist()] == [1]


def test_the_campaign_says_which_site_an_adult_site_is():
    found = merged(
        table(
            "a",
            ADULT,
            adult(),
            adult(XH="2019002", FY="乙函授站"),
            adult(XH="2019003", FY="财经", XSH=" 甲函授站"),
        )
    )
    assert column(found, "site_code") == ["6490102", "", "6490102"]
    assert column(found, "site_raw") == ["甲函授站", "乙函授站", " 甲函授站"]
    assert column(found, "branch_raw") == ["", "", "财经"]


def test_empty_lines_and_footers_are_no_enrolments_but_counted():
    found = merged(table("s", STUDENTS, student(NO1), {}, {"姓名": "导出时间：2020-06-01"}))
    assert (found.table.num_rows, found.skipped) == (1, 2)


def test_two_records_without_a_number_stay_two():
    found = merged(table("c", CENTRAL, central("", ID1), central("", ID1)))
    assert (found.table.num_rows, found.duplicates.num_rows) == (2, 0)


def test_columns_of_other_types_become_text():
    typed = pa.table(
        {
            "学号": pa.array([1864901450001, None], pa.float64()),
            "姓名": pa.array(["王丽", "马兰"]).dictionary_encode(),
        }
    )
    number = NamedTable(
        "x", typed.append_column("年级", pa.array([201809, 201903])).append_column("层次", pa.nulls(2))
    )
    found = merged(number, campaign=replace(CAMPAIGN, scope={Category.OPEN: CAMPAIGN.scope[Category.OPEN]}))
    assert column(found, "student_no_raw") == ["1864901450001"]
    assert column(found, "cohort_raw") == ["201809"]
    assert (column(found, "level_raw"), found.skipped) == ([""], 1)


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ([], ("没有学籍数据", "no extract")),
        ([table("u", USERS, user(NO1, ID1))], ("学生信息", "student data")),
        ([table("s", "姓名,层次,专业,年级")], ("学号", "学号")),
        ([table("s", "学号,姓名,层次")], ("“年级”", "Cohort")),
        ([table("c", "学号,证件号码,年级,层次")], ("“姓名”", "Name")),
        ([table("p", "学号,采集日期")], ("--photos", "--photos")),
        ([table("l", "site_code,site_name")], ("--sites", "--sites")),
        (
            [NamedTable("f", pa.table({"学号": ["1"], "姓名": ["王"], "证件号码": [1.0e17]}))],
            ("第15位", "15th"),
        ),
    ],
)
def test_what_is_no_usable_extract_is_refused_with_the_way_out(tables, words):
    with pytest.raises(ExtractError) as caught:
        enrolments(tables, CAMPAIGN)
    assert words[0] in caught.value.say("zh")
    assert words[1] in caught.value.say("en")


@pytest.mark.parametrize("numbers", [(NO1, NO2), (NO1, NO2, ""), ("", ""), (NO1, "", NO1)])
def test_one_extract_needs_no_merging_where_no_number_comes_twice(numbers, monkeypatch):
    both = (
        table("c.xlsx", CENTRAL, *(central(no, ID2, 姓名=f"生{at}") for at, no in enumerate(numbers))),
        table("a.xlsx", ADULT, adult(XH=NO1, KSH="1"), adult(XH=NO2, KSH="2"), adult(XH="", KSH="3")),
    )
    short = merged(*both)
    monkeypatch.setattr(merge, "_all_alone", lambda _: False)
    assert merged(*both) == short


@pytest.mark.parametrize(
    ("header", "line"), [(STUDENTS, {}), (CENTRAL, {"姓名": "共 0 人"}), (ADULT, {"XM": "合计"})]
)
def test_an_extract_without_a_student_is_told_and_named(header: str, line: dict[str, str]) -> None:
    for rows in ((), (line,)):
        extract = enrolments([table("名单.xlsx", header, *rows), table("用户.xlsx", USERS)], CAMPAIGN)
        (note,) = extract.notes
        assert note.en.startswith("名单.xlsx: it holds no student")
        assert "没有任何学生" in note.zh


def test_of_several_extracts_an_empty_one_is_told() -> None:
    full = table("学生.xlsx", STUDENTS, student(NO1))
    extract = enrolments(
        [full, table("往届.xlsx", CENTRAL), table("用户.xlsx", USERS)],
        CAMPAIGN,
    )
    assert extract.table.num_rows == 1
    assert [note.en.partition(":")[0] for note in extract.notes] == ["往届.xlsx", "用户.xlsx"]
    assert not enrolments([full], CAMPAIGN).notes


def test_students_whose_status_nobody_tells_are_told() -> None:
    silent = [one | {"学籍状态": ""} for one in (student(NO1), student(NO2))]
    (note,) = enrolments([table("学生.xlsx", STUDENTS, *silent)], CAMPAIGN).notes
    assert "学籍状态" in note.zh
    assert "SC03" in note.en
    known = table("总表.xlsx", CENTRAL, central(NO3, ID3))
    assert not enrolments([table("学生.xlsx", STUDENTS, *silent), known], CAMPAIGN).notes


def test_the_adult_extract_has_no_status_by_nature() -> None:
    assert not enrolments(
        [table("成教.xlsx", ADULT, {"XH": NO1, "XM": "王丽", "CC": "专科"})], CAMPAIGN
    ).notes


TERMS = "学号,姓名,层次,学籍状态"


@pytest.mark.parametrize(
    ("columns", "says", "cohort"),
    [
        (("年级", "入学年度学期"), ("2018级", "201809"), "201809"),
        (("年级", "入学日期"), ("2018", "2018-09-01"), "2018-09-01"),
        (("入学日期", "年级"), ("2018-10-15", "2018秋季"), "2018秋季"),
        (("入学年度", "入学学期"), ("2018", "秋季"), "2018秋季"),
        (("入学学期", "入学年度"), ("秋", "2018年"), "2018年秋"),
        (("年级", "入学年份"), ("2018级", "2018"), "2018级"),
    ],
)
def test_of_several_columns_for_the_cohort_that_one_counts_which_tells_the_term(columns, says, cohort):
    """The first by its name counted, and where it had years alone nobody was in scope."""
    more = dict(zip(columns, says, strict=True))
    rows = [{"学号": NO1, "姓名": "王丽", "层次": "专科", "学籍状态": "在籍"} | more]
    extract = enrolments([table("e", f"{TERMS},{','.join(columns)}", *rows)], CAMPAIGN)
    assert extract.table["cohort_raw"].to_pylist() == [cohort]


def test_codes_that_any_system_writes_are_no_adult_extract():
    names = ["XH", "XM", "XB", "SFZH", "NJ", "CC", "ZYMC", "XJZT"]
    assert kind_of(table("e", ",".join(names)).table) is Kind.CENTRAL
    assert kind_of(table("e", ",".join([*names, "XXXS"])).table) is Kind.ADULT


def test_a_list_of_ids_fills_in_the_student_data_and_adds_nobody():
    """It was refused for having neither 年级 nor 层次."""
    ids = table(
        "ids",
        "学籍号,姓名,性别,公民身份号码",
        {"学籍号": NO1, "姓名": "王丽", "性别": "女", "公民身份号码": ID1},
        {"学籍号": NO3, "姓名": "李强", "性别": "男", "公民身份号码": ID3},
    )
    students = table("students", STUDENTS, student(NO1), student(NO2))
    for tables in ([students, ids], [ids, students]):
        extract = enrolments(tables, CAMPAIGN)
        assert extract.table.select(
            ["student_no_raw", "sex_raw", "id_card_raw", "level_raw"]
        ).to_pylist() == [
            {"student_no_raw": NO1, "sex_raw": "女", "id_card_raw": ID1, "level_raw": "专科"},
            {"student_no_raw": NO2, "sex_raw": "", "id_card_raw": "", "level_raw": "专科"},
        ]
        assert "ids: 1 line whose" in " ".join(note.en for note in extract.notes)
    with pytest.raises(ExtractError):
        enrolments([ids], CAMPAIGN)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("学号,姓名,身份证号,函授站,年级,层次,学习形式,学籍状态", Kind.ADULT),
        ("学号,姓名,证件号码,系（所、函授站）,层次,入学日期", Kind.ADULT),
        ("学号,姓名,身份证号,学习中心（函授站）,年级,层次,学籍状态", Kind.CENTRAL),
        ("学号,姓名,函授站,毕业批次", Kind.PLANNED),
        ("教学点代码,函授站名称,联系人", Kind.SITES),
    ],
)
def test_a_column_of_stations_makes_records_adult(names, kind):
    """Without 考生号 such an extract was open education's, and all of its students were out of scope."""
    assert kind_of(table("e", names).table) is kind


def test_what_fills_a_column_up_is_no_part_of_a_record_and_around_one_value_it_is():
    """A column of fixed width (CHAR) is filled up with spaces: each of its IDs was proposed with them."""
    wide = [
        {name: f" {text}  " for name, text in central(no, i, 姓名="王丽\u3000").items()} for no, i in PAIRS
    ]
    found = merged(table("c", CENTRAL, *wide))
    assert column(found, "student_no_raw") == [NO1, NO2, NO3]
    assert column(found, "id_card_raw") == [ID1, ID2, ID3]
    assert column(found, "name_raw") == ["王丽\u3000"] * 3
    assert column(found, "status_raw") == ["在籍"] * 3
    own = [central(no, i, 姓名="王丽 " if no == NO1 else "马兰") for no, i in PAIRS]
    assert column(merged(table("c", CENTRAL, *own)), "name_raw") == ["王丽 ", "马兰", "马兰"]
