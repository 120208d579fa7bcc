"""A Word document front to back: its tables with their cells, and the lines of text between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.intake.readers.word_parts import WIDEST, Cell, Row, Table
from recon.intake.readers.word_styles import OFF
from recon.intake.readers.word_text import TextWalk
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r"(?<!\d)(?:\d{13}|\d{17}[\dXx])(?!\d)")

_LONGEST = 100
"""Characters of a table's name, told of tables in tables in tables."""


class WordWalk(TextWalk):
    """Tables in the order they begin; ``numbers`` counts the lines outside of them that hold a student's number.

    Args:
        most: cells there may be, spans counted.
        styles: the styles that mark their text, and how (``word_styles``).
    """

    def __init__(self, most: int, styles: dict[str, frozenset[str]]) -> None:
        super().__init__(styles)
        self.tables: list[Table] = []
        self.numbers = 0
        self._most = most
        self._cells = self._count = 0
        self._open: list[Table] = []
        self._lines: list[str] = []
        self._line: list[str] = []
        self._aside: list[str] = []

    @property
    def all_lines(self) -> list[str]:
        """Every line of text, those of the tables row by row: what a page header says."""
        tables = [
            line
            for table in self.tables
            for line in (*table.above, *("　".join(cell.text for cell in row.filled) for row in table.rows))
        ]
        return [line for line in (*tables, *self._lines) if line]

    @property
    def _row(self) -> Row | None:
        return self._open[-1].rows[-1] if self._open and self._open[-1].rows else None

    @property
    def _cell(self) -> Cell | None:
        row = self._row
        return row.cells[-1] if row and row.cells else None

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Go into a table or one of its parts."""
        if name == "tbl":
            self._open_table()
        elif not self._open:
            return
        elif name == "gridCol":
            self._open[-1].add_width(attributes.get("w", ""))
        elif name == "tr":
            self._open[-1].rows.append(Row())
        elif name == "tc":
            self._open_cell()
        else:
            self._describe(name, attributes)

    def _open_table(self) -> None:
        self._spend()
        if self._open:
            outer = self._open[-1]
            outer.inner += 1
            deeper = len(outer.name) < _LONGEST
            table = Table(f"{outer.name}.{outer.inner}" if deeper else outer.name, [])
            if self._row:
                self._row.nested = True
        else:
            self._count += 1
            table = Table(str(self._count), self._lines)
            self._lines = []
        self._open.append(table)
        self.tables.append(table)

    def _open_cell(self) -> None:
        row = self._row
        if row:
            self._spend()
            last = self._cell
            row.cells.append(Cell(min(last.start + last.span if last else row.before, WIDEST)))

    def _describe(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note what is said of a row or a cell."""
        row, cell = self._row, self._cell
        if name == "gridBefore" and row:
            row.before = self._size(attributes)
        elif name == "hidden" and row:
            row.hidden = attributes.get("val") not in OFF
        elif name == "gridSpan" and cell:
            cell.span = self._size(attributes)
        elif name == "vMerge" and cell:
            cell.down = attributes.get("val", "continue")
        elif name == "hMerge" and row:
            row.merge_left(attributes.get("val", "continue"))
        elif name == "cellDel" and row and cell:
            cell.deleted = row.tracked = True

    def closed(self, name: str) -> None:
        """Come out of a table."""
        if name == "tbl" and self._open:
            self._open.pop()

    def take_change(self, *, gone: bool, row: bool) -> None:
        """Note that a row holds tracked changes, or was deleted by one."""
        if self._row:
            self._row.tracked = True
            self._row.deleted = self._row.deleted or (gone and row)

    def take(self, piece: str, mark: str) -> None:
        """Put text into the cell that is open, or into the line between tables."""
        if self._cell:
            self._cell.pieces.append((mark, piece))
        elif not self._open and not mark:
            self._line.append(piece)

    def take_end(self) -> None:
        """End a line of the cell, or between tables."""
        if self._open:
            self.take("\n", "")
            return
        said = "".join(self._line).split("\n")
        self._lines += [text for part in said if (text := part.strip(" \t\xa0"))]
        self._look(self._line)

    def take_aside(self, piece: str) -> None:
        """Look through what stands in a drawing, a paragraph at a time."""
        if piece:
            self._aside.append(piece)
        else:
            self._look(self._aside)

    def _look(self, pieces: list[str]) -> None:
        """Count a line outside the tables in which a number of a student stands, and forget it."""
        self.numbers += bool(_NUMBER.search("".join(pieces)))
        pieces.clear()

    def _size(self, attributes: Mapping[str, str]) -> int:
        text = attributes.get("val", "")
        size = min(max(1, int(text)), WIDEST) if text.isascii() and text.isdigit() and len(text) < 9 else 1
        self._spend(size)
        return size

    def _spend(self, cells: int = 1) -> None:
        """Count cells as they begin: an empty one costs its sender less than a byte."""
        self._cells += cells
        if self._cells > self._most:
            raise RefusedError("FI06", "cells", limit=self._most)
