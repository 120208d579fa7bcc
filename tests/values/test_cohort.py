from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.campaign import Campaign
from recon.normalise.folding import fold_value
from recon.values import cohort
from recon.values.folded import Folded

AUTUMN = (
    "2018秋季（2018.9） 2018级（2018秋季） 2018秋季(18级) 201809(2018秋) "
    "2018秋季 2018秋 18秋 2018年秋季 18年秋 2018级秋 2018秋季学期 2018秋学期 18秋入学 秋季2018 201809"
    " 2018-09 2018.9 2018/9/1 20180901 2018-09-01 2018-09-01T00:00:00 2018年9月 2018年9月1日"
    " 2018年度秋季学期 2018年度秋 2018秋招 2018秋季招生 201809学期 2018—09 2018–秋"
    " Sep-18 sep-2018 二〇一八年秋季 二零一八秋"
    " 2018(秋季) 2018级（秋） 2018【秋】 ２０１８秋季 '201809 201809.0"
)


@pytest.mark.parametrize("raw", [*AUTUMN.split(), " 2018 秋季 ", "2018-09-01 00:00:00"])
def test_one_autumn_many_spellings(raw: str):
    assert cohort.fold(raw).value == "2018秋季"


@pytest.mark.parametrize("raw", ["2019春季", "201903", "19春", "2019-3", "20190301", "2019年3月"])
def test_one_spring(raw: str):
    assert cohort.fold(raw).value == "2019春季"


@pytest.mark.parametrize("raw", ["2019级", "2019", "2019年", "19级", "19年级", "１９级", " 19 级"])
def test_a_year_alone(raw: str):
    assert cohort.fold(raw).value == "2019级"


def test_the_adult_form_keeps_the_year_alone():
    assert cohort.fold("20190301", "adult").value == cohort.fold("2019级", "adult").value == "2019级"


@pytest.mark.parametrize("day", ["20190226", "2019-02-26", "2019年2月26日", "201910"])
def test_an_adult_s_day_of_entry_tells_the_year_in_whatever_month(day: str):
    assert cohort.fold(day, "adult") == Folded("2019级", ("synonym",))
    assert fold_value("cohort", day, "text", "adult", Campaign("x")) == ("2019级", "synonym")
    assert fold_value("cohort", day, "text", "open", Campaign("x"))[1] == "unknown"


@pytest.mark.parametrize(
    "raw",
    [
        "2018-11",
        "20181301",
        "去年秋天",
        "2018夏",
        "三年级",
        "18",
        "8级",
        "18年",
        "118级",
        "18-Sep",
        "Oct-18",
        "2018学期",
        "一八秋",
        "201800",
        "0909",
    ],
)
def test_what_tells_no_term_is_kept_and_told(raw: str):
    folded = cohort.fold(raw)
    assert (folded.value, folded.flaws[-1]) == (raw, "unknown")


def test_order():
    order = ["2017秋季", "2018春季", "2018秋季", "2019春季"]
    assert [cohort.ordinal(term) for term in order] == sorted(map(cohort.ordinal, order))
    assert cohort.ordinal("去年") is None


@given(text=st.text())
def test_no_text_raises(text: str):
    cohort.fold(text, "adult")
    cohort.in_years(text)
    assert cohort.year_of(text) == "" or cohort.is_cohort(text)
