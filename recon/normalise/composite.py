"""Several values written into one cell in the order the header lists them: 姓名/性别/民族 over 王丽/女/汉."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from recon.normalise import lines
from recon.normalise.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Header
    from recon.normalise.headings import Lexicon

_LISTED = re.compile(r"[/／、|＋+,，;；\n及和与]")
_BETWEEN = re.compile(r"[/／、|＋+,，;；\s]+")
_MOST = 5
_SHARE = 0.8
_LOOKS: Mapping[str, Callable[[str], object]] = {
    "name": lines.is_person,
    "sex": re.compile("[男女]").fullmatch,
    "student_no": re.compile(r"\d{6,}").fullmatch,
    "exam_no": re.compile(r"\d{6,}").fullmatch,
    "id_card": re.compile(r"\d{15}(?:\d\d[\dXx])?").fullmatch,
    "cohort": re.compile(r"\d{2}").match,
}
"""What a value of the field looks like; of the others nobody can say."""


def taken_apart(sheet: RawSheet, header: Header, lexicon: Lexicon) -> tuple[RawSheet, Header]:
    """Return the sheet with the values of such cells in columns of their own, which stand where the cell does.

    Nearly every cell has to hold as many values as the header lists, and they have to look like what it says; nearly
    every sheet is as it was.
    """
    for column in header.columns:
        codes = [] if column.code else _codes(column.text, lexicon)
        others = {other.code for other in header.columns} - {""}
        rows = sheet.rows[header.last + 1 :]
        if any(codes) and others.isdisjoint(codes) and _hold(rows, column.index, codes):
            return taken_apart(*_apart(sheet, header, column, codes), lexicon)
    return sheet, header


def listed(rows: Sequence[RawRow], column: Column, lexicon: Lexicon) -> frozenset[str]:
    """Return the fields that a header word lists (学号/身份证号), where the cells of ``rows`` hold as many values."""
    codes = [] if column.code else _codes(column.text, lexicon)
    return frozenset(filter(None, codes)) if any(codes) and _hold(rows, column.index, codes) else frozenset()


def _codes(text: str, lexicon: Lexicon) -> list[str]:
    """Return the field each word names, empty where it names none; nothing where a cell does not list words."""
    words = [word for word in _LISTED.split(text.strip()) if word.strip()]
    codes = [lexicon.code(word) for word in words]
    known = [code for code in codes if code]
    return codes if 1 < len(words) <= _MOST and len(known) == len({*known}) else []


def _hold(rows: Sequence[RawRow], at: int, codes: Sequence[str]) -> bool:
    said = [text for row in rows if at < len(row.values) and (text := row.values[at].strip())]
    return bool(said) and sum(bool(_values(text, codes)) for text in said) >= _SHARE * len(said)


def _values(text: str, codes: Sequence[str]) -> list[str]:
    """Return the values of a cell, nothing where they are not those of the header."""
    pieces = _BETWEEN.split(text.strip())
    look = len(pieces) == len(codes) and all(
        _LOOKS[code](piece) for code, piece in zip(codes, pieces, strict=True) if code in _LOOKS
    )
    return pieces if look else []


def _apart(sheet: RawSheet, header: Header, column: Column, codes: Sequence[str]) -> tuple[RawSheet, Header]:
    width = max(len(row.values) for row in sheet.rows)
    new = [Column(width + at, column.text, code, column.index) for at, code in enumerate(codes) if code]
    columns = (*(one for one in header.columns if one is not column), *new)
    same = {row.values for row in sheet.rows[header.first : header.last + 1]}
    rows = (
        row if at <= header.last or row.values in same else _whole(row, column.index, width, codes)
        for at, row in enumerate(sheet.rows)
    )
    header = replace(header, columns=tuple(sorted(columns, key=lambda one: (one.place, one.index))))
    return replace(sheet, rows=tuple(rows)), header


def _whole(row: RawRow, at: int, width: int, codes: Sequence[str]) -> RawRow:
    """Return the row with its values set apart; a cell that is not as the others stays whole, as the first field."""
    text = row.values[at].strip() if at < len(row.values) else ""
    if not text:
        return row
    first = next(i for i, code in enumerate(codes) if code)
    pieces = _values(text, codes) or [text if i == first else "" for i in range(len(codes))]
    kind = row.types[at : at + 1] or "t"
    values, types = [*row.values, *("",) * (width - len(row.values))], row.types.ljust(width)
    values[at] = ""
    kinds = "".join(kind if piece else " " for piece in pieces)
    return replace(row, values=(*values, *pieces), types=types[:at] + " " + types[at + 1 :] + kinds)
