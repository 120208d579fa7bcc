"""Shooting days whose photos do not hold for a batch (CP01), told before anybody is put on them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from recon.rules import judge_campaign
from recon.ui import say
from recon.ui.i18n import t
from recon.ui.parts.literal import literal

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.ui.store import Run


def warn(run: Run, campaign: Campaign) -> None:
    """Draw the warning, if there is anything to warn of."""
    if said := too_early(run, campaign):
        st.warning("\n\n".join(map(literal, said)), icon=":material/photo_camera:")


def too_early(run: Run, campaign: Campaign) -> list[str]:
    """Return a sentence per batch: which days of which points are too early, until when a photo must hold."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for finding in judge_campaign(campaign):
        told = json.loads(finding.details)
        batch = campaign.cohort_batches.get(told["cohort"], "")
        found.setdefault((batch, told["earliest"], told["point"]), []).append(told["cohort"])
    alike: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (batch, earliest, point), cohorts in found.items():
        alike.setdefault((batch, earliest, tuple(cohorts)), []).append(point)
    named = say.site(run)
    return [
        t(
            "handover.too_early",
            shots=t("handover.too_early_and").join(_shots(campaign, named(p), p, earliest) for p in points),
            batch=batch,
            cohorts=t("app.list").join(say.cohort(cohort) for cohort in cohorts),
            needed_on=campaign.batches[batch].isoformat(),
            earliest=earliest,
        )
        for (batch, earliest, cohorts), points in alike.items()
    ]


def _shots(campaign: Campaign, name: str, point: str, earliest: str) -> str:
    days = t("app.list").join(_days(campaign, point, earliest))
    return t("handover.too_early_at", point=name, days=days)


def _days(campaign: Campaign, point: str, earliest: str) -> list[str]:
    """Return the days of a point that are too early, in order."""
    days = (day.isoformat() for one in campaign.shooting if one.point == point for day in one.dates)
    return sorted(day for day in days if day < earliest)
