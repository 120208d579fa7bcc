"""学籍信息更正: an application to headquarters to have a field of one student's record corrected; how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from recon.words import Text


class Progress(StrEnum):
    """How far an application has come (docs/rulings.md, "An application to headquarters")."""

    DRAFTED = "drafted"
    PROOF = "proof"
    SENT = "sent"
    APPROVED = "approved"
    REFUSED = "refused"
    SEEN = "seen"
    WITHDRAWN = "withdrawn"


_UNTOLD = frozenset({Progress.SEEN, Progress.WITHDRAWN})
TOLD: tuple[str, ...] = tuple(one.value for one in Progress if one not in _UNTOLD)
"""What a person says; that the next extract agrees, or that nobody asks any more, is seen without a word."""
TITLES: Mapping[str, Text] = {
    Progress.DRAFTED: Text("待核实", "Draft"),
    Progress.PROOF: Text("证明材料已收", "Documents received"),
    Progress.SENT: Text("已报总部", "Sent to headquarters"),
    Progress.APPROVED: Text("总部已批", "Approved"),
    Progress.REFUSED: Text("总部未批", "Refused"),
    Progress.SEEN: Text("已一致", "Agrees now"),
    Progress.WITHDRAWN: Text("不再申请", "No longer applied for"),
}


class Told(NamedTuple):
    """One step of an application, as somebody told it."""

    progress: str
    at: str
    """ISO time."""
    who: str
    remark: str = ""


Applications = Mapping[tuple[str, str], Sequence[Told]]
"""(student number, field) → the steps of that application, oldest first."""


def stands(steps: Sequence[Told], *, found: bool, agrees: bool = True) -> Progress:
    """Return how far an application is.

    Args:
        steps: what was told of it, oldest first.
        found: it is on the list still.
        agrees: where it is not, that is because nothing is found about that field of the record any more; else
            because the ruling was taken back or has lapsed, or the student is in no extract now.
    """
    last = Progress(steps[-1].progress) if steps else Progress.DRAFTED
    if found or last is Progress.REFUSED:
        return last
    return Progress.SEEN if agrees else Progress.WITHDRAWN
