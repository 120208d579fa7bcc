"""XlsxWriter with a short way for whole rows of text: a province's sheets hold a million cells of nothing else.

Rows below each other that look alike are kept as they came and numbered, measured and spelled together, column by
column, not cell by cell through a dozen calls: a twelfth of the time. Styles, notes, merged cells, links and printing
stay XlsxWriter's. This leans on methods XlsxWriter keeps to itself; tests/export/test_export_sheet.py holds that both
ways write the same cells.
"""

from __future__ import annotations

import re
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple, Worksheet

from recon.export.style import height, heights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LONGEST = 32_767
"""Characters Excel can hold in one cell."""
_SPECIAL = re.compile(r'[&<>"\x00-\x1f\ufffe\uffff]|^\s|\s$|_x[0-9A-Fa-f]{4}_')
"""Texts that XML or Excel want escaped, or with a mark that white space counts."""
_KNOWN: dict[str, Format] = {}
"""Formats by the names of their styles: their colours are read and their keys are put together once."""
_LEVEL = 2
"""How hard zlib tries, from 1 to 9."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of every part: equal workbooks are equal bytes."""


def fitting(text: str) -> str:
    """Cut a text that Excel cannot hold, and say so."""
    return text if len(text) <= LONGEST else text[: LONGEST - 20] + "……（过长，已截断）"


