"""The campaign after this one has its rules, and none of its dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
