"""Who was handed over and not captured, and the other way round, once the photographer's register comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from recon import model, rules
from recon.campaign import Campaign
from recon.campaign.schema import Shooting
from recon.pipeline.answers.shoot import judge_shoot
from recon.pipeline.inputs import HandedOver

CAMPAIGN = Campaign(
    id="shoot", as_of=date(2020, 7, 20), shooting=(Shooting("P1", (date(2020, 7, 1), date(2020, 7, 3))),)
)
HANDED = HandedOver(frozenset({"1", "2", "5"}), frozenset({"1", "2", "3", "5"}), "2020-06-20")
CAPTURED = {"1": "2020-07-01", "2": "", "3": "2020-07-02", "4": "2020-07-03", "5": "2019-05-05"}
"""1 as planned, 2 missed, 3 struck off a later version, 4 on no list, 5 has an old photo only."""


def students() -> pa.Table:
    blank = {name: "" for name in model.STUDENTS.names if model.STUDENTS.field(name).type == pa.string()}
    lines = [
        blank | {"enrol_id": int(number), "student_no": number, "captured_on": day}
        for number, day in CAPTURED.items()
    ]
    full = [{name: line.get(name) for name in model.STUDENTS.names} for line in lines]
    return pa.Table.from_pylist(full, schema=model.STUDENTS)


def told(
    handed_over: HandedOver | None = HANDED, campaign: Campaign = CAMPAIGN, asked: str = "photos"
) -> dict[str, list[str]]:
    found = judge_shoot(students(), handed_over, campaign, rules.Setting(campaign, frozenset({asked})))
    return {rule: [f.student_no for f in found if f.rule == rule] for rule in ("PH06", "PH07")}


def test_the_missed_and_the_unexpected_are_told() -> None:
    assert told() == {"PH06": ["2", "5"], "PH07": ["4"]}


def test_nobody_is_missed_while_a_shooting_day_is_ahead() -> None:
    assert told(campaign=replace(CAMPAIGN, as_of=date(2020, 7, 3))) == {"PH06": [], "PH07": ["4"]}


def test_nobody_is_missed_before_the_first_photo_is_back() -> None:
    later = replace(HANDED, since="2020-07-10")
    assert told(later) == {"PH06": [], "PH07": []}


@pytest.mark.parametrize(("handed_over", "asked"), [(None, "photos"), (HANDED, "open.student_no")])
def test_without_a_version_or_a_register_nothing_is_asked(handed_over: HandedOver | None, asked: str) -> None:
    assert told(handed_over, asked=asked) == {"PH06": [], "PH07": []}
