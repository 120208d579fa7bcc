"""A workbook of sheets that take whole rows, and how it is packed."""

from __future__ import annotations

from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook

from recon.export.sheet import Sheet
from recon.export.texts import Strings, Texts

_KNOWN: dict[str, Format] = {}
"""Formats by the names of their styles: their colours are read and their keys are put together once."""
_LEVEL = 2
"""How hard zlib tries, from 1 to 9."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of every part: equal workbooks are equal bytes."""


class _Packager(Packager):  # type: ignore[misc]
    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            strings = Strings()
            strings.string_table = self.workbook.str_table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001
            strings._assemble_xml_file()  # noqa: SLF001


class QuickBook(Workbook):  # type: ignore[misc]
    """A workbook of such sheets."""

    worksheet_class = Sheet

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.str_table = Texts()

    def add_known_format(self, name: str, properties: dict[str, Any]) -> Format:
        """Return a new format that is made of the same properties whenever it has this name."""
        if name not in _KNOWN:
            _KNOWN[name] = Format(self.default_format_properties | properties)
            _KNOWN[name]._get_format_key()  # noqa: SLF001
        made = Format.__new__(Format)
        made.__dict__ |= _KNOWN[name].__dict__
        made.xf_format_indices, made.dxf_format_indices = self.xf_format_indices, self.dxf_format_indices
        self.formats.append(made)
        return made

    def _store_workbook(self) -> None:
        """Pack the parts in memory as XlsxWriter does, in a third of zlib's time for a sixth more bytes."""
        self.str_table.settle()
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
