"""What a site can check by itself: a roster judged without any extract."""

from __future__ import annotations

import json as jsons
from typing import TYPE_CHECKING

from recon import rules
from recon.engine import open_engine
from recon.pipeline.gathering.gather import gather_rosters
from recon.pipeline.inputs import Inputs, Known, Options
from recon.pipeline.judging import judge_alone
from recon.pipeline.running import dated
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recon.campaign import Campaign
    from recon.model import Finding
    from recon.words import Lang

_NOT_HERE = ("CP", "OM", "PH", "EX", "MA")
"""Families that only an extract can answer, and those about the campaign."""
_NOT_ALONE = frozenset({"FI10", "DU02", "DU03"})
"""Rules about who sent what beside whom: a site that checks its own files knows that."""


_TWO_NUMBERS = Text(
    "名单中同一身份证号下有 {count} 个学号。请核对。",
    "{count} student numbers stand under this ID in the roster. Check.",
)
"""DU05 without what it says of the extract: there is none."""


def _alone(finding: Finding, lang: Lang) -> Finding:
    if finding.rule != "DU05":
        return finding
    count = jsons.loads(finding.details or "{}").get("count", "2")
    return finding.amended(message=_TWO_NUMBERS.say(lang, count=count))


def check(files: Sequence[Path], campaign: Campaign, lang: Lang) -> tuple[list[Finding], bool]:
    """Return what can be said of rosters alone, and whether a file was refused.

    Raises:
        MissingPathError: a path is not there.
    """
    rules.check_settings(campaign)
    options = Options(lang=lang)
    judged_by = dated(campaign, options)
    gathered = gather_rosters(Inputs(judged_by, (), tuple(files)), options)
    with open_engine() as engine:
        found = judge_alone(judged_by, gathered, Known(), options, engine)
    found = [_alone(f, lang) for f in found]
    kept = [f for f in found if f.rule[:2] not in _NOT_HERE and f.rule not in _NOT_ALONE]
    return kept, any(read.refused for read in gathered.reads)
