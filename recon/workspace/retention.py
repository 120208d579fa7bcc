"""Until when a campaign's personal data are kept: said per campaign, told when it is over, carried out by a purge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.workspace import records
from recon.workspace.placements import check_day
from recon.workspace.tables import RETENTION

if TYPE_CHECKING:
    from recon.workspace.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Retention:
    """What was said of one campaign: kept until the end of this ISO day, why, by whom."""

    campaign: str
    until: str
    reason: str = ""
    actor: str = ""
    at: str = ""


def keep(ledger: Ledger, said: Retention) -> None:
    """Keep a word; a later one about the same campaign takes its place.

    Raises:
        OptionError: ``until`` is no date.
    """
    check_day("until", said.until)
    names = ("campaign", "until", "reason", "actor")
    with ledger.write() as connection:
        values = {name: getattr(said, name) for name in names} | {"at": now()}
        records.add(connection, ledger, RETENTION, values, "retention", what="until", reason=said.reason)


def listed(connection: sa.Connection) -> list[Retention]:
    """Return the last word on every campaign somebody spoke about, the first to end first."""
    rows = {row.campaign: row for row in connection.execute(sa.select(RETENTION).order_by(RETENTION.c.id))}
    said = [Retention(row.campaign, row.until, row.reason, row.actor, row.at) for row in rows.values()]
    return sorted(said, key=lambda one: (one.until, one.campaign))
