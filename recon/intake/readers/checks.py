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
