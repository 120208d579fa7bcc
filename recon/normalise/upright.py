"""Why a sheet is no list: turned on its side, a form of label and value, a text in one cell, two lines a student."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon import fields
from recon.normalise.columns import KEYS, Column
from recon.normalise.data_lines import is_data
from recon.normalise.headers import FIRST_ROWS, first_header, header_at, numbered
from recon.normalise.labelled import LABELLED
from recon.normalise.lines import is_plain_student

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Header
    from recon.normalise.headings import Lexicon

_NEAR = 4
"""Lines above and below, among which the other labels of a form for one student stand."""


def upright(sheet: RawSheet, lexicon: Lexicon) -> str:
    """Tell why a sheet is no list: ``stacked``, ``one-cell``, ``transposed``, ``key-value``; else empty."""
    header = first_header(sheet, lexicon)
    if header and (why := no_list(sheet, header, lexicon)):
        return why
    if any(_in_one_cell(row, lexicon) for row in sheet.rows[:FIRST_ROWS]):
        return "one-cell"
    if _labels_values(sheet.rows[:FIRST_ROWS], lexicon):
        return "key-value"
    if any(len(_named(row, lexicon)) >= 3 for row in sheet.rows):
        return ""  # a line of words: a header that stands too far down, or over other things
    return _by_labels(sheet, lexicon)


def unknown_words(
    sheet: RawSheet, stray: Sequence[RawRow], lexicon: Lexicon
) -> tuple[int, list[Column]] | None:
    """Return the row of the line above the first student that names other fields, and its words over the numbers.

    Nothing where no line does, or where not every number has a word above it.
    """
    first = next((row for row in stray if is_plain_student(row.values)), None)
    if first is None:
        return None
    places = [at for at, value in enumerate(first.values) if is_plain_student([value])]
    for row in reversed([row for row in sheet.rows if row.number < first.number][:FIRST_ROWS]):
        words = [row.values[at].strip() if at < len(row.values) else "" for at in places]
        if _named(row, lexicon) and all(words) and not any(map(lexicon.code, words)):
            return row.number, [Column(at, word, "") for at, word in zip(places, words, strict=True)]
    return None


def _by_labels(sheet: RawSheet, lexicon: Lexicon) -> str:
    """Tell ``transposed``, ``key-value`` or nothing by where the words of fields stand."""
    heads: dict[int, set[str]] = {}
    filled: dict[int, int] = {}
    for row in sheet.rows[: FIRST_ROWS * 2]:
        left = sum(1 for value in row.values if value.strip())
        for i, value in enumerate(row.values):
            left -= bool(value.strip())
            code = lexicon.code(value) if value and len(value) <= 20 else ""
            if code in fields.BY_CODE:
                heads.setdefault(i, set()).add(code)
                filled[i] = max(filled.get(i, 0), left)
    found = set().union(*heads.values()) if heads else set()
    if len(found) < 3 or found.isdisjoint(KEYS):
        return ""
    column, codes = max(heads.items(), key=lambda item: len(item[1]))
    return "transposed" if len(codes) >= 3 and len(heads) == 1 and filled[column] >= 2 else "key-value"


def no_list(sheet: RawSheet, header: Header, lexicon: Lexicon) -> str:
    """Tell why what looks like a header heads no list: ``key-value``, ``stacked``; else empty."""
    if _is_card(sheet, header, lexicon):
        return "key-value"
    return "stacked" if _stacked(sheet, header, lexicon) else ""


def _is_card(sheet: RawSheet, header: Header, lexicon: Lexicon) -> bool:
    """Tell a line of a form for one student, whose values are empty or odd, from a header by the labels around it.

    Above or below 学号 and 性别 stand 姓名 and 身份证号 in the same columns; in a list values do, or the same words.
    Labels above a header with numbers below it may explain the columns (填写说明): such a one is told by those below.
    """
    has_list = numbered(header, sheet) > 0
    first = header.last + 1 if has_list else max(header.first - _NEAR, 0)
    around = [
        row for row in sheet.rows[first : header.last + 1 + _NEAR] if not (has_list and is_data(row.values))
    ]
    for column in (column for column in header.columns if column.code):
        cells = (row.values[column.index] for row in around if column.index < len(row.values))
        codes = {lexicon.code(cell) for cell in cells if cell} & fields.BY_CODE.keys() - {column.code}
        if len(codes) > 1 and not codes.isdisjoint(fields.PERSONAL):
            return True
    return False


def _stacked(sheet: RawSheet, header: Header, lexicon: Lexicon) -> bool:
    """Tell a form that writes each student on two lines: right below its header, other fields head the same columns."""
    at = header.last + 1
    below = header_at(sheet, at, lexicon) if at < len(sheet.rows) else None
    if (
        below is None
        or below.last > at
        or not below.good
        or sheet.rows[at].number != sheet.rows[at - 1].number + 1
    ):
        return False
    one, two = ({c.index: c.code for c in head.columns if c.code} for head in (header, below))
    return len(one.keys() & two.keys()) > 1 and set(one.values()).isdisjoint(two.values())


def _labels_values(rows: Sequence[RawRow], lexicon: Lexicon) -> bool:
    """Tell cells that say what they hold: 姓名：王丽 beside or above 学号：1864001450123."""
    said = (found[1] for row in rows for value in row.values if (found := LABELLED.match(value)))
    codes = {lexicon.code(label) for label in said} & fields.BY_CODE.keys()
    return len(codes) > 1 and not codes.isdisjoint(KEYS)


def _named(row: RawRow, lexicon: Lexicon) -> set[str]:
    """Return the fields a line names, unless it also holds their values."""
    return set() if is_data(row.values) else {lexicon.code(value) for value in row.values if value} - {""}


def _in_one_cell(row: RawRow, lexicon: Lexicon) -> bool:
    """Tell a header whose words all stand in one cell: a text was pasted and not set apart into columns."""
    cells = [value for value in row.values if value.strip()]
    words = re.split(r"[,，;；|\t]|\s{2,}", cells[0]) if len(cells) == 1 else []
    codes = {lexicon.code(word) for word in words if word} - {""}
    return len(codes) >= 3 and not KEYS.isdisjoint(codes)
