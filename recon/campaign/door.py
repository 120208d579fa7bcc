"""Check a campaign's text before a workspace keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.campaign.load import loads
from recon.campaign.switched import check_rules
from recon.campaign.worded import check_words

if TYPE_CHECKING:
    from recon.campaign.schema import Campaign


def accept(text: str) -> Campaign:
    """Read a campaign from a text that is going to be kept: what a run would refuse of it is refused now.

    Raises:
        CampaignError: an unknown key, a wrong value, a rule there is not, or words that contradict each other.
    """
    campaign = loads(text)
    check_rules(campaign)
    check_words(campaign)
    return campaign
