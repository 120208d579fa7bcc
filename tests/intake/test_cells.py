"""Numbers and dates as text."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.intake.addresses import column_number
from recon.intake.cells import cell, number_text


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        ("", "", " "),
        (None, "", " "),
        (" a ", " a ", "t"),
        (True, "TRUE", "b"),
        (0, "0", "n"),
        (1.5, "1.5", "n"),
        (-0.0, "0", "n"),
        (1e-12, "1E-12", "n"),
        (123456789012345678, "123456789012346000", "n"),
        (float("inf"), "inf", "n"),
        (date(2018, 9, 1), "2018-09-01", "d"),
        (datetime(2018, 9, 1), "2018-09-01", "d"),  # noqa: DTZ001
        (datetime(2018, 9, 1, 8, 5, 1), "2018-09-01 08:05:01", "d"),  # noqa: DTZ001
        (time(8, 5), "08:05:00", "d"),
        (timedelta(hours=30), "30:00:00", "d"),
        (datetime(2018, 8, 31, 16, tzinfo=UTC), "2018-09-01", "d"),
        (datetime(2018, 8, 31, 15, 30, tzinfo=UTC), "2018-08-31 23:30:00", "d"),
        (datetime(9999, 12, 31, 16, tzinfo=UTC), "9999-12-31 16:00:00", "d"),
        (Decimal("101010199503050017.00"), "101010199503050017", "n"),
        (Decimal("1E+3"), "1000", "n"),
        (Decimal("0.50"), "0.5", "n"),
        (Decimal("NaN"), "NaN", "n"),
        ("王丽".encode(), "王丽", "t"),
        ("王丽".encode("gb18030"), "王丽", "t"),
    ],
)
def test_values_as_text(value: object, text: str, kind: str) -> None:
    assert cell(value) == (text, kind)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_of_fifteen_digits_are_exact(value: int) -> None:
    assert number_text(float(value)) == str(value)


@given(st.integers(10**15, 10**21))
def test_no_digit_beyond_the_fifteenth_is_invented(value: int) -> None:
    text = number_text(float(value))
    assert len(text) in {len(str(value)), len(str(value)) + 1}
    assert text.rstrip("0") == text[: len(text.rstrip("0"))]
    assert len(text.rstrip("0")) <= 15
    assert text[:14] in {str(value)[:14], str(value + 10 ** (len(str(value)) - 15))[:14]}


@given(st.floats(-1e300, 1e300))
def test_a_number_s_text_means_the_number(value: float) -> None:
    assert float(number_text(value)) == pytest.approx(value, rel=1e-14)
    if value == int(value):
        assert "E" not in number_text(value)
        assert Decimal(number_text(value)) == int(number_text(value))


@pytest.mark.parametrize(
    ("reference", "number"), [("A1", 1), ("Z9", 26), ("AA10", 27), ("XFD1048576", 16384), ("", 0), ("7", 0)]
)
def test_columns(reference: str, number: int) -> None:
    assert column_number(reference) == number
