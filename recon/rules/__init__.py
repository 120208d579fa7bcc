"""Rules: what is wrong at which cell, what should stand there, how sure we are, and who has to act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.campaign.switched import check_rules
from recon.campaign.worded import check_words
from recon.rules.alike import Alike, alike, with_alike
from recon.rules.captures import judge_captures, judge_handover
from recon.rules.catalogue import BY_CODE, ROW_RULES, RULES
from recon.rules.charges import PRECEDENCE
from recon.rules.disputed import as_disputed
from recon.rules.files import FileFacts, judge_files
from recon.rules.gaps import lacking
from recon.rules.manual import table_markdown
from recon.rules.official import (
    ASKED,
    judge_extract,
    numbers_hold,
    own_ids,
    sound_pairs,
    unsound,
)
from recon.rules.rows import Everybody, judge_rows
from recon.rules.rule import About, Example, Rule
from recon.rules.say import say_evidence, say_message
from recon.rules.setting import Setting
from recon.rules.settle import merge, settle, to_table
from recon.rules.shooting import judge_campaign
from recon.rules.slid import COMPARED
from recon.rules.students import OMITTED, WATCHED, SiteFacts, judge_sites, judge_students
from recon.rules.switches import check_scope
from recon.rules.unasked import not_asked

if TYPE_CHECKING:
    from recon.campaign import Campaign

__all__ = [
    "ASKED",
    "BY_CODE",
    "COMPARED",
    "OMITTED",
    "PRECEDENCE",
    "ROW_RULES",
    "RULES",
    "WATCHED",
    "About",
    "Alike",
    "Everybody",
    "Example",
    "FileFacts",
    "Rule",
    "Setting",
    "SiteFacts",
    "alike",
    "as_disputed",
    "check_scope",
    "check_settings",
    "judge_campaign",
    "judge_captures",
    "judge_extract",
    "judge_files",
    "judge_handover",
    "judge_rows",
    "judge_sites",
    "judge_students",
    "lacking",
    "merge",
    "not_asked",
    "numbers_hold",
    "own_ids",
    "say_evidence",
    "say_message",
    "settle",
    "sound_pairs",
    "table_markdown",
    "to_table",
    "unsound",
    "with_alike",
]


def check_settings(campaign: Campaign) -> None:
    """Refuse a campaign whose ``[rules]`` name a rule there is not, or whose words contradict each other.

    Raises:
        CampaignError: an unknown code, with the nearest known one; a word with two meanings.
    """
    check_rules(campaign)
    check_words(campaign)
