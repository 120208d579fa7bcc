"""A finding, and what a person ruled about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from recon.words import Kind, Severity, Trust

WHOLE_COLUMNS = frozenset({"FI14", "FI17", "HD02", "HD04", "HD05"})
"""Rules whose charged error, about a file or column, is one of each of its rows (docs/rulings.md, "What is open")."""


class Finding(NamedTuple):
    """A rule broken at a cell, or about a student, a file or a site; one line of ``findings``.

    A named tuple, since a nation has a hundred thousand of them: it is made in a quarter of the time a frozen
    dataclass takes.
    """

    rule: str
    severity: Severity
    trust: Trust = Trust.NONE
    field: str = ""
    row_id: int = -1
    enrol_id: int = -1
    unit: str = ""
    branch: str = ""
    site_code: str = ""
    site_name: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0
    cell: str = ""
    student_no: str = ""
    name: str = ""
    submitted: str = ""
    official: str = ""
    proposal: str = ""
    kind: Kind = Kind.NONE
    cause: str = ""
    levels: str = ""
    details: str = ""
    subject: str = ""
    """Whom or what it is about (docs/contract.md, "Values"), only for its id; never written anywhere."""
    open: bool = True
    charged: bool = False
    """This and what follows is told once all findings are known (:meth:`settled`)."""
    finding_id: str = ""
    cause_id: str = ""
    evidence: str = ""
    message: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is about a file or column, so that it is an error of each of its rows."""
        return self.row_id < 0 and self.rule in WHOLE_COLUMNS

    def amended(self, **told: Any) -> Finding:
        """Return the finding with some members replaced, in half the time ``_replace`` takes."""
        members: list[Any] = [*self]
        for name, value in told.items():
            members[_PLACE[name]] = value
        return Finding._make(members)

    def settled(
        self, *, charged: bool, finding_id: str, cause_id: str, evidence: str, message: str
    ) -> Finding:
        """Return the finding with what is told once all are known."""
        return Finding._make((*self[:_SETTLED], charged, finding_id, cause_id, evidence, message))


FINDING_MEMBERS = Finding._fields
_PLACE = {name: place for place, name in enumerate(FINDING_MEMBERS)}
_SETTLED = _PLACE["charged"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about one finding (docs/rulings.md); carried over while nothing it saw has changed."""

    finding_id: str
    verdict: str
    """``accept``, ``keep``, ``override``, ``send-to-site``, ``admit``, ``dismiss``, ``excuse``, ``correct-record``."""
    value: str = ""
    reason: str = ""
    who: str = ""
    at: str = ""
    seen_submitted: str = ""
    seen_official: str = ""
