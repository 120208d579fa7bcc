"""Judging the campaign: will photos shot on these days still hold when they are needed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.campaign.clock import add_months
from recon.model import Finding
from recon.rules.campaign import photos_will_not_last
from recon.rules.findings import as_details
from recon.rules.switches import OFF, severity_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recon.campaign import Campaign, Shooting


def judge_campaign(campaign: Campaign) -> list[Finding]:
    """Return CP01 for each point and cohort whose photos would be too old, not yet settled."""
    if campaign.rules.get(photos_will_not_last.code) == OFF:
        return []
    cohorts = sorted({cohort for scope in campaign.scope.values() for cohort in scope.cohorts})
    return [
        _finding(point, shot_on, cohort, needed_on, campaign)
        for point in campaign.shooting
        for cohort in cohorts
        for needed_on in _needed_on(cohort, campaign)
        for shot_on in sorted(point.dates)[:1]
        if add_months(shot_on, campaign.photo.validity_months) < needed_on
    ]


def _needed_on(cohort: str, campaign: Campaign) -> Iterator[date]:
    batch = campaign.cohort_batches.get(cohort, "")
    if batch in campaign.batches:
        yield campaign.batches[batch]


def _finding(point: Shooting, shot_on: date, cohort: str, needed_on: date, campaign: Campaign) -> Finding:
    months = campaign.photo.validity_months
    return Finding(
        rule=photos_will_not_last.code,
        severity=severity_of(photos_will_not_last, campaign),
        details=as_details(
            point=point.point,
            shot_on=shot_on.isoformat(),
            valid_until=add_months(shot_on, months).isoformat(),
            cohort=cohort,
            needed_on=needed_on.isoformat(),
            earliest=_earliest(needed_on, months).isoformat(),
        ),
        subject=f"{point.point} {cohort}",
    )


def _earliest(needed_on: date, months: int) -> date:
    """Return the first shooting day whose photos still hold on the day they are needed."""
    return add_months(needed_on, -months)
