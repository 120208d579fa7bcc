"""Whom to take out, and how a text is told to speak of that person."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BLANK = "▇▇"
"""Stands where something personal stood."""
_DIGITS = re.compile(r"\d{7}")
_NOISE = re.compile(r"[\s'\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff-]+")


@dataclass(frozen=True, slots=True)
class Person:
    """One student, or several: official numbers, which nobody shares, and names, which many may share."""

    numbers: frozenset[str]
    """学号, 证件号, 考生号; at least eight characters each."""
    names: frozenset[str] = frozenset()
    places: Mapping[str, frozenset[tuple[str, int]]] = field(default_factory=dict)
    """File → (sheet, row) of every row a run matched to this student, however it was written there."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """File → what it is called from now on, because its name told of the student."""
    contents: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 → the file of these bytes that has places: what lies in an archive or a mail may be called otherwise."""

    @property
    def spelled(self) -> list[str]:
        """The numbers and names as they may stand in a text, longest first."""
        values = self.numbers | {number.lower() for number in self.numbers} | self.names
        return sorted(values, key=len, reverse=True)

    def marks(self, text: str) -> bool:
        """Tell whether one of the numbers stands in a text, whatever its width and spacing."""
        folded = fold(text)
        if not _DIGITS.search(folded):
            return False
        sizes = {len(number) for number in self.numbers}
        return any(
            folded[at : at + size] in self.numbers for size in sizes for at in range(len(folded) - size + 1)
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

    def called(self, data: bytes, file: str) -> str:
        """Return what a run called the file of these bytes; the name it has where it lies, if none found anybody."""
        if not self.contents:
            return file
        return self.contents.get(hashlib.sha256(data).hexdigest(), file)


def fold(text: str) -> str:
    """Return a text as numbers are compared: half width, capital, without spaces and invisible characters."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()
