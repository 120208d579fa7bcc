"""What passed between the office and a site: reminders, promises, calls, returns, approvals, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.workspace import campaigns, records
from recon.workspace.placements import check_choice
from recon.workspace.tables import DIARY

if TYPE_CHECKING:
    from recon.workspace.ledger import Ledger

KINDS = (
    "reminder",
    "promise",
    "call",
    "waiting",
    "escalated",
    "note",
    "returned",
    "acknowledged",
    "signed-off",
    "reopened",
    "approval",
)


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """One line: about which unit, what kind, in which words, due on which day, with which document."""

    unit: str
    kind: str
    text: str = ""
    due_on: str = ""
    sha256: str = ""
    actor: str = ""
    at: str = ""
    id: int = 0


def write(ledger: Ledger, line: DiaryLine) -> None:
    """Keep one line.

    Raises:
        OptionError: an unknown kind.
    """
    check_choice("kind", line.kind, KINDS)
    with ledger.write() as connection:
        values = {"unit": line.unit, "kind": line.kind, "text": line.text, "due_on": line.due_on}
        values |= {"sha256": line.sha256, "actor": line.actor, "at": now()}
        values["campaign"] = campaigns.current(connection)
        records.add(connection, ledger, DIARY, values, "note", unit=line.unit, kind=line.kind)


def signed_off(connection: sa.Connection) -> frozenset[str]:
    """Return the units that the registrar closed and did not open again."""
    mine = (DIARY.c.campaign == campaigns.current(connection)) & DIARY.c.kind.in_(("signed-off", "reopened"))
    rows = connection.execute(sa.select(DIARY.c.unit, DIARY.c.kind).where(mine).order_by(DIARY.c.id))
    last = {row.unit: row.kind for row in rows}
    return frozenset(unit for unit, kind in last.items() if kind == "signed-off")


def read(connection: sa.Connection, unit: str = "") -> list[DiaryLine]:
    """Return the lines about a unit (about all), newest first."""
    query = (
        sa.select(DIARY).where(DIARY.c.campaign == campaigns.current(connection)).order_by(DIARY.c.id.desc())
    )
    if unit:
        query = query.where(DIARY.c.unit == unit)
    return [
        DiaryLine(row.unit, row.kind, row.text, row.due_on, row.sha256, row.actor, row.at, row.id)
        for row in connection.execute(query)
    ]
