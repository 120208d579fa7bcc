"""Lines that hold somebody's values, which no header does: a long number, or a sex."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = 3
"""Cells beside 男 and 女 that a header has at least; a sheet turned on its side has one."""
_DATA = re.compile(
    r"^[\s'‘’]*(?:(?!\d{4}-\d{1,2}-\d{1,2}\b)\d[\d\s-]{5,}(?:[Xx]\s*)?|(?:男|女|[\d.]+[Ee]\+\d+)\s*)$|"
    r"^\s{0,5}[^\s\d:：]{2,12}\s{0,3}[:：]\s{0,3}(?:\d{13}|\d{17}[\dXx])\s{0,5}$"
)
"""A long number, behind its label as well (学号：1864001450123), or a sex; a day is no number, for a column may be
headed by the day it is about."""

_ENROLMENT = re.compile(r"\A[\s'‘’]{0,9}\d{8,16}\s{0,9}\Z")


def is_data(values: Sequence[str]) -> bool:
    """Tell whether a line holds a long number or a sex: no header does, but one with 男 beside 女 in it."""
    return any(_DATA.match(value) for value in values if value) and not _parts_sexes(values)


def _parts_sexes(values: Sequence[str]) -> bool:
    said = [value.strip() for value in values]
    at = said.index("男") if "男" in said else -1
    if at < 0 or said[at + 1 : at + 2] != ["女"]:
        return False
    others = [value for value in (*said[:at], *said[at + 2 :]) if value]
    return len(others) >= _WORDS and not any(map(_DATA.match, others))


def is_enrolment(text: str) -> bool:
    """Tell whether a cell may be a 学号 or 考生号 of any kind of education; an adult's has nine digits, or fourteen."""
    return bool(_ENROLMENT.match(text))


def is_number_or_sex(text: str) -> bool:
    """Tell whether a cell is a value of the kind."""
    return bool(_DATA.match(text))
