"""The campaign after this one has its rules, and none of its dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recon.campaign import load, loads
from recon.campaign.dump import dumps
from recon.campaign.following import following
from recon.rules import check_settings

SAMPLE = Path(__file__).parents[2] / "sample_data"


def test_the_next_campaign_has_the_rules_and_none_of_the_dates_of_this_one() -> None:
    old = load(SAMPLE / "campaign.toml")
    new = following(old, "2027", "", date(2027, 6, 10))
    assert (new.id, new.title, new.year, new.deadline) == ("2027", "2027", 2027, date(2027, 6, 10))
    assert (new.as_of, new.batches, new.cohort_batches, new.shooting) == (None, {}, {}, ())
    assert (new.scope, new.photo, new.headers, new.rules, new.templates) == (
        old.scope,
        old.photo,
        old.headers,
        old.rules,
        old.templates,
    )
    check_settings(loads(dumps(new)))
    assert loads(dumps(new)) == new


def test_the_mode_somebody_chose_where_only_the_deadline_tells_the_year_stays() -> None:
    old = loads('[campaign]\nid = "x"\ndeadline = "2026-06-10"\nmode = "list"')
    assert following(old, "y", "", date(2027, 6, 10)).mode == "list"


def test_with_several_batches_the_cohorts_that_none_names_are_told() -> None:
    one = '[campaign]\nid = "x"\n[scope.open]\ncohorts = ["2018秋季", "2019春季"]\n[batches]\n202101 = "2021-01-20"\n'
    assert loads(one).unassigned == ()
    two = one + '202107 = "2021-07-10"\n'
    assert loads(two).unassigned == ("2018秋季", "2019春季")
    assert loads(two + '[cohort_batches]\n"2018秋季" = "202101"\n').unassigned == ("2019春季",)


@pytest.mark.parametrize(
    ("told", "mode"),
    [
        ("year = 2022", "list"),
        ("year = 2023", "capture-code"),
        ('deadline = "2024-06-10"', "capture-code"),
        ('year = 2022\ndeadline = "2023-01-10"', "list"),
        ('year = 2024\nmode = "list"', "list"),
        ('year = 2020\nmode = "capture-code"', "capture-code"),
        ("", "list"),
    ],
)
def test_from_2023_on_no_list_leaves_the_office_unless_the_campaign_says_so(told: str, mode: str) -> None:
    campaign = loads(f'[campaign]\nid = "a"\n{told}\n')
    assert campaign.mode == mode
    assert loads(dumps(campaign)) == campaign


@pytest.mark.parametrize(
    ("told", "mode"),
    [
        ("year = 2020", "capture-code"),
        ("year = 2023", "capture-code"),
        ('year = 2023\nmode = "list"', "list"),
        ('year = 2020\nmode = "capture-code"', "capture-code"),
    ],
)
def test_a_mode_somebody_chose_stays_the_next_year(told: str, mode: str) -> None:
    assert following(loads(f'[campaign]\nid = "a"\n{told}\n'), "b", "", date(2026, 6, 10)).mode == mode
