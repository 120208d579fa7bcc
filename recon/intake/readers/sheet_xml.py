"""A second, independent walk through a worksheet's XML: how many cells it holds, and what the fast reader hides."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.parsers import expat

from recon.intake.addresses import column_number
from recon.intake.cells import number_text
from recon.intake.marks import Marks
from recon.intake.readers.rich_text import Runs, is_struck, left_of
from recon.intake.readers.sheet_glance import prefix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.intake.grid import Grid
    from recon.intake.readers.rich_text import Pieces
    from recon.intake.readers.string_table import Strings
    from recon.intake.shown import Shown

_EMPTY_CELL = re.compile(rb'<(?:[\w.-]+:)?c r="[A-Z]{1,3}\d+"[^<>]*/>')
_MANY = 100_000
"""Empty cells, as a formatted column leaves them: above this they are taken out before the walk, ten times as fast."""
_PLAIN: Mapping[int, Shown] = MappingProxyType({})
_DIGITS = 10
"""A whole number of so many digits is no index."""


def scan(
    data: bytes,
    strings: Strings,
    grid: Grid | None = None,
    struck: frozenset[int] = frozenset(),
    shown: Mapping[int, Shown] = _PLAIN,
) -> Marks:
    """Walk through a sheet's XML.

    Args:
        data: the part, UTF-8.
        strings: what is known of the string table (:func:`recon.intake.readers.string_table.strings_of`).
        grid: the values read so far; its odd moments (see :func:`odd_moments`) are looked up as numbers.
        struck: the styles that strike a text out.
        shown: the styles that show more than their cells hold.

    Raises:
        expat.ExpatError: the XML is broken.
    """
    walk = _Walk(prefix(data).decode("ascii", "replace"), strings, odd_moments(grid), struck, shown)
    walk.crosses = bool(struck or strings.uneven) or b"strike" in data
    walk.feed(_EMPTY_CELL.sub(b"", data) if data.count(b"/>") > _MANY else data)
    return walk.marks


def odd_moments(grid: Grid | None) -> frozenset[tuple[int, int]]:
    """Return where a date is before March 1900 or a bare midnight: what a calendar makes of -5, 0 or 12.

    Such numbers were formatted as dates by accident; they are told as numbers.
    """
    if grid is None:
        return frozenset()
    return frozenset(
        (number, column)
        for number, values, types in zip(grid.numbers, grid.values, grid.types, strict=True)
        if "d" in types
        for column, (text, kind) in enumerate(zip(values, types, strict=True), 1)
        if kind == "d" and ((text < "1900-03" and "-" in text) or text == "00:00:00")
    )


class _Walk:
    """Expat's callbacks; one cell at a time."""

    def __init__(
        self,
        prefix: str,
        strings: Strings,
        odd: frozenset[tuple[int, int]],
        struck: frozenset[int],
        shown: Mapping[int, Shown],
    ) -> None:
        self.marks = Marks()
        self._strings, self._odd, self._struck, self._shown = strings, odd, struck, shown
        self.crosses = False
        """Whether anything may be struck out."""
        self._runs, self._begun = Runs(), 0
        self._style = ""
        self._row = self._column = 0
        self._kind, self._formula, self._cached = "", False, False
        self._text: list[str] = []
        self._phonetic = False
        names = ("row", "c", "f", "v", "is", "t", "rPh", "col", "sheetData", "r", "rPr", "strike")
        self._names = {prefix + name: name for name in names}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, data: bytes) -> None:
        self._parser.Parse(data, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag)
        if name == "c":
            self._open_cell(attributes)
        elif name in {"v", "t"} and not self._phonetic:
            self._parser.CharacterDataHandler = self._text.append
            self._cached, self._begun = True, len(self._text)
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._open_row(attributes)
        elif name == "rPh":
            self._phonetic = True
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.marks.hidden_columns.update(range(first, min(last, 16384) + 1))
        elif name:
            self._runs.start(name, attributes)

    def _end(self, tag: str) -> None:
        name = self._names.get(tag)
        if name in {"v", "t"}:
            self._parser.CharacterDataHandler = None
            if name == "t" and self.crosses and not self._phonetic:
                self._runs.hear("".join(self._text[self._begun :]))
        elif name == "c":
            self._close_cell()
        elif name == "rPh":
            self._phonetic = False
        elif name == "sheetData":
            # Nothing after it holds cells, unless a (malformed) second sheetData follows.
            self._parser.StartElementHandler, self._parser.EndElementHandler = self._again, None

    def _again(self, tag: str, _: dict[str, str]) -> None:
        if self._names.get(tag) == "sheetData":
            self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if attributes.get("hidden") in {"1", "true"}:
            self.marks.hidden_rows.add(self._row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        self._column = column_number(reference) or self._column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._formula = self._cached = False
        self._text.clear()

    def _close_cell(self) -> None:
        text, here = "".join(self._text), (self._row, self._column)
        pieces = self._runs.taken() if self.crosses else ()
        # Excel writes an empty <v> beside t="str" alone: there the result is an empty text. Programs write it anywhere.
        if self._formula and not text and not (self._cached and self._kind == "str"):
            self.marks.uncached.append(self._row)
        if not text or (self._kind == "s" and self._is_no_text(text, here)):
            return
        self._count(here)
        if self.crosses:
            self._cross(here, self._strings.uneven.get(int(text), ()) if self._kind == "s" else pieces)
        if self._shown and self._style.isdigit() and int(self._style) in self._shown:
            self.marks.dressed[here] = self._shown[int(self._style)]
        if self._formula:
            self.marks.formulas.add(here)
        if self._kind == "e":
            self.marks.errors[here] = text
        elif here in self._odd:
            self.marks.numbers[here] = _number(text)

    def _cross(self, here: tuple[int, int], pieces: Pieces) -> None:
        around = self._style.isdigit() and int(self._style) in self._struck
        self.marks.cross(self._row, struck=is_struck(pieces, around=around))
        if left := left_of(pieces, around=around):
            self.marks.left[here] = left

    def _is_no_text(self, index: str, here: tuple[int, int]) -> bool:
        """Tell a cell of the string table that is empty, or points to where there is no text."""
        if index.isascii() and index.isdigit() and len(index) < _DIGITS and int(index) < self._strings.count:
            return int(index) in self._strings.empty
        self.marks.astray.add(here)
        return True

    def _count(self, here: tuple[int, int]) -> None:
        marks = self.marks
        marks.cells += 1
        marks.last_row = max(marks.last_row, here[0])
        marks.last_column = max(marks.last_column, here[1])


def _number(text: str) -> str:
    try:
        return number_text(float(text))
    except ValueError:
        return text
