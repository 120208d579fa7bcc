"""The log: append-only, each line carrying the keyed hash of the one before, so that no line changes unseen.

A line never holds a personal value. Acts are a closed list (:data:`ACTS`), and so is what they tell: each
detail is a count, a code, a person (kept as a keyed hash) or a note (free text, kept beside the log under its
keyed hash).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.workspace import remarks
from recon.workspace.ledger import canonical
from recon.workspace.tables import LOG, META

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.workspace.ledger import Ledger

_COUNT, _CODE, _UNIT, _HASH, _PERSON, _NOTE = "count", "code", "unit", "hash", "person", "note"
_COMMON = {
    "count": _COUNT,
    "pending": _COUNT,
    "size": _COUNT,
    "version": _COUNT,
    "seconds": _COUNT,
    "row": _CODE,
    "seal": _HASH,
    "unit": _UNIT,
    "point": _UNIT,
    "form": _CODE,
    "kind": _CODE,
    "what": _CODE,
    "page": _CODE,
    "sha256": _HASH,
    "finding": _HASH,
    "verdict": _CODE,
    "bulk": _HASH,
    "by": _CODE,
    "run": _COUNT,
    "job": _COUNT,
    "head": _HASH,
    "student": _PERSON,
    "reason": _NOTE,
}
"""What a line may tell, and how it is kept."""
ACTS = (
    "init",
    "campaign",
    "receive",
    "arrival",
    "place",
    "nil",
    "source",
    "retire",
    "run-start",
    "run-finish",
    "run-fail",
    "answer",
    "handover",
    "returned",
    "site",
    "point",
    "came",
    "verdict",
    "retention",
    "rule",
    "rule-bulk",
    "undo",
    "note",
    "download",
    "reveal",
    "view",
    "sign-in",
    "setting",
    "cancel",
    "backup",
    "restore",
    "purge",
)
"""Everything the log knows how to tell; codes never change."""
_SHAPES = {
    _CODE: re.compile(r"(?!.*\d{8})[A-Za-z0-9_.:+/=?*-]{0,120}"),
    _UNIT: re.compile(r"(?!.*\d{12})[^\x00-\x1f\x7f-\x9f\u2028\u2029]{0,200}"),
    _HASH: re.compile(r"|[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{64}"),
}
"""A code holds no Chinese and no digits long enough for a student; a unit may be known by its name alone."""
GENESIS = "0" * 64
_HEAD = "log_head"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log; ``details`` with notes as written (``None`` once purged) and persons as hashes."""

    seq: int
    at: str
    actor: str
    act: str
    details: Mapping[str, Any]


def append(
    connection: sa.Connection, ledger: Ledger, act: str, actor: str, details: Mapping[str, Any]
) -> int:
    """Add one line inside the caller's write; return its number."""
    return append_all(connection, ledger, act, actor, [details])


def append_all(
    connection: sa.Connection,
    ledger: Ledger,
    act: str,
    actor: str,
    many: Sequence[Mapping[str, Any]],
    at: str = "",
) -> int:
    """Add one line per item of ``many``, of the moment ``at`` (of now); return the number of the last."""
    if act not in ACTS:
        raise ValueError(f"the log knows no act {act!r}")
    seq, prev = head(connection)
    at, lines = at or now(), []
    for details in many:
        seq += 1
        kept = canonical({key: _keep(connection, ledger, key, value) for key, value in details.items()})
        digest = link(ledger, prev, seq, at, actor, act, kept)
        lines.append(
            {"seq": seq, "at": at, "actor": actor, "act": act, "details": kept, "prev": prev, "hash": digest}
        )
        prev = digest
    if lines:
        connection.execute(LOG.insert(), lines)
        _move_head(connection, ledger, seq, prev)
    return seq


def link(ledger: Ledger, *parts: str | int) -> str:
    """Return the hash of a line from everything it says and the hash before it."""
    return ledger.keyed("log", *map(str, parts))


def head(connection: sa.Connection) -> tuple[int, str]:
    """Return the number and hash of the newest line; (0, zeros) for an empty log."""
    newest = sa.select(LOG.c.seq, LOG.c.hash).order_by(LOG.c.seq.desc()).limit(1)
    row = connection.execute(newest).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def head_mark(ledger: Ledger, seq: int, digest: str) -> str:
    """Return what ``meta`` keeps of the newest line: without the key none can be made for a shorter log."""
    return f"{seq}:{ledger.keyed('head', str(seq), digest)}"


def stored_head(connection: sa.Connection) -> str:
    """Return the mark in ``meta``, empty when there is none."""
    return connection.scalar(sa.select(META.c.value).where(META.c.key == _HEAD)) or ""


def entries(connection: sa.Connection, limit: int = 100, before: int | None = None) -> list[Entry]:
    """Return lines newest first, older than ``before`` if given, with the notes that have not been purged."""
    query = sa.select(LOG).order_by(LOG.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(LOG.c.seq < before)
    rows = [(row, json.loads(row.details)) for row in connection.execute(query)]
    digests = {details["reason"] for _, details in rows if details.get("reason")}
    notes = remarks.read(connection, digests)
    return [Entry(row.seq, row.at, row.actor, row.act, _with_notes(details, notes)) for row, details in rows]


def _with_notes(details: dict[str, Any], notes: Mapping[str, str | None]) -> dict[str, Any]:
    if details.get("reason"):
        return details | {"reason": notes.get(details["reason"])}
    return details


def _move_head(connection: sa.Connection, ledger: Ledger, seq: int, digest: str) -> None:
    mark = head_mark(ledger, seq, digest)
    if not connection.execute(META.update().where(META.c.key == _HEAD).values(value=mark)).rowcount:
        connection.execute(META.insert().values(key=_HEAD, value=mark))


def _keep(connection: sa.Connection, ledger: Ledger, key: str, value: Any) -> Any:
    """Turn one detail into what the log may hold, or refuse it."""
    kind = _COMMON.get(key)
    if kind == _COUNT and isinstance(value, int):
        return value
    if kind == _PERSON and isinstance(value, str):
        return ledger.person(value)
    if kind == _NOTE and isinstance(value, str):
        return remarks.keep(connection, ledger, value)
    if kind in _SHAPES and isinstance(value, str) and _SHAPES[kind].fullmatch(value):
        return value
    raise ValueError(f"the log may not hold this value of {key!r}")
