"""OpenDocument spreadsheets, zipped (ods) and flat (fods); repeats are unrolled where they hold a value.

The fast reader tells neither errors nor formulas nor hidden parts here, so the content is walked itself
(OpenDocument 1.3, part 3, chapter 9).
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.cells import BLANK, TEXT
from recon.intake.grid import Grid
from recon.intake.readers.checks import tell_uncached
from recon.intake.readers.ods_cells import Cell, times_of
from recon.intake.readers.package import Package, utf8
from recon.intake.readers.walking import XmlWalk
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job

_PARAGRAPHS = frozenset({"p", "h"})
"""What holds a cell's lines; one pasted from a document may be a heading there."""
_OFF = frozenset({"collapse", "filter"})
_DRAWN = "frame custom-shape rect line polyline polygon regular-polygon path circle ellipse g connector caption measure"
_APART = frozenset([*_DRAWN.split(), *"control annotation tracked-changes shapes forms ruby-text".split()])  # noqa: SIM905
"""Elements whose text is no cell's: comments, what was deleted, drawings."""


def read(job: Job, reply: Answer) -> None:
    """Read every table.

    Raises:
        RefusedError: FI02 encrypted, FI06 over the limits, FI01 damaged.
    """
    walk = _Walk(job.bounds.cells)
    walk.feed(_content(job, reply))
    for place, grid in enumerate(walk.grids):
        tell_uncached(grid.name, [row for at, row in walk.uncached if at == place], reply)
    reply.grids += walk.grids


def _content(job: Job, reply: Answer) -> bytes:
    if reply.kind == "fods":
        return utf8(Path(job.path).read_bytes())
    try:
        with Package(Path(job.path), job.bounds) as package:
            if b"encryption-data" in package.part("META-INF/manifest.xml"):
                raise RefusedError("FI02", "unknown-lock")
            if any(name.startswith(("basic/", "scripts/")) for name in package.names):
                reply.tell("FI04", "macros")
            package.tell_twice(reply, "content.xml")
            return package.part("content.xml")
    except zipfile.BadZipFile:
        raise RefusedError("FI01", "broken-zip") from None


class _Walk(XmlWalk):
    """Tables, rows, cells, paragraphs."""

    def __init__(self, most: int) -> None:
        self.grids: list[Grid] = []
        self.uncached: list[tuple[int, int]] = []
        """Place of the sheet and row of each formula without a result."""
        self._most, self._count = most, 0
        self._hidden_styles: set[str] = set()
        self._struck_styles: set[str] = set()
        self._style = ""
        self._spans: list[bool] = []
        """Of the stretches of text around the place, whether each is struck out."""
        self._surplus = 0
        """How many more of the row's filled cells are struck out than are not."""
        self._row = self._column = self._depth = self._apart = 0
        self._attributes: dict[str, str] = {}
        self._values: list[tuple[str, str]] = []
        self._cell: Cell | None = None
        self._listening = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _APART:
            self._apart += 1
        if self._apart:
            return
        if name in {"table-cell", "covered-table-cell"}:
            self._cell = Cell(attributes, name.startswith("covered"))
        elif name in _PARAGRAPHS and self._cell:
            self._cell.begin()
            self._listening = True
        elif self._listening and name == "span":
            around = bool(self._spans) and self._spans[-1]
            self._spans.append(around or attributes.get("style-name") in self._struck_styles)
        elif self._listening and name in {"s", "tab", "line-break"}:
            self.text(self._spaces(attributes) if name == "s" else "\t" if name == "tab" else "\n")
        else:
            self._start_outer(name, attributes)

    def _start_outer(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table-row":
            self._attributes, self._values, self._column, self._surplus = attributes, [], 0, 0
        elif name == "table":
            self._depth += 1
            if self._depth == 1:
                hidden = attributes.get("style-name") in self._hidden_styles
                self.grids.append(Grid(attributes.get("name", ""), hidden=hidden))
                self._row = self._column = 0
        elif name == "table-column" and self.grids:
            times = times_of(attributes, "number-columns-repeated")
            if attributes.get("visibility") in _OFF:
                self.grids[-1].hidden_columns += range(self._column + 1, min(self._column + times, 16384) + 1)
            self._column += times
        else:
            self._start_style(name, attributes)

    def _start_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "text-properties" and attributes.get("text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)

    def end(self, name: str) -> None:
        if name in _APART:
            self._apart -= 1
        elif self._apart:
            return
        elif name in _PARAGRAPHS:
            self._listening = False
            self._spans.clear()
        elif name == "span" and self._spans:
            self._spans.pop()
        elif name in {"table-cell", "covered-table-cell"} and self._cell:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._depth -= 1

    def text(self, piece: str) -> None:
        if self._listening and self._cell and not self._apart:
            self._cell.hear(piece, struck=bool(self._spans and self._spans[-1]))

    def _end_cell(self, cell: Cell) -> None:
        times = times_of(cell.attributes, "number-columns-repeated")
        value = cell.value()
        if rest := cell.left():
            value = self._left(rest)
        if value[0]:
            self._spend(times)
            self._surplus += times if not rest and self._is_struck(cell, value[0]) else -times
        elif cell.formula and "value-type" not in cell.attributes:
            self.uncached.append((len(self.grids) - 1, self._row + 1))
        self._values += [value] * min(times, 16384 - len(self._values))
        across, down = (times_of(cell.attributes, f"number-{what}-spanned") for what in ("columns", "rows"))
        if (across > 1 or down > 1) and self.grids:
            left = len(self._values)
            self.grids[-1].merged.append([self._row + 1, left, self._row + down, left + across - 1])

    def _left(self, text: str) -> tuple[str, str]:
        """Return what counts of a cell of which a part is struck out, and note its row."""
        if self.grids and self.grids[-1].partly_struck[-1:] != [self._row + 1]:
            self.grids[-1].partly_struck.append(self._row + 1)
        return text, TEXT

    def _is_struck(self, cell: Cell, text: str) -> bool:
        style = cell.attributes.get("style-name") or self._attributes.get("default-cell-style-name")
        return style in self._struck_styles or cell.struck * 2 > len(text)

    def _end_row(self) -> None:
        if not self.grids:
            return
        grid, times = self.grids[-1], times_of(self._attributes, "number-rows-repeated")
        texts, types = [text for text, _ in self._values], "".join(kind for _, kind in self._values)
        filled = len(types) - types.count(BLANK)
        if filled:
            self._spend(filled * (times - 1))
            for number in range(self._row + 1, self._row + times + 1):
                grid.add(number, texts, types)
            if self._attributes.get("visibility") in _OFF:
                grid.hidden_rows += range(self._row + 1, self._row + times + 1)
            if self._surplus > 0:
                grid.struck_rows += range(self._row + 1, self._row + times + 1)
        self._row += times
        # With a table nested in a cell, the outer row's cells were handed on already.
        self._values, self._surplus = [], 0

    def _spaces(self, attributes: dict[str, str]) -> str:
        times = times_of(attributes, "c")
        self._spend(times - 1)
        return " " * times

    def _spend(self, cells: int) -> None:
        """Count cells and spaces as they are unrolled: a repeat of a million costs the sender ten bytes."""
        self._count += cells
        if self._count > self._most:
            raise RefusedError("FI06", "cells", limit=self._most)
