"""Cells merged downwards: which rows show what the first of them says.

A file may claim any area, and several over each other; no claim is walked further than the rows that are there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Area: TypeAlias = tuple[int, int, int, int]
    """First row, first column, last row, last column: 1-based, inclusive."""


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
