"""Who was photographed when, and what that photo is worth on the day it is needed (definitions.md, "Photos").

The states are worked out here from the dates alone, apart from the product's own code, so that the two can be compared.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from recon.sample.people import Enrolment

BATCHES = {"202007": date(2020, 7, 10), "202101": date(2021, 1, 20), "202107": date(2021, 7, 10)}
COHORT_BATCHES = {"2018秋季": "202101", "2019春季": "202107", "2019级": "202107"}
NEXT_BATCH = "202007"
VALIDITY_MONTHS = 12
EXPIRING_DAYS = 90
_WINDOWS = ((date(2018, 10, 8), date(2019, 7, 9)), (date(2019, 7, 10), date(2020, 1, 19)), (date(2020, 1, 20), date(2020, 4, 19)), (date(2020, 4, 20), date(2020, 6, 12)))  # fmt: skip
_WEIGHTS = (0.30, 0.30, 0.20, 0.20)


@dataclass(frozen=True, slots=True)
class Capture:
    """One line of the photo register; ``by_id`` lines carry no 学号. A missing date is ``None``."""

    student_no: str
    id_card: str
    captured_on: date | None
    by_id: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """What a student's newest capture is worth."""

    state: str
    batch: str
    needed_on: date
    captured_on: date | None = None
    valid_until: date | None = None


def add_year(day: date) -> date:
    """Return the same day a year later; the 29th of February becomes the 28th."""
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return date(day.year + 1, day.month, min(day.day, last))


def batch_of(enrolment: Enrolment, planned: dict[str, str]) -> str:
    """Planned list first, then the cohort's batch, then the next one."""
    return planned.get(enrolment.student_no) or COHORT_BATCHES.get(enrolment.cohort, NEXT_BATCH)


def judge_photo(enrolment: Enrolment, captures: list[Capture], planned: dict[str, str]) -> Photo:
    """Judge the newest capture of this enrolment against the day its batch needs it."""
    batch = batch_of(enrolment, planned)
    needed_on = BATCHES[batch]
    if not captures:
        return Photo("none", batch, needed_on)
    dated = [capture.captured_on for capture in captures if capture.captured_on]
    if not dated:
        return Photo("unknown", batch, needed_on)
    newest = max(dated)
    valid_until = add_year(newest)
    margin = (valid_until - needed_on).days
    state = "expired" if margin < 0 else "expiring" if margin <= EXPIRING_DAYS else "valid"
    return Photo(state, batch, needed_on, newest, valid_until)


def captures_of(enrolment: Enrolment, chance: Random, share: float) -> list[Capture]:
    """Photograph about ``share`` of the students; some twice in different years, some without a date on record."""
    if chance.random() >= share:
        return []
    first, last = chance.choices(_WINDOWS, _WEIGHTS)[0]
    day = first + timedelta(days=chance.randrange((last - first).days + 1))
    number, identity = enrolment.student_no, enrolment.id_card
    draw = chance.random()
    if draw < 0.06:
        return [Capture(number, identity, None)]
    if draw < 0.10:
        return [
            Capture(number, identity, day - timedelta(days=chance.randint(400, 700))),
            Capture(number, identity, day),
        ]
    return [Capture(number, identity, day)]
