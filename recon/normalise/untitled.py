"""Students in columns beside the lists that no header names, and which columns one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.normalise import lines
from recon.normalise.data_lines import is_number_or_sex
from recon.normalise.mentioned import numbers_in, own_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Header


def titles(header: Header) -> set[int]:
    """Return the columns that a header has words over; a student's line before or behind its fields titles nothing."""
    coded = [column.index for column in header.columns if column.code]
    data = [column.index for column in header.columns if is_number_or_sex(column.text)]
    left = max((at for at in data if coded and at < coded[0]), default=-1)
    right = min((at for at in data if coded and at > coded[-1]), default=header.columns[-1].index + 1)
    return {
        column.place for column in header.columns if left < column.index < right and column.index not in data
    }


def untitled(sheet: RawSheet, first: int, titled: set[int]) -> list[RawRow]:
    """Return the rows from ``first`` on in which a name and a long number stand in columns without a header.

    They may stand in one cell; a number that a row of the list has as its own is its student's, whatever is said of it.
    """
    found: list[RawRow] = []
    mentions: dict[int, set[str]] = {}
    if titled.issuperset(range(max(len(row.values) for row in sheet.rows))):
        return found
    for row in sheet.rows[first:]:
        outside = [value for at, value in enumerate(row.values) if value and at not in titled]
        numbers = [value for value in outside if lines.is_plain_student([value])]
        own = [value for at, value in enumerate(row.values) if at in titled]
        if not set(numbers) <= set(own) and any(map(lines.is_person, outside)):
            found.append(row)
        elif lines.is_plain_student(own) and (said := _mentioned(outside)):
            found.append(row)
            mentions[row.number] = said
    if not mentions:
        return found
    rows = sheet.rows[first:]
    known = own_numbers(value for row in rows for at, value in enumerate(row.values) if at in titled)
    return [row for row in found if row.number not in mentions or mentions[row.number] - known]


def _mentioned(outside: Sequence[str]) -> set[str]:
    return numbers_in((text for text in outside if not lines.is_plain_student([text])), hers=False)
