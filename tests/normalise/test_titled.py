"""What stands above a class in the place of a column is told with the column that is missing, and never filled in."""

from __future__ import annotations

import pytest

from recon.normalise import shape
from tests.normalise.drawing import CAMPAIGN, read, sheet, student

HEAD = ["院校代码", "学号", "姓名", "性别", "身份证号", "专业"]
CODES = ("institution_code", "student_no", "name", "sex", "id_card", "major")


def people(count: int = 2) -> list[list[str]]:
    return [[student(n).get(code, "51161") for code in CODES] for n in range(1, count + 1)]


def told(grid: list[list[str]], name: str = "Sheet1") -> dict[str, tuple[str, str]]:
    shaped = shape(read(sheet(grid, name)), CAMPAIGN)
    assert [block.columns.get("level") for block in shaped.blocks] == [None]
    return {t.field: (t.cell, t.details["nearest"]) for t in shaped.all_troubles if t.rule == "HD02"}


@pytest.mark.parametrize(
    ("above", "level", "cohort"),
    [
        (["专业：法学  层次：专科  年级：2018秋"], ("A1", "（A1 “层次：专科”？）"), ("A1", "（A1 “年级：2018秋”？）")),
        (["层次：", "专科", "年级：", "2018秋"], ("A1", "（A1 “层次：专科”？）"), ("C1", "（C1 “年级：2018秋”？）")),
        (["层次", "专科", "年级", "2018秋"], ("A1", "（A1 “层次：专科”？）"), ("C1", "（C1 “年级：2018秋”？）")),
        (["青石教学点2018秋专科毕业生图像采集名单"], ("A1", "（A1 “专科”？）"), ("A1", "（A1 “2018秋”？）")),
        (["专科、本科毕业生名单（2020年6月10日）"], ("", ""), ("", "")),
        (["层次：　　年级：　　"], ("", ""), ("", "")),
    ],
)  # fmt: skip
def test_a_title_that_says_it_is_told_with_the_missing_column(above, level, cohort):
    said = told([above, HEAD, *people()])
    assert (said["level"], said["cohort"]) == (level, cohort)


def test_a_line_between_header_and_students_and_the_sheet_s_name_are_looked_at():
    said = told([HEAD, ["层次：专科"], *people()], "18秋法学1班")
    assert (said["level"], said["cohort"]) == (("A2", "（A2 “层次：专科”？）"), ("", "（“18秋”？）"))


def test_a_name_or_number_in_a_title_is_nobody_s():
    grid = [["姓名：王丽  身份证号：100101199001010011"], ["层次", "年级", *HEAD[:2], "性别", "专业"]]
    grid += [["专科", "2018秋季", *row[:2], row[3], row[5]] for row in people()]
    shaped = shape(read(sheet(grid)), CAMPAIGN)
    said = {t.field: t.details["nearest"] for t in shaped.all_troubles if t.rule == "HD02"}
    assert said["name"] == said["id_card"] == ""
