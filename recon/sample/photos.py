"""Who was photographed when, and what that photo is worth on the day it is needed (docs/definitions.md, "Photos").

The states are worked out here from the dates alone, apart from the product's own code, so that the two can be compared.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from random import Random

    from recon.sample.people import Enrolment

BATCHES = {"202007": date(2020, 7, 10), "202101": date(2021, 1, 20), "202107": date(2021, 7, 10)}
COHORT_BATCHES = {"2018秋季": "202101", "2019春季": "202107", "2019级": "202107"}
NEXT_BATCH = "202007"
EXPIRING_DAYS = 90
_WINDOWS = {
    (date(2018, 10, 8), date(2019, 7, 9)): 0.3,
    (date(2019, 7, 10), date(2020, 1, 19)): 0.3,
    (date(2020, 1, 20), date(2020, 4, 19)): 0.2,
    (date(2020, 4, 20), date(2020, 6, 12)): 0.2,
}
"""When photos were taken, by weight: so that each batch meets expired, expiring and valid ones."""
_SHARES = {"current": 0.3, "earlier": 0.5}
_UNDER_OTHER_NUMBER = 0.06
_WITHOUT_DATE, _TAKEN_TWICE, _BY_ID = 0.06, 0.04, 0.02


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


def judge_photo(enrolment: Enrolment, captures: list[Capture], planned: Mapping[str, str]) -> Photo:
    """Judge the newest capture of this enrolment against the day its batch needs it.

    The batch is the planned list's, else the cohort's, else the next one.
    """
    batch = planned.get(enrolment.student_no) or COHORT_BATCHES.get(enrolment.cohort, NEXT_BATCH)
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


def make_register(
    enrolments: Iterable[Enrolment], people: Mapping[str, list[Enrolment]], chance: Random
) -> tuple[Capture, ...]:
    """Photograph students of the last years; a few captures stand under a person's other, finished number (PH05)."""
    captures: list[Capture] = []
    for enrolment in enrolments:
        alone = len(people[enrolment.id_card]) == 1
        if alone and enrolment.status == "在籍" and enrolment.group in _SHARES:
            made = _captures(enrolment, chance, _SHARES[enrolment.group])
            by_id = chance.random() < _BY_ID and not enrolment.flaw
            captures += [replace(capture, by_id=by_id) for capture in made]
        elif not alone and enrolment.status == "毕业":
            captures += _captures(enrolment, chance, _UNDER_OTHER_NUMBER)
    return tuple(captures)


def _captures(enrolment: Enrolment, chance: Random, share: float) -> list[Capture]:
    """Photograph about ``share`` of the students; some twice in different years, some without a date on record."""
    if chance.random() >= share:
        return []
    first, last = chance.choices(tuple(_WINDOWS), tuple(_WINDOWS.values()))[0]
    day = first + timedelta(days=chance.randrange((last - first).days + 1))
    capture = Capture(enrolment.student_no, enrolment.id_card, day)
    draw = chance.random()
    if draw < _WITHOUT_DATE:
        return [replace(capture, captured_on=None)]
    if draw < _WITHOUT_DATE + _TAKEN_TWICE:
        return [replace(capture, captured_on=day - timedelta(days=chance.randint(400, 700))), capture]
    return [capture]
