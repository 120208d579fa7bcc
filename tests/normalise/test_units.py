"""Who sent it: evidence from path, name, unit line, titles and columns."""

from __future__ import annotations

import pytest

from recon.normalise.units import column_hints, is_unit_line, line_hints, path_hints, unit_of_line
from tests.normalise.drawing import CAMPAIGN


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (("学习中心、函授站名称（盖章）：东山工作站　负责人签字：　　　年　月　日",), "东山工作站"),
        (("学习中心、函授站名称（盖章）：　负责人签字：　　年　月　日",), ""),
        (("学习中心、函授站名称（盖章）：　　　　年　月　日",), ""),
        (("单位名称：白峰 学习中心",), "白峰 学习中心"),
        (("报送单位（公章）: 东山分校  填表人：示例员",), "东山分校"),
        (("工作站：", "东山工作站", "负责人：", "示例员"), "东山工作站"),
        (("教学点名称", "东山工作站"), "东山工作站"),
        (("单位：____东山工作站____",), "东山工作站"),
        (("2020年毕业生图像采集名单",), ""),
    ],
)
def test_unit_lines(cells, unit):
    assert unit_of_line(cells) == unit
    assert is_unit_line(cells) == (cells[0] != "2020年毕业生图像采集名单")


def hints(file: str) -> list[tuple[str, str]]:
    return [(hint.source, hint.text) for hint in path_hints(file, CAMPAIGN)]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("名单.xlsx", []),
        ("附表1 2020年毕业生图像采集名单（最终版）(2).xlsx", []),
        ("6490102_附表1.xlsx", [("name", "6490102")]),
        ("51161开放教育名单.xlsx", []),
        ("1864901450001.xlsx", []),
        (
            "64903-南浦/白峰工作站.zip!/名单.xls",
            [("path", "白峰工作站"), ("path", "64903"), ("path", "-南浦")],
        ),
        ("2020届/0601/东山学习中心名单.xlsx", [("name", "东山学习中心名单")]),
        ("长春学院.xlsx", [("name", "长春学院")]),
        ("东山电话6490123.xlsx", [("name", "东山电话6490123")]),
        ("0951-6490123东山.xlsx", [("name", "0951-6490123东山")]),
        ("2020-6490102.xlsx", [("name", "6490102")]),
    ],
)
def test_paths_and_names(file, expected):
    assert hints(file) == expected


def test_codes_of_another_province_are_no_codes():
    assert hints("6400102东山.xlsx") == [("name", "6400102东山")]


def test_the_unit_line_comes_before_the_title():
    lines = [
        ["东山分校2020年毕业生图像采集名单"],
        ["附表1 毕业生名单"],
        ["学习中心名称（盖章）：白峰学习中心"],
    ]
    assert [hint.text for hint in line_hints(lines, CAMPAIGN)] == [
        "白峰学习中心",
        "东山分校2020年毕业生图像采集名单",
    ]


def test_a_code_alone_in_a_title_is_a_hint_and_a_telephone_is_none():
    lines = [["6490102 毕业生名单"], ["联系电话：6490123"], ["填表日期 20200601"]]
    assert [(hint.source, hint.text) for hint in line_hints(lines, CAMPAIGN)] == [("title", "6490102")]


def test_a_column_speaks_when_nearly_all_rows_agree():
    assert [h.text for h in column_hints(["东山"] * 8 + ["白峰"] * 2 + [""] * 9)] == ["东山"]
    assert not list(column_hints(["东山"] * 7 + ["白峰"] * 3))
    assert not list(column_hints(["", ""]))
