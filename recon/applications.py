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


TOLD: tuple[str, ...] = tuple(one.value for one in Progress if one is not Progress.SEEN)
"""What a person says; that the next extract agrees is seen without a word."""
TITLES: Mapping[str, Text] = {
    Progress.DRAFTED: Text("待核实", "Draft"),
    Progress.PROOF: Text("证明材料已收", "Documents received"),
    Progress.SENT: Text("已报总部", "Sent to headquarters"),
    Progress.APPROVED: Text("总部已批", "Approved"),
    Progress.REFUSED: Text("总部未批", "Refused"),
    Progress.SEEN: Text("已一致", "Agrees now"),
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


def stands(steps: Sequence[Told], *, found: bool) -> Progress:
    """Return how far an application is.

    Args:
        steps: what was told of it, oldest first.
        found: something is found about the student's record still.
    """
    last = Progress(steps[-1].progress) if steps else Progress.DRAFTED
    return last if found or last is Progress.REFUSED else Progress.SEEN
