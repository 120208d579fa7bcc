"""Names on a sheet of their own with no number beside them: nobody can be found by a name alone, so they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.normalise import lines
from recon.normalise.headers import FIRST_ROWS
from recon.normalise.headings import known_but_empty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from recon.model import RawSheet
    from recon.normalise.headings import Lexicon
    from recon.normalise.students import Students


def bare_names(sheet: RawSheet, lexicon: Lexicon, students: Iterable[Students]) -> list[int]:
    """Return the rows with a name that none of the file's students bears, below a line that heads nothing but names.

    A line that heads more (姓名 职务 电话) is over people who work there; one with a student's course heads a list.
    """
    read = {_plain(name) for one in students for name in one.values.get("name", ())}
    for at, row in enumerate(sheet.rows[:FIRST_ROWS]):
        columns = _names(row.values, lexicon)
        if columns:
            below = sheet.rows[at + 1 :]
            return [other.number for other in below if _lists(other.values, columns, read)]
    return []


def _names(values: Sequence[str], lexicon: Lexicon) -> list[int]:
    """Return the columns of names, where a line has no others but the running number and remarks."""
    said = {at: lexicon.code(value) for at, value in enumerate(values) if value.strip()}
    others = [values[at] for at, code in said.items() if code != "name"]
    return [at for at, code in said.items() if code == "name"] if all(map(known_but_empty, others)) else []


def _lists(values: Sequence[str], columns: Sequence[int], read: Collection[str]) -> bool:
    texts = [value.strip() for value in values if value.strip()]
    if not texts or lines.kind_of_text(texts, single=len(texts) == 1):
        return False
    return any(
        at < len(values) and lines.is_person(values[at]) and _plain(values[at]) not in read for at in columns
    )


def _plain(name: str) -> str:
    return "".join(name.split())
