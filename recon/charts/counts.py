"""Sums over a run's tables, as small dictionaries the figures and the tables behind them share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from recon.sites import UNKNOWN
from recon.values.shares import percent
from recon.words import DueState, PhotoState, SiteStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

STATES: tuple[str, ...] = tuple(state.value for state in DueState)
"""What became of the due: ``due = clean + open + held + late + excused + awaited + omitted``."""
PHOTOS: tuple[str, ...] = tuple(state.value for state in PhotoState)
STATUSES: tuple[str, ...] = tuple(
    status.value
    for status in (
        SiteStatus.SIGNED_OFF,
        SiteStatus.CLEAN,
        SiteStatus.CHECKED,
        SiteStatus.RECEIVED,
        SiteStatus.DECLARED_NIL,
        SiteStatus.UNREADABLE,
        SiteStatus.SILENT,
    )
)
"""From done to nothing there, the order in which bars are stacked."""

Sums = dict[tuple[str, ...], dict[str, int]]

MOST = 40
"""Bars a figure has at most unless told otherwise: four hundred branches are a page nobody scrolls through."""


def sums(table: pa.Table, by: Sequence[str], columns: Sequence[str]) -> Sums:
    """Sum ``columns`` per distinct value of ``by``, in order of the keys."""
    grouped = table.group_by(list(by)).aggregate([(column, "sum") for column in columns])
    rows = grouped.to_pylist()
    made = {tuple(row[k] for k in by): {c: int(row[f"{c}_sum"] or 0) for c in columns} for row in rows}
    return dict(sorted(made.items()))


def statuses(sites: pa.Table) -> Sums:
    """Count sites per branch and status; files of an unknown unit are no site."""
    made: Sums = {}
    for row in (
        sites.filter(pc.not_equal(sites["site_code"], UNKNOWN)).select(["branch", "status"]).to_pylist()
    ):
        line = made.setdefault((row["branch"],), dict.fromkeys(STATUSES, 0))
        line[row["status"]] += 1
    return dict(sorted(made.items()))


def neediest(found: Sums, need: Callable[[Mapping[str, int]], int], limit: int) -> Sums:
    """Return the at most ``limit`` sums that ``need`` most, in the order they stood."""
    kept = sorted(found, key=lambda key: (-need(found[key]), key))[:limit]
    return {key: found[key] for key in sorted(kept)}


def percent_valid(states: Mapping[str, int]) -> str:
    """Return the share of photos that hold, by state; – where no register was asked: then nobody knows."""
    return percent(states["valid"], sum(states.values()) - states["not_asked"])
