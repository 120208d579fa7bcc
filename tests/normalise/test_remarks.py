"""A remark beside a student says that nobody will come: the student is read, and the row is told."""

from __future__ import annotations

import pytest

from recon import marks
from recon.normalise import shape
from tests.normalise.drawing import CAMPAIGN, OPEN, WORDS, read, sheet, student


def told(*remarks: str, word: str = "备注", above: tuple[str, ...] = ()) -> tuple[int, list[str]]:
    """Return how many students a sheet with these remarks gives, and the rows that are told."""
    head = [*(WORDS[code][0] for code in OPEN), word]
    rows = [[*(student(at, "open")[code] for code in OPEN), said] for at, said in enumerate(remarks, 1)]
    found = shape(read(sheet([*([list(above)] if above else []), head, *rows])), CAMPAIGN)
    told = [t.details["rows"] for t in found.all_troubles if t.details["reason"] == "remarked"]
    return found.rows, told


@pytest.mark.parametrize(
    "said",
    [
        *("退学", "放弃", "本人放弃拍照", "退學（2019 年）", "放棄采集", "休 学", "已转学到外省", "因病缓拍"),
        *("不拍", "联系不上", "去世", "已拍", "已经拍照", "已采集", "延期毕业", "重复上报", "学校已删", "已开除学籍"),
    ],
)  # fmt: skip
def test_a_student_whose_remark_says_that_nobody_comes_is_read_and_told(said: str) -> None:
    assert told("", said, "无") == (3, ["（3）"])


@pytest.mark.parametrize(
    "said",
    [
        *("未退学", "不放弃", "没有放弃", "休学后复学", "撤销退学", "不想放弃", "是否放弃？", "退学?", "未采集"),
        *("未拍", "转入", "退休", "已缴费", "补报", "照片已交", "预计毕业", "少数民族", "13800000000", "否"),
    ],
)  # fmt: skip
def test_a_remark_that_says_nothing_of_it_is_not_told(said: str) -> None:
    assert told("", said, "无") == (3, [])


def test_an_instruction_speaks_of_nobody() -> None:
    said = "退学、放弃采集的学生请不要填写在本表内，请另外填写附表三并由本人签字后交到分校学籍科"
    assert told(said) == (1, [])


def test_any_column_without_a_meaning_may_hold_the_remark_and_no_other() -> None:
    assert told("休学", "在籍", word="学籍状态") == (2, ["（2）"])
    assert told("放弃", word="") == (1, ["（2）"])
    major = {"major": "已退学", "study_form": "放弃"}
    head = [WORDS[code][0] for code in OPEN]
    found = shape(read(sheet([head, [(student(1, "open") | major)[code] for code in OPEN]])), CAMPAIGN)
    assert [t for t in found.all_troubles if t.details["reason"] == "remarked"] == []


def test_what_we_wrote_ourselves_is_no_remark() -> None:
    ours = marks.mark(marks.MARK_RETURN, "c", "64901", "open")
    assert told("SC03 学籍状态为退学，请删去", above=(ours,))[1] == []
    assert told("SC03 学籍状态为退学，请删去")[1] == ["（2）"]
