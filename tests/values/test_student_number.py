from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.values import student_number as numbers


def test_the_published_examples():
    assert numbers.parts("1237001205565") == numbers.Parts("2012", "370", "01", "本科", "春季", "05565")
    assert numbers.parts("1335001209114") == numbers.Parts("2013", "350", "01", "本科", "春季", "09114")


def test_a_number_tells_its_cohort_and_category():
    told = numbers.parts("1864001450123")
    assert told is not None
    assert (told.cohort, told.level, told.category) == ("2018秋季", "专科", "open")
    adult = numbers.parts("1864003450123")
    assert adult is not None
    assert adult.category == "adult"
    strange = numbers.parts("1864099950123")
    assert strange is not None
    assert (strange.category, strange.level) == ("", "")


@pytest.mark.parametrize(
    "value", ["", "186400145012", "18640014501234", "186400145012X", "１８６４００１４５０１２３"]
)
def test_anything_but_thirteen_digits_is_not_read(value: str):
    assert numbers.parts(value) is None
    assert numbers.disagreements(value, cohort="2018秋季") == ()


def test_disagreements_name_the_part():
    agrees = {"cohort": "2018秋季", "level": "专科", "province": "640"}
    assert numbers.disagreements("1864001450123", **agrees) == ()
    assert numbers.disagreements("1864001450123", cohort="2019春季") == ("year", "season")
    assert numbers.disagreements("1864001450123", cohort="2018级") == ()
    assert numbers.disagreements("1864001250123", level="专科", province="370") == ("province", "level")
    assert numbers.disagreements("1864003450123") == ("category",)
    assert numbers.disagreements("1864001450123", cohort="去年", level="") == ()
    assert numbers.disagreements("1864001450123", level="中专") == ()


@given(value=st.text(), cohort=st.text())
def test_no_text_raises(value: str, cohort: str):
    numbers.parts(value)
    numbers.disagreements(value, cohort=cohort, level=cohort, province=cohort)
