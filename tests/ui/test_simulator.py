"""The shooting-day simulator agrees with the definition of a photo's validity."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recon.campaign import PhotoPolicy
from recon.campaign.clock import add_months
from recon.ui.photos.simulator import BatchNeed, earliest_day, holding, needs, outcomes, state_on
from recon.words import PhotoState

POLICY = PhotoPolicy()
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def test_a_june_photo_is_too_old_for_the_july_after_next() -> None:
    july = date(2021, 7, 10)
    assert state_on(date(2020, 6, 20), july, POLICY) is PhotoState.EXPIRED
    assert state_on(date(2020, 7, 10), july, POLICY) is PhotoState.EXPIRING
    assert state_on(date(2020, 12, 1), july, POLICY) is PhotoState.VALID


def test_moving_the_shooting_day_tells_how_many_more_hold() -> None:
    plan = [BatchNeed("202101", date(2021, 1, 20), 4000), BatchNeed("202107", date(2021, 7, 1), 3000)]
    june, july = (outcomes(plan, day, POLICY) for day in (date(2020, 6, 20), date(2020, 7, 5)))
    assert holding(july) - holding(june) == 3000


@given(DAYS)
def test_the_earliest_day_is_the_first_that_holds(needed_on: date) -> None:
    day = earliest_day(needed_on, POLICY)
    assert state_on(day, needed_on, POLICY) is not PhotoState.EXPIRED
    assert state_on(day - timedelta(days=1), needed_on, POLICY) is PhotoState.EXPIRED


@given(DAYS, DAYS)
def test_a_photo_holds_through_its_last_day(taken: date, needed_on: date) -> None:
    expired = state_on(taken, needed_on, POLICY) is PhotoState.EXPIRED
    assert expired == (needed_on > add_months(taken, 12))


def test_a_batch_without_a_day_is_left_out() -> None:
    rows = [
        {"batch": "202101", "needed_on": "2021-01-20", "students": 3},
        {"batch": "", "needed_on": "", "students": 9},
    ]
    assert needs(rows) == [BatchNeed("202101", date(2021, 1, 20), 3)]
