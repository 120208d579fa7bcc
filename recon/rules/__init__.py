"""Rules: what is wrong at which cell, what should stand there, how sure we are, and who has to act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.rules import switches
from recon.rules.catalogue import BY_CODE, ROW_RULES, RULES
from recon.rules.charges import PRECEDENCE
from recon.rules.files import FileFacts, judge_files
from recon.rules.official import judge_extract, numbers_hold
from recon.rules.rows import judge_rows
from recon.rules.rule import About, Example, Rule
from recon.rules.say import say_evidence, say_message
from recon.rules.setting import Setting
from recon.rules.settle import settle, to_table
from recon.rules.shooting import judge_campaign
from recon.rules.students import SiteFacts, judge_sites, judge_students

if TYPE_CHECKING:
    from recon.campaign import Campaign

__all__ = [
    "BY_CODE",
    "PRECEDENCE",
    "ROW_RULES",
    "RULES",
    "About",
    "Example",
    "FileFacts",
    "Rule",
    "Setting",
    "SiteFacts",
    "check_settings",
    "judge_campaign",
    "judge_extract",
    "judge_files",
    "judge_rows",
    "judge_sites",
    "judge_students",
    "numbers_hold",
    "say_evidence",
    "say_message",
    "settle",
    "to_table",
]


def check_settings(campaign: Campaign) -> None:
    """Refuse a campaign whose ``[rules]`` name a rule there is not.

    Raises:
        CampaignError: an unknown code; the message names the nearest known one.
    """
    switches.check(campaign, BY_CODE)
