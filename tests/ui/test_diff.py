"""Two values side by side."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.ui.diff import NEAR, compare_html, compare_text, signs

TEXTS = st.text(max_size=24)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@given(TEXTS, TEXTS)
def test_no_character_is_lost_or_added(left: str, right: str) -> None:
    one, other = signs(left, right)
    assert "".join(sign.text for sign in one) == left
    assert "".join(sign.text for sign in other) == right


@given(TEXTS)
def test_equal_values_have_no_mark(value: str) -> None:
    assert not any(sign.differs for side in signs(value, value) for sign in side)


def test_a_digit_is_marked_at_its_place() -> None:
    left, right = compare_html("100101199001011234", "100101199001011284", "id_card", masked=False)
    assert left.count("<del>") == 1
    assert "<del>3</del>" in left
    assert "<ins>8</ins>" in right
    assert left.count("<span>") == 18


def test_invisible_characters_become_visible() -> None:
    left, _ = compare_html("王 小\u3000明\u200b", "王小明", "name", masked=False)
    assert "␣" in left
    assert "□" in left
    assert "U+200B" in left


@given(TEXTS, TEXTS)
def test_values_are_never_markup(left: str, right: str) -> None:
    for side in compare_html(f"<script>{left}", f"<b>{right}", "name", masked=False):
        assert "<script" not in side
        assert not re.search(r"<(?!/?(span|del|ins)\b)", side)


def test_a_masked_pair_shows_what_differs_and_no_more() -> None:
    left, right = compare_text("100101199001011234", "100101199001011284", "id_card", masked=True)
    assert left == "****************3*"
    assert right == "****************8*"
    assert compare_text("王小明", "王小朋", "name", masked=True) == ("王＊明", "王＊朋")


def test_a_masked_pair_that_differs_much_shows_nothing() -> None:
    for side in compare_text("100101199001011234", "209988200512310000", "id_card", masked=True):
        assert set(side) == {"*"}


@given(st.text("0123456789", min_size=18, max_size=18), st.text("0123456789", min_size=18, max_size=18))
def test_a_masked_number_never_shows_more_than_a_few_digits(left: str, right: str) -> None:
    for side in compare_text(left, right, "id_card", masked=True):
        assert sum(character != "*" for character in side) <= NEAR


def test_values_of_other_fields_are_not_masked() -> None:
    for masked in (True, False):
        assert compare_text("会计", "会计学", "major", masked=masked) == ("会计", "会计学")


def test_an_empty_value_is_said() -> None:
    left, _ = compare_html("", "王小明", "name", masked=False)
    assert plain(left) == "—"


@pytest.mark.parametrize(
    ("submitted", "official", "expected"),
    [
        ("", "郭才", ("", "郭＊")),
        ("郭才", "郭材", ("＊才", "＊材")),
        ("陈钢铁", "陈刚铁", ("陈钢＊", "陈刚＊")),
        ("李四", "王五", ("李＊", "王＊")),
        ("才", "材", ("＊", "＊")),
    ],
)
def test_a_masked_name_is_never_shown_whole(submitted: str, official: str, expected: tuple[str, str]) -> None:
    assert compare_text(submitted, official, "name", masked=True) == expected
