from __future__ import annotations

import pytest

from recon.values import vocabulary
from recon.values.folding import Folded, fold


@pytest.mark.parametrize(
    "raw", ["本科", "专升本", "本科(专科起点)", "本科（专科起点）", "本科【专科起点】", "专科起点本科"]
)
def test_one_level_many_words(raw: str):
    assert fold("level", raw).value == "本科"
    assert "unknown" not in fold("level", raw).flaws


@pytest.mark.parametrize(
    "raw", ["专科", "高起专", "高升专", "大专", " 专 科 ", "专科（高起专）", "高起专(专科)"]
)
def test_the_other_level(raw: str):
    assert fold("level", raw).value == "专科"


def test_bare_benke_is_ambiguous_in_adult_education_only():
    assert vocabulary.fold_level("本科", "adult") == Folded("本科", ("unknown",))
    assert vocabulary.fold_level("本科", "open") == Folded("本科")
    assert vocabulary.fold_level("专升本", "adult") == Folded("本科", ("synonym",))
    assert vocabulary.fold_level("高起本", "adult") == Folded("本科", ("synonym",))
    assert vocabulary.fold_level("高起本", "open") == Folded("高起本", ("unknown",))
    assert vocabulary.fold_level("高起专", "adult") == Folded("专科", ("synonym",))


@pytest.mark.parametrize(
    ("raw", "value"), [("男", "男"), ("1", "男"), ("M", "男"), ("ｆ", "女"), ("女 ", "女"), ("女性", "女")]
)
def test_sex(raw: str, value: str):
    assert fold("sex", raw).value == value


def test_a_mistyped_status_means_enrolled():
    assert fold("status", "在藉") == Folded("在籍", ("synonym",))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("注册学籍", "在籍"),
        ("在籍（注册学籍）", "在籍"),
        ("不在籍（毕业）", "毕业"),
        ("不在籍(退学)", "退学"),
    ],
)
def test_the_national_site_has_words_of_its_own_for_a_status(raw: str, value: str):
    assert fold("status", raw).value == value
    assert {"synonym"} <= {*fold("status", raw).flaws} <= {"synonym", "width"}


@pytest.mark.parametrize(
    ("code", "raw"), [("sex", "?"), ("level", "研究生"), ("status", "在校"), ("study_form", "网络")]
)
def test_what_is_in_no_vocabulary_is_kept_and_told(code: str, raw: str):
    assert fold(code, raw) == Folded(raw, ("unknown",))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("工商 管理", "工商管理"),
        ("行政管理（ 本科 ）", "行政管理(本科)"),
        ("Computer  Science", "Computer Science"),
    ],
)
def test_free_text(raw: str, value: str):
    assert fold("major", raw).value == value
