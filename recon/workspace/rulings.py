"""What a person decided about a finding: append-only, durable at once, never over what they had not seen."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.model import Ruling
from recon.workspace import campaigns, records
from recon.workspace.errors import StaleRulingError
from recon.workspace.ledger import canonical
from recon.workspace.placements import check_choice
from recon.workspace.tables import BULK, RULING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recon.workspace.ledger import Ledger

VERDICTS = ("accept", "keep", "override", "send-to-site", "admit", "dismiss", "excuse")
UNDO = "undo"
_CHUNK = 500
"""Finding ids per query: below every database's limit of parameters."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """Where a finding's rulings stand: the newest ``version``, and the ruling that counts, if any."""

    finding_id: str
    version: int
    ruling: Ruling | None
    bulk: str
    who: str
    at: str
    student: str = ""
    """A keyed hash."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Rulings made in one click: by whom, chosen by which filter, about which students, on which versions."""

    rulings: Sequence[Ruling]
    actor: str
    chosen_by: Mapping[str, Any] | None = None
    based_on: Mapping[str, int] | None = None
    """Finding → the version that was on the screen; ``None`` does not check."""
    students: Mapping[str, str] | None = None
    """Finding → student number, kept as a keyed hash so that a purge finds the rulings about a person."""


def rule(ledger: Ledger, decision: Decision) -> str:
    """Keep rulings, all or none; return the bulk's id (empty for a single one).

    Raises:
        StaleRulingError: somebody ruled since; nothing is kept.
        OptionError: an unknown verdict.
    """
    for ruling in decision.rulings:
        check_choice("verdict", ruling.verdict, VERDICTS)
    rulings = {ruling.finding_id: ruling for ruling in decision.rulings}.values()
    bulk = secrets.token_hex(8) if decision.chosen_by is not None else ""
    with ledger.write() as connection:
        newest = latest(connection, [ruling.finding_id for ruling in rulings])
        _refuse_stale(newest, decision.based_on)
        rows = [_row(ledger, connection, ruling, decision, newest, bulk) for ruling in rulings]
        if bulk:
            _keep_filter(connection, ledger, decision, bulk)
        records.add_all(connection, ledger, RULING, rows, "rule", [_told(row) for row in rows])
    return bulk


def undo(
    ledger: Ledger,
    finding_ids: Sequence[str],
    actor: str,
    based_on: Mapping[str, int] | None = None,
    bulk: str = "",
) -> int:
    """Let what stood before the standing ruling stand again; return for how many findings.

    With ``bulk`` only rulings of that bulk are undone: what was decided since stays.

    Raises:
        StaleRulingError: somebody ruled since; nothing is undone.
    """
    with ledger.write() as connection:
        newest = latest(connection, finding_ids)
        _refuse_stale(newest, based_on)
        histories = [history(connection, finding_id) for finding_id in finding_ids]
        rows = [_undoing(connection, steps, actor) for steps in histories if _may_undo(steps, bulk)]
        records.add_all(connection, ledger, RULING, rows, "undo", [_told(row) for row in rows])
    return len(rows)


def latest(connection: sa.Connection, finding_ids: Sequence[str] | None = None) -> dict[str, Ruled]:
    """Return where the rulings of these findings (of all) stand."""
    campaign = campaigns.current(connection)
    chunks = [None] if finding_ids is None else _chunks(finding_ids)
    queries = [_newest(campaign, chunk) for chunk in chunks]
    rows = [row for query in queries for row in connection.execute(query)]
    return {row.finding_id: _ruled(row) for row in rows}


def history(connection: sa.Connection, finding_id: str) -> list[sa.Row[Any]]:
    """Return every row about a finding, oldest first."""
    mine = (RULING.c.campaign == campaigns.current(connection)) & (RULING.c.finding_id == finding_id)
    return list(connection.execute(sa.select(RULING).where(mine).order_by(RULING.c.version)))


def steps(connection: sa.Connection, finding_id: str) -> list[Ruled]:
    """Return what was decided about a finding, oldest first; an undo has no ruling of its own."""
    return [
        Ruled(
            row.finding_id,
            row.version,
            None if row.verdict == UNDO else _ruling(row),
            row.bulk,
            row.who,
            row.at,
        )
        for row in history(connection, finding_id)
    ]


def of_bulk(connection: sa.Connection, bulk: str) -> list[str]:
    """Return the findings a bulk decision was about."""
    query = sa.select(RULING.c.finding_id).where(RULING.c.campaign == campaigns.current(connection))
    return list(connection.scalars(query.where(RULING.c.bulk == bulk).order_by(RULING.c.id)))


