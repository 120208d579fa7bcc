"""Student numbers, codes and ID numbers: marks that fold, and marks that must be kept."""

from __future__ import annotations

import pytest

from recon.values.folding import Folded, fold

ID_X = "10010119900307451X"


def test_trap_1_leading_zeros_make_another_key():
    assert fold("student_no", "0012").value == "0012" != fold("student_no", "12").value


@pytest.mark.parametrize(
    ("raw", "value", "flaws"),
    [
        ("1864001450123", "1864001450123", ()),
        (" 1864001450123", "1864001450123", ("space",)),
        ("18640 01450 123", "1864001450123", ("space",)),
        ("1864001\u00a0450123", "1864001450123", ("space",)),
        ("\ufeff1864001450123\u200b", "1864001450123", ("invisible",)),
        ("\u202d1864001450123\u202c", "1864001450123", ("invisible",)),
        ("１８６４００１４５０１２３", "1864001450123", ("width",)),
        ("'1864001450123", "1864001450123", ("apostrophe",)),
        ('="1864001450123"', "1864001450123", ("apostrophe",)),
        ("’1864001450123", "1864001450123", ("apostrophe",)),
        ("1864001-450123", "1864001450123", ("hyphen",)),
        ("1864001—450123", "1864001450123", ("hyphen",)),
        ("1864001450123.0", "1864001450123", ("decimal",)),
        ("1.864001450123E+12", "1864001450123", ("scientific",)),
        ("1.86401E+12", "1.86401E+12", ("scientific",)),
        ("186400145O123", "186400145O123", ("letter",)),
        ("l86400145o123", "l86400145o123", ("letter",)),
        ("1864001450123.", "1864001450123.", ("punctuation",)),
        ("学号1864001450123", "学号1864001450123", ("not-digits",)),
        ("z2019", "Z2019", ("case", "not-digits")),
    ],
)
def test_student_numbers(raw: str, value: str, flaws: tuple[str, ...]):
    assert fold("student_no", raw) == Folded(value, flaws)


@pytest.mark.parametrize(
    ("raw", "value", "flaws"),
    [
        (ID_X, ID_X, ()),
        (ID_X.lower(), ID_X, ("lower-x",)),
        (ID_X[:17] + "Ｘ", ID_X, ("lookalike-x",)),
        (ID_X[:17] + "ｘ", ID_X, ("lookalike-x",)),
        (ID_X[:17] + "Х", ID_X, ("lookalike-x",)),
        (ID_X[:17] + "Χ", ID_X, ("lookalike-x",)),
        (ID_X[:17] + "χ", ID_X, ("lookalike-x",)),
        (ID_X[:17] + "Ⅹ", ID_X, ("lookalike-x",)),
        (ID_X[:17] + "×", ID_X, ("lookalike-x",)),
        ("１００１０１１９９００３０７４５１Ｘ", ID_X, ("width",)),
        ("100101 19900307 451X", ID_X, ("space",)),
        ("100101-19900307-451X", ID_X, ("hyphen",)),
        ("'" + ID_X, ID_X, ("apostrophe",)),
        ("e12345678", "E12345678", ("case",)),
        ("E12345678", "E12345678", ()),
        ("1001011990×××7451X", "1001011990×××7451X", ("punctuation",)),
        ("1OO10119900307451X", "1OO10119900307451X", ("letter",)),
    ],
)
def test_trap_6_id_numbers_fold_and_tell(raw: str, value: str, flaws: tuple[str, ...]):
    assert fold("id_card", raw) == Folded(value, flaws)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("100101199003074000", "100101199003074000"),
        ("1.00101199003074e+17", "100101199003074000"),
        ("1.001011990030e+17", "100101199003000000"),
        ("100101199003074000.0", "100101199003074000"),
        ("100101199003074512", "100101199003074512"),
    ],
)
def test_trap_7_a_number_cell_of_sixteen_digits_or_more_is_damaged_whatever_it_shows(raw: str, value: str):
    folded = fold("id_card", raw, "number")
    assert folded.value == value
    assert "damaged" in folded.flaws


def test_scientific_text_is_damaged_and_never_guessed():
    assert fold("id_card", "1.00101E+17") == Folded("1.00101E+17", ("scientific", "damaged"))
    assert fold("id_card", "1.00101199003074E+17").value == "100101199003074000"


def test_a_number_cell_of_fifteen_digits_or_fewer_has_lost_nothing():
    assert fold("id_card", "100101900307451", "number") == Folded("100101900307451")
    assert fold("student_no", "1864001450123", "number") == Folded("1864001450123")
