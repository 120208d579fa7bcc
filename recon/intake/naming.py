"""Names of sheets and members: short enough to stand in every finding, and no two the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.intake.grid import Grid


def shortened(name: str, longest: int, ending: int = 0) -> str:
    """Return a name of at most ``longest`` characters: the middle of a longer one is left out, its ending stays."""
    if len(name) <= longest:
        return name
    return f"{name[: longest - ending - 1]}…{name[len(name) - ending :]}"


def name_apart(grids: Sequence[Grid]) -> None:
    """Give sheets of one name names of their own, 名单 (2) for the second: a name is where a finding points to."""
    taken = {grid.name for grid in grids}
    seen: set[str] = set()
    for grid in grids:
        name, number = grid.name, 2
        while grid.name and grid.name in seen:
            told = f"{name} ({number})"
            grid.name = name if told in taken else told
            number += 1
        seen.add(grid.name)
