"""The rows and cells of a web page's tables while they are open, and what a cell says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recon.intake.cells import BLANK, NUMBER, TEXT, number_or_text
from recon.intake.readers.rich_text import is_struck, left_of

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDEST, _TALLEST = 1_000, 65_534
"""Bounds of colspan and rowspan, those of the HTML standard."""


@dataclass(slots=True)
class Row:
    """The open row of a table."""

    attributes: dict[str, str]
    cells: dict[int, tuple[str, str]] = field(default_factory=dict)
    surplus: int = 0
    """How many more of its filled cells are struck out than are not."""
    left: dict[int, tuple[str, str]] = field(default_factory=dict)
    """By column, what counts of a cell of which a part is struck out."""
    wholly: bool = False
    """Whether a cell is struck out wholly."""
    partly: bool = False
    """Whether something that is struck out was left out."""
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    """Column, columns and rows of each cell that reaches over several."""
    inner: dict[int, list[Row]] = field(default_factory=dict)
    """By column, the rows of the tables inside that are all the cell says."""

    @property
    def is_struck(self) -> bool:
        """True for a row that a clerk struck out; one whose values were only replaced stays."""
        return self.surplus > 0 and self.wholly

    def settle(self) -> None:
        """Leave out what is struck out beside other text, unless the row is struck out with it."""
        if self.left and not self.is_struck:
            self.cells.update(self.left)
            self.partly = True
            self.left.clear()

    def texts(self) -> list[str]:
        """Return what its filled cells say."""
        return [text for text, _ in self.cells.values() if text]

    def released(self) -> list[Row]:
        """Return the rows of the tables inside, and leave their cells blank."""
        rows = [row for inner in self.inner.values() for row in inner]
        self.cells.update(dict.fromkeys(self.inner, ("", BLANK)))
        self.inner.clear()
        return rows


@dataclass(slots=True)
class Table:
    """One open table: its row, its cell, and the columns that cells of earlier rows still cover."""

    row: Row | None = None
    cell: dict[str, str] | None = None
    pieces: list[str] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    """The places of its pieces that are struck out by themselves."""
    covered: dict[int, int] = field(default_factory=dict)
    inner: list[tuple[int, Row]] = field(default_factory=list)
    """Rows of tables inside the open cell, each with the place of its text among the pieces."""
    waits: bool = True
    """Whether all it has said so far is one text at most."""
    waiting: Row | None = None
    """The row of that text."""

    def take(self, text: str, row: Row) -> None:
        """Take the one text of a table inside the open cell."""
        self.inner.append((len(self.pieces) + 1, row))
        self.pieces += ["\n", text, "\n"]
        if row.is_struck:
            self.struck.add(len(self.pieces) - 2)
        if self.row and row.partly:
            self.row.partly = True

    def end_cell(self, strikes: Callable[[dict[str, str]], bool]) -> None:
        """Put the open cell into the open row; ``strikes`` tells of a tag's attributes whether they strike out."""
        if self.cell is None or self.row is None:
            return
        column = 1
        while column in self.row.cells or self.covered.get(column, 0) > 0:
            column += 1
        across, down = _span(self.cell, "colspan", _WIDEST), _span(self.cell, "rowspan", _TALLEST)
        self.row.cells[column] = value = _value(self.cell, "".join(self.pieces))
        if value[0]:
            self._cross(self.row, column, around=strikes(self.cell) or strikes(self.row.attributes))
        for place in range(column, column + across):
            self.row.cells.setdefault(place, ("", BLANK))
            if down > 1:
                self.covered[place] = down
        if across > 1 or down > 1:
            self.row.spans.append((column, across, down))
        if inner := self._only_inner():
            self.row.inner[column] = inner
        self.inner.clear()
        self.cell, self.pieces, self.struck = None, [], set()

    def _cross(self, row: Row, column: int, *, around: bool) -> None:
        """Take in how much of a filled cell is struck out."""
        pieces = [(text, around or at in self.struck) for at, text in enumerate(self.pieces)]
        gone = sum(len(text.strip()) for text, struck in pieces if struck)
        row.surplus += 1 if around or gone * 2 > len(row.cells[column][0]) else -1
        row.wholly |= is_struck(pieces, around=around)
        if left := left_of(pieces):
            row.left[column] = (left, TEXT)

    def _only_inner(self) -> list[Row]:
        """Return the rows of the tables inside, where the open cell says nothing else."""
        theirs = {at for at, _ in self.inner}
        own = "".join(piece for at, piece in enumerate(self.pieces) if at not in theirs)
        return [] if own.strip("\xa0 \n") else [row for _, row in self.inner]

    def released(self) -> list[Row]:
        """Return what waits in the open row, in its open cell and as the table's only text; it is theirs no more."""
        rows = self.row.released() if self.row else []
        rows += [row for _, row in self.inner]
        for at, _ in self.inner:
            self.pieces[at] = ""
        self.inner.clear()
        before = [] if self.waiting is None else [self.waiting]
        self.waiting = None
        return before + rows


def _span(attributes: dict[str, str], name: str, most: int) -> int:
    """Return over how many columns or rows a cell reaches, within a bound."""
    text = attributes.get(name, "1").strip()
    return (
        min(int(text), most) if text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) else 1
    )


def _value(attributes: dict[str, str], heard: str) -> tuple[str, str]:
    """Return a cell's text and type; Excel's own pages tell a number's exact value beside what is shown."""
    shown = "\n".join(line.strip(" ") for line in heard.split("\n")).strip("\n")
    if exact := attributes.get("x:num", ""):
        number = number_or_text(exact)
        if number[1] == NUMBER:
            return number
    if "x:num" in attributes and shown.replace(".", "", 1).isdigit():
        return shown, NUMBER
    text = attributes.get("x:str") or shown
    return (text, TEXT) if text.strip("\xa0 \n") else ("", BLANK)
