"""同上 and 〃: a clerk's word for the value above, in columns that say the same of many students.

It is read as a cell merged downwards is, and told. Name, 学号, 考生号 and ID are a person's own: there it stays.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from recon import fields

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recon.model import RawRow
    from recon.normalise.columns import Column

_DITTO = re.compile(r"[(（]?(?:[同仝]上行?|同前|ditto)[)）]?|[\"“”〃″＂]{1,2}|'{2}|’{2}", re.IGNORECASE)

_STROKES = "-‐‑–—―─－~～"
"""Drawn beside the mark: ——〃——."""


def resolved(rows: Sequence[RawRow], columns: Sequence[Column]) -> tuple[list[RawRow], list[int]]:
    """Put the value above in the place of a ditto mark.

    Args:
        rows: a table's students, from top to bottom.
        columns: of the table.

    Returns:
        The rows, and the numbers of those that were changed. A mark with nothing above it stays.
    """
    found, changed = list(rows), set[int]()
    for column in columns:
        if column.code not in fields.BY_CODE or column.code in fields.PERSONAL:
            continue
        at = column.index
        # Distinct values first: a call for each cell of a province is too slow.
        said = {row.values[at] for row in rows if at < len(row.values)}
        marks = {value for value in said if is_ditto(value)}
        if marks:
            changed |= _carry(found, at, marks)
    return found, sorted(changed)


def is_ditto(text: str) -> bool:
    """Tell whether a cell says nothing but: as above."""
    return _DITTO.fullmatch("".join(text.split()).strip(_STROKES)) is not None


def _carry(rows: list[RawRow], at: int, marks: Collection[str]) -> set[int]:
    """Carry the values of a column down over the marks below them; return the rows that had one."""
    changed = set()
    for place in range(1, len(rows)):
        row, above = rows[place], rows[place - 1]
        value = _value(above, at)
        if _value(row, at) in marks and value.strip() and value not in marks:
            values = (*row.values[:at], value, *row.values[at + 1 :])
            types = row.types.ljust(at + 1)
            kind = above.types[at : at + 1] or " "
            rows[place] = replace(row, values=values, types=types[:at] + kind + types[at + 1 :])
            changed.add(row.number)
    return changed


def _value(row: RawRow, at: int) -> str:
    return row.values[at] if at < len(row.values) else ""
