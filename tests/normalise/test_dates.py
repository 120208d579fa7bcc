"""When an extract was exported: told by its own lines, its name or its mail, and never guessed."""

from __future__ import annotations

import pytest

from recon.normalise import enrolments, exported, tables
from tests.normalise.drawing import CAMPAIGN, read, sheet


@pytest.mark.parametrize(
    ("lines", "name", "received_at", "told"),
    [
        (
            [["导出时间：2020-05-01 10:30"]],
            "a_20200401.xlsx",
            "2020-06-01T00:00:00+08:00",
            ("2020-05-01", "content"),
        ),
        ([["学生信息"], ["", "数据截止日期:", "2020年5月1日"]], "a.csv", "", ("2020-05-01", "content")),
        ([["打印日期 2020/5/1"]], "a.csv", "", ("2020-05-01", "content")),
        ([["2020年毕业生"]], "20200501/学生信息_20200502.xlsx", "", ("2020-05-02", "name")),
        ([], "学生信息20200501103000.xlsx", "", ("2020-05-01", "name")),
        ([], "学生信息2020-5-1.xlsx#学籍", "", ("2020-05-01", "name")),
        ([], "mail.eml!/学生信息2020.05.01.csv", "2020-06-01T00:00:00+08:00", ("2020-05-01", "name")),
        ([], "mail.eml!/学生信息.csv", "2020-06-01T00:00:00+08:00", ("2020-06-01", "mail")),
        ([["导出时间：2020-13-41"]], "1864001450001.csv", "", ("", "")),
        ([], "20201341.csv", "", ("", "")),
        ([], "2018秋季2019春季.csv", "", ("", "")),
    ],
)
def test_when_it_was_exported(lines, name, received_at, told):
    assert exported(lines, name, received_at) == told


def test_the_date_is_kept_with_the_extract():
    rows = [
        ["导出时间：2020-05-01"],
        ["学号", "姓名", "专业层次", "入学年度学期"],
        ["1864901450001", "王丽", "本科", "2018秋季"],
    ]
    extract = enrolments(tables(read(sheet(rows), file="a.xlsx"), CAMPAIGN), CAMPAIGN)
    assert extract.origins == (("a.xlsx", "students", 1, "2020-05-01", "content"),)
