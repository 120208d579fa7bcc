"""A roster row and an enrolment as the ladder compares them: plain values, folded."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from recon.model import AGREEMENT
from recon.values.comparing import compare
from recon.values.identity import may_be_left_of, names_somebody
from recon.words import CellType, Kind

ACTIVE = ("在籍", "")
"""The statuses of a student who may be collected; an extract without the column says nothing."""


class Row(NamedTuple):
    """What a roster row says of who it is: what the ladder asks of a folded roster."""

    row_id: int
    form: str
    student_no: str
    student_no_raw: str
    student_no_type: str
    exam_no: str
    name: str
    name_raw: str
    name_type: str
    id_card: str
    id_card_raw: str
    id_card_type: str
    id_card_flaws: str
    level: str
    cohort: str
    major: str
    site: str

    @property
    def damaged(self) -> bool:
        """The ID came from a number cell: its last digits are unknown, whatever it shows."""
        return "damaged" in self.id_card_flaws


class Candidate(NamedTuple):
    """An enrolment that a row might be: what the ladder asks of folded enrolments."""

    enrol_id: int
    student_no: str
    student_no_raw: str
    exam_no: str
    name: str
    name_raw: str
    id_card: str
    id_card_raw: str
    level: str
    cohort: str
    major: str
    site: str
    status: str
    category: str
    scope: str

    @property
    def collectable(self) -> bool:
        """Tell whether the enrolment is active and in this campaign's scope."""
        return self.status in ACTIVE and self.scope == "in"

    @property
    def may_return(self) -> bool:
        """Tell whether the enrolment is active and of an earlier cohort (往届), whose photo may be past its limit."""
        return self.status in ACTIVE and self.scope == "earlier"


class Agreement(NamedTuple):
    """How far a row and an enrolment agree on the three keys; each is one of :data:`recon.model.LEVELS`."""

    student_no: str
    id_card: str
    name: str

    @property
    def number(self) -> bool:
        """The student number says it is this enrolment."""
        return self.student_no in _SAME

    @property
    def identity(self) -> bool:
        """The ID says it is this person (its 15-digit form or what a number cell leaves of it count)."""
        return self.id_card in _IDENTIFIED

    @property
    def called(self) -> bool:
        """The name says it is this person (traditional characters or a placeholder count)."""
        return self.name in _CALLED


_SAME = frozenset({"same", "format"})
_IDENTIFIED = _SAME | {"variant", "damaged"}
_CALLED = _SAME | {"variant"}
_LEVEL_OF_KIND = {
    Kind.NONE: "same",
    Kind.FORMAT: "format",
    Kind.VARIANT: "variant",
    Kind.CLOSE: "close",
    Kind.DIFFERENT: "different",
    Kind.MISSING_HERE: "missing-here",
    Kind.MISSING_THERE: "missing-there",
}


_SENT = {key: attrgetter(f"{key}_type", key, f"{key}_raw") for key in AGREEMENT}
_RECORDED = {key: attrgetter(key, f"{key}_raw") for key in AGREEMENT}


def agreement(row: Row, candidate: Candidate) -> Agreement:
    """Compare a row with an enrolment on the three keys."""
    return Agreement(*(_level(key, row, candidate) for key in AGREEMENT))


def is_the_person(row: Row, candidate: Candidate) -> bool:
    """Tell whether the whole ID agrees (a damaged one never does: its last digits are unknown)."""
    return row.id_card != "" and not row.damaged and _level("id_card", row, candidate) in _IDENTIFIED


def _level(key: str, row: Row, candidate: Candidate) -> str:
    cell_type, submitted, submitted_raw = _SENT[key](row)
    official, official_raw = _RECORDED[key](candidate)
    if cell_type == CellType.ABSENT:
        # The roster has no such column, which is not the same as an empty cell.
        return "not-asked"
    if key == "id_card" and row.damaged and submitted:
        if not official:
            return "missing-there"
        return "damaged" if may_be_left_of(submitted, official) else "different"
    if key == "id_card" and submitted == official and not names_somebody(submitted):
        # 无 on both sides: neither says who it is.
        return "not-asked"
    return level(key, submitted, official, submitted_raw, official_raw)


def level(key: str, submitted: str, official: str, submitted_raw: str, official_raw: str) -> str:
    """Return the agreement level of one pair of values; where neither side says anything there was nothing to ask."""
    if not submitted and not official:
        return "not-asked"
    if submitted == official:
        return "same" if submitted_raw in (official_raw, submitted) else "format"
    found = compare(key, submitted, official)
    return "damaged" if found.cause == "excel-damaged" else _LEVEL_OF_KIND[found.kind]
