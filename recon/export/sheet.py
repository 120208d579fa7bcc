"""XlsxWriter with a short way for whole rows of text: a province's sheets hold a million cells of nothing else.

Rows below each other that look alike are kept as they came and numbered, measured and spelled together, column by
column, not cell by cell through a dozen calls: a twelfth of the time. Styles, notes, merged cells, links and printing
stay XlsxWriter's. This leans on methods XlsxWriter keeps to itself; tests/export/test_export_sheet.py holds that both
ways write the same cells.
"""

from __future__ import annotations

from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple, Worksheet

from recon.export.style import height, heights
from recon.export.texts import LONGEST, fitting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_OFTEN = 3
"""Rows a text of a column stands in, from where on it is spelled once for all of them."""


class Block:
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

    def settle(self) -> None:
        """Give the texts their numbers."""
        self.sheet.take(self)


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes whole rows of text."""

    fh: Any

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[Block] = []
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
            block = Block(self, row, formats, widths)
            self.str_table.begin(block)
            self._blocks.append(block)
            block.add(texts)
        if self.table.get(row):  # the row already has other cells, such as merged ones to the right
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

    def take(self, block: Block) -> None:
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

    def _holding(self, row: int) -> Block | None:
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

    def _spelled(self, block: Block) -> Iterator[str]:
        """Yield the rows of a block: pieces of text with the row's number between any two of them."""
        pieces = [self._heads(block)]
        spells = [self._spells(block, column, style) for column, style in enumerate(block.formats)]
        pieces += [spell(texts) for spell, texts in zip(spells, block.columns, strict=False)]
        for row, cells in block.anew.items():
            for column, (text, style) in cells.items():
                pieces[column + 1][row - block.first] = self._spells(block, column, style)([text])[0]
        names = map(str, range(block.first + 1, block.end + 1))
        return (name.join(parts) for name, parts in zip(names, zip(*pieces, strict=True), strict=True))

    def _spells(self, block: Block, column: int, style: Any) -> Callable[[list[str]], list[str]]:
        """Return what spells cells of a column: from behind their row's number to before it in the next column."""
        last = column == len(block.columns) - 1
        after = "</row>" if last else f'<c r="{xl_col_to_name(column + 1)}'
        index, number = style._get_xf_index(), self.str_table.number  # noqa: SLF001
        filled, blank, ends = f'" s="{index}" t="s"><v>', f'" s="{index}"/>{after}', f"</v></c>{after}"

        def spell(texts: list[str]) -> list[str]:
            different = set(texts)
            if len(different) > len(texts) // _OFTEN:
                return [f"{filled}{number[text]}{ends}" if text else blank for text in texts]
            spelled = {text: f"{filled}{number[text]}{ends}" if text else blank for text in different}
            return list(map(spelled.__getitem__, texts))

        return spell

    def _heads(self, block: Block) -> list[str]:
        """Return what stands before the first column's row number: the row's opening tag, and half an address."""
        plain = self._look(None, "")
        heads = [f'<row r="{number}"{plain}<c r="A' for number in range(block.first + 1, block.end + 1)]
        special = [row for row in self.row_info if block.first <= row < block.end]
        for row in {*special, *block.anew}:
            # As XlsxWriter writes it for a row that was written cell by cell.
            spans = f"1:{len(block.columns)}" if row in block.anew else ""
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
