"""What rules may ask beside the rows: the campaign, the sites, and which inputs and columns there are.

The campaign, what the inputs know, the sites, the column letters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.campaign import Campaign
    from recon.model import Site


@dataclass(frozen=True)
class Setting:
    """One frozen value instead of the same five arguments everywhere.

    Args:
        campaign: codes, scope, policies and rule switches.
        asked: what the inputs know: ``<category>.<official field>`` for each column an extract of that
            category has (``open.id_card``), ``photos`` when a register was given, ``numbers``
            when the extract itself keeps the 13-digit logic, ``times`` when there is a deadline and a file of
            which one knows when it came, ``handed_over`` when a hand-over was frozen.
        sites: the register by code, for the names of a finding's unit.
        letters: (block, field) → column letter, for A1-style cells.
        absent: fields that no row of the roster has a column for.
        sparse: those of ``asked`` that only a part of the extract fills: an empty value says nothing.
    """

    campaign: Campaign
    asked: frozenset[str] = frozenset()
    sites: Mapping[str, Site] = field(default_factory=dict)
    letters: Mapping[tuple[int, str], str] = field(default_factory=dict)
    sparse: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    def knowing(self, official: str) -> list[str]:
        """Return the categories whose extract has this column."""
        return [category.value for category in Category if f"{category}.{official}" in self.asked]

    def filling(self, official: str) -> list[str]:
        """Return the categories whose extract has this column for nearly everybody."""
        return [
            category for category in self.knowing(official) if f"{category}.{official}" not in self.sparse
        ]

    def looked_up(self) -> list[str]:
        """Return the categories of which any extract was given."""
        known = {*self.knowing("student_no"), *self.knowing("exam_no")}
        return [category.value for category in Category if category.value in known]

    def as_of(self) -> int:
        """Return the day ages are counted on as yyyymmdd, 0 when the campaign gives none."""
        day = self.campaign.as_of or self.campaign.deadline
        return (
            int(day.strftime("%Y%m%d"))
            if day
            else self.campaign.year * 10_000 + 1231
            if self.campaign.year
            else 0
        )
