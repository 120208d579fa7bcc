"""Extracts and registers, kept in the vault: a run in a workspace needs no paths and can be made again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.errors import OptionError
from recon.words import Text
from recon.workspace import campaigns, records
from recon.workspace.placements import check_choice
from recon.workspace.tables import RETIRED, SOURCE
from recon.workspace.vault import resting, settle, tombstones

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from recon.workspace.ledger import Ledger
    from recon.workspace.vault import Stored, Vault

KINDS = ("extract", "photos", "planned", "sites", "submissions")
_LAST = Text(
    "这样就没有学籍数据可以核对了。请先导入新的，再停用旧的。",
    "no extract would be left to compare with. Take in the new one first, then retire the old one.",
)


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


def add(
    ledger: Ledger,
    vault: Vault,
    kind: str,
    given: Sequence[tuple[Path | bytes, str]],
    *,
    actor: str,
    replace: bool = False,
) -> list[Source]:
    """Keep sources of one kind, all of them or, where one finds no room, none.

    Args:
        ledger: it records them in one transaction.
        vault: it keeps their bytes.
        kind: one of :data:`KINDS`.
        given: each source, and what it is called.
        actor: who brought them.
        replace: retire the earlier ones of the kind that are not among them.

    Raises:
        OptionError: an unknown kind.
        MissingPathError: there is no such file.
    """
    check_choice("kind", kind, KINDS)
    stored = [vault.store(source) for source, _ in given]
    brought: dict[str, tuple[Path | bytes, str, Stored]] = {}
    for (source, name), one in zip(given, stored, strict=True):
        brought.setdefault(one.sha256, (source, name, one))
    with ledger.write() as connection:
        for source, _, one in brought.values():
            settle(connection, ledger, vault, source, one, actor)
        before = {old.sha256: old for old in listed(connection, vault, kind)}
        for _, name, one in brought.values():
            if one.sha256 not in before:
                _insert(connection, ledger, kind, name, one, actor)
        if replace:
            gone = [old for sha256, old in before.items() if sha256 not in brought]
            _retire(connection, ledger, gone, actor)
        standing = {one.sha256: one for one in listed(connection, vault, kind)}
        return [standing[one.sha256] for one in stored]


def retire(ledger: Ledger, vault: Vault, numbers: Collection[int], actor: str) -> list[Source]:
    """Let sources take no part in runs any more, and return them; what is not there is passed over.

    Their originals stay in the vault; whoever keeps the same file again brings them back.

    Raises:
        OptionError: they are all the extracts there are.
    """
    with ledger.write() as connection:
        held = listed(connection, vault)
        gone = [one for one in held if one.id in numbers]
        extracts = {one.id for one in held if one.kind == "extract"}
        if extracts and extracts <= {one.id for one in gone}:
            raise OptionError(option="extract", reason=_LAST)
        _retire(connection, ledger, gone, actor)
        return gone


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
