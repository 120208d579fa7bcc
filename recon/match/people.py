"""A roster row and an enrolment as the ladder compares them: plain values, folded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from recon.values.difference import compare
from recon.words import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTIVE = ("在籍", "")
"""The statuses of a student who may be collected (domain.md §4); an extract without the column says nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a roster row says of who it is."""

    row_id: int
    form: str
    student_no: str
    exam_no: str
    name: str
    id_card: str
    level: str
    cohort: str
    major: str
    site: str
    damaged: bool
    """The ID came from a number cell: its last digits are unknown, whatever it shows."""
    absent: frozenset[str]
    """Keys the roster has no column for: not asked, which is not the same as empty."""
    raw: Mapping[str, str]

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Row:
        """Build a row from a collected record (columns of :data:`recon.match.matching.ROW`)."""
        absent = frozenset(k for k in ("student_no", "id_card", "name") if record[f"{k}_type"] == "absent")
        return cls(
            row_id=record["row_id"],
            form=record["form"],
            student_no=record["student_no"],
            exam_no=record["exam_no"],
            name=record["name"],
            id_card=record["id_card"],
            level=record["level"],
            cohort=record["cohort"],
            major=record["major"],
            site=record["site"],
            damaged="damaged" in record["id_card_flaws"].split(),
            absent=absent,
            raw={k: record[f"{k}_raw"] for k in ("student_no", "id_card", "name")},
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """An enrolment that a row might be."""

    enrol_id: int
    student_no: str
    exam_no: str
    name: str
    id_card: str
    level: str
    cohort: str
    major: str
    site: str
    status: str
    category: str
    scope: str
    raw: Mapping[str, str]

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Candidate:
        """Build a candidate from a collected record (columns of :data:`recon.match.matching.CANDIDATE`)."""
        plain = {key: record[key] for key in cls.__slots__ if key != "raw"}
        return cls(**plain, raw={k: record[f"{k}_raw"] for k in ("student_no", "id_card", "name")})

    @property
    def collectable(self) -> bool:
        """Tell whether the enrolment is active and in this campaign's scope."""
        return self.status in ACTIVE and self.scope == "in"

    @property
    def may_return(self) -> bool:
        """Tell whether the enrolment is active and of an earlier cohort (往届), whose photo may be past its limit."""
        return self.status in ACTIVE and self.scope == "earlier"


@dataclass(frozen=True, slots=True)
class Agreement:
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
        """The ID says it is this person (its 15-digit form or its first 15 digits count)."""
        return self.id_card in {*_SAME, "variant", "damaged"}

    @property
    def called(self) -> bool:
        """The name says it is this person (traditional characters or a placeholder count)."""
        return self.name in {*_SAME, "variant"}


_SAME = frozenset({"same", "format"})
_LEVEL_OF_KIND = {
    Kind.NONE: "same",
    Kind.FORMAT: "format",
    Kind.VARIANT: "variant",
    Kind.CLOSE: "close",
    Kind.DIFFERENT: "different",
    Kind.MISSING_HERE: "missing-here",
    Kind.MISSING_THERE: "missing-there",
}


def agreement(row: Row, candidate: Candidate) -> Agreement:
    """Compare a row with an enrolment on the three keys."""
    return Agreement(*(_level(key, row, candidate) for key in ("student_no", "id_card", "name")))


def _level(key: str, row: Row, candidate: Candidate) -> str:
    if key in row.absent:
        return "not-asked"
    submitted, official = getattr(row, key), getattr(candidate, key)
    if key == "id_card" and row.damaged and submitted:
        return (
            "damaged"
            if official and submitted[:15] == official[:15]
            else "different"
            if official
            else "missing-there"
        )
    return level(key, submitted, official, row.raw[key], candidate.raw[key])


@lru_cache(maxsize=1 << 16)
def level(key: str, submitted: str, official: str, submitted_raw: str, official_raw: str) -> str:
    """Return the agreement level of one pair of values; where neither side says anything there was nothing to ask."""
    if not submitted and not official:
        return "not-asked"
    if submitted == official:
        return "same" if submitted_raw in (official_raw, submitted) else "format"
    found = compare(key, submitted, official, submitted_raw, official_raw)
    return "damaged" if found.cause == "excel-damaged" else _LEVEL_OF_KIND[found.kind]
