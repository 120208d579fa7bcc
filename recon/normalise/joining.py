"""One value written over several cells: a name as 姓 and 名, a cohort as year and season, a digit in each cell."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from recon.normalise.columns import Column
from recon.normalise.spellings import folded
from recon.normalise.wordings import GIVEN, SURNAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Header

_LENGTHS = frozenset({13, 15, 18})
"""Of a 学号, an old ID and an ID: what the pieces of a number make together."""
_NUMBERS = frozenset({"student_no", "id_card"})
_OF_COHORT = re.compile("入学|年级|年度|学期|季")
_YEAR, _SEASON = re.compile(r"(?:20)?\d\d年?级?"), re.compile(r"[春秋]季?(?:学期)?")
_SHARE = 0.8


def joined(sheet: RawSheet, header: Header) -> tuple[RawSheet, Header]:
    """Return the sheet with every such value whole, in the first of its cells; nearly every sheet is as it was."""
    names, cohorts = list(_names(header)), list(_cohorts(sheet, header))
    spans = [*names, *cohorts, *_numbers(sheet, header)]
    if not spans:
        return sheet, header
    columns = [column for column in header.columns if not any(column.index in span[1:] for span in spans)]
    called = {span[0]: ("姓＋名", "name") for span in names} | {
        span[0]: ("年度＋学期", "cohort") for span in cohorts
    }
    columns = [Column(c.index, *called[c.index]) if c.index in called else c for c in columns]
    kept = {row.values for row in sheet.rows[header.first : header.last + 1]}
    rows = tuple(
        row if at <= header.last or row.values in kept else _whole(row, spans)
        for at, row in enumerate(sheet.rows)
    )
    return replace(sheet, rows=rows), replace(header, columns=tuple(columns))


def _names(header: Header) -> Iterator[range]:
    """Yield 姓 with 名 right behind it, where no column holds whole names."""
    for one, two in pairwise(header.columns):
        if _is_name(header, range(one.index, two.index + 1)) and folded(two.text) in GIVEN:
            yield range(one.index, two.index + 1)


def _is_name(header: Header, span: range) -> bool:
    whole = any(column.code == "name" and folded(column.text) not in GIVEN for column in header.columns)
    return (
        len(span) == 2
        and not whole
        and any(column.index == span[0] and folded(column.text) in SURNAME for column in header.columns)
    )


def _cohorts(sheet: RawSheet, header: Header) -> Iterator[range]:
    """Yield a column of nothing but years with one of nothing but seasons right behind it (年度 2018, 学期 秋季)."""
    rows = sheet.rows[header.last + 1 :]
    for one, two in pairwise(header.columns):
        speaks = any(map(_OF_COHORT.search, (one.text, two.text)))
        if speaks and two.index == one.index + 1 and _all(rows, one, _YEAR) and _all(rows, two, _SEASON):
            yield range(one.index, two.index + 1)


def _all(rows: Sequence[RawRow], column: Column, value: re.Pattern[str]) -> bool:
    """Tell whether nearly every cell of a column that says anything is such a value."""
    said = [
        text for row in rows if column.index < len(row.values) and (text := row.values[column.index].strip())
    ]
    return bool(said) and sum(map(bool, map(value.fullmatch, said))) >= _SHARE * len(said)


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
