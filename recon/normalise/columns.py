"""A header and its columns: what the words of a line, or of two, say the cells below them are."""

from __future__ import annotations

from dataclasses import dataclass

from recon import fields
from recon.campaign.checks import shown
from recon.normalise.headings import known_but_empty

_MANY = 5
_LONGEST_TOLD = 60
"""Characters of a header cell in a message: some hold a page of instructions."""
WIDEST = 200
"""Columns a header may name, over all lists beside each other; a sheet of thousands is nobody's roster."""
KEYS = fields.PERSONAL
"""One of these every table of students has."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block: its 0-based index, header text as written, and field code (empty: none)."""

    index: int
    text: str
    code: str
    at: int = -1
    """Where its cells stand on the sheet, when that is not its index: the second value of a cell (``parting``)."""

    @property
    def place(self) -> int:
        """The 0-based column of the sheet its cells stand in."""
        return self.index if self.at < 0 else self.at

    @property
    def letter(self) -> str:
        """The column as Excel names it."""
        return letter(self.place)


@dataclass(frozen=True, slots=True)
class Header:
    """A header line (or two): positions in ``RawSheet.rows`` and its columns from left to right."""

    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def score(self) -> int:
        """How many different fields the header names."""
        return len({column.code for column in self.columns} - {""})

    @property
    def good(self) -> bool:
        """True when two fields are named, one of them a key, and words without meaning are the fewer.

        A line of label, value, label, value names fields too, but only in every second cell.
        """
        codes = [column.code for column in self.columns if column.code or known_but_empty(column.text)]
        enough = self.score >= _MANY or len(codes) * 2 > len(self.columns)
        return self.score >= 2 and enough and len(codes) <= WIDEST and not KEYS.isdisjoint(codes)

    def same_columns(self, other: Header) -> bool:
        """Tell whether both name the same fields in the same columns: a header printed again on each page."""
        return self._places() == other._places()

    def within(self, other: Header) -> bool:
        """Tell whether the other header names all this one does, in the same columns."""
        return self._places() <= other._places()

    def _places(self) -> set[tuple[int, str]]:
        return {(column.index, column.code) for column in self.columns if column.code}


def letter(index: int) -> str:
    """Return the Excel letters of a 0-based column index."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def one_line(text: str) -> str:
    """Return a header word without the breaks inside it."""
    return "".join(text.split())


def told(text: str) -> str:
    """Return a header word in one line that is no longer than a message bears."""
    return shown(one_line(text), _LONGEST_TOLD)
