"""A Word table as a sheet: which column a cell stands in, whatever a dragged border did to the grid.

Word has no columns, only edges. Whoever drags one border of one row gives the whole table another grid column, and the
row's cells other numbers, though on paper they stand where they stood. A cell therefore counts for the columns under
which it lies.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from recon.intake.grid import Grid
from recon.intake.readers.word_parts import HIDDEN, STRUCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.intake.readers.word_parts import Row, Table

Place = tuple[int, int]
"""First and last column of a cell, 1-based."""
_NUMBER = re.compile(r"\d{13}")
_OFTEN = 4
"""Where one row in so many does not fit, the table is no list of one shape, and the grid itself counts."""


def laid_out(table: Table, name: str) -> tuple[Grid, list[int]]:
    """Return a table as a sheet, and its rows of students that have two cells in one column."""
    grid = Grid(name, above=list(table.above))
    places, uneven = _places(table)
    tall: dict[int, list[int]] = {}
    for number, (row, spots) in enumerate(zip(table.rows, places, strict=True), 1):
        _merge(grid, number, row, spots, tall)
        values: dict[int, list[str]] = {}
        for cell, (column, _) in zip(row.cells, spots, strict=True):
            if text := "" if row.deleted else cell.text:
                values.setdefault(column, []).append(text)
        last = max(values, default=0)
        grid.add_texts(number, ["\n".join(values.get(column, ())) for column in range(1, last + 1)])
        _mark(grid, number, row)
    return grid, [number for number in uneven if _holds_number(table.rows[number - 1])]


def _merge(grid: Grid, number: int, row: Row, spots: Sequence[Place], tall: dict[int, list[int]]) -> None:
    """Note merged cells; ``tall`` holds those that may go on in the next row, by their first column."""
    for cell, (first, last) in zip(row.cells, spots, strict=True):
        area = tall.get(first)
        if cell.down == "continue" and area and area[2] == number - 1:
            area[2] = number
            if area[2] - area[0] == 1 and area[1] == area[3]:
                grid.merged.append(area)
            continue
        area = [number, first, number, last]
        tall[first] = area
        if last > first:
            grid.merged.append(area)


def _mark(grid: Grid, number: int, row: Row) -> None:
    """Note a row that is struck out or hidden as a whole."""
    filled = row.filled
    if sum(cell.counts == STRUCK for cell in filled) * 2 > len(filled):
        grid.struck_rows.append(number)
    if filled and (row.hidden or all(cell.counts == HIDDEN for cell in filled)):
        grid.hidden_rows.append(number)


def _holds_number(row: Row) -> bool:
    return any(_NUMBER.search(cell.text) for cell in row.filled)


def _places(table: Table) -> tuple[list[list[Place]], list[int]]:
    """Return the columns of every cell, and the numbers of the rows that have two cells in one."""
    edges = _edges(table)
    common = _common([[edges[cell.start] for cell in row.cells] for row in table.rows if row.filled])
    near = [[_near(edges, common, cell.start, cell.span) for cell in row.cells] for row in table.rows]
    uneven = [n for n, spots in enumerate(near, 1) if len({first for first, _ in spots}) < len(spots)]
    if len(uneven) * _OFTEN <= len(near):
        return near, uneven
    return [[(cell.start + 1, cell.start + cell.span) for cell in row.cells] for row in table.rows], []


def _edges(table: Table) -> list[float]:
    """Return where each grid column begins; columns the table does not describe have the width of the others."""
    most = max((cell.start + cell.span for row in table.rows for cell in row.cells), default=0)
    known = [width for width in table.widths if width > 0]
    usual = sum(known) / len(known) if known else 1.0
    widths = [width or usual for width in table.widths[:most]]
    widths += [usual] * (most - len(widths))
    return list(accumulate(widths, initial=0.0))


def _common(rows: Sequence[list[float]]) -> list[float]:
    """Return where cells begin in most rows: of the commonest number of cells, the more the better."""
    counts = Counter(map(len, rows))
    most = max(counts, key=lambda count: (counts[count], count), default=0)
    found = Counter(tuple(row) for row in rows if len(row) == most).most_common(1)
    return list(found[0][0]) if found else []


def _near(edges: Sequence[float], common: Sequence[float], start: int, span: int) -> Place:
    """Return the columns of which a cell covers the better part, or which cover the better part of it."""
    left, right = edges[start], edges[start + span]
    at = max(0, bisect_right(common, left) - 1)
    covered: list[int] = []
    while at < len(common) and (common[at] < right or not covered):
        end = common[at + 1] if at + 1 < len(common) else max(edges[-1], right)
        both = min(right, end) - max(left, common[at])
        if both * 2 >= min(right - left, end - common[at]):
            covered.append(at + 1)
        at += 1
    return (covered[0], covered[-1]) if covered else (len(common), len(common))
