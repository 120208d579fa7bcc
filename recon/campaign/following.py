"""The campaign after this one: its rules and codes, with dates and a name of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recon.campaign.schema import usual_mode

if TYPE_CHECKING:
    from datetime import date

    from recon.campaign.schema import Campaign


def following(campaign: Campaign, code: str, title: str, deadline: date) -> Campaign:
    """Return a new campaign with the rules of this one.

    Cohorts stay and have to be looked at: which ones graduate is the notice's to say, and without any all would be due.
    A mode somebody chose stays; the usual one of its year becomes the usual one of the next.
    Batches, the cohorts in them and the days of shooting are this year's, and are left out.
    """
    usual = campaign.mode == campaign.usual_mode
    return replace(
        campaign,
        id=code,
        title=title or code,
        year=deadline.year,
        mode=usual_mode(deadline.year) if usual else campaign.mode,
        deadline=deadline,
        as_of=None,
        batches={},
        cohort_batches={},
        shooting=(),
    )
