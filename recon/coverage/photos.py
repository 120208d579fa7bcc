"""Photo validity: from the newest capture of an enrolment to its state on the day it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from recon.campaign.clock import add_months
from recon.words import PhotoState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.campaign import PhotoPolicy


@dataclass(frozen=True, slots=True)
class Photo:
    """What is known of one photo: until when it holds, its state on the day it is needed, and what is told beside."""

    state: PhotoState
    valid_until: str = ""
    expired_today: bool = False
    last_batch: str = ""
    """可用至批次: the latest batch the photo still serves."""


def judge(
    captured_on: str,
    needed_on: date | None,
    today: date | None,
    policy: PhotoPolicy,
    batches: Mapping[str, date],
) -> Photo:
    """Judge a captured photo.

    Args:
        captured_on: ISO date of the newest capture; empty when it has none.
        needed_on: the day the student's batch needs the photo; None when nothing is known of it.
        today: the run's as-of date.
        policy: validity in calendar months and the margin that counts as expiring, in days.
        batches: graduation batch → the day its photos are needed.
    """
    if not captured_on or needed_on is None:
        return Photo(PhotoState.UNKNOWN)
    until = add_months(date.fromisoformat(captured_on), policy.validity_months)
    margin = (until - needed_on).days
    state = PhotoState.VALID
    if margin < 0:
        state = PhotoState.EXPIRED
    elif margin <= policy.expiring_days:
        state = PhotoState.EXPIRING
    served = [code for code, day in sorted(batches.items(), key=lambda item: item[1]) if day <= until]
    return Photo(state, until.isoformat(), today is not None and until < today, served[-1] if served else "")
