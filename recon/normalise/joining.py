"""One value written over several cells: a name as 姓 and 名, a number with a digit in each cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recon.normalise.headers import Column
from recon.normalise.spellings import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.headers import Header

_SURNAME, _GIVEN = frozenset({"姓", "姓氏", "xing"}), frozenset({"名", "名字", "ming"})
_LENGTHS = frozenset({13, 15, 18})
"""Of a 学号, an old ID and an ID: what the pieces of a number make together."""
_NUMBERS = frozenset({"student_no", "id_card"})
_SHARE = 0.8


def joined(sheet: RawSheet, header: Header) -> tuple[RawSheet, Header]:
    """Return the sheet with every such value whole, in the first of its cells; nearly every sheet is as it was."""
    spans = [*_names(header), *_numbers(sheet, header)]
    if not spans:
        return sheet, header
    columns = [column for column in header.columns if not any(column.index in span[1:] for span in spans)]
    starts = {span[0] for span in spans if _is_name(header, span)}
    columns = [Column(c.index, "姓＋名", "name") if c.index in starts else c for c in columns]
    rows = tuple(row if at <= header.last else _whole(row, spans) for at, row in enumerate(sheet.rows))
    return replace(sheet, rows=rows), replace(header, columns=tuple(columns))


def _names(header: Header) -> Iterator[range]:
    """Yield 姓 with 名 right behind it, where no column holds whole names."""
    for one, two in zip(header.columns, header.columns[1:], strict=False):
        if _is_name(header, range(one.index, two.index + 1)) and folded(two.text) in _GIVEN:
            yield range(one.index, two.index + 1)


def _is_name(header: Header, span: range) -> bool:
    whole = any(column.code == "name" and folded(column.text) not in _GIVEN for column in header.columns)
    return (
        len(span) == 2
        and not whole
        and any(column.index == span[0] and folded(column.text) in _SURNAME for column in header.columns)
    )


def _numbers(sheet: RawSheet, header: Header) -> Iterator[range]:
    """Yield a number's column with the nameless ones behind it, when together they make numbers of the right length."""
    titled = sorted(column.index for column in header.columns)
    rows = sheet.rows[header.last + 1 :]
    width = max((len(row.values) for row in rows), default=0)
    for column in header.columns:
        end = next((index for index in titled if index > column.index), width)
        span = range(column.index, end)
        if column.code in _NUMBERS and len(span) > 1 and _makes_numbers(rows, span):
            yield span


def _makes_numbers(rows: Sequence[RawRow], span: range) -> bool:
    pieces = [[row.values[i].strip() for i in span if i < len(row.values)] for row in rows]
    filled = [texts for texts in pieces if sum(map(bool, texts)) > 1]
    made = sum(len("".join(texts)) in _LENGTHS and len(texts[0]) not in _LENGTHS for texts in filled)
    return bool(filled) and made >= _SHARE * sum(any(texts) for texts in pieces)


def _whole(row: RawRow, spans: Sequence[range]) -> RawRow:
    values, types = list(row.values), list(row.types)
    for span in spans:
        inside = [i for i in span if i < len(values)]
        text = "".join(values[i].strip() for i in inside)
        for i in inside:
            values[i], types[i] = (text, "t") if i == span[0] and text else ("", " ")
    return replace(row, values=tuple(values), types="".join(types))
