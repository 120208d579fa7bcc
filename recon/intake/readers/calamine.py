"""Workbooks through python-calamine, the fast reader: values only, errors as blanks, nothing of formulas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.grid import Grid
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from python_calamine import CalamineSheet


class SameNameError(RefusedError):
    """Two sheets bear one name: python-calamine, asked for the second by its place, gives the first once more."""

    def __init__(self) -> None:
        super().__init__("FI01", "damaged", error="names")


def read_sheets(path: str, skip: Collection[int] = ()) -> Iterator[tuple[int, Grid]]:
    """Read the worksheets, each with its place among all sheets (0-based); those to ``skip`` stay empty.

    Raises:
        RefusedError: FI01, python-calamine does not understand the workbook, or panics.
        SameNameError: it would read one sheet twice and another never.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        # Given a path, the library believes its ending: an xlsx called .xls would not be read.
        with Path(path).open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            _check_names(book.sheet_names)
            for place, sheet in enumerate(book.sheets_metadata):
                if sheet.typ == SheetTypeEnum.WorkSheet:
                    grid = Grid(sheet.name, hidden=sheet.visible != SheetVisibleEnum.Visible)
                    if place not in skip:
                        _fill(grid, book.get_sheet_by_index(place))
                    yield place, grid
    except CalamineError as error:
        raise RefusedError("FI01", "damaged", error=type(error).__name__) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError("FI01", "damaged", error="panic") from None


def _check_names(names: Sequence[str]) -> None:
    if len(set(names)) < len(names):
        raise SameNameError


def _fill(grid: Grid, sheet: CalamineSheet) -> None:
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        grid.add_python(number, row)
    merged = sheet.merged_cell_ranges or ()
    grid.merged = [[top + 1, left + 1, bottom + 1, right + 1] for (top, left), (bottom, right) in merged]
