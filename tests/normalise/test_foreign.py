"""Extracts, registers and lists that were put among the rosters: told what they are, never read as students."""

from __future__ import annotations

import pytest

from recon.model import FileRead, Trouble
from recon.normalise import shape
from recon.normalise.registers.vocabulary import CHSI, STUDENT_EXPORT, USER_EXPORT
from recon.rules import FileFacts, judge_files, say_message
from tests.normalise.drawing import CAMPAIGN, OPEN, WORDS, read, sheet, student
from tests.rules.clean_row import SETTING

HEAD = [WORDS[code][0] for code in OPEN]
STUDENT = [student(1)[code] for code in OPEN]
PERSON = ["1864901450001", "王丽", "2018秋季", "1", "在籍", *["01"] * 16]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([[*STUDENT_EXPORT], PERSON], "students"),
        ([["导出时间：2020-05-01"], [*STUDENT_EXPORT], PERSON], "students"),
        ([[*USER_EXPORT], ["甲", "王丽", "1864901450001", "", "", "身份证", "10010119900101001X"]], "users"),
        ([[*CHSI], ["19640000000001", "1864901450001", "王丽"]], "adult"),
        ([["学号", "姓名", "采集日期", "状态"], ["1864901450001", "王丽", "2020-06-01", "已采集"]], "photos"),
        ([["学号", "姓名", "毕业批次"], ["1864901450001", "王丽", "202007"]], "planned"),
        ([["教学点代码", "教学点名称", "联系电话"], ["6490101", "甲", ""]], "sites"),
        ([["文件", "报送单位", "收到时间"], ["甲.xlsx", "6490101", "2020-06-01"]], "submissions"),
    ],
)
def test_an_extract_or_a_register_among_the_rosters_is_told_and_gives_no_students(rows, kind):
    shaped = shape(read(sheet(rows)), CAMPAIGN)
    (trouble,) = shaped.all_troubles
    assert (trouble.rule, trouble.details["foreign"], trouble.details["rows"]) == ("FI16", kind, "1")
    assert (shaped.rows, shaped.unreadable, shaped.others) == (0, 0, {"official": len(rows)})


@pytest.mark.parametrize(
    "more",
    [
        ["学籍状态"],
        ["学籍状态", "学习中心代码", "学习中心"],
        ["采集日期"],
        ["毕业批次"],
        ["班级代码", "班主任名称"],
    ],
)
def test_a_roster_with_columns_of_an_extract_stays_a_roster(more):
    shaped = shape(read(sheet([[*HEAD, *more], [*STUDENT, *["x"] * len(more)]])), CAMPAIGN)
    assert shaped.rows == 1


@pytest.mark.parametrize("when", ["拍照时间", "拍摄时间", "毕业时间"])
def test_a_short_roster_that_says_when_to_come_stays_a_roster(when):
    rows = [
        ["学号", "姓名", "身份证号", when],
        ["1864901450001", "王丽", "100101199001010011", "6月17日上午"],
    ]
    assert shape(read(sheet(rows)), CAMPAIGN).rows == 1


def test_beside_a_roster_a_photo_register_is_told_and_a_list_of_words_is_not():
    photos = sheet([["学号", "采集日期"], ["1864901450001", "2020-06-01"]], "照片")
    words = sheet([["教学点代码", "教学点名称", "联系电话"], ["6490101", "甲", ""]], "字典")
    shaped = shape(read(sheet([HEAD, STUDENT]), photos, words), CAMPAIGN)
    assert [(t.rule, t.sheet, t.details["whole"]) for t in shaped.troubles] == [("FI16", "照片", "")]
    assert shaped.rows == 1


def test_the_finding_says_where_it_belongs_and_asks_nobody_whose_file_it_is():
    told = Trouble("FI16", {"reason": "foreign", "foreign": "photos", "rows": "2", "whole": "yes"}, "照片")
    file = FileRead("照片.xlsx", "0" * 64, 1, "xlsx", "read")
    (found,) = judge_files([file], {file.file: [told]}, [FileFacts(file.file)], SETTING)
    assert "照片采集名单（--photos）" in say_message(found, "zh")
    assert "a photo register (--photos)" in say_message(found, "en")
