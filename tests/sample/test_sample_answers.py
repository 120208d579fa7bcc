"""The generator's own answers add up as docs/definitions.md says."""

from __future__ import annotations

from collections import Counter

import pytest

MOMENTS = ("before", "after")
PHOTOS = ("photo_valid", "photo_expiring", "photo_expired", "photo_unknown", "photo_none", "photo_not_asked")


@pytest.mark.parametrize("moment", MOMENTS)
def test_due_students_are_accounted_for_once_in_every_cell(made, moment):
    for cell in made.expected["coverage"][moment]:
        count = Counter({name: value for name, value in cell.items() if isinstance(value, int)})
        assert count["due"] == sum(count[s] for s in ("submitted", "late", "excused", "awaited", "omitted"))
        assert count["submitted"] == sum(count[s] for s in ("clean", "open", "held"))
        assert count["due"] == sum(count[s] for s in PHOTOS)
        assert count["eligible_submitted"] <= count["eligible"]


def test_rows_are_accounted_for_once_in_every_unit(made):
    for site in made.expected["sites"].values():
        kinds = ("due", "eligible", "surplus", "unmatched", "repeat")
        assert site.get("rows", 0) == sum(site.get(f"rows_{kind}", 0) for kind in kinds)
    total = sum(site.get("rows", 0) for site in made.expected["sites"].values())
    rows = made.expected["rows"]
    assert total == rows["judged"]
    assert rows["read"] == sum(rows[kind] for kind in ("judged", "superseded", "parked", "unreadable"))


def test_the_deadline_turns_awaited_into_omitted_and_nothing_else(made):
    before, after = (Counter(made.expected["totals"][moment]) for moment in MOMENTS)
    assert before["awaited"] > 0
    assert after["awaited"] == 0
    assert before["awaited"] + before["omitted"] == after["omitted"]
    rest = {name: count for name, count in before.items() if name not in {"awaited", "omitted"}}
    assert rest == {name: after[name] for name in rest}


@pytest.mark.parametrize("moment", MOMENTS)
def test_omissions_list_everybody_who_is_not_there(made, moment):
    reasons = Counter(reason for *_, reason in made.expected["omissions"][moment])
    totals = Counter(made.expected["totals"][moment])
    assert {name: reasons[name] for name in ("awaited", "omitted", "late")} == {
        name: totals[name] for name in ("awaited", "omitted", "late")
    }
    assert reasons["elsewhere"] == totals["submitted_elsewhere"]
    assert len(made.expected["findings"][moment]["OM01"]) == totals["omitted"]


def test_photo_findings_equal_the_photo_counts(made):
    totals, found = made.expected["totals"]["after"], made.expected["findings"]["after"]
    states = {
        "PH01": "photo_expired",
        "PH02": "photo_expiring",
        "PH03": "photo_unknown",
        "PH04": "photo_valid",
    }
    assert {rule: len(found[rule]) for rule in states} == {
        rule: totals[state] for rule, state in states.items()
    }


def test_a_clean_sample_has_nothing_open(clean):
    assert clean.truth == []
    assert clean.expected["totals"]["after"].get("open", 0) == 0
    assert clean.expected["surplus"] == []


def test_surplus_rows_are_the_intruders(made):
    kinds = Counter(why for *_, why in made.expected["surplus"])
    spoils = Counter(entry["spoil"] for entry in made.truth)
    strangers = ("person_in_no_extract", "number_cut_to_its_end", "number_unknown_and_two_candidates")
    assert kinds["unmatched"] == sum(spoils[name] for name in strangers)
    twice = ("same_row_twice", "same_student_twice_with_another_major", "sent_again_in_supplement")
    assert kinds["repeat"] == sum(spoils[name] for name in twice)
