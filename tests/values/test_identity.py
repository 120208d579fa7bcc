"""ID numbers by GB 11643-1999; every number here has a region that does not exist (10, 20, 30, 70, 90)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.intake.cells import number_text
from recon.values import identity

REGIONS = st.sampled_from(["10", "20", "30", "70", "90"])
BIRTHS = st.dates(date(1930, 1, 1), date(2008, 12, 31))


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    first17 = f"{draw(REGIONS)}0101{draw(BIRTHS):%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first17 + identity.check_digit(first17)


def iso_7064_remainder(value: str) -> int:
    """An independent reading of the standard: the pure system of ISO 7064 MOD 11-2, by Horner's rule."""
    total = 0
    for character in value:
        total = (total * 2 + (10 if character == "X" else int(character))) % 11
    return total


@given(number=id_numbers())
def test_check_digit_agrees_with_iso_7064(number: str):
    assert iso_7064_remainder(number) == 1
    assert identity.problems(number) == ()


@given(number=id_numbers(), place=st.integers(0, 16), digit=st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_caught(number: str, place: int, digit: str):
    wrong = number[:place] + digit + number[place + 1 :]
    assert ("check" in identity.problems(wrong)) is (wrong != number)


@given(number=id_numbers(), place=st.integers(0, 15))
def test_every_swap_of_neighbours_is_caught(number: str, place: int):
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert ("check" in identity.problems(wrong)) is (wrong != number)


@pytest.mark.parametrize("digit", "0123456789X")
def test_every_check_digit_occurs(digit: str):
    found = [n for n in range(1000) if identity.check_digit(f"10010119900307{n:03}") == digit]
    assert found


@pytest.mark.parametrize(
    "first17", ["", "1", "1001011990030745X", "１００１０１１９９００３０７４５１", "1001011990030745²"]
)
def test_no_check_digit_of_what_is_not_seventeen_digits(first17: str):
    assert identity.check_digit(first17) == ""


@given(number=id_numbers())
def test_sex_and_the_old_form_agree(number: str):
    assert identity.sex_of(number) == ("男" if int(number[16]) % 2 else "女")
    if number[6:8] == "19":
        legacy = number[:6] + number[8:17]
        assert identity.from_15(legacy) == number
        assert identity.sex_of(legacy) == identity.sex_of(number)
        assert identity.problems(legacy) == ()


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("", ""),
        ("100101199003074514", "resident"),
        ("10010119900307451X", "resident"),
        ("100101900307451", "legacy"),
        ("810000199003074514", "permit"),
        ("820000199003074514", "permit"),
        ("830000199003074514", "permit"),
        ("999000199003074514", "temporary"),
        ("E12345678", "other"),
        ("EA1234567", "other"),
        ("H12345678", "other"),
        ("M1234567890", "other"),
        ("A123456(7)", "other"),
        ("军字第1234567号", "other"),
        ("01234567", "other"),
        ("1234567(8)", "other"),
        ("12345678(B)", "other"),
        ("H12345678(01)", "other"),
        ("533380006", "other"),
        ("M123A4567", "other"),
        ("C01X00T47", "other"),
        ("12AB34567", "other"),
        ("12345678X", "malformed"),
        ("0123456", "malformed"),
        ("00000000", "malformed"),
        ("000000000", "malformed"),
        ("12345678901", "malformed"),
        ("ABCDEFGHI", "malformed"),
        ("19900307", "malformed"),
        ("10010119900307451", "malformed"),
        ("1001011990030745XX", "malformed"),
        ("1O0101199003074514", "malformed"),
        ("无", "malformed"),
    ],
)
def test_documents(value: str, kind: str):
    assert identity.document(value) == kind


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        ("", ()),
        ("10010119900307451", ("length",)),
        ("1001011990030745100", ("length",)),
        ("1O0101199003074514", ("shape",)),
        ("无", ("shape",)),
        ("E12345678", ()),
        ("999000199013994510", ()),
        ("100101199002304511", ("check", "birth")),
        ("100101901302451", ("birth",)),
    ],
)
def test_problems(value: str, problems: tuple[str, ...]):
    assert identity.problems(value) == problems


