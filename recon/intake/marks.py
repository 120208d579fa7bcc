"""What an independent look at a sheet finds, beside the values that the fast reader gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recon.intake.cells import BLANK, ERROR, FORMULA, NUMBER, TEXT

if TYPE_CHECKING:
    from recon.intake.grid import Grid
    from recon.intake.shown import Shown

ROOMY = 4_000_000
"""A box of this many cells always fits into a child's memory."""


@dataclass(slots=True)
class Marks:
    """Cells by (row, column), 1-based."""

    cells: int = 0
    """Non-empty cells, counted without the fast reader."""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Where an error value stands: ``#N/A`` …"""
    formulas: set[tuple[int, int]] = field(default_factory=set)
    uncached: list[int] = field(default_factory=list)
    """The row of each formula that was saved without its value."""
    astray: set[tuple[int, int]] = field(default_factory=set)
    """Where a text is referred to that the book does not have: readers take another one for it."""
    numbers: dict[tuple[int, int], str] = field(default_factory=dict)
    """Numbers no calendar can hold, although formatted as dates."""
    dressed: dict[tuple[int, int], Shown] = field(default_factory=dict)
    """What the number format of a cell shows beside its value."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    crossed: Counter[int] = field(default_factory=Counter)
    """Row → how many more of its filled cells are struck out than are not."""
    left: dict[tuple[int, int], str] = field(default_factory=dict)
    """What counts of a text of which a part is struck out."""
    last_row: int = 0
    last_column: int = 0

    @property
    def sparse(self) -> bool:
        """True when the box around the cells is vast and all but empty: the fast reader lays out every cell of it."""
        return self.last_row * self.last_column > max(ROOMY, 16 * self.cells)

    def cross(self, row: int, *, struck: bool) -> None:
        """Take in one filled cell of a book that strikes some out."""
        self.crossed[row] += 1 if struck else -1

    def onto(self, grid: Grid) -> Grid:
        """Return the sheet with its errors, formulas, hidden and struck parts put in."""
        grid.hidden_rows, grid.hidden_columns = sorted(self.hidden_rows), sorted(self.hidden_columns)
        grid.struck_rows = sorted(row for row, surplus in self.crossed.items() if surplus > 0)
        grid.partly_struck = sorted({row for row, _ in self.left})
        spots, dressed = self._by_row(), self._dressed()
        if not spots and not dressed:
            return grid
        marked = replace(grid, numbers=[], values=[], types=[])
        rows = dict(zip(grid.numbers, zip(grid.values, grid.types, strict=True), strict=True))
        for number in sorted(rows.keys() | spots.keys()):
            values, types = _overlaid(*rows.get(number, ([], "")), spots.get(number, {}))
            marked.add(number, *_in_dress(values, types, dressed.get(number, {})))
        return marked

    def _dressed(self) -> dict[int, dict[int, Shown]]:
        """Return which cells show more than they hold: row → column → how."""
        found: dict[int, dict[int, Shown]] = {}
        for (row, column), shown in self.dressed.items():
            found.setdefault(row, {})[column] = shown
        return found

    def _by_row(self) -> dict[int, dict[int, tuple[str, str]]]:
        """Return what to put where: row → column → (text, or empty to keep it unless the type is blank; type)."""
        spots: dict[int, dict[int, tuple[str, str]]] = {}
        for found, kind in ((self.formulas, FORMULA), (self.astray, BLANK)):
            for row, column in found:
                spots.setdefault(row, {})[column] = ("", kind)
        for texts, kind in ((self.errors, ERROR), (self.numbers, NUMBER), (self.left, TEXT)):
            for (row, column), text in texts.items():
                spots.setdefault(row, {})[column] = (text, kind)
        return spots


def _overlaid(values: list[str], types: str, spots: dict[int, tuple[str, str]]) -> tuple[list[str], str]:
    if not spots:
        return values, types
    width = max(len(values), *spots)
    texts = values + [""] * (width - len(values))
    kinds = list(types.ljust(width, BLANK))
    for column, (text, kind) in spots.items():
        if text or kind == BLANK:
            texts[column - 1], kinds[column - 1] = text, kind
        elif texts[column - 1]:
            kinds[column - 1] = kind
    return texts, "".join(kinds)


def _in_dress(values: list[str], types: str, dressed: dict[int, Shown]) -> tuple[list[str], str]:
    """Return a row as its number formats show it."""
    if not dressed:
        return values, types
    pairs = list(zip(values, types, strict=True))
    for column, shown in dressed.items():
        if column <= len(pairs):
            pairs[column - 1] = shown.of(*pairs[column - 1])
    return [text for text, _ in pairs], "".join(kind for _, kind in pairs)
