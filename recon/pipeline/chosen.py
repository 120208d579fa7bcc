"""Settle which campaign ``recon.reconcile`` judges by, and name it in errors as the caller gave it."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from recon import rules
from recon.campaign import Campaign, Scope, load, named
from recon.errors import CampaignError, ExtractError
from recon.pipeline.running import dated
from recon.words import Category, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.pipeline.inputs import Options

EVERYBODY = Campaign(id="reconcile", scope={category: Scope() for category in Category})
"""Without a campaign every 在籍 enrolment is due, whatever its cohort and level, and there are no dates."""
_NOBODY_ACTIVE = Text(
    "没有一名学生的学籍状态是“在籍”；未给出采集批次时，只有在籍学生应报。"
    "请核对学籍数据，或给出采集批次（campaign）并写明 statuses",
    "no student in it has the status 在籍, and without a campaign only these are due. "
    "Check the extract, or give a campaign whose statuses say who is due",
)


def campaign_of(campaign: Campaign | Path | str | None, options: Options) -> Campaign:
    """Return the campaign that is judged by, dated unless there is none."""
    if campaign is None:
        return EVERYBODY
    chosen = load(Path(campaign)) if isinstance(campaign, str | Path) else campaign
    rules.check_settings(chosen)
    return dated(chosen, options)


@contextmanager
def blamed(campaign: Campaign | Path | str | None) -> Iterator[None]:
    """Name what is wrong as the caller gave it: the campaign's file if there is one, and no campaign where none is.

    Raises:
        CampaignError: as it was raised, with the file's name.
        ExtractError: there is no campaign; all it asks of an extract is somebody who is 在籍.
    """
    try:
        with named(campaign) if isinstance(campaign, str | Path) else nullcontext():
            yield
    except CampaignError as error:
        if campaign is None:
            raise ExtractError(path="extract", reason=_NOBODY_ACTIVE) from error
        raise
