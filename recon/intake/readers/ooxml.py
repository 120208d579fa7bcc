"""xlsx and xlsm: values by the fast reader, checked and completed by a second look at each sheet's XML."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from recon.intake.marks import ROOMY, Marks
from recon.intake.readers import by_openpyxl, calamine, sheet_glance, sheet_xml, shown_styles
from recon.intake.readers.checks import settle
from recon.intake.readers.drawn import numbers_beside_cells
from recon.intake.readers.lost_sheets import MODULE, Listed, tell_lost_sheets, xml_cells
from recon.intake.readers.package import Package
from recon.intake.readers.string_table import Strings, strings_of
from recon.intake.readers.struck import struck_styles
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.intake.grid import Grid
    from recon.intake.job import Answer, Job

_ACTIVE = (
    ("macros", ("xl/vbaproject.bin", "xl/macrosheets/", "xl/dialogsheets/")),
    ("external", ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")),
    ("embedded", ("xl/embeddings/", "xl/activex/", "xl/ctrlprops/")),
)
"""FI04: what is told and never touched."""


def read(job: Job, reply: Answer) -> None:
    """Read every worksheet.

    Raises:
        RefusedError: FI06 over the limits, FI01 damaged.
    """
    try:
        with Package(Path(job.path), job.bounds) as package:
            package.check()
            tell_active(package.names, reply)
            package.tell_twice(reply, "xl/")
            book = _Book(job, package)
            sheets = book.values()
            reply.grids += [book.complete(place, grid, reply) for place, grid in sheets]
            if sheets:
                tell_lost_sheets(package, book.listed, {place for place, _ in sheets}, reply, xml_cells)
            if count := numbers_beside_cells(package, reply.grids):
                reply.tell("FI12", "drawn", count=count)
            if not reply.grids and any("worksheets/sheet" in name for name in package.names):
                raise RefusedError("FI01", "damaged")  # there are sheets, and no book that lists them
    except zipfile.BadZipFile:
        raise RefusedError("FI01", "broken-zip") from None


def tell_active(names: list[str], reply: Answer) -> None:
    """Say which parts are macros, links to other files or embedded objects (FI04)."""
    for reason, starts in _ACTIVE:
        if any(name.startswith(starts) for name in names):
            reply.tell("FI04", reason)


class _Book:
    """One workbook under two pairs of eyes."""

    def __init__(self, job: Job, package: Package) -> None:
        self._job = job
        self._package = package
        self.listed = sheet_parts(package)
        self._strings: Strings | None = None
        self._slow: list[tuple[int, Grid]] | None = None
        styles = self._styles()
        self._strikes = b"strike" in package.part(shared_strings(package))
        self._struck, self._shown = struck_styles(styles), shown_styles.of_xlsx(styles)
        self._sparse = frozenset(place for place in range(len(self.listed)) if self._is_sparse(place))

    def values(self) -> list[tuple[int, Grid]]:
        """Read by the fast reader; by openpyxl what the fast one must not touch or does not understand."""
        if "calamine" not in self._job.avoid:
            try:
                sheets = calamine.read_sheets(self._job.path, self._sparse)
                return [(n, grid if n not in self._sparse else self._second(n) or grid) for n, grid in sheets]
            except RefusedError:
                if not self._openpyxl():
                    raise
        return self._openpyxl()

    def complete(self, place: int, grid: Grid, reply: Answer) -> Grid:
        """Put the marks on a sheet and see that nothing is missing."""
        return settle(grid, self._look(place, grid), reply, lambda: self._second(place))

    def _second(self, place: int) -> Grid | None:
        return dict(self._openpyxl()).get(place)

    def _openpyxl(self) -> list[tuple[int, Grid]]:
        """Read the workbook by openpyxl, once, each sheet with its place; nothing where it fails."""
        if self._slow is None:
            try:
                self._slow = self._placed(by_openpyxl.read_sheets(self._job.path))
            except Exception:  # noqa: BLE001 -- the other reading stands, and the count says what is missing
                self._slow = []
        return self._slow

    def _placed(self, grids: Iterable[Grid]) -> list[tuple[int, Grid]]:
        """Put beside each sheet its place in the book: of sheets that bear one name, the first comes first."""
        places: dict[str, list[int]] = {}
        for place, sheet in reversed(list(enumerate(self.listed))):
            places.setdefault(sheet.name, []).append(place)
        return [(places[grid.name].pop() if places.get(grid.name) else -1, grid) for grid in grids]

    def _look(self, place: int, grid: Grid | None) -> Marks | None:
        """Scan a sheet's XML; None when it is broken or cannot be found.

        A glance is enough for a sheet with cells. One without is walked through: what is no XML has no cells either.
        """
        data = self._data(place)
        plain = not self._struck and not self._shown and not sheet_xml.odd_moments(grid)
        plain = plain and not self._strikes and b"strike" not in data
        if grid is not None and grid.cells and plain and sheet_glance.quick_count(data) == grid.cells:
            return Marks(cells=grid.cells)
        if self._strings is None:
            self._strings = self._string_table()
        try:
            return sheet_xml.scan(data, self._strings, grid, self._struck, self._shown)
        except (ExpatError, ValueError):
            return None

    def _styles(self) -> bytes:
        try:
            related = self._package.related(main_part(self._package)).values()
            part = next((target for word, target in related if word == "styles"), "xl/styles.xml")
            return self._package.part(part)
        except (RefusedError, ExpatError, SyntaxError):
            return b""

    def _string_table(self) -> Strings:
        data = self._package.part(shared_strings(self._package))
        try:
            return strings_of(data) if data else Strings()
        except RefusedError:
            return Strings()

    def _is_sparse(self, place: int) -> bool:
        """Tell whether the box around the cells would not fit: the fast reader lays out every cell of it."""
        data = self._data(place)
        box = sheet_glance.box(data)
        if box <= ROOMY or box <= 4 * data.count(b"<"):
            return False
        marks = self._look(place, None)
        return marks is None or marks.sparse

    def _data(self, place: int) -> bytes:
        part = self.listed[place].part if 0 <= place < len(self.listed) else ""
        return self._package.part(part) if part else b""


def main_part(package: Package) -> str:
    """Return the name of the workbook part."""
    for word, target in package.related("").values():
        if word == "officeDocument":
            return target
    return "xl/workbook.xml"


def sheet_parts(package: Package) -> list[Listed]:
    """Return every sheet in the workbook's order."""
    main = main_part(package)
    try:
        root, relations = package.xml(main), package.related(main)
    except (ExpatError, SyntaxError):
        return []
    found = []
    for element in root.iter() if root is not None else ():
        if element.tag.rpartition("}")[2] == "sheet":
            link = next((value for key, value in element.items() if key.rpartition("}")[2] == "id"), "")
            relation, part = relations.get(link, ("", "")) if link else (MODULE, "")
            found.append(Listed(element.get("name", ""), part, relation))
    return found


def shared_strings(package: Package) -> str:
    """Return the name of the string table's part."""
    relations = package.related(main_part(package)).values()
    return next((target for word, target in relations if word == "sharedStrings"), "xl/sharedStrings.xml")
