"""XlsxWriter with a short way for whole rows of text: a province's sheets hold a million cells of nothing else.

A row is kept as it came and spelled in one go when the workbook is packed, not cell by cell through a dozen calls:
a sixth of the time. Styles, notes, merged cells, links and printing stay XlsxWriter's. This leans on methods
XlsxWriter keeps to itself; tests/export/test_export_sheet.py holds that both ways write the same cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple, Worksheet

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANK = -1
"""Stands for the number of a text where there is none."""
_SPECIAL = re.compile(r'[&<>"\x00-\x1f\ufffe\uffff]|^\s|\s$|_x[0-9A-Fa-f]{4}_')
"""Texts that XML or Excel want escaped, or with a mark that white space counts."""
_LEVEL = 2
"""How hard zlib tries, from 1 to 9."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of every part: equal workbooks are equal bytes."""


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes whole rows of text."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[int, tuple[list[int], tuple[Any, ...]]] = {}
        self._cells: dict[tuple[Any, ...], list[tuple[str, str, str]]] = {}

    def write_line(self, row: int, texts: Sequence[str], formats: tuple[Any, ...]) -> None:
        """Write a row from its first column on; an empty text keeps its format."""
        known = self.str_table.string_table
        numbers = [known.setdefault(text, len(known)) if text else _BLANK for text in texts]
        self.str_table.count += len(numbers) - numbers.count(_BLANK)
        self.str_table.unique_count = len(known)
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(numbers) - 1)
        self._lines[row] = numbers, formats
        if self.table.get(row):  # merged cells, say, to the right of these
            self.loosen(row)

    def loosen(self, row: int) -> None:
        """Turn a row into single cells, so that one of them can be written anew."""
        if row in self._lines:
            self.table[row].update(
                (column, CellBlankTuple(style) if number == _BLANK else CellStringTuple(number, style))
                for column, (number, style) in enumerate(zip(*self._lines.pop(row), strict=True))
            )

    def _get_range_data(self, *area: int) -> Any:
        """Return what a chart shows."""
        for row in list(self._lines):
            self.loosen(row)
        return super()._get_range_data(*area)

    def _write_rows(self) -> None:
        """Write the rows from first to last."""
        first, last = self.dim_rowmin, self.dim_rowmax  # type: ignore[has-type]
        for row in range(first, last + 1):
            line = self._lines.get(row)
            if line is None:
                self.dim_rowmin = self.dim_rowmax = row
                super()._write_rows()
            else:
                self._write_row(row, None, self.row_info.get(row))
                self.fh.write(self._spelled(row + 1, *line))
        self.dim_rowmin, self.dim_rowmax = first, last

    def _spelled(self, number: int, texts: Sequence[int], formats: tuple[Any, ...]) -> str:
        cells = [
            f"{place}{number}{blank}" if text == _BLANK else f"{place}{number}{filled}{text}</v></c>"
            for text, (place, filled, blank) in zip(texts, self._parts(formats), strict=True)
        ]
        return "".join(cells) + "</row>"

    def _parts(self, formats: tuple[Any, ...]) -> list[tuple[str, str, str]]:
        """Return what stands in a cell of each column before its row, before its text, and in place of a text."""
        if formats not in self._cells:
            styles = [style._get_xf_index() for style in formats]  # noqa: SLF001
            self._cells[formats] = [
                (f'<c r="{xl_col_to_name(column)}', f'" s="{style}" t="s"><v>', f'" s="{style}"/>')
                for column, style in enumerate(styles)
            ]
        return self._cells[formats]


class _Strings(SharedStrings):  # type: ignore[misc]
    """The table of texts; most of them need no escaping."""

    def _write_sst_strings(self) -> None:
        write, special = self.fh.write, _SPECIAL.search
        for text in self.string_table.string_array:
            if text.isalnum() or not special(text):
                write(f"<si><t>{text}</t></si>")
            else:
                self._write_si(text)


class _Packager(Packager):  # type: ignore[misc]
    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            strings = _Strings()
            strings.string_table = self.workbook.str_table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001
            strings._assemble_xml_file()  # noqa: SLF001


class QuickBook(Workbook):  # type: ignore[misc]
    """A workbook of such sheets."""

    worksheet_class = Sheet

    def _store_workbook(self) -> None:
        """Pack the parts in memory as XlsxWriter does, in a third of zlib's time for a sixth more bytes."""
        if not self.worksheets():
            self.add_worksheet()
        first = self.worksheets_objs[self.worksheet_meta.activesheet]
        first.active, first.hidden = 1, 0
        if not self.worksheet_meta.activesheet:
            first.selected = 1
        self._prepare_sst_string_data()
        self._prepare_vml()
        self._prepare_defined_names()
        self._prepare_drawings()
        self._add_chart_data()
        self._prepare_tables()
        self._prepare_metadata()
        packager = _Packager()
        packager._add_workbook(self)  # noqa: SLF001
        packager._set_in_memory(True)  # noqa: SLF001
        with ZipFile(self.filename, "w", ZIP_DEFLATED) as book:
            for part, name, is_binary in packager._create_package():  # noqa: SLF001
                data = part.getvalue() if is_binary else part.getvalue().encode()
                book.writestr(ZipInfo(name, _OLDEST), data, ZIP_DEFLATED, _LEVEL)
