"""Where the rulings on a finding stand: the newest word, and what an undo lets stand again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.model import Ruling
from recon.workspace import campaigns
from recon.workspace.tables import RULING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

UNDO = "undo"
"""The verdict of a row that takes a ruling back."""
_CHUNK = 500
"""Finding ids per query: below every database's limit of parameters."""
_SHOWN = ("finding_id", "verdict", "value", "reason", "who", "at", "seen_submitted", "seen_official")


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


def latest(connection: sa.Connection, finding_ids: Sequence[str] | None = None) -> dict[str, Ruled]:
    """Return where the rulings of these findings (of all) stand."""
    campaign = campaigns.current(connection)
    chunks = [None] if finding_ids is None else _chunks(finding_ids)
    queries = [_newest(campaign, chunk) for chunk in chunks]
    rows = [row for query in queries for row in connection.execute(query)]
    return {row.finding_id: _ruled(row) for row in rows}


def with_verdict(connection: sa.Connection, finding_ids: Sequence[str], verdict: str) -> list[str]:
    """Return those of the findings over which a ruling of this verdict stands."""
    said = latest(connection, finding_ids).values()
    return [one.finding_id for one in said if one.ruling is not None and one.ruling.verdict == verdict]


def histories(connection: sa.Connection, finding_ids: Sequence[str]) -> dict[str, list[sa.Row[Any]]]:
    """Return every row about these findings, oldest first."""
    campaign = campaigns.current(connection)
    rows: dict[str, list[sa.Row[Any]]] = {finding_id: [] for finding_id in finding_ids}
    for chunk in _chunks(finding_ids):
        mine = (RULING.c.campaign == campaign) & RULING.c.finding_id.in_(chunk)
        for row in connection.execute(sa.select(RULING).where(mine).order_by(RULING.c.version)):
            rows[row.finding_id].append(row)
    return rows


def steps(connection: sa.Connection, finding_ids: Sequence[str]) -> dict[str, list[Ruled]]:
    """Return what was decided about each finding, oldest first; an undo has no ruling of its own."""
    return {key: [_step(row) for row in rows] for key, rows in histories(connection, finding_ids).items()}


def _step(row: sa.Row[Any]) -> Ruled:
    ruling = None if row.verdict == UNDO else _ruling(row)
    return Ruled(row.finding_id, row.version, ruling, row.bulk, row.who, row.at)


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


def _ruled(row: sa.Row[Any]) -> Ruled:
    standing: Ruling | None = _ruling(row)
    if row.verdict == UNDO:
        standing = None if row.s_id is None else Ruling(*(getattr(row, f"s_{name}") for name in _SHOWN))
    return Ruled(row.finding_id, row.version, standing, row.bulk, row.who, row.at, row.student)


def _ruling(row: sa.Row[Any]) -> Ruling:
    return Ruling(*(getattr(row, name) for name in _SHOWN))


def standing_after(rows: Sequence[sa.Row[Any]]) -> sa.Row[Any] | None:
    """Return the ruling that counts after these rows."""
    if not rows:
        return None
    last = rows[-1]
    return last if last.verdict != UNDO else next((row for row in rows if row.id == last.restores), None)


def _chunks(items: Iterable[str]) -> Iterator[list[str]]:
    everything = list(items)
    for start in range(0, len(everything), _CHUNK):
        yield everything[start : start + _CHUNK]
