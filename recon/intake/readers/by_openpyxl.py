"""Workbooks through openpyxl's own sheet parser: slower, but only cells that exist are ever built.

``load_workbook`` alone will not do: in normal mode it drops what stands under merged cells, in read-only mode it
believes a false ``<dimension>`` and pads every gap up to a stray cell. The parser underneath does neither.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from recon.intake.cells import BLANK, ERROR, cell
from recon.intake.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LAST_ROW = 1 << 20
"""Excel's."""


def read_sheets(path: str) -> Iterator[Grid]:
    """Read the worksheets with their cached values.

    Raises:
        Exception: whatever openpyxl raises on a workbook that it does not understand.
    """
    import openpyxl

    with Path(path).open("rb") as file:  # given a path, the library believes its ending
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            grid = Grid(sheet.title, hidden=sheet.sheet_state != "visible")
            with sheet._get_source() as source:  # noqa: SLF001 -- see above
                _fill(grid, _parser(book, sheet, source))
            yield grid
        book.close()


def _parser(book: Any, sheet: Any, source: Any) -> Any:
    from openpyxl.worksheet._reader import WorkSheetParser

    return WorkSheetParser(
        source,
        _Texts(sheet._shared_strings),  # noqa: SLF001
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,  # noqa: SLF001
        timedelta_formats=book._timedelta_formats,  # noqa: SLF001
    )


class _Texts(list[str]):
    """The string table: one index that is wrong costs its own cell, not the file, and never means another text.

    A book whose table is missing has lost all of them, and is refused.
    """

    def __getitem__(self, index: Any) -> Any:
        return super().__getitem__(index) if not self or 0 <= index < len(self) else None


def _fill(grid: Grid, parser: Any) -> None:
    rows: dict[int, dict[int, Mapping[str, Any]]] = {}
    for number, cells in parser.parse():
        # Impossible row numbers are left out; the count of cells then reports them missing.
        if 1 <= number <= _LAST_ROW:
            rows.setdefault(number, {}).update(
                {spot["column"]: spot for spot in cells if spot["value"] is not None}
            )
    for number in sorted(number for number, spots in rows.items() if spots):
        spots = rows[number]
        pairs = [_cell(spots.get(column)) for column in range(1, max(spots) + 1)]
        grid.add(number, [text for text, _ in pairs], "".join(kind for _, kind in pairs))
    ranges = parser.merged_cells.mergeCell if parser.merged_cells else ()
    grid.merged = [[area.min_row, area.min_col, area.max_row, area.max_col] for area in ranges]


def _cell(found: Mapping[str, Any] | None) -> tuple[str, str]:
    if found is None:
        return "", BLANK
    text, kind = cell(found["value"])
    return (text, ERROR) if found["data_type"] == "e" else (text, kind)