def _newest(campaign: str, finding_ids: Sequence[str] | None = None) -> sa.Select[Any]:
    """Select the newest row of each finding, joined to the ruling it lets stand again if it is an undo."""
    stands = RULING.alias("stands")
    top = sa.select(RULING.c.finding_id, sa.func.max(RULING.c.version).label("version"))
    top = top.where(RULING.c.campaign == campaign).group_by(RULING.c.finding_id)
    if finding_ids is not None:
        top = top.where(RULING.c.finding_id.in_(finding_ids))
    newest = top.subquery()
    shown = [stands.c[name].label(f"s_{name}") for name in ("id", *_SHOWN)]
    return (
        sa.select(RULING, *shown)
        .join(newest, (newest.c.finding_id == RULING.c.finding_id) & (newest.c.version == RULING.c.version))
        .outerjoin(stands, stands.c.id == RULING.c.restores)
        .where(RULING.c.campaign == campaign)
        .order_by(RULING.c.id)
    )


_SHOWN = ("finding_id", "verdict", "value", "reason", "who", "at", "seen_submitted", "seen_official")


def _ruled(row: sa.Row[Any]) -> Ruled:
    standing: Ruling | None = _ruling(row)
    if row.verdict == UNDO:
        standing = None if row.s_id is None else Ruling(*(getattr(row, f"s_{name}") for name in _SHOWN))
    return Ruled(row.finding_id, row.version, standing, row.bulk, row.who, row.at, row.student)


def _ruling(row: sa.Row[Any]) -> Ruling:
    return Ruling(*(getattr(row, name) for name in _SHOWN))


def _refuse_stale(newest: Mapping[str, Ruled], based_on: Mapping[str, int] | None) -> None:
    if based_on is None:
        return
    stale = [ruled for finding_id, ruled in newest.items() if ruled.version != based_on.get(finding_id, 0)]
    if stale:
        last = max(stale, key=lambda ruled: ruled.at)
        ids = tuple(ruled.finding_id for ruled in stale)
        raise StaleRulingError(by=last.who, at=last.at, count=len(stale), finding_ids=ids)


def _row(
    ledger: Ledger,
    connection: sa.Connection,
    ruling: Ruling,
    decision: Decision,
    newest: Mapping[str, Ruled],
    bulk: str,
) -> dict[str, Any]:
    before = newest.get(ruling.finding_id)
    return {
        "campaign": campaigns.current(connection),
        "finding_id": ruling.finding_id,
        "version": before.version + 1 if before else 1,
        "verdict": ruling.verdict,
        "value": ruling.value,
        "reason": ruling.reason,
        "seen_submitted": ruling.seen_submitted,
        "seen_official": ruling.seen_official,
        "student": ledger.person((decision.students or {}).get(ruling.finding_id, "")),
        "bulk": bulk,
        "who": decision.actor,
        "at": now(),
    }


def _standing(rows: Sequence[sa.Row[Any]]) -> sa.Row[Any] | None:
    """Return the ruling that counts after these rows."""
    if not rows:
        return None
    last = rows[-1]
    return last if last.verdict != UNDO else next((row for row in rows if row.id == last.restores), None)


def _may_undo(rows: Sequence[sa.Row[Any]], bulk: str) -> bool:
    standing = _standing(rows)
    return standing is not None and (not bulk or standing.bulk == bulk)


def _undoing(connection: sa.Connection, rows: Sequence[sa.Row[Any]], actor: str) -> dict[str, Any]:
    standing = _standing(rows)
    assert standing is not None
    before = _standing([row for row in rows if row.version < standing.version])
    return {
        "campaign": campaigns.current(connection),
        "finding_id": standing.finding_id,
        "version": rows[-1].version + 1,
        "verdict": UNDO,
        "student": standing.student,
        "restores": before.id if before is not None else None,
        "who": actor,
        "at": now(),
    }


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the log says of a ruling: the finding and the verdict, never a value."""
    return {key: row[key] for key in ("verdict", "version")} | {
        "finding": row["finding_id"],
        "bulk": row.get("bulk", ""),
    }


def _keep_filter(connection: sa.Connection, ledger: Ledger, decision: Decision, bulk: str) -> None:
    values = {
        "campaign": campaigns.current(connection),
        "bulk": bulk,
        "chosen_by": canonical(decision.chosen_by),
        "count": len(decision.rulings),
        "actor": decision.actor,
        "at": now(),
    }
    records.add(connection, ledger, BULK, values, "rule-bulk", bulk=bulk, count=len(decision.rulings))


def _chunks(items: Iterable[str]) -> Iterator[list[str]]:
    everything = list(items)
    for start in range(0, len(everything), _CHUNK):
        yield everything[start : start + _CHUNK]
