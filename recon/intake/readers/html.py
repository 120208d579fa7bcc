"""Web pages with tables, mostly met under the name .xls: laid out as Excel would, table under table in one sheet."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.grid import Grid
from recon.intake.readers.decode import decode_declared
from recon.intake.readers.html_cells import Row, Table
from recon.intake.readers.html_forms import Choice, typed
from recon.intake.readers.html_rows import Rows
from recon.intake.readers.html_struck import Strikes
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]*)</x:Name>", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "head", "title", "xml", "comment"})
"""What a page holds and does not show; LibreOffice writes a cell's comment into the cell, as ``<comment>``."""
_SHOWN = frozenset({"body", "table", "tr", "td", "th"})
"""Where a page is shown: what was silent before it has ended, though many a web system forgets to say so."""
_BREAKS = frozenset({"br", "p", "div", "li"})
_ENDS = frozenset({"body", "html"})
"""What ends with a page. Some systems never close their table, and yet write their page to its end."""
_SPACES = re.compile(r"[ \t\r\n]+")


def read(job: Job, reply: Answer) -> None:
    """Read the tables of a page.

    Raises:
        RefusedError: FI01 no table, FI12 the encoding is in doubt.
    """
    grid, cut = page(Path(job.path).read_bytes(), job.encoding)
    if cut:
        reply.tell("FI12", "cut", grid.name)
    reply.grids.append(grid)


def page(data: bytes, encoding: str = "", name: str = "", charset: str = "") -> tuple[Grid, bool]:
    """Return the sheet of one page, and whether the page ends inside its table.

    Rows and cells may end untold; a table may not, and a page that breaks off in one was not written, or sent, to
    its end.

    Args:
        data: the page.
        encoding: what a person chose.
        name: of the sheet, where the page has none.
        charset: what stands around the page (a mail's header), where the page says nothing.

    Raises:
        RefusedError: FI01 no table, FI12 the encoding is in doubt.
    """
    text = decoded(data, encoding, charset)
    sheet = _SHEET_NAME.search(text)
    grid = Grid(sheet[1] if sheet else name)
    walk = _Walk(grid, Strikes(text))
    walk.feed(text.replace("\x00", ""))  # browsers pass over them, too
    walk.close()
    if not walk.tables:
        raise RefusedError("FI01", "no-table")
    return grid, walk.cut


def decoded(data: bytes, encoding: str = "", charset: str = "") -> str:
    """Return the text of a page; the arguments and what it raises are those of :func:`page`."""
    declared = _CHARSET.search(data, 0, 4096)
    return decode_declared(data, declared[1].decode("ascii", "replace") if declared else charset, encoding)


class _Walk(HTMLParser):
    """Hears what a page shows, and where its tables, rows and cells begin and end."""

    def __init__(self, grid: Grid, strikes: Strikes) -> None:
        super().__init__(convert_charrefs=True)
        self._rows = Rows(grid)
        self._open = self._rows.open
        self._strikes = strikes
        self.tables = 0
        self.cut = False
        self._ended = False
        self._silent = 0
        self._choice: Choice | None = None
        self._outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _SHOWN:
            self._silent = 0
            self._ended = False
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._flush_outside()
            self.tables += 1
            self._open.append(Table())
        elif tag in {"td", "th"} and self._open:
            self._end_cell()
            self._open[-1].cell = attributes
            self._open[-1].row = self._open[-1].row or Row({})
        elif tag == "tr" and self._open:
            self._end_row()
            self._open[-1].row = Row(attributes)
        elif tag in _BREAKS:
            self._hear("\n")
        if tag not in _SHOWN:
            self._field(tag, attributes)
            self._strikes.start(tag, attributes)

    def _field(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "input":
            self._hear(typed(attributes))
        elif tag == "select":
            self._choice = Choice()
        elif tag == "option" and self._choice:
            self._choice.begin(attributes)

    def handle_endtag(self, tag: str) -> None:
        self._strikes.end(tag)
        self._ended = self._ended or tag in _ENDS
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self._open:
            self._end_row()
            self._rows.end_table()
        elif tag in _BREAKS and tag != "br":
            self._hear("\n")
        elif tag == "select":
            self._choose()

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 -- theirs
        """Pass over ``<![…]>`` whatever it says: the library knows a few and raises at every other one."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or -1

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        text = _SPACES.sub(" ", data)
        if self._choice:
            self._choice.hear(text)
        else:
            self._hear(text)

    def close(self) -> None:
        """End what the page left open."""
        super().close()
        self.cut = bool(self._open) and not self._ended
        while self._open:
            self._end_row()
            self._rows.end_table()
        self._flush_outside()

    def _choose(self) -> None:
        """Hear what a list of options shows, and leave it."""
        choice, self._choice = self._choice, None
        if choice:
            self._hear(choice.shown())

    def _hear(self, piece: str) -> None:
        if not self._open:
            self._outside.append(piece)
        elif self._open[-1].cell is not None:
            if self._strikes.now and piece.strip():
                self._open[-1].struck.add(len(self._open[-1].pieces))
            self._open[-1].pieces.append(piece)

    def _flush_outside(self) -> None:
        """Put the lines between tables into column A, as Excel does: the unit's line often stands there."""
        for line in "".join(self._outside).split("\n"):
            if text := line.strip(" \xa0"):
                self._rows.line(text)
        self._outside.clear()

    def _end_cell(self) -> None:
        table = self._rows.table
        if table is None or table.cell is None or table.row is None:
            return
        self._choose()  # a <select> the page never closed
        table.end_cell(self._strikes.by)
        self._strikes.forget()

    def _end_row(self) -> None:
        self._end_cell()
        self._rows.end_row()
