"""Proving that nothing was changed behind the ledger's back: log, rows, originals and results."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.words import Text
from recon.workspace import chain, durable, records
from recon.workspace.runs import MANIFEST
from recon.workspace.tables import LOG, REMARK, RUN, SEALED
from recon.workspace.vault import expected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recon.workspace.ledger import Ledger
    from recon.workspace.vault import Vault


@dataclass(frozen=True, slots=True)
class Check:
    """What a verification found; ``head`` is the log's newest hash, worth writing down elsewhere."""

    problems: tuple[Text, ...]
    counts: dict[str, int] = field(default_factory=dict)
    head: str = ""

    @property
    def ok(self) -> bool:
        """True when nothing was changed."""
        return not self.problems


def verify(ledger: Ledger, vault: Vault, runs: Path, *, seen_head: str = "") -> Check:
    """Check everything at one moment.

    ``seen_head`` is a hash written down earlier (a receipt prints it): with it, even someone who holds the
    secret and wrote the whole log anew is found out.
    """
    with ledger.read() as connection:
        seals: dict[str, str] = {}
        problems = [
            *_log(connection, ledger, seals, seen_head),
            *_remarks(connection, ledger),
            *_rows(connection, ledger, seals),
            *_originals(connection, vault),
            *_runs(connection, ledger, runs, seals),
        ]
        _, newest = chain.head(connection)
        tables = {table.name: table for table in (LOG, RUN, *SEALED)}
        counts = {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for name, table in tables.items()
        }
    return Check(tuple(problems), counts, newest)


def _log(connection: sa.Connection, ledger: Ledger, seals: dict[str, str], seen_head: str) -> Iterator[Text]:
    """Walk the chain from its beginning; gather the newest seal of every row on the way."""
    expected, prev, met = 1, chain.GENESIS, not seen_head
    for row in connection.execute(sa.select(LOG).order_by(LOG.c.seq)):
        if row.seq != expected:
            yield Text(f"日志第 {expected} 行缺失", f"line {expected} of the log is missing")
        told = (row.seq, row.at, row.actor, row.act, row.details)
        if row.prev != prev or row.hash != chain.link(ledger, prev, *told):
            yield Text(f"日志第 {row.seq} 行被改动", f"line {row.seq} of the log was changed")
        expected, prev, met = row.seq + 1, row.hash, met or row.hash == seen_head
        _gather(row.details, seals)
    seq, digest = chain.head(connection)
    if seq and chain.stored_head(connection) != chain.head_mark(ledger, seq, digest):
        yield Text("日志末尾被截断或改动", "the end of the log was cut off or changed")
    if not seq:
        yield Text("日志为空", "the log is empty")
    if not met:
        yield Text(
            "日志中没有此前记下的校验码，整份日志可能被重写",
            "the log lacks the hash noted earlier: it was rewritten",
        )


def _gather(details: str, seals: dict[str, str]) -> None:
    try:
        told = json.loads(details)
    except ValueError:
        return  # the line itself has just been reported
    if isinstance(told, dict) and "row" in told and "seal" in told:
        seals[told["row"]] = told["seal"]


def _remarks(connection: sa.Connection, ledger: Ledger) -> Iterator[Text]:
    for row in connection.execute(sa.select(REMARK).where(REMARK.c.text.is_not(None))):
        if ledger.keyed("remark", row.text) != row.digest:
            yield Text("日志的一条备注被改动", "a note of the log was changed")


def _rows(connection: sa.Connection, ledger: Ledger, seals: dict[str, str]) -> Iterator[Text]:
    """Compare every sealed row with its seal, in both directions."""
    for table in SEALED:
        met = set()
        for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings():
            name = records.name(table, row["id"])
            met.add(name)
            if seals.get(name) != records.seal(ledger, table, dict(row)):
                yield Text(
                    f"记录 {name} 被改动或不是由本软件写入",
                    f"{name} was changed, or not written by this software",
                )
        gone = sorted(
            name for name in seals if name.startswith(f"{table.name}:") and name not in met and seals[name]
        )
        for name in gone:
            yield Text(f"记录 {name} 被删除", f"{name} was removed")


def _originals(connection: sa.Connection, vault: Vault) -> Iterator[Text]:
    for sha256 in expected(connection):
        path = vault.path(sha256)
        if not path.is_file():
            yield Text(f"原件 {sha256} 不见了", f"the original {sha256} is missing")
        elif vault.digest(sha256) != sha256:
            yield Text(f"原件 {sha256} 被改动", f"the original {sha256} was changed")


def _runs(connection: sa.Connection, ledger: Ledger, folder: Path, seals: dict[str, str]) -> Iterator[Text]:
    for row in connection.execute(sa.select(RUN).where(RUN.c.state != "started")).mappings():
        number = row["id"]
        name = records.name(RUN, number)
        if seals.get(name) != records.seal(ledger, RUN, dict(row)):
            yield Text(f"记录 {name} 被改动", f"{name} was changed")
        elif row["state"] == "finished" and not _as_sealed(folder / f"{number:06d}", row["manifest"]):
            yield Text(
                f"第 {number} 次核对的结果文件被改动或丢失",
                f"the results of run {number} were changed or lost",
            )


def _as_sealed(folder: Path, manifest: str) -> bool:
    listing = folder / MANIFEST
    if not listing.is_file() or durable.sha256_of(listing) != manifest:
        return False
    expected = json.loads(listing.read_text(encoding="utf-8"))
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path != listing
    }
    return found == set(expected) and all(
        durable.sha256_of(folder / name) == expected[name] for name in expected
    )
