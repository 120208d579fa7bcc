"""Workbooks through python-calamine, the fast reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.intake.grid import Grid

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job


def read(job: Job, reply: Answer) -> None:
    """Read every worksheet of a workbook."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with CalamineWorkbook.from_path(job.path) as book:
        for sheet in book.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            grid = Grid(sheet.name, hidden=sheet.visible != SheetVisibleEnum.Visible)
            data = book.get_sheet_by_name(sheet.name)
            for number, row in enumerate(data.to_python(skip_empty_area=False), 1):
                grid.add_python(number, row)
            grid.merged = [[a + 1, b + 1, c + 1, d + 1] for (a, b), (c, d) in data.merged_cell_ranges or ()]
            reply.grids.append(grid)
