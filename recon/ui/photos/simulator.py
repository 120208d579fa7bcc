"""What a shooting day would do: photos taken then, judged on the days the graduation batches need them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from recon.campaign.clock import add_months
from recon.words import PhotoState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.campaign import PhotoPolicy


@dataclass(frozen=True, slots=True)
class BatchNeed:
    """Students whose photo a graduation batch needs on one day."""

    batch: str
    needed_on: date
    students: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one batch's photos if all of them are taken on one day."""

    need: BatchNeed
    state: PhotoState
    earliest: date
    """Photos taken on this day or later still hold when they are needed."""


def state_on(taken: date, needed_on: date, policy: PhotoPolicy) -> PhotoState:
    """Return the state of a photo on the day it is needed (docs/definitions.md, "Photos")."""
    margin = (add_months(taken, policy.validity_months) - needed_on).days
    if margin < 0:
        return PhotoState.EXPIRED
    return PhotoState.EXPIRING if margin <= policy.expiring_days else PhotoState.VALID


def earliest_day(needed_on: date, policy: PhotoPolicy) -> date:
    """Return the first day whose photos are still valid on ``needed_on``."""
    day = add_months(needed_on, -policy.validity_months)
    while add_months(day, policy.validity_months) < needed_on:
        day += timedelta(days=1)  # a month's end: the 28th of February stands for the 29th
    return day


def outcomes(needs: Iterable[BatchNeed], taken: date, policy: PhotoPolicy) -> list[Outcome]:
    """Judge every batch for one shooting day."""
    return [
        Outcome(need, state_on(taken, need.needed_on, policy), earliest_day(need.needed_on, policy))
        for need in needs
    ]


def holding(found: Sequence[Outcome]) -> int:
    """Count the students whose photo holds."""
    return sum(one.need.students for one in found if one.state is not PhotoState.EXPIRED)


def needs(rows: Iterable[Mapping[str, object]]) -> list[BatchNeed]:
    """Return the batches of grouped rows (``batch``, ``needed_on``, ``students``) that say when they need photos."""
    return [
        BatchNeed(str(row["batch"]), date.fromisoformat(str(row["needed_on"])), int(str(row["students"])))
        for row in rows
        if row["needed_on"]
    ]
