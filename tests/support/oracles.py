"""Other people's readers, as independent witnesses of what a workbook says."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Texts = dict[tuple[str, int, int], str]
"""(sheet, row, column), 1-based → a text cell's text."""


def best(path: Path) -> Texts:
    """Return the text cells of the reader that finds most of them; nothing where none can read the file."""
    readings = [dict(_quietly(reader, path)) for reader in (_openpyxl, _xlrd, _calamine)]
    return max(readings, key=len)


def _quietly(reader: object, path: Path) -> Iterator[tuple[tuple[str, int, int], str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield from list(reader(path))  # type: ignore[operator]
        except Exception:  # noqa: BLE001 -- each of them raises whatever it likes on broken files
            return


def _openpyxl(path: Path) -> Iterator[tuple[tuple[str, int, int], str]]:
    if path.suffix not in {".xlsx", ".xlsm"}:
        return
    import openpyxl

    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        for (row, column), cell in sheet._cells.items():
            if isinstance(cell.value, str) and cell.value:
                yield (sheet.title, row, column), cell.value


def _xlrd(path: Path) -> Iterator[tuple[tuple[str, int, int], str]]:
    if path.suffix != ".xls":
        return
    import xlrd

    for sheet in xlrd.open_workbook(path, logfile=io.StringIO(), ragged_rows=True).sheets():
        for row in range(sheet.nrows):
            for column, (kind, value) in enumerate(
                zip(sheet.row_types(row), sheet.row_values(row), strict=True)
            ):
                if kind == xlrd.XL_CELL_TEXT and value:
                    yield (sheet.name, row + 1, column + 1), value


def _calamine(path: Path) -> Iterator[tuple[tuple[str, int, int], str]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_path(path)
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            data = book.get_sheet_by_name(sheet.name)
            if data.total_height * data.total_width > 1_000_000:
                continue
            for row, values in enumerate(data.to_python(skip_empty_area=False), 1):
                for column, value in enumerate(values, 1):
                    if isinstance(value, str) and value:
                        yield (sheet.name, row, column), value
