"""What passed between the office and a site: reminders, promises, calls, returns, approvals, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.workspace import approvals, campaigns, records
from recon.workspace.placements import check_choice
from recon.workspace.tables import DIARY
from recon.workspace.vault import settle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recon.workspace.ledger import Ledger
    from recon.workspace.vault import Vault

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


def write(ledger: Ledger, lines: Sequence[DiaryLine]) -> None:
    """Keep one person's lines, all or none.

    Raises:
        OptionError: an unknown kind.
    """
    for line in lines:
        check_choice("kind", line.kind, KINDS)
    with ledger.write() as connection:
        _add(connection, ledger, lines)


def approve(ledger: Ledger, vault: Vault, unit: str, picture: Path | bytes, name: str, actor: str) -> str:
    """Keep the picture of a unit's approval (批复文件); return its SHA-256.

    Raises:
        OptionError: it is neither a picture nor a PDF.
    """
    stored = approvals.store(vault, picture)
    with ledger.write() as connection:
        settle(connection, ledger, vault, picture, stored, actor)
        _add(connection, ledger, [DiaryLine(unit, "approval", name, sha256=stored.sha256, actor=actor)])
    return stored.sha256


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


def _add(connection: sa.Connection, ledger: Ledger, lines: Sequence[DiaryLine]) -> None:
    common = {"campaign": campaigns.current(connection), "at": now()}
    names = ("unit", "kind", "text", "due_on", "sha256", "actor")
    rows = [common | {name: getattr(line, name) for name in names} for line in lines]
    told = [{"unit": line.unit, "kind": line.kind} for line in lines]
    records.add_all(connection, ledger, DIARY, rows, "note", told)
