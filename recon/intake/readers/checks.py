"""Two readings of a sheet side by side: which to believe, and what to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.intake.grid import Grid
    from recon.intake.job import Answer
    from recon.intake.marks import Marks


def settle(
    grid: Grid, marks: Marks | None, reply: Answer, second: Callable[[], Grid | None] | None = None
) -> Grid:
    """Return the sheet complete with its marks.

    Where the number of cells differs from the independent count, a ``second`` reader decides; where it does not agree
    either, the fuller reading stands and FI12 says how many cells were read and how many were counted.
    """
    if marks is None:
        reply.tell("FI12", "unchecked", grid.name)
        return grid
    if marks.uncached:
        reply.tell("FI12", "uncached", grid.name, count=marks.uncached)
    best = marks.onto(grid)
    if best.cells != marks.cells and second is not None and (other := second()) is not None:
        best = max(best, marks.onto(other), key=lambda reading: (reading.cells == marks.cells, reading.cells))
    if best.cells != marks.cells:
        reply.tell("FI12", "cells", grid.name, read=best.cells, counted=marks.cells)
    return best


def tell_hidden(reply: Answer) -> None:
    """Say where something stands that a person opening the file does not see (FI05)."""
    for grid in reply.grids:
        if grid.hidden and grid.numbers:
            reply.tell("FI05", "sheet", grid.name, rows=len(grid.numbers))
        if rows := len(set(grid.hidden_rows) & set(grid.numbers)):
            reply.tell("FI05", "rows", grid.name, rows=rows)
        if columns := _filled(grid, set(grid.hidden_columns)):
            reply.tell("FI05", "columns", grid.name, columns=len(columns))


def _filled(grid: Grid, columns: set[int]) -> set[int]:
    """Return those of ``columns`` that hold a value."""
    return {column for column in columns if any(types[column - 1 : column].strip() for types in grid.types)}
