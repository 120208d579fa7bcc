"""The record is wrong and the site right: an application to headquarters, and nobody's error."""

from __future__ import annotations

import pytest

from recon.decide import decide
from recon.decide.guard import MALFORMED, SOMEBODY_ELSE
from recon.decide.rulings import NEVER_BOTH
from recon.words import Kind, Severity, Trust

WHY = "身份证复印件与名单一致"


@pytest.mark.parametrize(("row", "student"), [(1, 7), (0, 0)], ids=["some", "the first of all"])
def test_the_student_is_held_and_no_site_is_charged_any_more(desk, row, student):
    finding = desk.finding(row_id=row, enrol_id=student)
    decided = decide([finding], {"f1": desk.ruling(finding, "correct-record", reason=WHY)})
    (found,) = decided.findings
    assert (found.trust, found.proposal, found.charged, found.open) == (Trust.AUTHORITY, "", False, True)
    assert decided.held == {student}
    assert not decided.accepted


def test_all_that_is_said_of_the_cell_goes_with_it_and_nothing_else(desk):
    chief = desk.finding()
    beside = [
        desk.finding("f2", rule="DF03", cause_id="f1", charged=False),
        desk.finding("f3", rule="ID02", trust=Trust.SAFE),
        desk.finding("f4", rule="DF04", field="level", trust=Trust.LIKELY, proposal="本科", official="本科"),
    ]
    decided = decide([chief, *beside], {"f1": desk.ruling(chief, "correct-record", reason=WHY)})
    assert [one.trust for one in decided.findings] == [*[Trust.AUTHORITY] * 3, Trust.LIKELY]
    assert set(decided.accepted) == {(1, "level")}


def test_what_the_record_lacks_can_be_applied_for_though_it_is_no_error(desk):
    gap = desk.finding(
        rule="DF05",
        field="sex",
        severity=Severity.INFO,
        kind=Kind.MISSING_THERE,
        trust=Trust.NONE,
        submitted="女",
        official="",
        proposal="",
    )
    decided = decide([gap], {"f1": desk.ruling(gap, "correct-record", reason=WHY)})
    assert decided.held == {7}
    assert decided.findings[0].open


@pytest.mark.parametrize(
    "changed",
    [
        {"rule": "MA07", "trust": Trust.NEVER},
        {"rule": "MA02", "field": "student_no"},
        {"rule": "DF01", "field": "name", "enrol_id": -1},
        {"rule": "DF01", "field": "name", "submitted": ""},
        {"rule": "ID07"},
        {"rule": "EX01", "row_id": -1},
    ],
)
def test_what_is_no_difference_from_the_record_cannot_be_applied_for(desk, changed):
    finding = desk.finding(**changed)
    decided = decide([finding], {"f1": desk.ruling(finding, "correct-record", reason=WHY)})
    assert [refusal.finding for refusal in decided.refused] == [finding]
    assert decided.findings == [finding]
    assert decided.held == ({7} if finding.rule == "EX01" else set())


def test_another_spelling_of_the_same_is_put_right_and_not_applied_for(desk):
    finding = desk.finding(trust=Trust.SAFE)
    decided = decide([finding], {"f1": desk.ruling(finding, "correct-record", reason=WHY)})
    assert [refusal.finding for refusal in decided.refused] == [finding]
    assert decided.accepted[1, "id_card"].value == finding.proposal
    assert not decided.held


def test_name_and_id_of_one_student_are_never_applied_for_together(desk):
    card = desk.finding()
    name = desk.finding("f2", rule="DF01", field="name", submitted="李强", official="李刚", proposal="李刚")
    other = desk.finding("f3", rule="DF01", field="name", row_id=2, enrol_id=8)
    rulings = {one.finding_id: desk.ruling(one, "correct-record", reason=WHY) for one in (card, name, other)}
    decided = decide([card, name, other], rulings)
    assert {(refusal.finding.finding_id, refusal.why) for refusal in decided.refused} == {
        ("f1", NEVER_BOTH),
        ("f2", NEVER_BOTH),
    }
    assert decided.held == {8}


def test_two_people_who_contradict_each_other_hold_nobody(desk):
    chief, beside = desk.finding(), desk.finding("f2", rule="DF03")
    rulings = {
        "f1": desk.ruling(chief, "correct-record", reason=WHY),
        "f2": desk.ruling(beside, "accept", value=beside.proposal),
    }
    decided = decide([chief, beside], rulings)
    assert decided.clashes
    assert not decided.held
    assert {one.trust for one in decided.findings} == {Trust.CONFIRM}


def test_it_lapses_when_the_record_has_changed(desk):
    finding = desk.finding()
    seen = desk.ruling(finding, "correct-record", reason=WHY, seen_official="10010119900307450X")
    decided = decide([finding], {"f1": seen})
    assert decided.lapsed
    assert not decided.held


@pytest.mark.parametrize("rule", ["MA04", "MA05", "MA07", "DU04"])
def test_a_row_that_may_be_another_students_changes_no_record(desk, rule):
    finding = desk.finding(rule="DF04", field="level", submitted="专科", official="本科")
    doubt = desk.finding("f2", rule=rule, trust=Trust.ASK_SITE)
    decided = decide([finding, doubt], {"f1": desk.ruling(finding, "correct-record", reason=WHY)})
    assert [refusal.why for refusal in decided.refused] == [SOMEBODY_ELSE]
    assert not decided.held


@pytest.mark.parametrize("rule", ["ID04", "ID05", "ID06", "ID07", "ID08"])
def test_what_can_be_nobodys_id_is_not_applied_for(desk, rule):
    finding, wrong = desk.finding(), desk.finding("f2", rule=rule, cause_id="f1", charged=False)
    level = desk.finding("f3", rule="DF04", field="level", submitted="专科", official="本科")
    rulings = {one.finding_id: desk.ruling(one, "correct-record", reason=WHY) for one in (finding, level)}
    decided = decide([finding, wrong, level], rulings)
    assert [(refusal.finding, refusal.why) for refusal in decided.refused] == [(finding, MALFORMED)]
    assert [one.trust for one in decided.findings] == [Trust.CONFIRM, Trust.CONFIRM, Trust.AUTHORITY]


@pytest.mark.parametrize("rule", ["VO01", "VO05", "ID09"])
def test_what_no_record_can_hold_is_not_applied_for(desk, rule):
    told = {"field": "sex", "submitted": "#N/A", "official": "女"}
    finding, wrong = desk.finding(rule="DF02", **told), desk.finding("f2", rule=rule, **told)
    decided = decide([finding, wrong], {"f1": desk.ruling(finding, "correct-record", reason=WHY)})
    assert [refusal.why for refusal in decided.refused] == [MALFORMED]
