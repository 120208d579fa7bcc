"""Word documents (docx, docm): every table is a sheet of its own, and the lines above it are its titles.

Rows and columns are those of the table, so that C7 is the third cell of its seventh row. Word keeps what a clerk took
away: text struck out, hidden, or deleted under tracked changes. What was read of it, and what was not, is told
(ECMA-376, part 1, chapter 17).
"""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from recon.asides import in_rows
from recon.intake.readers import word_columns
from recon.intake.readers.package import Package
from recon.intake.readers.word_parts import HIDDEN, STRUCK
from recon.intake.readers.word_styles import marking_styles
from recon.intake.readers.word_walk import WordWalk
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.intake.grid import Grid
    from recon.intake.job import Answer, Job
    from recon.intake.readers.word_parts import Row, Table

_MAIN = "word/document.xml"
_HEADER_CELLS = 1_000
"""Cells of a page header's tables, at most."""
_ACTIVE = (
    ("macros", ("word/vbaproject.bin", "word/vbadata.xml")),
    ("embedded", ("word/embeddings/", "word/activex/", "word/afchunk")),
)
"""FI04: what is told and never touched; an ``afchunk`` is a document of another kind put into this one."""
_RELATION = re.compile(rb"<[^<>]*>")
_LINKED = re.compile(rb"/(?:oleObject|subDocument|frame)[\"']")
"""A relation to another file whose content the document shows; its template and its web addresses are none."""


def read(job: Job, reply: Answer) -> None:
    """Read every table of the text.

    Raises:
        RefusedError: FI06 over the limits; FI01 damaged, or without a table.
    """
    try:
        with Package(Path(job.path), job.bounds) as package:
            package.check()
            main = main_part(package)
            _tell_active(package, main, reply)
            package.tell_twice(reply, "word/", main)
            styles = marking_styles(package.part(_beside(main, "styles.xml")))
            walk = WordWalk(job.bounds.cells, styles)
            walk.feed(_content(package, main))
            if walk.tables:
                walk.tables[0].above[:0] = _page_headers(package, main, styles)
    except zipfile.BadZipFile:
        raise RefusedError("FI01", "broken-zip") from None
    if walk.numbers:
        reply.tell("FI12", "outside", count=walk.numbers)
    if not walk.tables:
        raise RefusedError("FI01", "no-table-word")
    named = len(walk.tables) > 1
    for table in walk.tables:
        _take(table, table.name if named else "", reply)


def main_part(package: Package) -> str:
    """Return the name of the part that holds the text."""
    related = _related(package, "")
    return next((target for word, target in related if word == "officeDocument"), _MAIN)


def _beside(main: str, leaf: str) -> str:
    return f"{main.rpartition('/')[0]}/{leaf}"


def _page_headers(package: Package, main: str, styles: dict[str, frozenset[str]]) -> list[str]:
    """Return the lines of the page headers, each once: many a form has its title, or the unit's line, there."""
    found: dict[str, None] = {}
    for word, part in _related(package, main):
        if word == "header":
            walk = WordWalk(_HEADER_CELLS, styles)
            with suppress(RefusedError):
                walk.feed(package.part(part))
            found |= dict.fromkeys(walk.all_lines)
    return list(found)


def _related(package: Package, name: str) -> list[tuple[str, str]]:
    """Return the relations of a part; none where what lists them is no XML."""
    try:
        return list(package.related(name).values())
    except SyntaxError:
        return []


def _content(package: Package, main: str) -> bytes:
    data = package.part(main)
    if not data:
        raise RefusedError("FI01", "damaged")
    return data


def _tell_active(package: Package, main: str, reply: Answer) -> None:
    for reason, starts in _ACTIVE:
        if any(name.startswith(starts) for name in package.names):
            reply.tell("FI04", reason)
    folder, _, leaf = main.rpartition("/")
    relations = _RELATION.findall(package.part(f"{folder}/_rels/{leaf}.rels"))
    if any(_LINKED.search(one) and b"External" in one for one in relations):
        reply.tell("FI04", "external")


def _take(table: Table, name: str, reply: Answer) -> None:
    """Lay a table out as a sheet, and say what it holds besides plain text."""
    grid, uneven = word_columns.laid_out(table, name)
    reply.grids.append(grid)
    told: dict[str, list[int]] = {"uneven": uneven}
    for number, row in enumerate(table.rows, 1):
        for reason in _besides(row, number, grid):
            told.setdefault(reason, []).append(number)
    for reason, numbers in told.items():
        if numbers:
            reply.tell("FI12", reason, name, rows=in_rows(numbers))


def _besides(row: Row, number: int, grid: Grid) -> Iterator[str]:
    """Yield what is to be told of a row; one struck out or hidden as a whole is told by its sheet."""
    if row.tracked:
        yield "tracked"
    if row.nested:
        yield "nested"
    if row.holds(STRUCK) and (row.mixed or number not in grid.struck_rows):
        yield "struck-text"
    if row.holds(HIDDEN) and (row.mixed or number not in grid.hidden_rows):
        yield "hidden-text"
