"""Whom to take out, and how a text is told to speak of that person."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BLANK = "▇▇"
"""Stands where something personal stood."""
_MOST_DIGITS = 7
"""A run of so many digits tells quickly where a number may stand; fewer, where a number has no such run."""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[0-9A-Z]{8,}")
_NOISE = re.compile(r"[\s'\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff-]+")


@dataclass(frozen=True, slots=True)
class Person:
    """One student, or several: official numbers, which nobody shares, and names, which many may share."""

    numbers: frozenset[str]
    """学号, 证件号, 考生号; at least eight characters each."""
    names: frozenset[str] = frozenset()
    places: Mapping[str, frozenset[tuple[str, int]]] = field(default_factory=dict)
    """File → (sheet, row) of every row a run matched to this student, however it was written there.

    In a workspace files bear their :func:`whole_name`.
    """
    renamed: Mapping[str, str] = field(default_factory=dict)
    """File → what it is called from now on, because its name told of the student."""
    contents: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 → the file of these bytes that has places: what lies in an archive or a mail may be called otherwise."""

    @property
    def spelled(self) -> list[str]:
        """The numbers and names as they may stand in a text, longest first."""
        values = self.numbers | {number.lower() for number in self.numbers} | self.names
        return sorted(values, key=len, reverse=True)

    @property
    def least_digits(self) -> int:
        """How many digits in a row every one of the numbers has at least."""
        return min((max(map(len, _DIGITS.findall(number)), default=0) for number in self.numbers), default=0)

    def marks(self, text: str) -> bool:
        """Tell whether one of the numbers stands in a text, whatever its width and spacing."""
        sought = _sought(self.numbers)
        folded = fold(text)
        if not sought.digits.search(folded):
            return False
        return any(number in folded for number in sought.odd) or any(
            word[at : at + size] in sought.plain
            for word in _WORD.findall(folded)
            if sought.digits.search(word)
            for size in sought.sizes
            for at in range(len(word) - size + 1)
        )

    def erase_words(self, text: str) -> str:
        """Return a text with the numbers and names blanked as they are officially written."""
        for value in self.spelled:
            text = text.replace(value, BLANK)
        return text

    def erase(self, text: str) -> str:
        """Return a text without the person; none of it when a number stands there spelled otherwise."""
        text = self.erase_words(text)
        return "" if self.marks(text) else text

    def at(self, file: str, sheet: str) -> frozenset[int]:
        """Return the rows of a sheet that are this student's."""
        return frozenset(row for name, row in self.places.get(file, ()) if name == sheet)

    def is_in(self, file: str) -> bool:
        """Tell whether a run found this student in a file, or in something that lies in it."""
        return bool(self.places.get(file)) or any(name.startswith(f"{file}!/") for name in self.places)

    def within(self, campaign: str) -> Person:
        """Return the same person as the runs of one campaign know him: files bear the names they have there."""
        start = whole_name(campaign, "")
        mine = {file[len(start) :]: rows for file, rows in self.places.items() if file.startswith(start)}
        return replace(self, places=mine, contents={})

    def called(self, data: bytes, file: str) -> str:
        """Return what a run called the file of these bytes; the name it has where it lies, if none found anybody."""
        if not self.contents:
            return file
        return self.contents.get(hashlib.sha256(data).hexdigest(), file)


def whole_name(campaign: str, file: str) -> str:
    """Return a file's name with its campaign's: sites send their list under one name every year."""
    return f"{campaign}\n{file}"


@dataclass(frozen=True, slots=True)
class _Sought:
    """The numbers as they are compared."""

    plain: frozenset[str]
    """Those of digits and letters alone."""
    odd: tuple[str, ...]
    """Those with other signs, such as the brackets of a Hong Kong identity card."""
    sizes: tuple[int, ...]
    digits: re.Pattern[str]
    """Every number holds a run of so many digits."""


@lru_cache(maxsize=8)
def _sought(numbers: frozenset[str]) -> _Sought:
    folded = {fold(number) for number in numbers} - {""}
    plain = frozenset(number for number in folded if _WORD.fullmatch(number))
    digits = min(_MOST_DIGITS, Person(frozenset(folded)).least_digits)
    return _Sought(
        plain,
        tuple(sorted(folded - plain)),
        tuple(sorted(set(map(len, plain)))),
        re.compile(rf"\d{{{digits}}}" if folded else r"(?!)"),
    )


def fold(text: str) -> str:
    """Return a text as numbers are compared: half width, capital, without spaces and invisible characters."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()
