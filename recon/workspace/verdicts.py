"""First verdicts: what was told about a file within seconds, before the next run judges everything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.workspace import campaigns, records
from recon.workspace.ledger import canonical
from recon.workspace.tables import VERDICT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.workspace.inbox import Received
    from recon.workspace.ledger import Ledger


def keep(ledger: Ledger, one: Received, told: Sequence[Mapping[str, Any]], actor: str) -> None:
    """Keep what was told of a file (of each member of an archive): counts and codes by the names of a receipt."""
    with ledger.write() as connection:
        common = {
            "campaign": campaigns.current(connection),
            "submission": one.id,
            "actor": actor,
            "at": now(),
        }
        rows = [
            common
            | {"file": line["file"], "sha256": line.get("sha256") or one.sha256}
            | {"told": canonical(dict(line))}
            for line in told
        ]
        lines = [
            {
                "sha256": str(row["sha256"]),
                "count": int(line.get("errors", 0)),
                "verdict": str(line["verdict"]),
            }
            for row, line in zip(rows, told, strict=True)
        ]
        records.add_all(connection, ledger, VERDICT, rows, "verdict", lines)


def latest(connection: sa.Connection) -> dict[int, list[dict[str, Any]]]:
    """Return submission → what was last told of it, of each of its members."""
    query = sa.select(VERDICT).where(VERDICT.c.campaign == campaigns.current(connection))
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for row in connection.execute(query.order_by(VERDICT.c.id)):
        told = json.loads(row.told)
        told["rules"] = tuple((rule, n) for rule, n in told.get("rules", ()))
        found[row.submission, row.file] = told | {
            "file": row.file,
            "sha256": row.sha256,
            "judged_at": row.at,
        }
    by_file: dict[int, list[dict[str, Any]]] = {}
    for (submission, _), told in found.items():
        by_file.setdefault(submission, []).append(told)
    return by_file
