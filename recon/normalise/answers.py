"""What a site answered on sheets we sent: why a student is missing, and who will not be photographed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from recon import model
from recon.marks import ANSWERS, MARK, MARK_CHANGES, NOTE, STAYS_AWAY, WHETHER, WHY_NOT, read_mark
from recon.normalise import boxes
from recon.normalise.headers import first_header
from recon.normalise.spellings import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Column
    from recon.normalise.headings import Lexicon

MARK_ROWS = 5
_PLAIN_TABLES: tuple[Collection[str], ...] = (
    model.FINDING_COLUMNS,
    model.MATCHES_FILE,
    model.OMISSION_COLUMNS,
    model.SURPLUS_COLUMNS,
    model.COVERAGE_COLUMNS,
    model.SITE_COLUMNS,
    model.STUDENT_COLUMNS,
    model.ROW_COLUMNS,
    model.CHANGE_COLUMNS,
    model.FILE_COLUMNS,
)
"""What the tables of a run hold that other programs read (docs/contract.md, "Files of a run")."""
"""A mark stands within a sheet's first rows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about one student: ``answer`` is one of :data:`recon.marks.ANSWERS` or ``STAYS_AWAY``."""

    student_no: str
    answer: str
    note: str
    sheet: str
    row: int


class Answered(NamedTuple):
    """The answers of an omission list, and the rows whose answer nobody can tell."""

    answers: list[Answer]
    unclear: list[int]


class Parted(NamedTuple):
    """The students of a table who come, those who stay away, and the rows that say neither."""

    coming: list[RawRow]
    away: list[Answer]
    unclear: list[int]
    """Of those who come: rows whose 是否拍摄 is not understood, or contradicted by a reason to stay away."""


def marks_of(sheet: RawSheet) -> tuple[str, ...]:
    """Return kind, campaign, unit and form of the mark our own sheets carry; empty for everybody else's.

    The plain tables of a run have no room for a mark: they are known by their columns.
    """
    for row in sheet.rows[:MARK_ROWS]:
        for value in row.values:
            if row.number <= MARK_ROWS and value.lstrip().startswith(MARK):
                return read_mark(value)
    return (MARK_CHANGES,) if _is_plain_table(sheet) else ()


def _is_plain_table(sheet: RawSheet) -> bool:
    said = {value.strip() for value in sheet.rows[0].values} if sheet.rows else set()
    return any(said.issuperset(columns) for columns in _PLAIN_TABLES)


def omission_answers(sheet: RawSheet, lexicon: Lexicon) -> Answered:
    """Return what a returned omission list answers; a line without a tick is still open."""
    found = Answered([], [])
    header = first_header(sheet, lexicon)
    if header is None:
        return found
    chosen = {folded(column.text): column.index for column in header.columns}
    for row in sheet.rows[header.last + 1 :]:
        said = {c: boxes.ticked(_cell(row, chosen.get(c, -1)), c) for c in ANSWERS}
        ticked = [choice for choice, word in said.items() if word == boxes.YES]
        number = _number(row, header.columns)
        if number and ticked:
            note = _cell(row, chosen.get(NOTE, -1))
            found.answers.append(Answer(number, ticked[0], note, sheet.name, row.number))
        elif ticked or boxes.UNCLEAR in said.values():
            found.unclear.append(row.number)
    return found


def stays_away(sheet: RawSheet, rows: Sequence[RawRow], columns: Sequence[Column], *, ours: bool) -> Parted:
    """Part the students of a pre-filled sheet from those it says will not come (是否拍摄 = 不拍).

    A column of that name on a sheet without our mark may ask who has been photographed (否, 未拍): there only 不拍 or a
    reason in so many words is an answer.
    """
    places = {folded(column.text): column.index for column in columns}
    if WHETHER not in places:
        return Parted(list(rows), [], [])
    parted = Parted([], [], [])
    for row in rows:
        word = _cell(row, places[WHETHER])
        said, why = boxes.comes(word), boxes.reason(_cell(row, places.get(WHY_NOT, -1)))
        clear = ours or why or boxes.reason(word) or STAYS_AWAY in word
        if (said == boxes.NO and clear) or (said == boxes.SILENT and why):
            parted.away.append(_away(row, places, _number(row, columns), sheet.name))
            continue
        parted.coming.append(row)
        if said in {boxes.UNCLEAR, boxes.NO} or why:
            parted.unclear.append(row.number)
    return parted


def _away(row: RawRow, places: Mapping[str, int], number: str, sheet: str) -> Answer:
    """Return why a student stays away, in the words of an omission list where the sheet says one of them."""
    word, why = _cell(row, places[WHETHER]), _cell(row, places.get(WHY_NOT, -1))
    answer = boxes.reason(why) or boxes.reason(word) or STAYS_AWAY
    return Answer(number, answer, why or word, sheet, row.number)


def _number(row: RawRow, columns: Sequence[Column]) -> str:
    """Return the 学号 of a row, else its 考生号: the number an enrolment goes by."""
    places = {column.code: column.index for column in columns}
    return _cell(row, places.get("student_no", -1)) or _cell(row, places.get("exam_no", -1))


def _cell(row: RawRow, at: int) -> str:
    return row.values[at].strip() if 0 <= at < len(row.values) else ""
