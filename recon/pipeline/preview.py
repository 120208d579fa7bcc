"""Who would be due under another campaign: asked before the campaign is saved, so nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from recon import intake
from recon.coverage import Calendar
from recon.engine import open_engine
from recon.pipeline.gathering.holdings import official_side
from recon.pipeline.inputs import Inputs, Options
from recon.pipeline.rows.official import official
from recon.pipeline.running import dated
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.campaign import Campaign

Due = dict[tuple[str, str, str], int]
"""(category, cohort, level) → due enrolments."""


def due_under(inputs: Inputs, campaigns: Sequence[Campaign]) -> list[Due]:
    """Return who is due under each campaign, by category, cohort and level.

    The extracts and registers are read once, as the first campaign reads them.

    Raises:
        ExtractError: an extract or register cannot be used.
    """
    options = Options()
    with intake.Pool(inputs.campaign.limits, roomy=True) as pool:
        held = official_side(inputs, options, pool)
    knows = frozenset(code for code in Category if f"{code}.status" in held.extract.asked)
    made = []
    for campaign in campaigns:
        day = dated(campaign, options)
        with open_engine(options.engine) as engine:
            calendar = Calendar(day, day.as_of, held.photos is not None, knows)
            frame = official(held.extract, held.photos, held.planned, calendar, engine).frame
            counted = frame.filter(nw.col("due")).group_by("category", "cohort", "level").agg(n=nw.len())
            rows = engine.collect(counted).to_pylist()
        made.append({(row["category"], row["cohort"], row["level"]): int(row["n"]) for row in rows})
    return made
