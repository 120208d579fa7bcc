"""What a site writes into the boxes of our own forms: a negation is never a yes, and no guess is made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.marks import ANSWERS
from recon.normalise import boxes
from recon.normalise.boxes import NO, SILENT, UNCLEAR, YES


@pytest.mark.parametrize("choice", ANSWERS)
@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            YES,
            "√ ✓ ✔ ☑ 是 有 1 １ y Y V yes TRUE ■ □√ （√） 2020-06-01 6月1日 2020.6.1 6月1日至8日 在部队服役 出国半年",
        ),
        (NO, "否 无 × ✗ X x 0 / ／ - — － —— 没有 不是 不 未 没 N no False □ ☐ （否） 否。 无此情况"),
        (UNCLEAR, "? 待定 待核实 可能 不清楚 无法来 不想来 *** 2 已报 ☒ ○ 13800000000 abroad"),
        (SILENT, "\u3000 \u200b"),
    ],
    ids=["yes", "no", "unclear", "silent"],
)
def test_what_an_answer_box_says(choice: str, said: str, written: str):
    words = written.split() or [written, "", " "]
    assert {word: boxes.ticked(word, choice) for word in words} == dict.fromkeys(words, said)


@pytest.mark.parametrize(
    ("choice", "text", "said"),
    [
        ("放弃", "放弃", YES),
        ("放弃", "本人放弃拍摄", YES),
        ("放弃", "不放弃", NO),
        ("放弃", "暂不放弃", UNCLEAR),
        ("放弃", "缓拍", UNCLEAR),
        ("已转出", "转出", YES),
        ("已转出", "未转出", NO),
        ("失联", "联系不上", YES),
        ("失联", "没有失联", NO),
        ("缓拍", "延期到秋季", YES),
        ("缓拍", "已补报", UNCLEAR),
    ],
)
def test_a_box_knows_its_own_word(choice: str, text: str, said: str):
    assert boxes.ticked(text, choice) == said


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (YES, "拍 是 √ 参加 拍摄 1 Y"),
        (
            NO,
            "不拍 不 否 no × X ✗ 0 不参加 不拍（怀孕） 不来 无需拍摄 未参加 缓拍 暂缓 放弃 失联 联系不上 自愿放弃",
        ),
        (UNCLEAR, "已退学 休学 / - ? 待定 不确定 未定 没问题 无异议 不放弃 明天 □"),
        (SILENT, "\u3000"),
    ],
    ids=["yes", "no", "unclear", "silent"],
)
def test_whether_a_student_comes(said: str, written: str):
    words = written.split() or ["", " "]
    assert {word: boxes.comes(word) for word in words} == dict.fromkeys(words, said)


@given(text=st.text(), choice=st.sampled_from(ANSWERS))
def test_whatever_is_written_is_one_of_four(text: str, choice: str):
    assert {boxes.ticked(text, choice), boxes.comes(text)} <= {YES, NO, SILENT, UNCLEAR}
    assert boxes.reason(text) in {"", *ANSWERS}


@given(text=st.text(st.sampled_from("不没有未无否非放弃缓拍失联是转出了")), choice=st.sampled_from(ANSWERS))
def test_a_negation_in_front_never_ticks_a_box(text: str, choice: str):
    assert boxes.ticked(f"不{text}", choice) != YES
