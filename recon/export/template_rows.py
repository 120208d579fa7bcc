"""The rows of a form below its header: how a row of students looks, and what stands below them."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.cell.cell import MergedCell


class Look:
    """How a row of students looks on the form: its first row below the header."""

    def __init__(self, sheet: Any, row: int, last: int) -> None:
        self.sheet = sheet
        self.styles = {at: copy(sheet.cell(row, at)._style) for at in range(1, last + 1)}  # noqa: SLF001
        self.height = sheet.row_dimensions[row].height

    def apply(self, number: int, needed: float) -> None:
        """Give a row this look, as high as its texts need."""
        for at, style in self.styles.items():
            self.sheet.cell(number, at)._style = copy(style)  # noqa: SLF001
        self.sheet.row_dimensions[number].height = max(self.height or 0.0, needed)


class Footer:
    """What stands below the students of a form (填表人, 审核人): taken off, and put back below them."""

    def __init__(self, sheet: Any, first: int, names: set[int]) -> None:
        self.sheet = sheet
        last = sheet.max_row
        start = next((n for n in range(first, last + 1) if _is_footer(sheet, n, names)), last + 1)
        self.cells = [
            (cell.row - start, cell.column, cell.value, copy(cell._style))  # noqa: SLF001
            for row in sheet.iter_rows(min_row=start, max_row=last)
            for cell in row
            if not isinstance(cell, MergedCell) and (cell.value is not None or cell.has_style)
        ]
        self.heights = {n - start: sheet.row_dimensions[n].height for n in range(start, last + 1)}
        areas = [area for area in list(sheet.merged_cells.ranges) if area.max_row >= first]
        self.merged = [area for area in areas if area.min_row >= start]
        self.start = start
        for area in areas:
            sheet.unmerge_cells(str(area))
        if last >= first:
            sheet.delete_rows(first, last - first + 1)

    def put(self, row: int) -> None:
        """Write it from this row on."""
        for down, column, value, style in self.cells:
            cell = self.sheet.cell(row + down, column)
            cell.value, cell._style = value, style  # noqa: SLF001
            if isinstance(value, str):
                cell.data_type = "s"
        for down, tall in self.heights.items():
            self.sheet.row_dimensions[row + down].height = tall
        for area in self.merged:
            area.shift(row_shift=row - self.start)
            self.sheet.merge_cells(str(area))


def _is_footer(sheet: Any, row: int, names: set[int]) -> bool:
    """Tell whether a row holds words but neither a name nor a number of a student."""
    cells = [cell for cell in sheet[row] if isinstance(cell.value, str) and cell.value.strip()]
    words = [cell for cell in cells if not cell.value.strip().isdigit()]
    return bool(words) and not any(cell.column in names for cell in cells)
