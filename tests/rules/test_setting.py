"""What rules may ask beside the rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.rules.clean_row import CAMPAIGN, SETTING


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({"as_of": date(2020, 6, 1), "deadline": date(2020, 6, 10), "year": 2020}, 20200601),
        ({"as_of": None, "deadline": date(2020, 6, 10), "year": 2020}, 20200610),
        ({"as_of": None, "deadline": None, "year": 2020}, 20201231),
        ({"as_of": None, "deadline": None, "year": 0}, 0),
    ],
    ids=["as of", "deadline", "the last day of the year", "none"],
)
def test_ages_are_counted_on_the_first_day_the_campaign_tells(told: dict[str, Any], day: int) -> None:
    assert replace(SETTING, campaign=replace(CAMPAIGN, **told)).as_of() == day
