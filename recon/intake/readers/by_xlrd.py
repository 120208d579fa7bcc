"""xls workbooks through xlrd: slower, but rows stay as long as they are, so a stray cell costs nothing."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

from recon.intake.grid import Grid
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT, _NUMBER, _DATE, _BOOLEAN = 1, 2, 3, 4


def read_sheets(data: bytes, encoding: str = "") -> Iterator[tuple[int, Grid]]:
    """Read the worksheets, each with its place among all sheets (0-based).

    Args:
        data: the file, or a bare stream of records.
        encoding: of the texts of a workbook before BIFF8; as the workbook says when empty.

    Raises:
        RefusedError: FI01, xlrd does not understand the workbook.
    """
    import xlrd  # type: ignore[import-untyped]

    try:
        book = xlrd.open_workbook(
            file_contents=data,
            logfile=io.StringIO(),
            ragged_rows=True,
            encoding_override=encoding or None,
        )
    except Exception as error:  # noqa: BLE001 -- on broken files xlrd raises whatever comes, AssertionError too
        raise RefusedError("FI01", "damaged", error=type(error).__name__) from None
    places = [place for place, own in enumerate(book._all_sheets_map) if own >= 0]  # noqa: SLF001
    # Before BIFF5 a file was one sheet and listed none.
    for place, sheet in zip(places or (0,), book.sheets(), strict=False):
        grid = Grid(sheet.name, hidden=bool(sheet.visibility))
        for number in range(sheet.nrows):
            types, values = sheet.row_types(number), sheet.row_values(number)
            grid.add_python(
                number + 1, [_value(*pair, book.datemode) for pair in zip(types, values, strict=True)]
            )
        yield place, grid


def _value(kind: int, value: Any, datemode: int) -> object:
    """Return what python-calamine would give: errors are left to the marks."""
    if kind in {_TEXT, _NUMBER}:
        return value
    if kind == _BOOLEAN:
        return bool(value)
    return _moment(value, datemode) if kind == _DATE else ""


def _moment(value: float, datemode: int) -> object:
    """Return a date, a time of day below one, or the bare number that no calendar holds."""
    from xlrd import xldate

    with contextlib.suppress(xldate.XLDateError, ValueError, OverflowError):
        moment = xldate.xldate_as_datetime(value, datemode)
        return moment.time() if 0 < value < 1 else moment
    return value
