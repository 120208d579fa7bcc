"""A sheet without a header that goes on with the list before it: the second page of a print, a further Word table.

Its students are read by that list's columns, and told; where its cells do not fit them it is told and not read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recon.fields import NUMBERS
from recon.model import RawRow
from recon.normalise.apart import fits
from recon.normalise.headers import header_at
from recon.normalise.lines import HEADER
from recon.normalise.sheets import walk
from recon.normalise.staff import speaks_of_staff

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from recon.model import RawSheet
    from recon.normalise.headings import Lexicon
    from recon.normalise.walked import Table, Walk

_SHARE = 0.8


class Read(NamedTuple):
    """A sheet and what was found on it."""

    sheet: RawSheet
    found: Walk


def gone_on(one: Read, before: Read, read: AbstractSet[str], lexicon: Lexicon) -> Read | None:
    """Read a sheet by the header of the last list before it.

    Args:
        one: has students' numbers and no header.
        before: the sheet before it that has lists.
        read: the numbers (:func:`numbers_of`) of all lists so far.
        lexicon: what header words mean.

    Returns:
        The sheet with that header as its row 0, and what was found; nothing where it does not go on with the list, or
        says nothing but the students of the lists before it again.
    """
    if _is_over_staff(one):
        return None
    last = max(before.found.tables, key=lambda table: (bool(table.students), table.header.first))
    header = header_at(before.sheet, last.header.first, lexicon)
    if header is None:
        return None
    words = {column.index: column.text for column in header.columns}
    line = [words.get(at, "") for at in range(max(words) + 1)]
    top = RawRow(0, tuple(line), "".join("t" if word else " " for word in line))
    sheet = replace(one.sheet, rows=(top, *one.sheet.rows))
    found = walk(sheet, lexicon)
    if found.stray or found.beside or not _fit(found.tables) or numbers_of(found) <= read:
        return None
    found.others[HEADER] -= 1
    for table in found.tables:
        table.above[:0] = last.above
        table.goes_on = True
    return Read(sheet, found)


def _fit(tables: Iterable[Table]) -> bool:
    """Tell whether nearly every student's name and numbers stand where the header says."""
    fit = [fits(row, table.header.columns) for table in tables for row in table.students]
    return sum(fit) >= _SHARE * len(fit) > 0


def _is_over_staff(one: Read) -> bool:
    """Tell by its name and by what stands above its first number the table of who works there."""
    first = one.found.stray[0].number if one.found.stray else 0
    above = [text for row in one.sheet.rows if row.number < first for text in row.values]
    return speaks_of_staff((one.sheet.name, *above))


def numbers_of(found: Walk) -> set[str]:
    """Return the numbers that stand in the number columns of a sheet's lists."""
    return {
        text
        for table in found.tables
        for at in [column.index for column in table.header.columns if column.code in NUMBERS]
        for row in table.students
        if at < len(row.values) and (text := row.values[at].strip())
    }
