"""What may leave the server of a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.ui.masking import mask, mask_finding, mask_name, mask_number, mask_text
from tests.ui.synthetic import tables

NUMBERS = st.text("0123456789X", min_size=8, max_size=20)


def is_no_date(number: str) -> bool:
    return number[0].isdigit() and not (number.startswith("20") and len(number) == 8)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王＊＊"),
        ("李", "李＊"),
        ("", ""),
        ("<img src=x>", "＊＊＊＊＊＊"),
        ("买买提·艾力", "买＊＊＊＊＊"),
    ],
)
def test_a_name_keeps_its_surname(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@given(NUMBERS)
def test_a_number_keeps_four_characters_at_most(number: str) -> None:
    shown = mask_number(number)
    assert len(shown) == len(number)
    assert shown.count("*") == len(number) - 4


def test_a_short_number_is_hidden_whole() -> None:
    assert mask_number("123456") == "******"


def test_other_fields_pass() -> None:
    assert mask("major", "会计学") == "会计学"
    assert mask("name", "王小明") == "王＊＊"


@given(
    NUMBERS.filter(is_no_date),
    st.text("甲乙丙，。 ", max_size=9),
)
def test_no_long_number_stays_in_a_sentence(number: str, around: str) -> None:
    assert number not in mask_text(f"{around}{number}{around}")


def test_site_codes_and_dates_stay_readable() -> None:
    assert (
        mask_text("0609/6490101_青石工作站_附表1_20200611.xlsx")
        == "0609/6490101_青石工作站_附表1_20200611.xlsx"
    )


def test_known_values_are_hidden_inside_sentences() -> None:
    said = mask_text("王小明的学号 1864001400001 不对", ("王小明", "1864001400001"))
    assert said == "王＊＊的学号 18*********01 不对"


def test_a_masked_finding_holds_no_personal_value() -> None:
    for row in tables(seed=5, students=200, findings=200)["findings"].to_pylist():
        shown = mask_finding(row)
        text = "\n".join(str(value) for value in shown.values())
        personal = [row["name"], row["student_no"]]
        if row["field"] in {"name", "id_card", "student_no"}:
            personal += [row["submitted"], row["official"], row["proposal"]]
        assert not [value for value in personal if value and value in text]