class _Block:
    """Rows of text below each other that have the same formats."""

    def __init__(self, sheet: Sheet, first: int, formats: tuple[Any, ...], widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.first = self.end = first
        self.formats = formats
        self.widths = widths
        """Of the columns, where the rows are as high as they need."""
        self.rows: list[Sequence[str]] = []
        self.columns: list[list[str]] = []
        """The texts again, once they are numbered."""
        self.anew: dict[int, dict[int, tuple[str, Any]]] = {}
        """Row → column → the text and format it was given later."""
        self.loose: set[int] = set()
        """Rows that stand cell by cell by now."""

    def add(self, texts: Sequence[str]) -> None:
        """Add the next row."""
        self.rows.append(texts)
        self.end += 1


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes whole rows of text."""

    fh: Any

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[_Block] = []
        self._looks: dict[Any, str] = {}

    def write_line(
        self, row: int, texts: Sequence[str], formats: tuple[Any, ...], widths: Sequence[float] = ()
    ) -> None:
        """Write a row from its first column on; an empty text keeps its format.

        Where the ``widths`` of the columns are given, the row becomes as high as its texts need.
        """
        block = self.str_table.waits
        if (
            block is not None
            and block.sheet is self
            and block.end == row
            and block.formats is formats
            and block.widths is widths
            and len(block.rows[0]) == len(texts)
        ):
            block.add(texts)
        elif self._blocks and row < self._blocks[-1].end:
            self._write_again(row, texts, formats, widths)
            return
        else:
            block = _Block(self, row, formats, widths)
            self.str_table.begin(block)
            self._blocks.append(block)
            block.add(texts)
        if self.table.get(row):  # merged cells, say, to the right of these
            self.loosen(row)

    def write_text(self, row: int, column: int, text: str, style: Any) -> None:
        """Write one text, or an empty cell that keeps its format, in a new row or in one that is written."""
        block = self._holding(row)
        if block is not None and row not in block.loose and column < len(block.rows[0]):
            self.str_table.count_in(text)
            block.anew.setdefault(row, {})[column] = text, style
        elif text:
            self.write_string(row, column, text, style)
        else:
            self.write_blank(row, column, None, style)

    def _write_again(
        self, row: int, texts: Sequence[str], formats: tuple[Any, ...], widths: Sequence[float]
    ) -> None:
        """Write a row cell by cell: rows below it are written already."""
        self.loosen(row)
        for column, (text, style) in enumerate(zip(texts, formats, strict=False)):
            self.write_text(row, column, fitting(text), style)
        if widths:
            self.set_row(row, height(texts, widths))

    def take(self, block: _Block) -> None:
        """Number the texts of a block in the order of its cells, and see how high its rows are."""
        texts = list(chain.from_iterable(block.rows))
        if max(map(len, texts)) > LONGEST:
            texts = list(map(fitting, texts))
        self.str_table.add(texts)
        width = len(block.rows[0])
        block.columns = [texts[column::width] for column in range(width)]
        self._check_dimensions(block.first, 0)
        self._check_dimensions(block.end - 1, width - 1)
        if block.widths:
            for place, tall in heights(block.columns, block.widths).items():
                self.set_row(block.first + place, tall)

    def _holding(self, row: int) -> _Block | None:
        return next((block for block in self._blocks if block.first <= row < block.end), None)

    def loosen(self, row: int) -> None:
        """Turn a row into single cells, so that one of them can be written anew as anything."""
        block = self._holding(row)
        if block is None or row in block.loose:
            return
        self.str_table.settle()
        block.loose.add(row)
        anew, number = block.anew.pop(row, {}), self.str_table.number
        for column, (texts, plain) in enumerate(zip(block.columns, block.formats, strict=False)):
            text, style = anew.get(column, (texts[row - block.first], plain))
            self.table[row][column] = CellStringTuple(number[text], style) if text else CellBlankTuple(style)

    def _get_range_data(self, *area: int) -> Any:
        """Return what a chart shows."""
        for block in self._blocks:
            for row in range(block.first, block.end):
                self.loosen(row)
        return super()._get_range_data(*area)

    def _write_rows(self) -> None:
        """Write the rows from first to last."""
        first, last = self.dim_rowmin, self.dim_rowmax  # type: ignore[has-type]
        row = first
        for block in self._blocks:
            self._write_cells(row, block.first)
            for number, spelled in enumerate(self._spelled(block), block.first):
                if number in block.loose:
                    self._write_cells(number, number + 1)
                else:
                    self.fh.write(spelled)
            row = block.end
        self._write_cells(row, last + 1)
        self.dim_rowmin, self.dim_rowmax = first, last

    def _write_cells(self, first: int, end: int) -> None:
        """Write rows as XlsxWriter does, each by itself."""
        for row in range(first, end):
            self.dim_rowmin = self.dim_rowmax = row
            super()._write_rows()

    def _spelled(self, block: _Block) -> Iterator[str]:
        """Yield the rows of a block: pieces of text with the row's number between any two of them."""
        pieces = [self._heads(block)]
        spells = [self._spells(block, column, style) for column, style in enumerate(block.formats)]
        pieces += [spell(texts) for spell, texts in zip(spells, block.columns, strict=False)]
        for row, cells in block.anew.items():
            for column, (text, style) in cells.items():
                pieces[column + 1][row - block.first] = self._spells(block, column, style)([text])[0]
        names = map(str, range(block.first + 1, block.end + 1))
        return (name.join(parts) for name, parts in zip(names, zip(*pieces, strict=True), strict=True))

    def _spells(self, block: _Block, column: int, style: Any) -> Callable[[list[str]], list[str]]:
        """Return what spells cells of a column: from behind their row's number to before it in the next column."""
        last = column == len(block.columns) - 1
        after = "</row>" if last else f'<c r="{xl_col_to_name(column + 1)}'
        index, number = style._get_xf_index(), self.str_table.number  # noqa: SLF001
        filled, blank, ends = f'" s="{index}" t="s"><v>', f'" s="{index}"/>{after}', f"</v></c>{after}"

        def spell(texts: list[str]) -> list[str]:
            if "" in texts:
                return [f"{filled}{number[text]}{ends}" if text else blank for text in texts]
            return [f"{filled}{number[text]}{ends}" for text in texts]

        return spell

    def _heads(self, block: _Block) -> list[str]:
        """Return what stands before the first column's row number: the row's opening tag, and half an address."""
        plain = self._look(None, "")
        heads = [f'<row r="{number}"{plain}<c r="A' for number in range(block.first + 1, block.end + 1)]
        special = [row for row in self.row_info if block.first <= row < block.end]
        for row in {*special, *block.anew}:
            spans = (
                f"1:{len(block.columns)}" if row in block.anew else ""
            )  # as of a row that stands cell by cell
            heads[row - block.first] = f'<row r="{row + 1}"{self._look(self.row_info.get(row), spans)}<c r="A'
        return heads

    def _look(self, info: Any, spans: str) -> str:
        """Return the rest of a row's opening tag, behind its number, as XlsxWriter writes it."""
        look = spans, info and (info.height, info.row_format, info.hidden, info.level, info.collapsed)
        if look not in self._looks:
            file, self.fh = self.fh, StringIO()
            self._write_row(0, spans, info)
            self._looks[look] = self.fh.getvalue().partition('"1"')[2]
            self.fh = file
        return self._looks[look]


class _Texts(SharedStringTable):  # type: ignore[misc]
    """The numbers of a workbook's texts; a block gets its own as soon as another text wants one."""

    def __init__(self) -> None:
        super().__init__()
        self.number: dict[str, int] = self.string_table
        self.waits: _Block | None = None
        """The block that goes on, or waits to be numbered."""

    def begin(self, block: _Block) -> None:
        """Let a block wait for its last row."""
        self.settle()
        self.waits = block

    def settle(self) -> None:
        """Number the block that waits."""
        block, self.waits = self.waits, None
        if block is not None:
            block.sheet.take(block)

    def count_in(self, text: str) -> None:
        """Count one text, if it is any, and give it a number."""
        self.settle()
        if text:
            super()._get_shared_string_index(text)

    def add(self, texts: list[str]) -> None:
        """Give texts their numbers in their order; an empty text has none."""
        known = self.number
        new = [text for text in dict.fromkeys(texts) if text and text not in known]
        known.update(zip(new, range(len(known), len(known) + len(new)), strict=True))
        self.count += len(texts) - texts.count("")
        self.unique_count = len(known)

    def _get_shared_string_index(self, string: str) -> Any:
        self.settle()
        return super()._get_shared_string_index(string)

    def _sort_string_data(self) -> None:
        self.settle()
        self.string_array = list(self.number)


class _Strings(SharedStrings):  # type: ignore[misc]
    """The part that holds the texts; most of them need no escaping."""

    fh: Any

    def _write_sst_strings(self) -> None:
        special, spelled = _SPECIAL.search, self._spelled
        self.fh.writelines(
            f"<si><t>{text}</t></si>" if text.isalnum() or not special(text) else spelled(text)
            for text in self.string_table.string_array
        )

    def _spelled(self, text: str) -> str:
        """Return a text as XlsxWriter spells it."""
        file, self.fh = self.fh, StringIO()
        self._write_si(text)
        spelled, self.fh = self.fh.getvalue(), file
        return str(spelled)


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

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.str_table = _Texts()

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
