"""What was answered about a student: why he is not there, that he counts although late, or goes although open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.workspace import campaigns, records
from recon.workspace.placements import check_choice
from recon.workspace.tables import ANSWER

if TYPE_CHECKING:
    from recon.workspace.ledger import Ledger

KINDS = ("excuse", "admit", "hand-over")
EXCUSES = ("缓拍", "放弃", "失联", "已转出")
"""How an omission may be answered (definitions.md, "Who is due")."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about one student: ``value`` is the excuse, empty for an admission."""

    student_no: str
    kind: str
    value: str = ""
    reason: str = ""
    actor: str = ""
    at: str = ""
    withdrawn: bool = False


def keep(ledger: Ledger, answer: Answer) -> None:
    """Keep an answer; a later one about the same student and kind takes its place.

    Raises:
        OptionError: an unknown kind or excuse.
    """
    check_choice("kind", answer.kind, KINDS)
    check_choice("excuse", answer.value, EXCUSES if answer.kind == "excuse" else ("",))
    with ledger.write() as connection:
        values = {
            "campaign": campaigns.current(connection),
            "student_no": answer.student_no,
            "kind": answer.kind,
            "value": answer.value,
            "reason": answer.reason,
            "withdrawn": int(answer.withdrawn),
            "actor": answer.actor,
            "at": now(),
        }
        told = {"kind": answer.kind, "student": answer.student_no, "count": int(not answer.withdrawn)}
        records.add(connection, ledger, ANSWER, values, "answer", **told)


def standing(connection: sa.Connection, kind: str) -> list[Answer]:
    """Return the answers of a kind that stand, one per student."""
    mine = (ANSWER.c.campaign == campaigns.current(connection)) & (ANSWER.c.kind == kind)
    rows = {
        row.student_no: row for row in connection.execute(sa.select(ANSWER).where(mine).order_by(ANSWER.c.id))
    }
    return [
        Answer(row.student_no, row.kind, row.value, row.reason, row.actor, row.at)
        for row in rows.values()
        if not row.withdrawn
    ]
