"""Hand-over versions: numbered, immutable, each a list in the vault (docs/definitions.md, "Hand-over")."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.errors import WorkspaceError
from recon.words import Text
from recon.workspace import campaigns, records
from recon.workspace.handover_lines import HANDED, PENDING, count
from recon.workspace.ledger import canonical
from recon.workspace.tables import HANDOVER
from recon.workspace.vault import settle

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from recon.workspace.ledger import Ledger
    from recon.workspace.vault import Vault

_NO_VERSION = Text("还没有第 {number} 版移交名单", "there is no hand-over version {number}")
_GROUP = ("point", "point_name", "days", "branch", "site_code", "site_name", "category")


@dataclass(frozen=True, slots=True)
class HandoverCount:
    """How many of one point, site and category are handed over, and how many wait."""

    point: str
    point_name: str
    days: str
    branch: str
    site_code: str
    site_name: str
    category: str
    handed: int
    pending: int


@dataclass(frozen=True, slots=True)
class Handover:
    """One frozen version: who froze it and when, from which run, its hash, its counts."""

    number: int
    run: int
    mode: str
    sha256: str
    handed: int
    pending: int
    counts: tuple[HandoverCount, ...]
    reason: str
    actor: str
    at: str
    again: bool = False
    """True when nothing had changed since this version, and so no new one was made."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A list about to be frozen: of which run and mode, as bytes and as a table."""

    run: int
    mode: str
    table: pa.Table
    data: bytes


def freeze(ledger: Ledger, vault: Vault, draft: Draft, *, actor: str, reason: str) -> Handover:
    """Keep a list as the next version; durable when this returns."""
    stored = vault.store(draft.data)
    with ledger.write() as connection:
        settle(connection, ledger, vault, draft.data, stored, actor)
        numbers = [version.number for version in listed(connection)]
        version = Handover(
            number=max(numbers, default=0) + 1,
            run=draft.run,
            mode=draft.mode,
            sha256=stored.sha256,
            handed=count(draft.table, HANDED),
            pending=count(draft.table, PENDING),
            counts=counted(draft.table),
            reason=reason,
            actor=actor,
            at=now(),
        )
        _keep(connection, ledger, version)
    return version


def _keep(connection: sa.Connection, ledger: Ledger, version: Handover) -> None:
    names = ("number", "run", "mode", "sha256", "handed", "pending", "reason", "actor", "at")
    values: dict[str, Any] = {name: getattr(version, name) for name in names}
    values["counts"] = canonical([[getattr(one, name) for name in _COUNTED] for one in version.counts])
    values["campaign"] = campaigns.current(connection)
    told = {"version": version.number, "run": version.run, "sha256": version.sha256}
    told |= {"count": version.handed, "pending": version.pending, "reason": version.reason}
    records.add(connection, ledger, HANDOVER, values, "handover", **told)


_COUNTED = (*_GROUP, "handed", "pending")


def counted(table: pa.Table) -> tuple[HandoverCount, ...]:
    """Return the counts of a list by point, site and category."""
    grouped = table.group_by([*_GROUP, "status"]).aggregate([([], "count_all")])
    sums: dict[tuple[str, ...], dict[str, int]] = {}
    for line in grouped.to_pylist():
        key = tuple(str(line[name]) for name in _GROUP)
        sums.setdefault(key, {HANDED: 0, PENDING: 0})[line["status"]] += line["count_all"]
    return tuple(
        HandoverCount(**dict(zip(_GROUP, key, strict=True)), handed=of[HANDED], pending=of[PENDING])
        for key, of in sorted(sums.items())
    )


def listed(connection: sa.Connection) -> list[Handover]:
    """Return the campaign's versions, oldest first."""
    mine = HANDOVER.c.campaign == campaigns.current(connection)
    rows = connection.execute(sa.select(HANDOVER).where(mine).order_by(HANDOVER.c.number)).mappings()
    return [_version(row) for row in rows]


def one(ledger: Ledger, folder: Path, number: int = 0) -> Handover:
    """Return a version, the newest for 0.

    Raises:
        WorkspaceError: there is none with this number.
    """
    with ledger.read() as connection:
        versions = listed(connection)
    found = [version for version in versions if number in {0, version.number}]
    if not found:
        raise WorkspaceError(path=folder, reason=_NO_VERSION.filled(number=number or 1))
    return found[-1]


def same(version: Handover) -> Handover:
    """Return a version as the answer to freezing the same list again."""
    return replace(version, again=True)


def _version(row: sa.RowMapping) -> Handover:
    names = [name for name in Handover.__dataclass_fields__ if name not in {"counts", "again"}]
    values = {name: row[name] for name in names}
    return Handover(**values, counts=tuple(HandoverCount(*line) for line in json.loads(row["counts"])))