@given(value=st.one_of(id_numbers(), st.from_regex("[0-9]{17}[0-9X]", fullmatch=True), st.text()))
def test_a_sound_number_is_one_that_can_be_checked_and_has_no_problem(value: str):
    checked = identity.document(value) in {"resident", "permit"}
    assert identity.is_sound(value) is (checked and not identity.problems(value))


def test_sex_and_age_are_judged_only_when_told():
    number = "10010119900307451" + identity.check_digit("10010119900307451")
    on = date(2020, 6, 10)
    assert identity.problems(number, sex="女") == ("sex",)
    assert identity.problems(number, sex="男") == identity.problems(number, sex="未知") == ()
    assert identity.problems(number, on=on) == ()
    assert identity.problems(number, on=date(2004, 3, 6)) == ("age",)
    assert identity.problems(number, on=date(2004, 3, 7)) == ()
    assert identity.problems(number, on=date(2081, 3, 7)) == ("age",)


@pytest.mark.parametrize(
    ("raw", "cell_type", "damaged"),
    [
        ("100101199003074000", "number", True),
        ("100101199003074000", "text", False),
        ("1.00101199003074E+17", "text", True),
        ("1.00101E+17", "text", True),
        ("1.86401E+12", "number", False),
        ("100101900307451", "number", False),
        ("100101199003074016.0", "number", True),
        ("10010119900307451X", "number", False),
    ],
)
def test_damage(raw: str, cell_type: str, *, damaged: bool):
    assert identity.is_damaged(raw, cell_type) is damaged


def test_one_in_eleven_damaged_numbers_passes_its_check_digit():
    rounded = [f"1001011990{n:05}000" for n in range(20000)]
    share = sum(identity.check_digit(r[:17]) == r[17] for r in rounded) / len(rounded)
    assert share == pytest.approx(1 / 11, abs=0.01)
    assert all(identity.is_damaged(r, "number") for r in rounded)


@given(number=id_numbers().filter(str.isdigit))
def test_whatever_a_number_cell_leaves_may_be_the_number(number: str):
    """Typed into Excel, written as a double by a program, or saved as text from that."""
    typed, held = number[:15] + "000", float(number)
    for left in (typed, number_text(float(typed)), number_text(held), identity.written_out(repr(held))):
        assert identity.may_be_left_of(left, number)


@pytest.mark.parametrize(
    ("left", "may"),
    [
        ("902037197503103000", True),  # cut off
        ("902037197503104000", True),  # rounded
        ("902037197503103744", True),  # the double to its last digit
        ("902037197503102000", False),
        ("902037197503105000", False),
        ("902037197503104001", False),
    ],
)
def test_what_a_number_cell_leaves(left: str, *, may: bool):
    assert identity.may_be_left_of(left, "902037197503103693") is may


@given(text=st.text())
def test_no_text_raises(text: str):
    identity.problems(text, sex=text, on=date(2020, 1, 1))
    identity.from_15(text)
    identity.sex_of(text)
    identity.check_digit(text)
    identity.is_damaged(text, "number")
    identity.may_be_left_of(text, text)
    identity.written_out(text, every_digit=True)


@pytest.mark.parametrize("text", ["1.86401E+12", "1E+17", "1.00101e+17"])
def test_what_excel_shows_of_a_long_number_is_told_by_one_pattern(text: str) -> None:
    assert identity.is_scientific(text)
    assert re.fullmatch(identity.SCIENTIFIC, text)


@pytest.mark.parametrize("text", ["7E21", "1E05"])
def test_what_people_write_may_be_a_schools_own_number(text: str) -> None:
    assert identity.is_scientific(text)
    assert not re.fullmatch(identity.SCIENTIFIC, text)
