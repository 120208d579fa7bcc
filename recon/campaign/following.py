"""The campaign after this one: its rules and codes, with dates and a name of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from recon.campaign.schema import Campaign


def following(campaign: Campaign, code: str, title: str, deadline: date) -> Campaign:
    """Return a new campaign with the rules of this one.

    Cohorts stay and have to be looked at: which ones graduate is the notice's to say, and without any all would be due.
    Batches, the cohorts in them and the days of shooting are this year's, and are left out.
    """
    return replace(
        campaign,
        id=code,
        title=title or code,
        year=deadline.year,
        deadline=deadline,
        as_of=None,
        batches={},
        cohort_batches={},
        shooting=(),
    )
