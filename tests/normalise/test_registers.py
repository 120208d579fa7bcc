"""Photo register, planned graduates, submissions and sites; and the sheets they come on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from recon.errors import ExtractError
from recon.model import Site, Submission
from recon.normalise import (
    NamedTable,
    enrolments,
    notes_of_lists,
    notes_of_sites,
    photos,
    place,
    planned,
    register,
    submissions,
    tables,
)
from recon.normalise.registers.notes import unheeded
from tests.normalise.drawing import CAMPAIGN, read, sheet
from tests.normalise.test_official_extracts import ADULT, CENTRAL, STUDENTS, adult, central, student, table

NO1, NO2, ID1 = "1864901450001", "1864901450002", "100101199001010011"


def rows(found: pa.Table, *names: str) -> list[tuple[str, ...]]:
    return [tuple(line[name] for name in names) for line in found.to_pylist()]


def test_the_photo_register_is_read_and_unreadable_dates_are_kept_beside():
    register_ = table(
        "photos", "学号,证件号码,采集日期,状态",
        {"学号": f"{NO1} ", "采集日期": "2019年6月10日", "状态": "已采集"},
        {"证件号码": "10010119900101002x", "采集日期": "20190611"},
        {"学号": NO2, "采集日期": "去年夏天"}, {"学号": NO2, "采集日期": "43626"}, {"状态": "合计"},
    )  # fmt: skip
    found = photos([register_], CAMPAIGN)
    assert rows(found, "student_no", "id_card", "captured_on", "captured_raw", "photo_status") == [
        (NO1, "", "2019-06-10", "2019年6月10日", "已采集"),
        ("", "10010119900101002X", "2019-06-11", "20190611", ""),
        (NO2, "", "", "去年夏天", ""),
        (NO2, "", "2019-06-10", "43626", ""),
    ]


def test_a_register_without_dates_knows_who_but_not_when():
    found = photos([table("p", "学号,姓名", {"学号": NO1})], CAMPAIGN)
    assert rows(found, "student_no", "captured_on", "captured_raw") == [(NO1, "", "")]


@pytest.mark.parametrize("word", ["拍摄时间", "拍照日期", "照相时间", "图像采集时间", "照片采集日期"])
def test_a_capture_has_many_words(word):
    found = photos([table("p", f"学员号,{word},图像采集状态", {"学员号": NO1, word: "2020/5/20"})], CAMPAIGN)
    assert rows(found, "student_no", "captured_on") == [(NO1, "2020-05-20")]


@pytest.mark.parametrize("date", ["Capture Date", "captured_on", ""])
def test_the_status_of_an_english_photo_register_is_the_photos(date):
    names = ",".join(("Student No", "Name", *([date] if date else []), "Status"))
    line = {"Student No": NO1, date: "2020-05-20", "Status": "rejected"}
    assert rows(photos([table("p", names, line)], CAMPAIGN), "captured_on", "photo_status") == [
        ("2020-05-20" if date else "", "rejected")
    ]


def test_a_status_beside_what_students_study_is_no_photos():
    with pytest.raises(ExtractError) as caught:
        photos([table("p", "Student No,Name,Level,Status", {"Student No": NO1})], CAMPAIGN)
    assert "这是学籍数据" in caught.value.say("zh")


@pytest.mark.parametrize("word", ["毕业时间", "预计毕业批次", "拟毕业日期"])
def test_a_batch_has_many_words(word):
    found = planned([table("p", f"学籍号,{word}", {"学籍号": NO1, word: "2021年1月"})], CAMPAIGN)
    assert rows(found, "student_no", "batch") == [(NO1, "202101")]


def test_in_a_register_too_a_longer_word_gives_way_to_the_word_itself():
    line = {"国开学号": "1", "学号": NO1, "拍摄时间": "2020-01-01", "采集日期": "2020-05-20"}
    found = photos([table("p", "国开学号,学号,拍摄时间,采集日期", line)], CAMPAIGN)
    assert rows(found, "student_no", "captured_on") == [(NO1, "2020-05-20")]


def test_when_somebody_graduated_before_makes_no_planned_list_of_an_extract():
    line = student(NO1) | {"毕业时间": "2010-07-01", "拍照时间": "2020-06-01"}
    line.pop("学籍状态", None)
    names = ",".join(name for name in (*STUDENTS.split(","), "毕业时间", "拍照时间") if name != "学籍状态")
    assert enrolments([table("x", names, line)], CAMPAIGN).table.num_rows == 1


def test_planned_graduates():
    listed = table(
        "planned",
        "学号,毕业批次",
        {"学号": NO1, "毕业批次": "2021年1月"},
        {"学号": f"'{NO2}"},
        {"毕业批次": "202101"},
    )
    assert rows(planned([listed]), "student_no", "batch") == [(NO1, "202101"), (NO2, "")]


def test_what_a_list_says_of_nobody_or_in_no_way_one_can_read_is_told():
    campaign = replace(CAMPAIGN, batches={"202101": date(2021, 1, 31)})
    register_ = table(
        "photos", "学号,姓名,采集日期,状态",
        {"学号": NO1, "采集日期": "2019年6月10日"}, {"学号": NO2, "采集日期": "去年夏天"},
        {"姓名": "张示例", "采集日期": "20190611"}, {"状态": "合计"},
    )  # fmt: skip
    listed = table(
        "planned", "学号,姓名,毕业批次",
        {"学号": NO1, "毕业批次": "202101"}, {"学号": NO2}, {"姓名": "张示例", "毕业批次": "202101"},
        {"学号": "1864901450003", "毕业批次": "999999"},
    )  # fmt: skip
    lists = {"photos": [register_], "planned": [listed], "sites": []}
    shaped = photos([register_], campaign), planned([listed], campaign)
    said = [note.zh for note in notes_of_lists(lists, *shaped, campaign)]
    assert [note[:22] for note in said] == [
        "照片采集名单中有 1 行没有学号和证件号码，",
        "预计毕业名单中有 1 行没有学号，无法对应到",
        "照片采集名单中有 1 个采集日期无法识别，按",
        "预计毕业名单中有 1 人没有写明毕业批次，按",
        "预计毕业名单中的毕业批次 999999 不在",
    ]
    ahead = photos([table("photos", "学号,采集日期", {"学号": NO1, "采集日期": "2021-06-11"})], campaign)
    for day, count in (("2021-06-10", 1), ("2021-06-11", 0)):
        judged = replace(campaign, as_of=date.fromisoformat(day))
        told = [note.zh for note in notes_of_lists({}, ahead, None, judged)]
        assert [f"1 个采集日期晚于核对当日（{day}）" in note for note in told] == [True] * count
    booked = {"学号": NO1, "采集日期": "2021-06-11", "状态": "未采集"}
    appointment = photos([table("photos", "学号,采集日期,状态", booked)], campaign)
    assert notes_of_lists({}, appointment, None, replace(campaign, as_of=date(2021, 6, 10))) == ()
    whole = table("photos", "学号,采集日期", {"学号": NO1, "采集日期": "20190611"})
    assert notes_of_lists({"photos": [whole]}, photos([whole], campaign), None, campaign) == ()


@pytest.mark.parametrize(
    ("taken_as", "columns", "above", "said"),
    [
        (planned, "学号,证件号码,采集日期,状态", "", "这是照片采集名单，不是预计毕业名单"),
        (planned, "院校代码,学号,姓名", "title", "这是教学点报送的名单，不是预计毕业名单。请放到名单处"),
        (photos, "学号,姓名,毕业批次", "", "这是预计毕业名单，不是照片采集名单"),
        (photos, "学号,姓名,学籍状态,年级,专业", "", "这是学籍数据，不是照片采集名单"),
        (photos, "学号,姓名", "mark", "这是教学点报送的名单，不是照片采集名单"),
    ],
)
def test_a_register_of_another_kind_is_refused(taken_as, columns, above, said):
    """Numbers are all that is asked of a list, so a photo register made everybody in it due."""
    with pytest.raises(ExtractError) as caught:
        taken_as([table("x.xlsx", columns, {"学号": NO1})._replace(above=above)], CAMPAIGN)
    assert said in caught.value.say("zh")


@pytest.mark.parametrize(
    "columns", ["学号", "学号,姓名,年级,专业", "学号,毕业批次,采集日期", "学号,学籍状态,毕业批次"]
)
def test_planned_graduates_may_come_with_other_columns(columns):
    assert rows(planned([table("x", columns, {"学号": NO1})], CAMPAIGN), "student_no") == [(NO1,)]


def test_a_register_without_any_key_is_refused():
    with pytest.raises(ExtractError) as caught:
        photos([table("p", "姓名,采集日期")], CAMPAIGN)
    assert "“学号”或“证件号码”" in caught.value.say("zh")
    with pytest.raises(ExtractError):
        planned([table("p", "姓名,毕业批次")])


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("学号,姓名,学籍状态,学习中心", True),
        ("学号,学籍状态,毕业批次", False),
        ("学号", False),
        ("学号,姓名", False),
    ],
)
def test_a_planned_list_like_a_whole_export_is_told(columns: str, *, told: bool):
    listed = table("p.xlsx", columns, {"学号": "1864001450123"})
    said = [note.zh for note in notes_of_lists({"planned": [listed]}, None, planned([listed]), CAMPAIGN)]
    assert any("像是整份学籍导出" in note for note in said) is told


def test_submissions_are_read_in_the_words_of_the_office():
    listed = table(
        "mail", "文件,报送单位,附表,收到时间,报送方式,零报送",
        {"文件": "0601\\a.xlsx", "报送单位": "64901", "附表": "附表1", "收到时间": "2020/6/9 15:30",
         "报送方式": "补报"},
        {"报送单位": "6490102", "附表": "adult", "收到时间": "2020-06-08T23:00:00+00:00", "零报送": "是"},
        {"报送单位": "6490103"}, {"文件": "b.xlsx", "收到时间": "2020年6月10日"},
    )  # fmt: skip
    assert submissions([listed]) == (
        Submission("0601/a.xlsx", "64901", "open", "2020-06-09T15:30:00+08:00", "add"),
        Submission("", "6490102", "adult", "2020-06-09T07:00:00+08:00", "", declared_nil=True),
        Submission("b.xlsx", received_at="2020-06-10T00:00:00+08:00"),
    )


@pytest.mark.parametrize(
    ("word", "value", "column"),
    [
        *(
            ("收到时间", time, "收到时间")
            for time in ("六月初", "2020-13-01", "2020-06-31 10:00", "15:30", "43991.5")
        ),
        ("收到时间", "0001-01-01", "收到时间"),
        ("收到时间", "0001-01-01T00:00:00Z", "收到时间"),
        ("收到时间", "9999-12-31T23:59:59-08:00", "收到时间"),
        ("报送方式", "再来一份", "报送方式"),
        ("附表", "附表3", "附表"),
        ("零报送", "大概", "零报送"),
    ],
)
def test_what_nobody_can_read_is_refused_by_its_row_and_column(word, value, column):
    listed = NamedTable("mail.csv", pa.table({"文件": ["a", "b"], word: ["", value]}), (3, 7))
    with pytest.raises(ExtractError) as caught:
        submissions([listed])
    assert f"第 7 行“{column}”列" in caught.value.say("zh")
    assert f"row 7, column {column}" in caught.value.say("en")
    assert "mail.csv" in caught.value.say("en")


def test_the_extract_defines_the_sites_and_the_list_adds_to_them():
    records = enrolments(
        [
            table(
                "s", STUDENTS, student(NO1), student(NO2, 学习中心="白峰工作站(新)"), student("1864901450003")
            )
        ],
        CAMPAIGN,
    ).table
    listed = table(
        "sites.csv", "site_code,reports_through,专项负责人,联系人,照片寄往,应报人数",
        {"site_code": "6490102", "专项负责人": "示例员", "应报人数": "12"},
        {"site_code": "6490209", "reports_through": "6490102"}, {},
    )  # fmt: skip
    found = {site.site_code: site for site in register([listed], records, CAMPAIGN)}
    assert list(found) == ["6490102", "6490209"]
    assert found["6490102"] == Site(
        "6490102", "白峰工作站", "64901", "东山分校", responsible="示例员", expected="12"
    )
    assert (found["6490209"].branch_code, found["6490209"].reports_through) == ("64902", "6490102")


def test_places_that_the_extract_only_names_are_found_in_the_list():
    records = enrolments(
        [
            table(
                "c",
                CENTRAL,
                central(NO1, ID1),
                central(NO2, "", 学习中心="白峰 工作站"),
                central("1864901450003", "", 学习中心="无名"),
            ),
            table("a", ADULT, adult()),
        ],
        CAMPAIGN,
    ).table
    listed = table(
        "l", "教学点代码,教学点名称,分校代码,分校",
        {"教学点代码": "6490102", "教学点名称": "白峰工作站", "分校": "东山分校"},
    )  # fmt: skip
    sites = register([listed], records, CAMPAIGN)
    placed = place(records, sites)
    assert placed.schema == records.schema
    assert rows(placed, "enrol_id", "site_code", "branch_code") == [
        (0, "6490102", "64901"), (1, "6490102", "64901"), (2, "无名", ""), (3, "6490102", "64901"),
    ]  # fmt: skip
    assert [site.site_code for site in sites] == ["6490102", "无名"]


def test_a_place_that_one_extract_only_names_is_the_one_another_has_with_its_code():
    records = enrolments(
        [
            table("s", STUDENTS, student(NO1), student(NO2), student("1864901450003", 学习中心="青石工作站")),
            table("a", ADULT, adult(FY="白峰 工作站"), adult(KSH="19649100000009", XH="", FY="青石函授站")),
        ],
        CAMPAIGN,
    ).table
    sites = register([], records, CAMPAIGN)
    assert [(site.site_code, site.site_name) for site in sites] == [
        ("6490102", "白峰工作站"), ("青石函授站", "青石函授站"),
    ]  # fmt: skip
    placed = place(records, sites)
    assert rows(placed, "site_code", "branch_code")[3:] == [("6490102", "64901"), ("青石函授站", "")]


@pytest.mark.parametrize(
    "written",
    [
        "6490102 白峰工作站",
        "白峰工作站(6490102)",
        "白峰工作站（6490102）",
        "[6490102]白峰工作站",
        "6490102-白峰工作站",
        "6490102白峰工作站",
    ],
)
def test_a_site_written_with_its_code_in_one_column_is_that_site(written):
    records = enrolments(
        [table("c", CENTRAL, central(NO1, ID1, 分校="64901 东山分校", 学习中心=written), central(NO2, ""))],
        CAMPAIGN,
    ).table
    records = records.slice(0, 1)
    sites = register([], records, CAMPAIGN)
    assert sites == (Site("6490102", "白峰工作站", "64901", "东山分校"),)
    placed = place(records, sites)
    assert rows(placed, "site_code", "branch_code", "site_raw") == [("6490102", "64901", written)]


@pytest.mark.parametrize("written", ["教学点6490102", "6490102 学习中心"])
def test_a_site_that_is_called_by_its_code_keeps_its_name(written):
    told = {"分校": "64901 东山分校", "学习中心": written}
    for columns in ({}, {"学习中心代码": "6490102"}):
        records = enrolments(
            [table("c", ",".join([CENTRAL, *columns]), central(NO1, ID1, **told, **columns))], CAMPAIGN
        ).table
        assert register([], records, CAMPAIGN) == (Site("6490102", written, "64901", "东山分校"),)


@pytest.mark.parametrize(
    "named", ["66001部队学习中心", "白峰工作站（66001部队）", "6490102", "东山2018 工作站"]
)
def test_a_number_within_a_sites_name_is_no_code(named):
    records = enrolments([table("c", CENTRAL, central(NO1, ID1, 分校="", 学习中心=named))], CAMPAIGN).table
    (site,) = register([], records, CAMPAIGN)
    assert (site.site_code, site.site_name) == (named, named)


@pytest.mark.parametrize(
    ("department", "site"), [("白峰工作站", "6490102"), ("经管系", "东山分校"), ("01", "东山分校")]
)
def test_an_adult_site_stands_in_the_column_of_departments_where_it_is_one(department, site):
    records = enrolments(
        [table("s", STUDENTS, student(NO1)), table("a", ADULT, adult(FY="东山分校", XSH=department))],
        CAMPAIGN,
    ).table
    assert place(records, register([], records, CAMPAIGN))["site_code"].to_pylist() == ["6490102", site]


def test_a_name_two_branches_use_needs_its_branch():
    sites = (Site("6490101", "一站", "64901", "甲分校"), Site("6490201", "一站", "64902", "乙分校"))
    records = enrolments(
        [
            table(
                "c",
                CENTRAL,
                *(
                    central(f"186490145000{n}", "", 分校=b, 学习中心="一站")
                    for n, b in enumerate(("甲分校", "乙分校", ""))
                ),
            )
        ],
        CAMPAIGN,
    ).table
    assert place(records, sites)["site_code"].to_pylist() == ["6490101", "6490201", ""]


@pytest.mark.parametrize(
    "columns", ["单位编码,单位名称", "学习中心编号,学习中心名称", "教学点代号,教学点", "教学点"]
)
def test_a_site_list_says_its_codes_in_many_words_or_beside_the_names(columns):
    records = enrolments([table("s", STUDENTS, student(NO1))], CAMPAIGN).table
    said = ("6490105", "柳树工作站") if "," in columns else ("6490105 柳树工作站",)
    listed = table("l", columns, dict(zip(columns.split(","), said, strict=True)))
    found = {site.site_code: site.site_name for site in register([listed], records, CAMPAIGN)}
    assert found == {"6490102": "白峰工作站", "6490105": "柳树工作站"}


def test_a_site_list_with_a_code_twice_is_refused():
    records = enrolments([table("s", STUDENTS, student(NO1))], CAMPAIGN).table
    with pytest.raises(ExtractError) as caught:
        register(
            [table("l", "site_code,site_name", {"site_code": "1"}, {"site_code": "1 "})], records, CAMPAIGN
        )
    assert "重复" in caught.value.say("zh")
    with pytest.raises(ExtractError):
        register([table("l", "教学点名称,分校")], records, CAMPAIGN)


def test_the_header_of_an_export_may_stand_below_a_title():
    book = read(
        sheet([["学生信息导出"], [], ["学 号", "姓名", "备注", "备注"], [NO1, "王丽", "x"]]),
        sheet([["说明文字"]], "说明"),
    )
    found = tables(book, CAMPAIGN)
    assert [(named.name, named.table.to_pydict()) for named in found] == [
        ("名单.xlsx#Sheet1", {"学号": [NO1], "姓名": ["王丽"], "备注": ["x"], "备注 (2)": [""]})
    ]


def test_sheets_without_a_header_and_numbers_in_place_of_ids_are_refused():
    with pytest.raises(ExtractError) as caught:
        tables(read(sheet([["1864901450001", "王丽"]])), CAMPAIGN)
    assert "表头" in caught.value.say("zh")
    damaged = sheet([["学号", "证件号码"], [NO1, "100101199001010000"]], types={"B2": "n"})
    with pytest.raises(ExtractError) as caught:
        tables(read(damaged), CAMPAIGN)
    assert "第 2 行" in caught.value.say("zh")
    short = sheet([["学号", "证件号码"], [NO1, "100101900101001"]], types={"B2": "n"})
    assert isinstance(tables(read(short), CAMPAIGN)[0], NamedTable)


@pytest.mark.parametrize(
    "hidden",
    ["100101********0011", "********************", "100101XXXXXXXX0011", "1001＊＊＊＊＊＊＊＊＊＊0011"],
)
def test_an_id_that_a_platform_hid_is_not_known_and_told(hidden):
    named = table("a", CENTRAL, central(NO1, hidden), central(NO2, ID1))
    found = enrolments([named], CAMPAIGN)
    assert rows(found.table, "student_no_raw", "id_card_raw") == [(NO1, ""), (NO2, ID1)]
    told = [note.en for note in found.notes if "masked" in note.en]
    assert [note.startswith("a: the column 证件号码 has masked numbers (1)") for note in told] == [True]


def test_an_extract_of_hidden_names_is_refused_and_one_name_with_a_gap_is_not():
    lines = [central(f"18649014500{n:02}", ID1, 姓名="王*丽") for n in range(10)]
    with pytest.raises(ExtractError) as caught:
        enrolments([table("a", CENTRAL, *lines)], CAMPAIGN)
    assert "脱敏" in caught.value.say("zh")
    one = [line | ({} if n == 0 else {"姓名": "王丽"}) for n, line in enumerate(lines)]
    assert enrolments([table("a", CENTRAL, *one)], CAMPAIGN).table.num_rows == 10


@pytest.mark.parametrize("word", ["收到日期", "接收日期", "收件日期", "报送日期", "来件时间"])
def test_the_day_a_file_came_has_many_words(word):
    (said,) = submissions([table("mail", f"文件,{word}", {"文件": "a.xlsx", word: "2020-06-09"})])
    assert said.received_at == "2020-06-09T00:00:00+08:00"


def test_lines_of_the_submissions_list_without_effect_are_told():
    said = [
        Submission("a.xlsx", "6490101"),
        Submission("a.xlsx", "6490101"),
        Submission("b.xlsx", received_at="2020-06-01T00:00:00+08:00"),
        Submission("b.xlsx", received_at="2020-06-11T00:00:00+08:00"),
        Submission("../c.xlsx"),
        Submission("", "nowhere", declared_nil=True),
    ]
    told = list(unheeded(said, {"a.xlsx", "b.xlsx"}, {"6490101"}.__contains__, "en"))
    assert [name in line for name, line in zip(("../c.xlsx", "b.xlsx", "nowhere"), told, strict=True)] == [
        True
    ] * 3
    assert not list(unheeded(said[:2], {"a.xlsx"}, {"6490101"}.__contains__, "zh"))


def test_what_a_site_list_says_in_vain_is_told():
    """A line that was dropped, or a unit nobody can be, would pass for what the office said."""
    records = enrolments([table("s", STUDENTS, student(NO1))], CAMPAIGN).table
    listed = table(
        "sites.csv", "site_code,教学点名称,reports_through",
        {"site_code": "6490102", "reports_through": "6490102"}, {"教学点名称": "东\n站"}, {},
        {"site_code": "6490201", "reports_through": "西站"}, {"site_code": "6490202", "reports_through": "64902"},
        {"site_code": "6490301", "reports_through": "6490302"}, {"site_code": "6490302", "reports_through": "6490303"},
        {"site_code": "6490303", "reports_through": "6490302"},
    )  # fmt: skip
    sites = register([listed], records, CAMPAIGN)
    said = [note.en for note in notes_of_sites([listed], sites, CAMPAIGN)]
    assert [note[:58] for note in said] == [
        "1 line of the site list has no site code (东 站) and had no ",
        "In the site list 1 unit that others report through (report",
        "In the site list reporting goes round in a ring (6490302, ",
    ]
    assert "西站" in said[1]
    assert "(6490302, 6490303, 6490302)" in said[2]
    assert notes_of_sites([], sites, CAMPAIGN) == ()


def test_a_site_is_called_so_on_one_line():
    """Excel breaks a long name within its cell; a receipt or a terminal would show two lines, or one turned round."""
    places = (
        student(NO1, 学习中心="白峰\n工作站\u202e"),
        student(NO2, 学习中心代码="6490105", 学院="东山\n分校"),
    )
    records = enrolments([table("s", STUDENTS, *places)], CAMPAIGN).table
    listed = table("l", "site_code,site_name,address", {"site_code": "6490209", "address": "甲路\r\n1 号"})
    found = {site.site_code: site for site in register([listed], records, CAMPAIGN)}
    assert found["6490102"].site_name == "白峰 工作站"
    assert found["6490105"].branch == "东山 分校"
    assert found["6490209"].address == "甲路 1 号"
