"""Where the header stands and which column is which field: one or two lines, once or side by side.

A header is told by how many different fields its words name. A line that also holds a long number or a sex is
a line of data (or of a key-value form), whatever its words say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recon import fields
from recon.normalise import two_lines
from recon.normalise.headings import known_but_empty
from recon.normalise.spellings import folded
from recon.normalise.wordings import GIVEN, SURNAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawSheet
    from recon.normalise.headings import Lexicon

FIRST_ROWS = 30
"""The first header of a sheet stands within these rows, unless none of them is one."""
_FURTHER = 300
"""Lines that are looked at where the first rows hold none: below notices, pictures or a list of words."""
_GOOD_SHARE = 0.6
"""The first line naming this share of the best line's fields is the header; the best may come later."""
_MANY = 5
_SOON = 5
"""Lines below a header among which the first student stands: there may be hints, an example and a class between."""
_WIDEST = 200
"""Columns a header may name, over all lists beside each other; a sheet of thousands is nobody's roster."""
KEYS = fields.PERSONAL
"""One of these every table of students has."""
_DATA = re.compile(r"^[\s'‘’]*(?:(?!\d{4}-\d{1,2}-\d{1,2}\b)\d[\d\s-]{5,}[\dXx]?|男|女|[\d.]+[Ee]\+\d+)\s*$")
"""A long number or a sex; a day is no number, for a column may be headed by the day it is about."""

_NUMBER = re.compile(r"\A[\s'‘’]{0,9}(?:\d{13}|\d{17}[\dXx])\s{0,9}\Z")
"""A 学号 or an ID, written in full."""


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
        return self.score >= 2 and enough and len(codes) <= _WIDEST and not KEYS.isdisjoint(codes)

    def same_columns(self, other: Header) -> bool:
        """Tell whether both name the same fields in the same columns: a header printed again on each page."""
        return self._places() == other._places()

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


def first_header(sheet: RawSheet, lexicon: Lexicon) -> Header | None:
    """Return the best header within the first 30 rows, else the next one below, None where there is none."""
    heads = range(sum(1 for row in sheet.rows[:FIRST_ROWS] if row.number <= FIRST_ROWS))
    found = [header for at in heads if (header := header_at(sheet, at, lexicon))]
    if not found:
        below = (
            at for at in range(len(heads), min(len(sheet.rows), _FURTHER)) if _names_key(sheet, at, lexicon)
        )
        return next((header for at in below if (header := header_at(sheet, at, lexicon))), None)
    best = max(header.score for header in found)
    return next(header for header in found if header.score >= best * _GOOD_SHARE)


def _names_key(sheet: RawSheet, at: int, lexicon: Lexicon) -> bool:
    """Tell in a glance whether a line or the one below it may be a header."""
    return any(lexicon.code(text) in KEYS for row in sheet.rows[at : at + 2] for text in row.values if text)


def header_at(sheet: RawSheet, at: int, lexicon: Lexicon) -> Header | None:
    """Return the header that begins at ``sheet.rows[at]``, None when that line is none."""
    row = sheet.rows[at]
    if is_data(row.values):
        return None
    single = Header(at, at, _columns(row.values, lexicon))
    double = _double(sheet, at, lexicon)
    if double and _heads(double, sheet) and _wins(double, single, sheet, lexicon):
        return double
    return single if _heads(single, sheet) or _lone_key(single, sheet) else None


def is_data(values: Sequence[str]) -> bool:
    """Tell whether a line holds a long number or a sex: no header does."""
    return any(_DATA.match(value) for value in values if value)


def _heads(header: Header, sheet: RawSheet) -> bool:
    """Tell a header by its words; where most of them mean nothing here (微信, 单位, 地址), by the numbers below it."""
    if header.good or header.score < 2 or len(header.columns) > _WIDEST:
        return header.good
    numbers = [column.index for column in header.columns if column.code in fields.NUMBERS]
    below = sheet.rows[header.last + 1 : header.last + 1 + _SOON]
    return any(i < len(row.values) and _NUMBER.match(row.values[i]) for row in below for i in numbers)


def _lone_key(header: Header, sheet: RawSheet) -> bool:
    """A list of nothing but numbers still has a header when a long number stands right below it."""
    codes = [column for column in header.columns if column.code in {"student_no", "id_card"}]
    below = header.last + 1
    if len(codes) != 1 or len(header.columns) > 2 or below >= len(sheet.rows):
        return False
    values = sheet.rows[below].values
    return codes[0].index < len(values) and bool(_DATA.match(values[codes[0].index]))


def _columns(texts: Sequence[str], lexicon: Lexicon) -> tuple[Column, ...]:
    """Name the columns; one that names a field in a made word gives way to one that says it outright."""
    columns = tuple(Column(i, t.strip(), lexicon.code(t)) for i, t in enumerate(texts) if t.strip())
    outright = {column.code for column in columns if lexicon.plain(column.text)}
    return tuple(
        replace(column, code="") if column.code in outright and not lexicon.plain(column.text) else column
        for column in columns
    )


def _double(sheet: RawSheet, at: int, lexicon: Lexicon) -> Header | None:
    """Read two lines as one header: words above spread over what stands below them."""
    if at + 1 >= len(sheet.rows):
        return None
    top, bottom = sheet.rows[at], sheet.rows[at + 1]
    if bottom.number != top.number + 1 or is_data(bottom.values):
        return None
    return Header(at, at + 1, _columns(two_lines.said(sheet, top, bottom, lexicon), lexicon))


def _translates(above: Header, below: Header) -> bool:
    """Tell a line that says the header again in another language from the header of another table."""
    said = {column.index: column.code for column in above.columns if column.code}
    again = [c.code == said[c.index] for c in below.columns if c.code and c.index in said]
    tongues = {bool(two_lines.HAN.search(column.text)) for column in above.columns if column.code}
    others = {bool(two_lines.HAN.search(column.text)) for column in below.columns}
    return (
        above.good
        and len(again) > 1
        and all(again)
        and len(tongues | others) == 2 > len(tongues) == len(others)
    )


def _divides_name(single: Header, lower: Sequence[str]) -> bool:
    """Tell 姓名 over 姓 and 名."""
    names = [column.index for column in single.columns if column.code == "name"]
    pairs = [[folded(text) for text in lower[at : at + 2]] for at in names]
    return any(len(two) > 1 and two[0] in SURNAME and two[1] in GIVEN for two in pairs)


def _disowns(double: Header, below: Header) -> bool:
    """Tell a group above a full header that makes some of its columns somebody else's, and takes none of its fields."""
    own, all_ = (sum(bool(column.code) for column in one.columns) for one in (double, below))
    return below.good and double.score == below.score and own < all_


def _wins(double: Header, single: Header, sheet: RawSheet, lexicon: Lexicon) -> bool:
    """Two lines are one header when together they name more than either, or the lower divides the upper."""
    lower = sheet.rows[double.last].values
    below = Header(double.last, double.last, _columns(lower, lexicon))
    if double.score > max(single.score, below.score) or _translates(single, below):
        return True
    if _divides_name(single, lower) or _disowns(double, below):
        return True
    keys = [column.index for column in single.columns if column.code in KEYS]
    divides = bool(keys) and not any(i < len(lower) and lower[i].strip() for i in keys)
    short = all(len(text.strip()) <= 10 for text in lower)
    return single.good and divides and short and double.score >= single.score and len(below.columns) > 1
