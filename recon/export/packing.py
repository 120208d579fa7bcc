"""A workbook of sheets that take whole rows, and how it is packed."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook

from recon.export.sheet import Sheet
from recon.export.texts import Strings, Texts

_KNOWN: dict[str, Format] = {}
"""Formats by the names of their styles: their colours are read and their keys are put together once."""
_STYLES: dict[Any, str] = {}
"""The parts that tell of styles, by what they tell: a province's workbooks have a few dozen different ones."""
_MOST = 500
"""Looks that are remembered."""
_LEVEL = 2
"""How hard zlib tries, from 1 to 9."""
_DEFAULTS = 2
"""Formats every workbook has: that of plain cells and that of links."""
_OWN = ("xl/worksheets/sheet", "xl/sharedStrings", "xl/comments", "xl/drawings/", "xl/charts/")
"""Parts that hold what stands in cells, and are each workbook's own; all others tell of nobody."""


class _Packager(Packager):  # type: ignore[misc]
    def _write_styles_file(self) -> None:
        look = self.workbook.look
        if look in _STYLES:
            self._filename("xl/styles.xml").write(_STYLES[look])
            return
        super()._write_styles_file()
        if look is not None and len(_STYLES) < _MOST:
            _STYLES[look] = self.filenames[-1][0].getvalue()

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
        self.look: tuple[Any, ...] | None = None
        """What its styles look like, once all are there; None where they are not known by their names."""

    def add_known_format(self, name: str, properties: dict[str, Any]) -> Format:
        """Return a new format that is made of the same properties whenever it has this name."""
        if name not in _KNOWN:
            _KNOWN[name] = Format(self.default_format_properties | properties)
            _KNOWN[name]._get_format_key()  # noqa: SLF001
        made = Format.__new__(Format)
        made.__dict__ |= _KNOWN[name].__dict__
        made.known = name
        made.xf_format_indices, made.dxf_format_indices = self.xf_format_indices, self.dxf_format_indices
        self.formats.append(made)
        return made

    def _prepare_format_properties(self) -> None:
        """Number fonts, borders and fills, unless the part that tells of them is known."""
        ours = [made for made in self.formats[_DEFAULTS:] if made.xf_index is not None]
        known = all(made.dxf_index is None for made in self.formats) and all(
            hasattr(made, "known") for made in ours
        )
        first = [made.xf_index for made in self.formats[:_DEFAULTS]]
        self.look = (
            (self.has_comments, *first, *((made.known, made.xf_index) for made in ours)) if known else None
        )
        if self.look not in _STYLES:
            super()._prepare_format_properties()

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
        with _Zip(self.filename, "w", ZIP_DEFLATED) as book:
            for part, name, is_binary in packager._create_package():  # noqa: SLF001
                book.add(name, part.getvalue() if is_binary else part.getvalue().encode())

    def let_go(self) -> None:
        """Empty the sheets of a finished book.

        They refer to each other: a megabyte or two that Python would find only when it looks for cycles.
        """
        for sheet in self.worksheets_objs:
            sheet.__dict__.clear()
        self.worksheets_objs.clear()
        self.sheetnames.clear()


class _Zip(ZipFile):
    """An archive of parts many of which are the same in the next one: these are compressed once."""

    fp: Any
    start_dir: int

    def add(self, name: str, data: bytes) -> None:
        """Add a part as ``writestr`` does."""
        info = ZipInfo(name)  # without a date: equal workbooks are equal bytes
        info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
        info.CRC, packed = (_packed if name.startswith(_OWN) else _packed_once)(data)
        info.file_size, info.compress_size, info.header_offset = len(data), len(packed), self.fp.tell()
        self.fp.write(info.FileHeader())
        self.fp.write(packed)
        self.filelist.append(info)
        self.NameToInfo[name] = info
        self.start_dir, self._didModify = self.fp.tell(), True


def _packed(data: bytes) -> tuple[int, bytes]:
    """Return the check sum of a part and its compressed bytes."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return zlib.crc32(data), packing.compress(data) + packing.flush()


_packed_once = lru_cache(maxsize=128)(_packed)
