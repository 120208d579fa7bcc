"""Merged cells: which rows show what the first of them says, and which column a word over several heads.

A file may claim any area, and several over each other; no claim is walked further than the rows that are there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recon.model import RawSheet
    from recon.normalise.columns import Column, Header

    Area: TypeAlias = tuple[int, int, int, int]
    """First row, first column, last row, last column: 1-based, inclusive."""


_LOOKED_AT = 50
"""Lines below a header that tell which column is filled."""


def over_filled(sheet: RawSheet, header: Header) -> Header:
    """Put a word merged over several columns over the one of them that is filled; nearly every header is as it was."""
    heads = {row.number for row in sheet.rows[header.first : header.last + 1]}
    wide = {left - 1: right for first, left, _, right in sheet.merged if first in heads and right > left}
    if not wide:
        return header
    taken = {column.index for column in header.columns}
    below = sheet.rows[header.last + 1 : header.last + 1 + _LOOKED_AT]

    def put(column: Column) -> Column:
        free = {*range(column.index, wide.get(column.index, 0))} - taken | {column.index}
        filled = [
            at for at in sorted(free) if any(row.values[at : at + 1] not in {(), ("",)} for row in below)
        ]
        return replace(column, index=filled[0]) if column.code and len(filled) == 1 else column

    return replace(header, columns=tuple(map(put, header.columns)))


def tall(areas: Iterable[Area]) -> list[Area]:
    """Return the areas of more than one row, each once, from top to bottom."""
    return sorted({area for area in areas if area[2] > area[0]})


def covered(areas: Iterable[Area], numbers: Sequence[int], index: int) -> Iterator[tuple[int, int]]:
    """Yield the places of a first cell and of one it covers, each covered cell once.

    Args:
        areas: as :func:`tall` returns them.
        numbers: of the rows, ascending; a place is a position in it.
        index: 0-based column.
    """
    done = 0
    for first, left, last, right in areas:
        top = bisect_left(numbers, first)
        if not left <= index + 1 <= right or numbers[top : top + 1] != [first]:
            continue
        for at in range(bisect_right(numbers, max(first, done)), bisect_right(numbers, last)):
            yield top, at
        done = max(done, last)
