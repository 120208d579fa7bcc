"""Registers and extracts as offices lay them out: side by side, merged downwards, gone on with on the next sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from recon.errors import ExtractError
from recon.normalise import enrolments, photos, planned, register, tables
from tests.normalise.drawing import CAMPAIGN, read, sheet

HEAD = ["学号", "姓名", "证件号码", "入学年度学期", "学籍状态", "专业层次", "学习中心代码", "学习中心"]

if TYPE_CHECKING:
    from recon.model import RawSheet


def number(at: int) -> str:
    return f"186490145{at:04}"


def record(at: int) -> list[str]:
    return [
        number(at),
        "王丽",
        f"10010119900101{at:04}",
        "2018秋季",
        "在籍",
        "专科",
        "6490102",
        "白峰工作站",
    ]


def captured(*sheets: RawSheet) -> list[tuple[str, str]]:
    found = photos(tables(read(*sheets), CAMPAIGN), CAMPAIGN)
    return sorted(zip(found["student_no"].to_pylist(), found["captured_on"].to_pylist(), strict=True))


def enrolled(*sheets: RawSheet) -> pa.Table:
    return enrolments(tables(read(*sheets), CAMPAIGN), CAMPAIGN).table


def test_a_register_in_two_columns_is_read_whole():
    head = ["序号", "学号", "姓名", "采集日期"]
    lines = [
        [
            *(str(at), number(at), "王丽", "2020-05-20"),
            "",
            *(str(at + 5), number(at + 5), "李强", "2020-05-21"),
        ]
        for at in range(1, 6)
    ]
    lines[-1][6:] = ["", "", ""]
    days = [(number(at), "2020-05-20" if at < 6 else "2020-05-21") for at in range(1, 10)]
    assert captured(sheet([[*head, "", *head], *lines])) == days


def test_columns_that_say_the_same_again_are_no_second_list():
    head = ["学号", "采集日期"]
    lines = [[number(at), "2020-05-20", number(at), "2020-05-20"] for at in range(1, 4)]
    assert captured(sheet([head * 2, *lines])) == [(number(at), "2020-05-20") for at in range(1, 4)]


def test_a_day_merged_downwards_is_the_day_of_each():
    lines = [[number(at), "王丽", "2020-05-20" if at == 1 else ""] for at in range(1, 5)]
    one = sheet([["学号", "姓名", "采集日期"], *lines], merged=((2, 3, 4, 3),))
    assert [day for _, day in captured(one)] == ["2020-05-20"] * 3 + [""]


def test_a_site_merged_downwards_is_the_site_of_each_and_a_number_is_nobody_elses():
    lines = [record(1), *([*record(at)[:6], "", ""] for at in (2, 3))]
    lines[2][0] = ""
    one = sheet([HEAD, *lines], merged=((2, 7, 4, 7), (2, 8, 4, 8), (3, 1, 4, 1)))
    found = enrolled(one)
    assert found["site_code"].to_pylist() == ["6490102"] * 3
    assert sorted(found["student_no_raw"].to_pylist()) == ["", number(1), number(2)]


def test_a_list_goes_on_without_its_header_on_the_next_sheet():
    first, second = [HEAD, record(1), record(2)], [record(3), record(4)]
    found = enrolled(sheet(first, "第1页"), sheet(second, "第2页"), sheet([], "Sheet3"))
    assert sorted(found["student_no_raw"].to_pylist()) == [number(at) for at in range(1, 5)]


def test_students_without_a_header_whose_columns_are_others_are_not_lost_silently():
    other = [["王丽", "专科", number(3)], ["李强", "专科", number(4)]]
    with pytest.raises(ExtractError, match="no header"):
        enrolled(sheet([HEAD, record(1)], "数据"), sheet(other, "补充"))
    with pytest.raises(ExtractError, match="no header"):
        enrolled(sheet(other, "补充"), sheet([HEAD, record(1)], "数据"))


def test_a_scrap_of_paper_beside_the_data_refuses_nothing():
    scrap = [["查一下"], [number(9)], ["已问过"], ["6月1日"]]
    assert enrolled(sheet([HEAD, record(1)], "数据"), sheet(scrap, "草稿")).num_rows == 1


@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_that_explains_the_columns_is_no_list(first):
    words = sheet([["数据说明"], ["字段", "含义"], ["学号", "学生的号码"], ["姓名", "与身份证一致"]], "说明")
    data = sheet([HEAD, record(1)], "数据")
    assert enrolled(*((words, data) if first else (data, words))).num_rows == 1


def test_a_small_list_alone_is_a_list():
    one = sheet([["学号"], [number(1)]], "名单")
    assert planned(tables(read(one), CAMPAIGN), CAMPAIGN)["student_no"].to_pylist() == [number(1)]


def test_tabs_around_a_number_are_no_part_of_a_record():
    line = [f"{number(1)}\t", "王丽　", "\t100101199001010011\r\n", *record(1)[3:]]
    found = enrolled(sheet([HEAD, line])).to_pylist()[0]
    assert (found["student_no_raw"], found["id_card_raw"]) == (number(1), "100101199001010011")
    assert found["name_raw"] == "王丽　"


def test_a_long_sheet_is_laid_out_no_differently():
    lines = [[number(at), "2020-05-20", number(at + 5), "2020-05-21"] for at in range(1, 6)]
    short = sheet([["学号", "采集日期"] * 2, *lines])
    columns = {f"c{at}": [row.values[at] for row in short.rows] for at in range(4)}
    table = pa.table(
        {"number": [row.number for row in short.rows], "types": [r.types for r in short.rows], **columns}
    )
    assert captured(replace(short, rows=short.rows[:2], long=table)) == captured(short)


@pytest.mark.parametrize(
    "second", [["姓名", "学号", "采集日期"], ["学籍号", "采集日期", "姓名", "备注", "层次"]]
)
def test_a_second_list_below_has_its_own_columns(second):
    def line(at: int) -> list[str]:
        said = {"姓名": "王丽", "学号": number(at), "学籍号": number(at), "采集日期": "2020-05-21"}
        return [said.get(word, "") for word in second]

    first = [
        ["5月20日"],
        ["学号", "姓名", "采集日期"],
        *([number(at), "王丽", "2020-05-20"] for at in (1, 2)),
    ]
    one = sheet([*first, [], ["", "补采"], second, *map(line, (3, 4))])
    assert captured(one) == [(number(at), "2020-05-20" if at < 3 else "2020-05-21") for at in range(1, 5)]


def test_a_header_on_every_page_makes_one_table_without_it():
    lines = [HEAD, record(1), record(2), ["第1页"], HEAD, record(3)]
    found = tables(read(sheet(lines)), CAMPAIGN)
    assert [named.table["学号"].to_pylist() for named in found] == [[number(1), number(2), number(3)]]
    assert found[0].numbers == (2, 3, 6)


def test_short_numbers_below_a_further_header_are_not_lost():
    head = ["学号", "姓名", "采集日期"]
    short = [[f"19640101{at:02}", "王丽", f"2020-05-{at:02}"] for at in (1, 2, 3, 4)]
    pages = captured(sheet([head, *short[:2], ["第1页"], head, *short[2:]]))
    assert [day for _, day in pages if day] == [line[2] for line in short]
    below = [["学号", "采集日期"], [short[0][0], short[0][2]]]
    (found,) = tables(read(sheet([head, [number(1), "王丽", "2020-05-20"], *below])), CAMPAIGN)
    assert found.table["学号"].to_pylist() == [number(1), "学号", short[0][0]], (
        "as they stand, and not dropped"
    )


@pytest.mark.parametrize("head", [["学号", "证件号码"], ["证件号码", "学号"]])
def test_of_several_columns_of_such_numbers_the_first_is_named_whatever_the_process(head):
    rounded = {"学号": "1.86490E+12", "证件号码": "1.86490E+17"}
    one = sheet([[*head, "采集日期"], [*(rounded[title] for title in head), "2020-05-20"]])
    with pytest.raises(ExtractError, match=head[0]):
        captured(one)


def test_a_header_of_two_lines_is_read_as_one():
    top = ["学号", "姓名", "证件", "", "入学", "学籍状态", "专业层次", "学习中心", ""]
    below = ["", "", "类型", "号码", "年度学期", "", "", "代码", "名称"]
    line = [*record(1)[:2], "身份证", *record(1)[2:]]
    (found,) = enrolled(sheet([["导出时间：2020-05-01"], top, below, line])).to_pylist()
    assert (found["id_card_raw"], found["cohort_raw"], found["site_code"]) == (
        record(1)[2],
        "2018秋季",
        "6490102",
    )


def test_numbers_written_with_an_exponent_are_refused_with_their_place():
    one = sheet([["学号", "采集日期"], [number(1), "2020-05-20"], ["1.86490E+12", "2020-05-20"]])
    with pytest.raises(ExtractError, match="row 3"):
        captured(one)
    with pytest.raises(ExtractError, match="row 2"):
        enrolled(sheet([HEAD, ["1.86490E+12", *record(1)[1:]]]))
    assert enrolled(sheet([HEAD, [number(1), "E+王", *record(1)[2:]]])).num_rows == 1


FEET = [
    ["合计", "", "2"],
    ["共 2 条记录"],
    ["", "总记录数：2"],
    ["制表人：示例员    审核人：    日期：2020年6月14日"],
    ["导出时间：2020-06-14 10:22:33"],
    ["注：以上名单以教务系统为准"],
    ["第 1 页 共 3 页"],
]


@pytest.mark.parametrize("foot", FEET, ids=lambda foot: "".join(foot)[:4])
@pytest.mark.parametrize("between", [False, True])
def test_what_stands_below_a_list_or_between_its_pages_is_no_line_of_it(foot, *, between: bool):
    photographed = [[number(at), "王丽", "2020-05-20"] for at in (1, 2)]
    known = [["6490102", "白峰工作站", "负责人：马兰"], ["6490103", "青石工作站", "电话 0000-6490103"]]

    def drawn(head: list[str], lines: list[list[str]]) -> RawSheet:
        return sheet([head, lines[0], foot, lines[1]] if between else [head, *lines, [""], foot])

    assert [no for no, _ in captured(drawn(["学号", "姓名", "采集日期"], photographed))] == [
        number(1),
        number(2),
    ]
    (found,) = tables(read(drawn(["教学点代码", "教学点名称", "备注"], known)), CAMPAIGN)
    assert [site.site_code for site in register([found], enrolled(sheet([HEAD])), CAMPAIGN)] == [
        "6490102",
        "6490103",
    ]


def test_a_word_of_a_list_s_own_may_read_like_what_stands_below_one():
    sent = sheet(
        [
            ["文件", "单位代码", "收到时间"],
            ["审核后名单.xlsx", "", "2020-06-10 15:30"],
            ["甲.xlsx", "6490102", ""],
        ]
    )
    (found,) = tables(read(sent), CAMPAIGN)
    assert found.table["文件"].to_pylist() == ["审核后名单.xlsx", "甲.xlsx"]
    rounded = sheet([["状态", "学号", "采集日期"], ["审核通过", "1.86E+12", "2020-05-20"]])
    with pytest.raises(ExtractError, match="row 2"):
        captured(rounded)


def test_a_line_that_only_might_be_below_a_list_is_kept():
    lines = [["6490102", "签字工作站"], ["合计", "6490103"], ["注", "NX-0012345"]]
    (found,) = tables(read(sheet([["教学点名称", "教学点代码"], *lines, ["中卫", "合计"]])), CAMPAIGN)
    assert found.table["教学点名称"].to_pylist() == ["6490102", "合计", "注", "中卫"]


@pytest.mark.parametrize("most", ["last", "middle"])
def test_a_header_of_three_lines_is_read_as_one(most):
    """学号 waits on the first line; merged or not, the extract had no such column."""
    heads = {
        "last": [
            ["学号", "姓名", "个人", "学籍", "", "", "机构", ""],
            ["", "", "证件", "入学", "学籍", "专业", "学习中心", ""],
            ["", "", "号码", "年度学期", "状态", "层次", "代码", "名称"],
        ],
        "middle": [
            ["学号", "个人", "", "学籍", "", "", "机构", ""],
            ["", "姓名", "证件号码", "入学年度学期", "学籍状态", "专业层次", "学习中心", ""],
            ["", "", "", "", "", "", "代码", "名称"],
        ],
    }[most]
    found = enrolled(sheet([["学籍信息"], *heads, record(1), record(2)]))
    assert found["student_no_raw"].to_pylist() == [number(1), number(2)]
    assert found["site_code"].to_pylist() == ["6490102"] * 2
