"""Sheets of a workbook that nobody read: listed without a part that holds them, or a part that no list names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from recon.intake.job import Answer
    from recon.intake.readers.package import Package

_FOLDER, _INDEX = "xl/worksheets/", "binaryindex"
"""Where sheets lie, and what else does: the index of rows that Excel keeps of a binary one."""
_SHEET = re.compile(rb"<(?:[\w.-]+:)?worksheet\b")
_FILLED = re.compile(rb"<(?:[\w.-]+:)?(?:v(?:\s[^<>]*)?>[^<]|is\b)")
MODULE = "module"
"""What stands for the relation of a sheet of macros as Excel 5 had them: it is listed, and leads to no part."""
_NO_TABLES = frozenset({MODULE, "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
"""Relations to sheets that hold no students; one of these types may lead to a sheet of cells all the same."""


class Listed(NamedTuple):
    """A sheet as the workbook lists it; without a part where it cannot be found."""

    name: str
    part: str = ""
    relation: str = ""


def tell_lost_sheets(
    package: Package,
    listed: Sequence[Listed],
    read: Collection[int],
    reply: Answer,
    holds_cells: Callable[[bytes], bool],
) -> None:
    """Say which sheets of a workbook were not read, though they hold or held something (FI12).

    A part without a name is told only where every sheet with a name was read: else it is most likely that one's.

    Args:
        package: the workbook.
        listed: its sheets in order.
        read: the places of those that were read.
        reply: is told.
        holds_cells: tells of a part's content whether it is a sheet with values.
    """
    names = frozenset(package.names)

    def is_lost(place: int, sheet: Listed) -> bool:
        if place in read:
            return False
        if sheet.part in names:
            return holds_cells(package.part(sheet.part))
        return sheet.relation not in _NO_TABLES

    if lost := [sheet.name for place, sheet in enumerate(listed) if is_lost(place, sheet)]:
        reply.tell("FI12", "sheet-lost", lost[0], count=len(lost))
        return
    others = names - {sheet.part for sheet in listed}
    sheets = sorted(name for name in others if name.startswith(_FOLDER) and _INDEX not in name)
    if unlisted := [name for name in sheets if holds_cells(package.part(name))]:
        reply.tell("FI12", "sheet-unlisted", count=len(unlisted), part=unlisted[0])


def xml_cells(data: bytes) -> bool:
    """Tell whether a part is a worksheet in XML with a value in it."""
    return bool(_SHEET.search(data, 0, 4096) and _FILLED.search(data))
