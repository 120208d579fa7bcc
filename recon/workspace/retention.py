"""Until when a campaign's personal data are kept: said per campaign, told when it is over, carried out by a purge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.errors import OptionError
from recon.words import Text
from recon.workspace import records
from recon.workspace.tables import RETENTION

if TYPE_CHECKING:
    from recon.workspace.ledger import Ledger

_NO_DAY = Text("“{day}”不是日期，应写作 2021-12-31", "not a date: {day!r}; write 2021-12-31")


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
    try:
        date.fromisoformat(said.until)
    except ValueError:
        reason = _NO_DAY.filled(day=said.until)
        raise OptionError(option="until", reason=reason) from None
    names = ("campaign", "until", "reason", "actor")
    with ledger.write() as connection:
        values = {name: getattr(said, name) for name in names} | {"at": now()}
        records.add(connection, ledger, RETENTION, values, "retention", what="until", reason=said.reason)


def listed(connection: sa.Connection) -> list[Retention]:
    """Return the last word on every campaign somebody spoke about, the first to end first."""
    rows = {row.campaign: row for row in connection.execute(sa.select(RETENTION).order_by(RETENTION.c.id))}
    said = [Retention(row.campaign, row.until, row.reason, row.actor, row.at) for row in rows.values()]
    return sorted(said, key=lambda one: (one.until, one.campaign))
