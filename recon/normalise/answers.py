"""What a site answered on sheets we sent: why a student is missing, and who will not be photographed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.normalise.headers import first_header
from recon.normalise.headings import folded
from recon.words import MARK, read_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.headers import Column
    from recon.normalise.headings import Lexicon

MARK_ROWS = 5
"""A mark stands within a sheet's first rows."""
CHOICES = ("补报", "缓拍", "放弃", "失联", "已转出")
"""The answer columns of an omission list; any text in one is a tick."""
STAYS_AWAY = "不拍"
_SHOOT, _WHY, _NOTE = "是否拍摄", "不拍原因", "说明"
_NO = frozenset({"不拍", "不", "否", "no", "n", "不拍摄"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about one student: ``answer`` is one of :data:`CHOICES` or :data:`STAYS_AWAY`."""

    student_no: str
    answer: str
    note: str
    sheet: str
    row: int


def marks_of(sheet: RawSheet) -> tuple[str, ...]:
    """Return kind, campaign, unit and form of the mark our own sheets carry; empty for everybody else's."""
    for row in sheet.rows[:MARK_ROWS]:
        for value in row.values:
            if row.number <= MARK_ROWS and value.lstrip().startswith(MARK):
                return read_mark(value)
    return ()


def omission_answers(sheet: RawSheet, lexicon: Lexicon) -> Iterator[Answer]:
    """Yield what a returned omission list answers; a line without a tick is still open."""
    header = first_header(sheet, lexicon)
    if header is None:
        return
    number = next((column.index for column in header.columns if column.code == "student_no"), -1)
    chosen = {folded(column.text): column.index for column in header.columns}
    for row in sheet.rows[header.last + 1 :]:
        ticked = [choice for choice in CHOICES if _cell(row, chosen.get(choice, -1))]
        if _cell(row, number) and ticked:
            yield Answer(
                _cell(row, number), ticked[0], _cell(row, chosen.get(_NOTE, -1)), sheet.name, row.number
            )


def stays_away(
    sheet: RawSheet, rows: Sequence[RawRow], columns: Sequence[Column]
) -> tuple[list[RawRow], list[Answer]]:
    """Part the students of a pre-filled sheet from those it says will not come (是否拍摄 = 不拍)."""
    places = {folded(column.text): column.index for column in columns}
    if _SHOOT not in places:
        return list(rows), []
    number = next((column.index for column in columns if column.code == "student_no"), -1)
    coming: list[RawRow] = []
    away: list[Answer] = []
    for row in rows:
        if folded(_cell(row, places[_SHOOT])) in _NO:
            why = _cell(row, places.get(_WHY, -1))
            away.append(Answer(_cell(row, number), STAYS_AWAY, why, sheet.name, row.number))
        else:
            coming.append(row)
    return coming, away


def _cell(row: RawRow, at: int) -> str:
    return row.values[at].strip() if 0 <= at < len(row.values) else ""
