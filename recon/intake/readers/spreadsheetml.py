"""XML Spreadsheet 2003, mostly met under the name .xls, written by web systems."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.cells import BLANK, BOOLEAN, DATE, ERROR, FORMULA, NUMBER, TEXT, number_or_text
from recon.intake.grid import Grid
from recon.intake.readers.checks import tell_lost
from recon.intake.readers.decode import decode_declared
from recon.intake.readers.walking import XmlWalk
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job

_KINDS = {"Number": NUMBER, "DateTime": DATE, "Boolean": BOOLEAN, "Error": ERROR}
_TRUTHS = {"1": ("TRUE", BOOLEAN), "0": ("FALSE", BOOLEAN), "": ("", BLANK)}
"""A Boolean that is neither is kept as it is written."""


def read(job: Job, reply: Answer) -> None:
    """Read every worksheet.

    Raises:
        RefusedError: FI01 broken XML or a DOCTYPE.
    """
    walk = _Walk()
    walk.feed(_utf8(Path(job.path).read_bytes(), job.encoding))
    for grid, counted in zip(walk.grids, walk.counted, strict=True):
        tell_lost(grid, counted, reply)
    reply.grids += walk.grids


def _utf8(data: bytes, chosen: str) -> bytes:
    """Return the document in UTF-8 without a declaration: expat knows neither gb2312 nor gbk."""
    head = data[:200].decode("ascii", "replace")
    named = re.search(r'encoding=["\']([\w-]+)', head)
    text = decode_declared(data, named[1] if named else "", chosen)
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "surrogatepass")


class _Walk(XmlWalk):
    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.counted: list[int] = []
        """How many cells with a value each sheet has: two that claim one place are one too few."""
        self._row = self._column = self._span = 0
        self._aside = False
        self._values: dict[int, tuple[str, str]] = {}
        self._cell: dict[str, str] = {}
        self._style = self._row_style = ""
        self._struck: set[str] = set()
        """The styles that strike a text out."""
        self._surplus = 0
        """How many more of the row's filled cells are struck out than are not."""
        self._kind = ""
        self._pieces: list[str] | None = None
        self._visible: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Cell":
            self._column = _whole(attributes, "Index", self._column + 1) or self._column + 1
            self._cell = attributes
        elif name == "Comment":
            self._aside = True
        elif name == "Data" and not self._aside:
            self._kind, self._pieces = attributes.get("Type", "String"), []
        elif name == "Visible":
            self._visible = []
        else:
            self._start_outer(name, attributes)

    def _start_outer(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Worksheet":
            self.grids.append(Grid(attributes.get("Name", "")))
            self.counted.append(0)
            self._row = self._column = 0
        elif name == "Column" and self.grids:
            self._place_column(attributes)
        elif name == "Row":
            self._start_row(attributes)
        elif name == "Style":
            self._style = attributes.get("ID", "")
        elif name == "Font" and attributes.get("StrikeThrough", "0") != "0":
            self._struck.add(self._style)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = _whole(attributes, "Index", self._row + 1)
        self._column, self._values, self._span = 0, {}, _whole(attributes, "Span", 0)
        self._row_style, self._surplus = attributes.get("StyleID", ""), 0
        if attributes.get("Hidden") == "1" and self.grids:
            self.grids[-1].hidden_rows.append(self._row)

    def end(self, name: str) -> None:
        if name == "Data" and self._pieces is not None:
            self._keep(*self._typed("".join(self._pieces)))
            self._pieces = None
        elif name == "Comment":
            self._aside = False
        elif name == "Cell":
            self._end_cell()
        elif name == "Row":
            self._end_row()
        elif name == "Visible" and self._visible is not None:
            if self.grids and "".join(self._visible).startswith("SheetHidden"):
                self.grids[-1].hidden = True
            self._visible = None

    def text(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)
        elif self._visible is not None:
            self._visible.append(piece)

    def _place_column(self, attributes: dict[str, str]) -> None:
        first = _whole(attributes, "Index", self._column + 1)
        self._column = first + _whole(attributes, "Span", 0)
        if attributes.get("Hidden") == "1":
            self.grids[-1].hidden_columns += range(first, min(self._column, 16384) + 1)

    def _keep(self, text: str, kind: str) -> None:
        self._values[self._column] = (text, kind)
        if text and self.counted:
            self.counted[-1] += 1
            self._surplus += 1 if self._cell.get("StyleID", self._row_style) in self._struck else -1

    def _typed(self, text: str) -> tuple[str, str]:
        kind = _KINDS.get(self._kind, TEXT)
        if kind == NUMBER:
            text, kind = number_or_text(text if text.strip() else "")
        elif kind == DATE:
            text = text.removesuffix("T00:00:00.000").replace("T", " ").removesuffix(".000")
        elif kind == BOOLEAN:
            text, kind = _TRUTHS.get(text.strip(), (text, TEXT))
        if not text:
            return "", BLANK
        return text, FORMULA if "Formula" in self._cell and kind != ERROR else kind

    def _end_cell(self) -> None:
        across, down = (_whole(self._cell, f"Merge{way}", 0) for way in ("Across", "Down"))
        if (across or down) and self.grids:
            self.grids[-1].merged.append([self._row, self._column, self._row + down, self._column + across])
        self._column += across

    def _end_row(self) -> None:
        number, self._row = self._row, self._row + self._span
        if not self.grids or not self._values:
            return
        if max(self._values) > 16384 or self._row > 1 << 24:
            raise RefusedError("FI01", "broken-xml")
        row = [self._values.get(column, ("", BLANK)) for column in range(1, max(self._values) + 1)]
        if self._surplus > 0:
            self.grids[-1].struck_rows.append(number)
        self.grids[-1].add(number, [text for text, _ in row], "".join(kind for _, kind in row))


_LONG = 10
"""A number of so many digits counts no cells."""


def _whole(attributes: dict[str, str], name: str, default: int) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONG else default
