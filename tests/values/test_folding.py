"""What holds of every field: folding is safe, final, and leaves clean values alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recon import fields
from recon.values.folding import CLEAN, FLAWS, LINE_BREAK, Folded, clean_pattern, fold, suggest
from recon.words import CellType

CODES = sorted(CLEAN)
TYPES = st.sampled_from([str(kind) for kind in CellType])
NASTY = (
    "０１８Xx×ХΧ 　 \t\n\r\u200b\ufeff\u202e'’`-—–.·•・．。?□*#/():+186Ee9OolI"
    "张三李买提⼭⻢\ue863\ue816\uf900\ufa0e𠮷年级秋春季月日男女专本科"
)
"""Characters that real cells hold, so that random texts come near the edges that matter."""
TEXTS = st.one_of(
    st.text(), st.text(NASTY, max_size=24), st.from_regex(r"[0-9]{0,3}(\.[0-9]{1,17})?[eE]\+?[0-9]{1,4}")
)


def test_every_field_and_register_column_can_be_folded():
    named = {field.code for field in (*fields.FIELDS, *fields.REGISTER_FIELDS)}
    assert named == set(CODES)


def test_an_unknown_field_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        fold("sutdent_no", "1")


@settings(max_examples=600)
@given(code=st.sampled_from(CODES), raw=TEXTS, cell_type=TYPES)
def test_folding_twice_is_folding_once(code: str, raw: str, cell_type: str):
    once = fold(code, raw, cell_type)
    assert fold(code, once.value).value == once.value


@settings(max_examples=600)
@given(code=st.sampled_from(CODES), raw=TEXTS, cell_type=TYPES)
def test_a_changed_value_has_a_flaw_and_every_flaw_is_documented(code: str, raw: str, cell_type: str):
    folded = fold(code, raw, cell_type)
    assert set(folded.flaws) <= set(FLAWS)
    assert len(set(folded.flaws)) == len(folded.flaws)
    assert folded.flaws or folded.value == raw


@pytest.mark.parametrize("code", CODES)
def test_a_clean_value_folds_to_itself_without_a_flaw(code: str):
    @settings(max_examples=30)
    @given(raw=st.from_regex(CLEAN[code]))
    def holds(raw: str) -> None:
        if not re.search(LINE_BREAK, raw):
            assert fold(code, raw) == Folded(raw)

    holds()


@settings(max_examples=600)
@given(code=st.sampled_from(CODES), raw=TEXTS)
def test_what_matches_the_clean_pattern_is_clean(code: str, raw: str):
    if re.search(CLEAN[code], raw) and not re.search(LINE_BREAK, raw):
        assert fold(code, raw) == Folded(raw)


def test_a_last_line_break_is_not_clean_although_dollar_lets_it_pass():
    assert re.search(CLEAN["student_no"], "1864001450123\n")
    assert re.search(LINE_BREAK, "1864001450123\n")
    assert fold("student_no", "1864001450123\n") == Folded("1864001450123", ("space",))


OWN_WORDS = st.dictionaries(st.text(NASTY, max_size=4), st.text(NASTY, min_size=1, max_size=4), max_size=4)


@settings(max_examples=300)
@given(
    code=st.sampled_from(["level", "site", "cohort", "sex", "batch", "status"]), raw=TEXTS, words=OWN_WORDS
)
def test_a_campaigns_own_words_fold_once_too(code: str, raw: str, words: dict[str, str]):
    once = fold(code, raw, vocabulary=words)
    assert fold(code, once.value, vocabulary=words).value == once.value


def test_a_campaigns_own_words_win_over_ours():
    words = {"本部": "校本部", "校 部": "校本部"}
    assert fold("site", "校部", vocabulary=words) == Folded("校本部", ("synonym",))
    assert fold("site", "校本部", vocabulary=words) == Folded("校本部")
    assert fold("level", "高职", vocabulary={"高职": "专科"}).value == "专科"
    assert fold("level", "专升本", vocabulary={"高职": "专科"}).value == "本科"
    assert not re.search(clean_pattern("site", words), "校部")
    assert clean_pattern("site") == CLEAN["site"]


@pytest.mark.parametrize("raw", ["", " ", "\u3000", "'", "\u200b\ufeff", "\n"])
@pytest.mark.parametrize("code", CODES)
def test_what_shows_nothing_is_empty(code: str, raw: str):
    assert fold(code, raw).value == ""


@pytest.mark.parametrize("raw", ["#N/A", "＃Ｎ／Ａ", " #REF! ", "'#DIV/0!", "#name?"])
@pytest.mark.parametrize("code", CODES)
def test_an_error_value_is_no_value_and_is_told(code: str, raw: str):
    assert fold(code, raw) == Folded("", ("error-value",))
    assert fold(code, "1864001450123", "error") == Folded("", ("error-value",))


@pytest.mark.parametrize("raw", ["DATACOMPY_NULL", "nan", "None", "NA", "NULL", "N/A"])
def test_trap_5_no_value_is_a_sentinel(raw: str):
    assert fold("name", raw).value == raw
    assert fold("major", raw) == Folded(raw)


def test_a_student_may_be_named_na():
    assert fold("name", "那") == Folded("那")


@pytest.mark.parametrize(
    ("code", "value", "proposed"),
    [
        ("student_no", "18640O1450l23", "1864001450123"),
        ("student_no", "1864001450123.", "1864001450123"),
        ("id_card", "1O010119900307451X", "10010119900307451X"),
        ("name", "买买提-艾力", "买买提·艾力"),
        ("name", "买买提*艾力", "买买提·艾力"),
        ("name", "John-Paul", ""),
        ("name", "张三", ""),
        ("student_no", "1864001450123", ""),
        ("student_no", "ABC", ""),
        ("major", "1O", ""),
    ],
)
def test_suggestions_are_separate_from_the_value(code: str, value: str, proposed: str):
    assert suggest(code, value) == proposed
    assert fold(code, value).value == value


@settings(max_examples=600)
@given(code=st.sampled_from(CODES), raw=TEXTS)
def test_suggesting_never_raises_and_never_repeats_the_value(code: str, raw: str):
    value = fold(code, raw).value
    proposed = suggest(code, value)
    assert proposed == "" or proposed != value
