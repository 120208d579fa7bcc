"""The stage: what was gathered and said, the calendar and the tree of sites, for every step of a judgement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recon.coverage import Calendar
from recon.sites import Tree
from recon.words import Category

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.pipeline.gathering.gather import Gathered
    from recon.pipeline.inputs import Known, Options


@dataclass(frozen=True)
class Stage:
    """What every step of a judgement needs."""

    campaign: Campaign
    gathered: Gathered
    known: Known
    options: Options
    engine: Engine
    tree: Tree
    calendar: Calendar
    folded: dict[Any, tuple[str, str]] = field(default_factory=dict)
    """What values of rows folded to: rows are laid out more than once."""

    @property
    def passed(self) -> bool:
        """Tell whether the deadline has passed on the as-of date (24:00 of the day counts as in time).

        Without a deadline there is nothing to wait for: who was not sent is omitted.
        """
        deadline, today = self.campaign.deadline, self.calendar.as_of
        return deadline is None or (today is not None and today > deadline)


def stage_of(campaign: Campaign, gathered: Gathered, known: Known, options: Options, engine: Engine) -> Stage:
    """Return what the steps of a judgement need, with the calendar and the tree of sites the inputs tell."""
    knows_status = frozenset(c for c in Category if f"{c}.status" in gathered.extract.asked)
    calendar = Calendar(campaign, campaign.as_of, gathered.photos is not None, knows_status)
    return Stage(campaign, gathered, known, options, engine, Tree.of(gathered.register), calendar)
