"""A site's roster given as the extract: refused where it is certain, told where it only looks so, else let be."""

from __future__ import annotations

import pyarrow as pa
import pytest

from recon.errors import ExtractError
from recon.marks import MARK_RETURN, mark
from recon.normalise import Kind, NamedTable, enrolments, kind_of
from recon.normalise.registers.mistaken import MARK, TITLE, above
from tests.normalise.drawing import CAMPAIGN
from tests.normalise.test_official_extracts import ADULT, CENTRAL, STUDENTS

ROSTER = "序号,院校代码,学号,姓名,性别,身份证号,层次,专业,年级,教学点"
PLAIN = "学号,姓名,性别,身份证号,层次,专业,年级,学习中心代码"


def table(header: str, above: str = "") -> NamedTable:
    """One line, filled in every column."""
    columns = {name: pa.array(["1864901450001"], pa.string()) for name in header.split(",")}
    return NamedTable("名单.xlsx", pa.table(columns), above=above)


@pytest.mark.parametrize(
    ("header", "said"), [(ROSTER, MARK), (PLAIN, MARK), (f"{ROSTER},学籍状态", MARK), (ROSTER, TITLE)]
)
def test_a_certain_roster_is_refused_and_told_where_it_belongs(header: str, said: str) -> None:
    with pytest.raises(ExtractError, match="a site's roster") as told:
        enrolments([table(header, said)], CAMPAIGN)
    assert "--rosters" in told.value.say("zh")


@pytest.mark.parametrize(("header", "said"), [(ROSTER, ""), (PLAIN, TITLE)])
def test_what_looks_like_a_roster_is_used_and_told(header: str, said: str) -> None:
    extract = enrolments([table(header, said)], CAMPAIGN)
    assert extract.table.num_rows == 1
    assert any("looks like a site's roster" in note.en for note in extract.notes)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (PLAIN, ""),
        (STUDENTS, TITLE),
        (CENTRAL, TITLE),
        (f"{ROSTER},学籍状态", ""),
        (f"{ROSTER},学籍状态", TITLE),
        (ADULT, TITLE),
        (f"{ADULT},YXDM", ""),
    ],
)
def test_an_extract_is_no_roster(header: str, said: str) -> None:
    extract = enrolments([table(header, said)], CAMPAIGN)
    assert not any("roster" in note.en for note in extract.notes)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("附表1 开放教育毕业生图像采集名单", TITLE),
        ("学习中心、函授站名称（盖章）：青石工作站（示例）　负责人签字：", TITLE),
        (mark(MARK_RETURN, "nx-2020", "6490101", "open"), MARK),
        ("学生信息　导出时间：2020-05-01", ""),
        ("照片采集名单", ""),
        ("附表3", ""),
    ],
)
def test_the_lines_above_a_header_tell(line: str, said: str) -> None:
    assert above([("", line, "")], CAMPAIGN) == said


def test_students_without_their_number_are_no_list_of_sites() -> None:
    for columns in ("姓名,身份证号,教学点代码", "姓名,性别,年级,教学点代码"):
        lacking = table(columns)
        assert kind_of(lacking.table) is Kind.UNKNOWN
        with pytest.raises(ExtractError, match="no column 学号"):
            enrolments([lacking], CAMPAIGN)
    for columns in ("教学点代码,教学点名称,联系人", "教学点代码,姓名,手机", "分校代码,分校名称"):
        assert kind_of(table(columns).table) is Kind.SITES
