"""What the digits of identity and student numbers say, as expressions.

The same answers as ``values.identity`` and ``values.student_number`` give for one value, for millions of rows
at once (held equal by a test).

No number ever becomes a float: each cast is of at most nine digits, made safe before it (a failed cast raises
on SQL engines, and Spark divides whole numbers as doubles).
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from recon.rules.ask import any_of
from recon.values.identity import NOBODYS, OLDEST, WEIGHTS, YOUNGEST
from recon.values.student_number import CATEGORIES, LEVELS

RESIDENT = "^[0-9]{17}[0-9X]$"
LEGACY = "^[0-9]{15}$"
PASSPORT = r"^(?:[A-Z]{1,3}[0-9]{6,12}(?:\([0-9A-Z]{1,2}\)|[A-Z])?|[0-9]{9}|[0-9]{7,8}\([0-9A-Z]{1,2}\))$"
MIXED, LETTER_WITHIN = "^[0-9A-Z]{8,9}$", "^[0-9]{0,8}[A-Z][0-9A-Z]{0,8}[0-9]"
OFFICER = "^[一-鿿]{1,4}字?第?[0-9]{4,12}号?$"
TAIWAN = "^(?:[0-9]{8}|[0-9]{10})$"
_NO_DAY = "0" * 8
_CUT = 9
"""Where the 17 digits are cut so that both parts are exact as doubles."""


def read_identity(frame: nw.LazyFrame[Any], column: str) -> nw.LazyFrame[Any]:
    """Add what a column of folded IDs says, computed once for all the rules that ask it.

    ``<column>_kind``: ``resident`` (18 digits, residence permits included), ``legacy`` (the 15 digits in use before
    1999), ``other`` (a passport, permit, officer's card or school's own number, to be checked by hand), ``malformed``
    or empty · ``<column>_born``: the eight digits of the birth date, zeros where there is none · ``<column>_dated``:
    they are a day of the calendar · ``<column>_head`` and ``<column>_tail``: the first nine digits and the eight behind
    them as numbers, zero where it is no resident's ID.
    """
    text, resident = nw.col(column), is_kind(column, "resident")
    places = {"head": (0, _CUT), "tail": (_CUT, 17 - _CUT)}
    numbers = {
        f"{column}_{part}": _when(resident, text.str.slice(*place), "0").cast(nw.Int64)
        for part, place in places.items()
    }
    read = frame.with_columns(_kind(text).alias(f"{column}_kind"))
    read = read.with_columns(_born(column).alias(f"{column}_born"), **numbers)
    return read.with_columns(_is_day(nw.col(f"{column}_born")).alias(f"{column}_dated"))


def _kind(text: nw.Expr) -> nw.Expr:
    # Eight digits are a Taiwan permit, unless they are the birth date that was left of an ID.
    taiwan = text.str.contains(TAIWAN) & ~_is_day(
        _when(text.str.contains(TAIWAN), text.str.slice(0, 8), _NO_DAY)
    )
    mixed = text.str.contains(MIXED) & text.str.contains(LETTER_WITHIN)
    other = text.str.contains(PASSPORT) | text.str.contains(OFFICER) | taiwan | mixed
    other &= ~text.str.contains(NOBODYS)
    own = text.str.starts_with("999")
    kind = nw.when(other).then(nw.lit("other")).otherwise(nw.lit("malformed"))
    # The commonest case goes outermost: SQL engines stop at the first branch that holds.
    for pattern, name in (("^$", ""), (LEGACY, "legacy"), (RESIDENT, "resident")):
        told = nw.when(own).then(nw.lit("other" if name else "")).otherwise(nw.lit(name))
        kind = nw.when(text.str.contains(pattern)).then(told).otherwise(kind)
    return kind


def _born(column: str) -> nw.Expr:
    text, kind = nw.col(column), nw.col(f"{column}_kind")
    legacy = nw.concat_str(nw.lit("19"), text.str.slice(6, 6))
    return (
        nw.when(kind == "resident")
        .then(text.str.slice(6, 8))
        .otherwise(_when(kind == "legacy", legacy, _NO_DAY))
    )


def is_kind(column: str, *kinds: str) -> nw.Expr:
    """Tell whether an ID is of one of these kinds; see :func:`read_identity`."""
    return nw.col(f"{column}_kind").is_in(list(kinds))


def check_digit_fails(column: str) -> nw.Expr:
    """Tell whether a resident ID's last character is not its check digit (GB 11643-1999).

    Args:
        column: folded IDs, read.
    """
    text, resident = nw.col(column), is_kind(column, "resident")
    head, tail = nw.col(f"{column}_head"), nw.col(f"{column}_tail")
    total = _weighted(head, WEIGHTS[:_CUT]) + _weighted(tail, WEIGHTS[_CUT:])
    last = _when(resident, text.str.slice(17, 1), "0")
    value = nw.when(last == "X").then(nw.lit(10)).otherwise(_when(last != "X", last, "0").cast(nw.Int64))
    # The check digit is the number that makes the weighted sum of all eighteen 1 modulo 11.
    return resident & ((total + value) % 11 != 1)


def _weighted(number: nw.Expr, weights: tuple[int, ...]) -> nw.Expr:
    """Return a number that equals the weighted sum of its digits modulo 11, found without a division.

    Digit ``i`` from the right is ``(n mod 10^(i+1) - n mod 10^i) / 10^i``, and 10 is its own inverse, -1, modulo 11.
    So each remainder counts with the weights of the two digits it stands between, with alternating sign.
    """
    rising = [*reversed(weights), 0]
    shares = [(-1) ** i * (rising[i] + rising[i + 1]) % 11 for i in range(len(weights))]
    return nw.sum_horizontal(*(number % 10 ** (i + 1) * share for i, share in enumerate(shares) if share))


def _is_day(digits: nw.Expr) -> nw.Expr:
    """Tell whether eight digits are a day of the calendar."""
    parts = ((0, 4), (4, 2), (6, 2))
    year, month, day = (digits.str.slice(start, length).cast(nw.Int64) for start, length in parts)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    february = nw.when(leap).then(nw.lit(29)).otherwise(nw.lit(28))
    longer = nw.when(month.is_in([4, 6, 9, 11])).then(nw.lit(30)).otherwise(nw.lit(31))
    length = nw.when(month == 2).then(february).otherwise(longer)
    return (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= length)


def birth_is_impossible(column: str) -> nw.Expr:
    """Tell whether an ID of either form holds a date no calendar has."""
    return is_kind(column, "resident", "legacy") & ~nw.col(f"{column}_dated")


def age_is_unlikely(column: str, as_of: str) -> nw.Expr:
    """Tell whether the holder is younger than 14 or older than 90.

    Args:
        column: folded IDs, read.
        as_of: the column with the day ages are counted on, as yyyymmdd; 0 is not asked.
    """
    born, on = nw.col(f"{column}_born").cast(nw.Int64), nw.col(as_of)
    unlikely = (born + YOUNGEST * 10_000 > on) | (born + (OLDEST + 1) * 10_000 <= on)
    return is_kind(column, "resident", "legacy") & (on > 0) & nw.col(f"{column}_dated") & unlikely


def sex_disagrees(column: str, sex: str) -> nw.Expr:
    """Tell whether the order number (odd male, even female) speaks against a sex; other words are not asked."""
    text, kind = nw.col(column), nw.col(f"{column}_kind")
    legacy = _when(kind == "legacy", text.str.slice(14, 1), "")
    digit = nw.when(kind == "resident").then(text.str.slice(16, 1)).otherwise(legacy)
    odd = digit.is_in(["1", "3", "5", "7", "9"])
    return (digit != "") & (((nw.col(sex) == "男") & ~odd) | ((nw.col(sex) == "女") & odd))


OPEN_NUMBER = "^[0-9]{13}$"
OPEN_LENGTH = 13
_CATEGORIES = [code for code in CATEGORIES if code != "03"]
"""Every known category but 成招 is open education."""


def number_contradicts(number: str, cohort: str, level: str, province: str) -> nw.Expr:
    """Tell whether a 13-digit number speaks against cohort, level or province, or is of no open education.

    ``YY`` year · ``PPP`` province · ``CC`` category · ``L`` level · ``NNNNN`` serial, autumn from 50001.
    """
    text, told = nw.col(number), nw.col(cohort)
    intake = nw.concat_str(nw.lit("20"), text.str.slice(0, 2))
    wrong_year = told.str.contains("^(?:19|20)[0-9]{2}(?:春季|秋季|级)$") & (intake != told.str.slice(0, 4))
    autumn = text.str.slice(8, 5) >= "50001"
    spring = told.str.contains("^(?:19|20)[0-9]{2}春季$")
    wrong_season = (autumn & spring) | (~autumn & told.str.contains("^(?:19|20)[0-9]{2}秋季$"))
    levels = nw.when(text.str.slice(7, 1) == "2").then(nw.lit("本科"))
    wrong_level = nw.col(level).is_in(list(LEVELS.values())) & (
        nw.col(level) != levels.otherwise(_when(text.str.slice(7, 1) == "4", nw.lit("专科"), "-"))
    )
    wrong_province = (nw.col(province) != "") & (text.str.slice(2, 3) != nw.col(province))
    wrong_category = ~text.str.slice(5, 2).is_in(_CATEGORIES)
    return text.str.contains(OPEN_NUMBER) & any_of(
        (wrong_year, wrong_season, wrong_level, wrong_province, wrong_category)
    )


def _when(condition: nw.Expr, value: nw.Expr, otherwise: str) -> nw.Expr:
    return nw.when(condition).then(value).otherwise(nw.lit(otherwise))
