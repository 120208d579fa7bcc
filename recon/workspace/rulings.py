"""What a person decided about a finding: append-only, durable at once, never over what they had not seen."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recon.campaign.clock import now
from recon.workspace import campaigns, records
from recon.workspace.errors import StaleRulingError
from recon.workspace.ledger import canonical
from recon.workspace.placements import check_choice
from recon.workspace.standing import UNDO, Ruled, histories, latest, standing_after
from recon.workspace.tables import BULK, RULING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import sqlalchemy as sa

    from recon.model import Ruling
    from recon.workspace.ledger import Ledger

CORRECT_RECORD = "correct-record"
VERDICTS = ("accept", "keep", "override", "send-to-site", "admit", "dismiss", "excuse", CORRECT_RECORD)


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
        common = {"campaign": campaigns.current(connection), "bulk": bulk, "who": decision.actor, "at": now()}
        rows = [common | _content(ledger, ruling, decision, newest) for ruling in rulings]
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
        _refuse_stale(latest(connection, finding_ids), based_on)
        return take_back(connection, ledger, finding_ids, actor, bulk)


def take_back(
    connection: sa.Connection, ledger: Ledger, finding_ids: Sequence[str], actor: str, bulk: str = ""
) -> int:
    """Undo in a write that may do more; return for how many findings (:func:`undo`)."""
    common = {"campaign": campaigns.current(connection), "who": actor, "at": now()}
    told = histories(connection, finding_ids).values()
    rows = [common | _undoing(steps) for steps in told if _may_undo(steps, bulk)]
    records.add_all(connection, ledger, RULING, rows, "undo", [_told(row) for row in rows])
    return len(rows)


def _refuse_stale(newest: Mapping[str, Ruled], based_on: Mapping[str, int] | None) -> None:
    if based_on is None:
        return
    stale = [ruled for finding_id, ruled in newest.items() if ruled.version != based_on.get(finding_id, 0)]
    if stale:
        last = max(stale, key=lambda ruled: ruled.at)
        ids = tuple(ruled.finding_id for ruled in stale)
        raise StaleRulingError(by=last.who, at=last.at, count=len(stale), finding_ids=ids)


def _content(
    ledger: Ledger, ruling: Ruling, decision: Decision, newest: Mapping[str, Ruled]
) -> dict[str, Any]:
    before = newest.get(ruling.finding_id)
    return {
        "finding_id": ruling.finding_id,
        "version": before.version + 1 if before else 1,
        "verdict": ruling.verdict,
        "value": ruling.value,
        "reason": ruling.reason,
        "seen_submitted": ruling.seen_submitted,
        "seen_official": ruling.seen_official,
        "student": ledger.person((decision.students or {}).get(ruling.finding_id, "")),
    }


def _may_undo(rows: Sequence[sa.Row[Any]], bulk: str) -> bool:
    standing = standing_after(rows)
    return standing is not None and (not bulk or standing.bulk == bulk)


def _undoing(rows: Sequence[sa.Row[Any]]) -> dict[str, Any]:
    standing = standing_after(rows)
    assert standing is not None
    before = standing_after([row for row in rows if row.version < standing.version])
    return {
        "finding_id": standing.finding_id,
        "version": rows[-1].version + 1,
        "verdict": UNDO,
        "student": standing.student,
        "restores": before.id if before is not None else None,
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
