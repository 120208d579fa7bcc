"""A student named in running text: 另有王丽（学号 1864001450123）漏报, or a whole row pasted into one cell.

Nobody can say what the sentence wants, so that no row is made of it; but the line holds somebody's number and is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.normalise.examples import is_made_up
from recon.values import identity

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = re.compile(r"(?<![\dA-Za-z])(?:\d{13}|\d{17}[\dXx])(?![\dA-Za-z])")
_SHOWN = re.compile(r"例|样|格式|如[:：\s]{0,3}\d")
"""How a number is to be written, with one that shows it."""
_SHORTEST = 13


def numbers_in(texts: Iterable[str]) -> set[str]:
    """Return the student numbers and sound IDs that stand in texts; none of a text that shows how to write one."""
    return {
        number.upper()
        for text in texts
        if len(text) >= _SHORTEST and not _SHOWN.search(text)
        for number in _NUMBER.findall(text)
        if _is_somebodys(number.upper())
    }


def names_several(text: str) -> bool:
    """Tell a cell that holds several different whole numbers, 学号 or IDs: two people written into one row."""
    if len(text) <= 2 * _SHORTEST:  # nearly every cell, at a glance
        return False
    whole = [number.upper() for number in _NUMBER.findall(text)]
    return any(len({number for number in whole if len(number) == size}) > 1 for size in (_SHORTEST, 18))


def _is_somebodys(number: str) -> bool:
    """Tell a number that may be a student's; 18 digits may as well be a bank account, so they have to hold good."""
    return not is_made_up(number) and (len(number) == _SHORTEST or identity.is_sound(number))
