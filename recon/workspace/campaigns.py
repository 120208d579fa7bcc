"""The campaign at work, every version of its text kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign import Campaign, accept
from recon.campaign.clock import now
from recon.errors import OptionError
from recon.words import Text, listed
from recon.workspace import records
from recon.workspace.tables import CAMPAIGN

if TYPE_CHECKING:
    from recon.workspace.ledger import Ledger

_NO_CAMPAIGN = Text(
    "工作区中没有批次“{which}”（有：{there}）",
    "there is no campaign {which!r} in the workspace (there are: {there})",
)


def current(connection: sa.Connection) -> str:
    """Return the id of the campaign at work: the one saved last."""
    return connection.scalar(sa.select(CAMPAIGN.c.campaign).order_by(CAMPAIGN.c.id.desc()).limit(1)) or ""


def known(connection: sa.Connection, which: str) -> str:
    """Return a campaign's id if there is one of that name.

    Raises:
        OptionError: there is none. A slip of the pen must not look as if something were kept or removed.
    """
    there = connection.scalars(sa.select(CAMPAIGN.c.campaign).distinct().order_by(CAMPAIGN.c.campaign)).all()
    if which not in there:
        raise OptionError(option="campaign", reason=_NO_CAMPAIGN.filled(which=which, there=listed(there)))
    return which


def row(connection: sa.Connection, which: str) -> str:
    """Return how the log calls the newest version of a campaign."""
    mine = sa.select(CAMPAIGN.c.id).where(CAMPAIGN.c.campaign == which)
    return records.name(CAMPAIGN, connection.scalars(mine.order_by(CAMPAIGN.c.id.desc()).limit(1)).one())


def text(connection: sa.Connection) -> str:
    """Return the newest text of the campaign at work."""
    return connection.scalar(sa.select(CAMPAIGN.c.text).order_by(CAMPAIGN.c.id.desc()).limit(1)) or ""


def texts(connection: sa.Connection) -> dict[str, str]:
    """Return every campaign's id and its newest text, the one at work last."""
    newest = sa.select(sa.func.max(CAMPAIGN.c.id)).group_by(CAMPAIGN.c.campaign)
    query = sa.select(CAMPAIGN).where(CAMPAIGN.c.id.in_(newest)).order_by(CAMPAIGN.c.id)
    return {row.campaign: row.text for row in connection.execute(query)}


def save(ledger: Ledger, campaign_text: str, actor: str) -> Campaign:
    """Check and keep a campaign's text; the campaign it names is at work from now on.

    Raises:
        CampaignError: the text has an unknown key, a wrong value or a rule there is not; nothing is kept.
    """
    campaign = accept(campaign_text)
    with ledger.write() as connection:
        if text(connection) != campaign_text:
            _keep(connection, ledger, campaign, campaign_text, actor)
    return campaign


def _keep(
    connection: sa.Connection, ledger: Ledger, campaign: Campaign, campaign_text: str, actor: str
) -> None:
    newest = sa.select(sa.func.coalesce(sa.func.max(CAMPAIGN.c.version), 0)).where(
        CAMPAIGN.c.campaign == campaign.id
    )
    version = (connection.scalar(newest) or 0) + 1
    values = {"campaign": campaign.id, "version": version, "text": campaign_text, "actor": actor, "at": now()}
    records.add(connection, ledger, CAMPAIGN, values, "campaign", version=version)
