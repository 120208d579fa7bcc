"""What a campaign says, as facts a person reads, and its rules as a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from recon.rules import RULES
from recon.sites import UNKNOWN
from recon.ui import say
from recon.ui.i18n import lang, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.campaign import Campaign
    from recon.rules.rule import Rule
    from recon.ui.store import Run

RULE_LIST: Final = {"code": 7, "what": 21, "severity": 9, "here": 10, "example": 17, "says": 36}
"""Columns of the rule list → their share of the width, in percent."""
_PLACE = re.compile(r"{\w+}")
"""A placeholder in a rule's message."""


def general(campaign: Campaign, run: Run | None) -> dict[str, object]:
    """Return the campaign's own facts."""
    return {
        t("campaign.title"): campaign.title or campaign.id,
        t("campaign.year"): campaign.year or "",
        t("campaign.mode"): t(f"campaign.mode_{campaign.mode}"),
        t("campaign.deadline"): campaign.deadline or "",
        t("campaign.as_of"): campaign.as_of or "",
        t("campaign.mend_days"): campaign.mend_days,
        t("campaign.earlier"): t(f"campaign.earlier_{campaign.earlier}"),
        t("campaign.sites"): unit_count(run),
    }


def scope(campaign: Campaign) -> dict[str, object]:
    """Return who is collected, per category."""
    return {
        say.category(category): " · ".join(
            part
            for part in (
                t("app.list").join(say.cohort(cohort) for cohort in one.cohorts),
                t("app.list").join(one.levels),
                t("app.list").join(one.statuses),
                one.institution_code,
            )
            if part
        )
        for category, one in campaign.scope.items()
    }


def photos(campaign: Campaign) -> dict[str, object]:
    """Return how long a photo holds, and on which day each graduation batch needs it."""
    return {
        t("campaign.validity"): campaign.photo.validity_months,
        t("campaign.expiring"): campaign.photo.expiring_days,
        t("campaign.reshoot"): t(f"campaign.reshoot_{campaign.reshoot}"),
    } | {t("campaign.batch", code=code): day.isoformat() for code, day in campaign.batches.items()}


def shooting(campaign: Campaign, names: Mapping[str, str]) -> dict[str, str]:
    """Return the days of each shooting point, by its site's name where one is known."""
    return {
        names.get(point.point) or point.point: t("app.list").join(day.isoformat() for day in point.dates)
        for point in campaign.shooting
    }


def unit_count(run: Run | None) -> str:
    """Return how many sites the campaign knows, and how many of them the site list describes."""
    if run is None:
        return ""
    known = sum(code != UNKNOWN for code in run.site_names)
    return t("campaign.sites_n", n=known, registered=len(run.register))


def rules(campaign: Campaign) -> list[dict[str, str]]:
    """Return the rule list: what each checks, what it says, an example, and what this campaign makes of it."""
    return [
        {
            t("campaign.code"): rule.code,
            t("campaign.what"): rule.title.say(lang()),
            t("campaign.severity"): say.severity(rule.severity),
            t("campaign.here"): _said(campaign.rules.get(rule.code, "")),
            t("campaign.example"): example(rule),
            t("campaign.says"): _PLACE.sub("…", rule.message.say(lang())),
        }
        for rule in RULES
    ]


def example(rule: Rule) -> str:
    """Return one broken value and what comes of it; rules about whole rows, files or sites show none."""
    for one in rule.examples:
        for code in rule.on if one.broken else ():
            if code in one.columns:
                shown = f"{say.field(code)} {one.columns[code] or '∅'}"
                return f"{shown} → {one.proposal}" if one.proposal else shown
    return ""


def _said(setting: str) -> str:
    if not setting:
        return t("campaign.same")
    return t("campaign.off") if setting == "off" else say.severity(setting)
