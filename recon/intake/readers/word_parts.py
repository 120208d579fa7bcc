"""What a Word document's tables are made of, while they are read."""

from __future__ import annotations

from dataclasses import dataclass, field

WIDEST = 1_000
"""Columns a table may have; Word has 63."""
PLAIN, STRUCK, HIDDEN = "", "struck", "hidden"
_MARKS = (PLAIN, STRUCK, HIDDEN)


@dataclass(slots=True)
class Cell:
    """One cell: where it begins among the table's grid columns (0-based), how far it goes, and its text in pieces."""

    start: int
    span: int = 1
    down: str = ""
    """``restart`` where cells merged downwards begin, ``continue`` below it."""
    deleted: bool = False
    pieces: list[tuple[str, str]] = field(default_factory=list)
    """(mark, text): the mark is ``struck``, ``hidden`` or empty."""

    def holds(self, mark: str) -> bool:
        """Tell whether any text is so marked."""
        return any(one == mark and text.strip() for one, text in self.pieces)

    @property
    def counts(self) -> str:
        """Which text counts as the cell's: the plain one, without any the struck, without that the hidden."""
        return next(filter(self.holds, _MARKS), PLAIN)

    @property
    def mixed(self) -> bool:
        """True where there is text besides that which counts."""
        return sum(map(self.holds, _MARKS)) > 1

    @property
    def text(self) -> str:
        """The text that counts, without empty lines."""
        if self.deleted:
            return ""
        mark = self.counts
        said = "".join(text for one, text in self.pieces if one == mark or text == "\n")
        return "\n".join(line for part in said.split("\n") if (line := part.strip(" \xa0")))


@dataclass(slots=True)
class Row:
    """One row of a table."""

    cells: list[Cell] = field(default_factory=list)
    before: int = 0
    """Grid columns left out before its first cell."""
    deleted: bool = False
    hidden: bool = False
    tracked: bool = False
    """Something in it was inserted or deleted under tracked changes."""
    nested: bool = False

    @property
    def filled(self) -> list[Cell]:
        """The cells with text; a deleted row has none."""
        return [] if self.deleted else [cell for cell in self.cells if cell.text]

    @property
    def mixed(self) -> bool:
        """True where a cell has text besides that which counts."""
        return any(cell.mixed for cell in self.filled)

    def holds(self, mark: str) -> bool:
        """Tell whether any text is so marked."""
        return any(cell.holds(mark) for cell in self.filled)

    def merge_left(self, how: str) -> None:
        """Let the last cell be part of the one before it, as old programs merge cells."""
        if how == "continue" and len(self.cells) > 1:
            self.cells[-2].span += self.cells.pop().span


@dataclass(slots=True)
class Table:
    """One table: its ordinal in the document (``2``, of a table inside it ``2.1``) and the lines above it."""

    name: str
    above: list[str]
    widths: list[float] = field(default_factory=list)
    """Of its grid columns, in twentieths of a point; 0 where nobody says."""
    rows: list[Row] = field(default_factory=list)
    inner: int = 0
    """Tables inside it."""

    def add_width(self, written: str) -> None:
        """Note the width of the next grid column."""
        if len(self.widths) < WIDEST:
            known = written.isascii() and written.isdigit() and len(written) < 7
            self.widths.append(float(written) if known else 0.0)
