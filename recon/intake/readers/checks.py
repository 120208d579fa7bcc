"""Two readings of a sheet side by side: which to believe, and what to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.asides import in_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recon.intake.grid import Grid
    from recon.intake.job import Answer
    from recon.intake.marks import Marks


def tell_uncached(sheet: str, rows: Sequence[int], reply: Answer) -> None:
    """Say in which rows formulas were saved without a result (FI12): their cells seem empty, and are not.

    Args:
        sheet: its name.
        rows: the row of each such formula, in order.
        reply: is told.
    """
    if rows:
        reply.tell("FI12", "uncached", sheet, count=len(rows), rows=in_rows(rows))


def tell_lost(grid: Grid, counted: int, reply: Answer) -> None:
    """Say how many cells of a sheet were read, where its file has more with content (FI12)."""
    if grid.cells != counted:
        reply.tell("FI12", "lost-cells", grid.name, read=grid.cells, counted=counted)


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
    tell_uncached(grid.name, marks.uncached, reply)
    if marks.astray:
        rows = in_rows(row for row, _ in marks.astray)
        reply.tell("FI12", "astray", grid.name, count=len(marks.astray), rows=rows)
    best = marks.onto(grid)
    if best.cells != marks.cells and second is not None and (other := second()) is not None:
        best = max(best, marks.onto(other), key=lambda reading: (reading.cells == marks.cells, reading.cells))
    tell_lost(best, marks.cells, reply)
    return best
