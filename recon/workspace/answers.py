"""What was answered about a student: why he is not there, that he counts although late, or goes although open.

And how far an application to have a field of his record corrected has come.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon import fields
from recon.applications import TOLD, Told
from recon.campaign.clock import now
from recon.marks import EXCUSES
from recon.workspace import campaigns, records
from recon.workspace.ledger import PERSON
from recon.workspace.placements import check_choice
from recon.workspace.tables import ANSWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.applications import Applications
    from recon.workspace.ledger import Ledger

KINDS = ("excuse", "admit", "hand-over")
RECORD = "record:"
"""How the kind of an application's step begins; the field comes behind it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about one student: ``value`` is the excuse or how far an application is, empty for an admission."""

    student_no: str
    kind: str
    value: str = ""
    reason: str = ""
    actor: str = ""
    at: str = ""
    withdrawn: bool = False


def keep(ledger: Ledger, answers: Sequence[Answer]) -> None:
    """Keep one person's answers, all or none; a later one about the same student and kind takes its place.

    Raises:
        OptionError: an unknown kind, field, excuse or step.
    """
    check(answers)
    with ledger.write() as connection:
        write(connection, ledger, answers)


def write(connection: sa.Connection, ledger: Ledger, answers: Sequence[Answer]) -> None:
    """Keep answers that are checked, in a write that does more."""
    common = {"campaign": campaigns.current(connection), "at": now()}
    rows = [common | _row(answer) for answer in answers]
    told = [
        {"kind": answer.kind, "student": answer.student_no, "count": int(not answer.withdrawn)}
        for answer in answers
    ]
    records.add_all(connection, ledger, ANSWER, rows, "answer", told)


def check(answers: Sequence[Answer]) -> None:
    """Refuse what nobody can answer.

    Raises:
        OptionError: an unknown kind, field, excuse or step.
    """
    for answer in answers:
        _check(answer)


def _check(answer: Answer) -> None:
    if answer.kind.startswith(RECORD):
        check_choice("field", answer.kind.removeprefix(RECORD), tuple(fields.ANY_BY_CODE))
        check_choice("step", answer.value, TOLD)
        return
    check_choice("kind", answer.kind, KINDS)
    check_choice("excuse", answer.value, EXCUSES if answer.kind == "excuse" else ("",))


def _row(answer: Answer) -> dict[str, object]:
    names = ("student_no", "kind", "value", "reason", "actor")
    return {name: getattr(answer, name) for name in names} | {"withdrawn": int(answer.withdrawn)}


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


def since(connection: sa.Connection, kinds: Sequence[str], at: str) -> int:
    """Return about how many students something of these kinds was answered, or taken back, after a moment."""
    mine = (
        (ANSWER.c.campaign == campaigns.current(connection)) & ANSWER.c.kind.in_(kinds) & (ANSWER.c.at > at)
    )
    return int(connection.scalar(sa.select(sa.func.count(sa.distinct(ANSWER.c.student_no))).where(mine)) or 0)


def applications(connection: sa.Connection) -> Applications:
    """Return every step of every application to correct a record, oldest first; none of people that were purged."""
    mine = (ANSWER.c.campaign == campaigns.current(connection)) & ANSWER.c.kind.startswith(RECORD)
    mine &= sa.not_(ANSWER.c.student_no.startswith(PERSON))
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for row in connection.execute(sa.select(ANSWER).where(mine).order_by(ANSWER.c.id)):
        step = Told(row.value, row.at, row.actor, row.reason)
        found[row.student_no, row.kind.removeprefix(RECORD)].append(step)
    return dict(found)
