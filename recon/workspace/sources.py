"""Extracts and registers, kept in the vault: a run in a workspace needs no paths and can be made again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.workspace import campaigns, records
from recon.workspace.placements import check_choice
from recon.workspace.tables import RETIRED, SOURCE
from recon.workspace.vault import resting, settle, tombstones

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recon.workspace.ledger import Ledger
    from recon.workspace.vault import Stored, Vault

KINDS = ("extract", "photos", "planned", "sites", "submissions")


@dataclass(frozen=True, slots=True)
class Source:
    """One extract or register; its path has no suffix; ``name`` is what it was called."""

    id: int
    kind: str
    name: str
    sha256: str
    size: int
    added_at: str
    actor: str
    lent: Callable[[], Path] = field(repr=False, compare=False)

    @property
    def path(self) -> Path:
        """Where it can be read; of a sealed vault a copy in the clear, made when it is first asked for."""
        return self.lent()


def add(ledger: Ledger, vault: Vault, kind: str, source: Path | bytes, name: str, **how: Any) -> Source:
    """Keep a source; ``replace=True`` retires the earlier ones of its kind, ``actor`` says who brought it.

    Raises:
        OptionError: an unknown kind.
        MissingPathError: there is no such file.
    """
    check_choice("kind", kind, KINDS)
    stored = vault.store(source)
    with ledger.write() as connection:
        settle(connection, ledger, vault, source, stored, how["actor"])
        before = listed(connection, vault, kind)
        same = [old for old in before if old.sha256 == stored.sha256]
        if not same:
            _insert(connection, ledger, kind, name, stored, how["actor"])
        if how.get("replace"):
            _retire(connection, ledger, [old for old in before if old.sha256 != stored.sha256], how["actor"])
        return next(one for one in listed(connection, vault, kind) if one.sha256 == stored.sha256)


def listed(connection: sa.Connection, vault: Vault, kind: str = "") -> list[Source]:
    """Return the sources that take part in runs, in the order they were brought."""
    query = (
        sa.select(SOURCE)
        .outerjoin(RETIRED, RETIRED.c.source == SOURCE.c.id)
        .where(SOURCE.c.campaign == campaigns.current(connection), RETIRED.c.id.is_(None))
        .order_by(SOURCE.c.id)
    )
    if kind:
        query = query.where(SOURCE.c.kind == kind)
    graves = tombstones(connection)
    return [
        _source(row, partial(vault.lend, resting(row.sha256, graves))) for row in connection.execute(query)
    ]


def _source(row: sa.Row[Any], lent: Callable[[], Path]) -> Source:
    return Source(row.id, row.kind, row.name, row.sha256, row.size, row.at, row.actor, lent)


def _insert(
    connection: sa.Connection, ledger: Ledger, kind: str, name: str, stored: Stored, actor: str
) -> None:
    values = {
        "campaign": campaigns.current(connection),
        "kind": kind,
        "name": name,
        "sha256": stored.sha256,
        "size": stored.size,
        "actor": actor,
        "at": now(),
    }
    records.add(
        connection, ledger, SOURCE, values, "source", kind=kind, sha256=stored.sha256, size=stored.size
    )


def _retire(connection: sa.Connection, ledger: Ledger, old: list[Source], actor: str) -> None:
    rows = [{"source": source.id, "actor": actor, "at": now()} for source in old]
    records.add_all(
        connection, ledger, RETIRED, rows, "retire", [{"sha256": source.sha256} for source in old]
    )
