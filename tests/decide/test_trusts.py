"""What is applied without a person: safe and likely, and nothing else."""

from __future__ import annotations

import pytest

from recon import model
from recon.decide import Accepted, decide
from recon.words import Severity, Trust


@pytest.mark.parametrize("trust", list(Trust))
def test_only_safe_and_likely_are_applied_by_themselves(desk, trust):
    decided = decide([desk.finding(trust=trust)])
    applied = trust in {Trust.SAFE, Trust.LIKELY}
    assert bool(decided.accepted) is applied
    assert decided.findings[0].open is not applied
    assert decided.open_rows == (frozenset() if applied else {1})
    assert decided.changes.num_rows == applied


def test_a_change_tells_where_what_why_and_who(desk):
    changes = decide([desk.finding(trust=Trust.LIKELY)]).changes
    assert changes.schema == model.CHANGES
    line = changes.to_pylist()[0]
    assert (line["row_id"], line["cell"], line["field"], line["rule"]) == (1, "E5", "id_card", "MA03")
    assert (line["before"], line["after"]) == ("10010119900307452X", "10010119900307451X")
    assert (line["trust"], line["who"]) == ("likely", "")


def test_safe_goes_before_likely_and_the_chief_names_the_reason(desk):
    evidence = desk.finding("f2", rule="ID03", trust=Trust.SAFE, cause_id="f3")
    chief = desk.finding("f3", rule="ID02", trust=Trust.SAFE)
    likely = desk.finding("f4", rule="DF03", trust=Trust.LIKELY, proposal=chief.proposal)
    decided = decide([evidence, chief, likely])
    assert decided.accepted[1, "id_card"] == Accepted(1, chief.proposal, Trust.SAFE)
    assert not any(finding.open for finding in decided.findings)


def test_two_proposals_of_one_rank_are_none_and_that_is_told(desk):
    one = desk.finding("f1", rule="DF04", field="level", trust=Trust.LIKELY, proposal="本科")
    other = desk.finding("f2", rule="VO02", field="level", trust=Trust.LIKELY, proposal="专科")
    decided = decide([one, other])
    assert not decided.accepted
    assert [finding.open for finding in decided.findings] == [True, True]
    assert [notice.kind for notice in decided.notices] == ["clash", "clash"]


def test_safe_without_a_value_waits_for_nobody(desk):
    assert not decide([desk.finding(rule="DU01", trust=Trust.SAFE, field="", proposal="")]).open_rows


def test_likely_without_a_value_stays_open(desk):
    assert decide([desk.finding(trust=Trust.LIKELY, proposal="")]).open_rows == {1}


def test_an_info_was_never_open(desk):
    decided = decide([desk.finding(severity=Severity.INFO, trust=Trust.NONE, proposal="")])
    assert not decided.findings[0].open


@pytest.mark.parametrize("field", ["student_no", "exam_no", "name", "id_card"])
def test_identity_is_never_set_to_anything_but_the_enrolments_value(desk, field):
    elsewhere = desk.finding(field=field, trust=Trust.SAFE, proposal="another")
    unmatched = desk.finding("f2", field=field, trust=Trust.SAFE, row_id=2, enrol_id=-1)
    decided = decide([elsewhere, unmatched])
    assert not decided.accepted
    assert decided.open_rows == {1, 2}


def test_an_institution_code_is_only_ever_its_forms(desk):
    right = desk.finding(
        rule="IC02", field="institution_code", trust=Trust.SAFE, official="51161", proposal="51161"
    )
    wrong = desk.finding(
        "f2",
        rule="IC02",
        field="institution_code",
        trust=Trust.SAFE,
        official="51161",
        proposal="51383",
        row_id=2,
    )
    assert set(decide([right, wrong]).accepted) == {(1, "institution_code")}


def test_the_order_of_findings_stays(desk):
    findings = [desk.finding(f"f{n}", row_id=n % 3) for n in range(9)]
    assert [f.finding_id for f in decide(findings).findings] == [f.finding_id for f in findings]
    assert decide([]).changes.num_rows == 0
