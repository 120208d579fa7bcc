"""When a file came, as the registrar says afterwards: her word goes before the time of intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.workspace import campaigns, records
from recon.workspace.tables import CAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.workspace.ledger import Ledger


def say(ledger: Ledger, files: Sequence[str], received_at: str, *, actor: str, reason: str) -> None:
    """Keep when files came; ``received_at`` is an ISO time in Shanghai."""
    with ledger.write() as connection:
        common = {"campaign": campaigns.current(connection), "received_at": received_at}
        common |= {"reason": reason, "actor": actor, "at": now()}
        rows = [common | {"file": file} for file in files]
        records.add_all(connection, ledger, CAME, rows, "came", [{"reason": reason} for _ in rows])


def latest(connection: sa.Connection) -> dict[str, str]:
    """Return file → when it came, for every file somebody spoke about."""
    mine = CAME.c.campaign == campaigns.current(connection)
    query = sa.select(CAME.c.file, CAME.c.received_at).where(mine).order_by(CAME.c.id)
    return {row.file: row.received_at for row in connection.execute(query)}
