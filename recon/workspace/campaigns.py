"""The campaign at work, every version of its text kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign import Campaign, accept
from recon.campaign.clock import now
from recon.workspace import records
from recon.workspace.tables import CAMPAIGN

if TYPE_CHECKING:
    from recon.workspace.ledger import Ledger


def current(connection: sa.Connection) -> str:
    """Return the id of the campaign at work: the one saved last."""
    return connection.scalar(sa.select(CAMPAIGN.c.campaign).order_by(CAMPAIGN.c.id.desc()).limit(1)) or ""


def text(connection: sa.Connection) -> str:
    """Return the newest text of the campaign at work."""
    return connection.scalar(sa.select(CAMPAIGN.c.text).order_by(CAMPAIGN.c.id.desc()).limit(1)) or ""


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
