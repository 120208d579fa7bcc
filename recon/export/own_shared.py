"""Values of a site's own workbook that have no cell to themselves: two in one, one over several, one for several rows.

The roster was read right, but a copy that put the right value into such a cell would wipe out what stands beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from recon.export.lines import Change

MERGED = Text("要更正的单元格是合并单元格", "a cell to be corrected is merged")
SHARED = Text(
    "要更正的值与别的值写在同一格，或分写在几格",
    "a value to be corrected shares its cell with another, or is written over several cells",
)


def for_several(sheet: Any, students: Collection[int]) -> set[str]:
    """Return the cells merged over the rows of more than one student: what one's value became, all would have."""
    last = max(students, default=0)  # an area may be merged down to the last row of all
    return {
        area.start_cell.coordinate
        for area in sheet.merged_cells.ranges
        if sum(row in students for row in range(area.min_row, min(area.max_row, last) + 1)) > 1
    }


def is_over_several(cell: Any, value: str) -> bool:
    """Tell whether a cell holds a piece of a value only, as the first of eighteen with a digit each does."""
    text = _text(cell)
    # What a number format puts before or behind its number stands in no other cell.
    formatted = not _is_text(cell) and ("00" in cell.number_format or '"' in cell.number_format)
    return not formatted and 0 < len(text) < len(value.strip()) and text in value


def changed(cell: Any, changes: Iterable[Change], merged: Collection[str]) -> str | Text:
    """Return the text of a cell after these changes, or why it cannot be given their values.

    Args:
        cell: the cell.
        changes: what its values become.
        merged: the cells of its sheet that are merged over several students.
    """
    if isinstance(cell, MergedCell) or cell.coordinate in merged:
        return MERGED
    return _after(cell, changes)


def _after(cell: Any, changes: Iterable[Change]) -> str | Text:
    """A value with a cell to itself gives way to the right one; of a cell that holds more than one, the rest stays."""
    text, alone = _text(cell), ""
    for one in changes:
        before = one.before.strip()
        if one.field == alone or text == before or not any(map(str.isalnum, text)):
            text, alone = one.after, one.field
        elif alone or is_over_several(cell, before):
            return SHARED
        elif not _is_text(cell) or (before and before not in text):
            # A day, or a sign such as 〃 that stands for the value.
            text, alone = one.after, one.field
        elif before and text.count(before) == 1:
            text = text.replace(before, one.after)
        else:
            return SHARED
    return text


def _is_text(cell: Any) -> bool:
    return cell.data_type == "s" or isinstance(cell.value, (str, list))


def _text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value).strip()
