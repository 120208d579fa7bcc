"""A person's word: what each verdict does, what it may never do, and when it no longer holds."""

from __future__ import annotations

import time

import pytest

from recon.decide import decide
from recon.decide.ruling_kinds import REASONED
from recon.words import Severity, Trust


def test_accept_puts_the_proposal_there_and_names_who(desk):
    finding = desk.finding()
    decided = decide([finding], {"f1": desk.ruling(finding, "accept", value=finding.proposal)})
    assert not decided.open_rows
    line = decided.changes.to_pylist()[0]
    assert (line["after"], line["trust"], line["who"]) == (finding.proposal, "confirm", "李登记")


def test_keep_leaves_the_submitted_value_even_against_a_safe_proposal(desk):
    finding = desk.finding(trust=Trust.SAFE)
    decided = decide([finding], {"f1": desk.ruling(finding, "keep", reason="本人证件如此")})
    assert not decided.accepted
    assert not decided.findings[0].open


def test_override_goes_before_safe(desk):
    finding = desk.finding(
        rule="DF04", field="level", trust=Trust.SAFE, submitted="专科", official="本科", proposal="本科"
    )
    ruling = desk.ruling(finding, "override", value="高起本", reason="学院来函")
    decided = decide([finding], {"f1": ruling})
    assert decided.accepted[1, "level"].value == "高起本"
    assert not decided.open_rows


def test_send_to_site_takes_a_likely_value_back_and_stays_open(desk):
    finding = desk.finding(trust=Trust.LIKELY)
    decided = decide([finding], {"f1": desk.ruling(finding, "send-to-site")})
    assert not decided.accepted
    assert decided.open_rows == {1}


def test_sending_one_finding_of_a_cell_back_bars_the_proposals_of_the_others(desk):
    sent = desk.finding("f1", rule="DF03", trust=Trust.LIKELY)
    other = desk.finding("f2", rule="ID02", trust=Trust.SAFE)
    decided = decide([sent, other], {"f1": desk.ruling(sent, "send-to-site")})
    assert not decided.accepted
    assert [finding.open for finding in decided.findings] == [True, True]


def test_dismiss_closes_and_puts_nothing_there(desk):
    finding = desk.finding(trust=Trust.LIKELY)
    decided = decide([finding], {"f1": desk.ruling(finding, "dismiss")})
    assert not decided.accepted
    assert not decided.open_rows


def test_what_was_dismissed_does_not_come_back_through_its_evidence(desk):
    chief = desk.finding("f1", trust=Trust.LIKELY)
    evidence = desk.finding("f2", rule="DF03", trust=Trust.LIKELY, cause_id="f1")
    decided = decide([chief, evidence], {"f1": desk.ruling(chief, "dismiss")})
    assert not decided.accepted
    assert not decided.open_rows


def test_admitting_says_when_not_that_it_is_right(desk):
    finding = desk.finding()
    decided = decide([finding], {"f1": desk.ruling(finding, "admit", reason="停电")})
    assert decided.admitted == {1}
    assert decided.open_rows == {1}


def test_admitting_the_first_row_of_all_admits_no_other_row_of_its_file(desk):
    finding = desk.finding(row_id=0)
    rows = {("a.xlsx", "Sheet1"): [0, 1, 2]}
    decided = decide([finding], {"f1": desk.ruling(finding, "admit", reason="停电")}, rows=rows)
    assert decided.admitted == {0}


def test_a_late_file_is_admitted_with_all_its_rows(desk):
    late = desk.finding(
        rule="FI09", severity=Severity.WARNING, row_id=-1, field="", sheet="", proposal="", trust=Trust.NONE
    )
    rows = {("a.xlsx", "Sheet1"): [1, 2], ("b.xlsx", "Sheet1"): [3]}
    decided = decide([late], {"f1": desk.ruling(late, "admit", reason="停电")}, rows=rows)
    assert decided.admitted == {1, 2}


@pytest.mark.parametrize("student", [0, 7])
def test_an_omission_is_excused(desk, student):
    omitted = desk.finding(
        rule="OM01", row_id=-1, enrol_id=student, field="", proposal="", trust=Trust.ASK_SITE
    )
    decided = decide([omitted], {"f1": desk.ruling(omitted, "excuse", value="缓拍")})
    assert decided.excused == {student}
    assert not decided.findings[0].open


# ---------------------------------------------------------------- what may never be done


def refused(desk, finding, verdict, **changed):
    decided = decide([finding], {finding.finding_id: desk.ruling(finding, verdict, **changed)})
    assert not decided.accepted
    assert decided.findings[0].open
    assert [notice.kind for notice in decided.notices] == ["refused"]
    return decided.notices[0]


@pytest.mark.parametrize("field", ["student_no", "exam_no", "name", "id_card"])
def test_identity_is_never_overridden_with_another_value(desk, field):
    notice = refused(desk, desk.finding(field=field), "override", value="10010119900307459X", reason="看错")
    assert "学籍" in notice.why.zh
    assert "1001" not in notice.why.zh + notice.why.en


def test_identity_may_be_overridden_with_the_enrolments_value(desk):
    finding = desk.finding(trust=Trust.ASK_SITE, proposal="")
    ruling = desk.ruling(finding, "override", value=finding.official, reason="看过证件")
    assert decide([finding], {"f1": ruling}).accepted[1, "id_card"].value == finding.official


def test_an_unmatched_rows_identity_is_never_changed(desk):
    refused(desk, desk.finding(enrol_id=-1, trust=Trust.ASK_SITE), "accept")


def test_name_and_id_that_both_differ_are_another_person(desk):
    refused(desk, desk.finding(trust=Trust.NEVER), "override", value="10010119900307451X", reason="看过证件")


def test_an_institution_code_is_never_overridden(desk):
    finding = desk.finding(rule="IC02", field="institution_code", official="51161", proposal="51161")
    refused(desk, finding, "override", value="51383", reason="学校如此")


def test_the_record_is_not_corrected_here(desk):
    finding = desk.finding(rule="EX01", row_id=-1, severity=Severity.WARNING, trust=Trust.AUTHORITY)
    refused(desk, finding, "accept")


@pytest.mark.parametrize("verdict", sorted(REASONED))
def test_some_verdicts_need_a_reason(desk, verdict):
    finding = desk.finding(field="level", proposal="本科")
    refused(desk, finding, verdict, value="本科", reason="  ")


def test_there_must_be_a_cell_and_a_value(desk):
    refused(desk, desk.finding(rule="MA01", field="", proposal=""), "accept")
    refused(desk, desk.finding(field="level", proposal=""), "accept")
    refused(desk, desk.finding(field="level", proposal="本科"), "override", reason="无")


def test_only_an_omission_is_excused(desk):
    refused(desk, desk.finding(), "excuse", value="缓拍")


def test_an_unknown_verdict_does_nothing(desk):
    refused(desk, desk.finding(), "approve")


# ---------------------------------------------------------------- carry-over


@pytest.mark.parametrize(("column", "told"), [("submitted", "所报"), ("official", "学籍")])
def test_a_ruling_lapses_when_a_value_it_saw_has_changed(desk, column, told):
    then = desk.finding()
    now = desk.finding(**{column: "10010119900307450X"})
    decided = decide([now], {"f1": desk.ruling(then, "dismiss")})
    assert decided.open_rows == {1}
    assert [notice.kind for notice in decided.notices] == ["lapsed"]
    assert told in decided.notices[0].why.zh
    assert decided.notices[0].who == "李登记"


def test_a_lapsed_ruling_leaves_the_finding_to_its_own_trust(desk):
    now = desk.finding(trust=Trust.LIKELY)
    decided = decide([now], {"f1": desk.ruling(now, "keep", reason="无", seen_submitted="x")})
    assert set(decided.accepted) == {(1, "id_card")}


def test_a_ruling_carries_over_while_only_the_place_has_changed(desk):
    then = desk.finding()
    now = desk.finding(file="b.xlsx", row=99, row_id=4, cell="F99", proposal=then.proposal)
    assert decide([now], {"f1": desk.ruling(then, "accept")}).accepted[4, "id_card"].value == then.official


def test_a_ruling_without_its_finding_is_gone_not_lapsed(desk):
    ruling = desk.ruling(desk.finding("f2"), "dismiss")
    decided = decide([desk.finding()], {"f2": ruling})
    assert decided.gone == (ruling,)
    assert not decided.notices


# ---------------------------------------------------------------- people who disagree


def test_contradicting_rulings_on_one_cell_cancel_out_and_are_told(desk):
    one = desk.finding("f1", rule="MA03", trust=Trust.LIKELY)
    other = desk.finding("f2", rule="DF03", trust=Trust.LIKELY)
    rulings = {"f1": desk.ruling(one, "accept"), "f2": desk.ruling(other, "keep", reason="证件如此")}
    decided = decide([one, other], rulings)
    assert not decided.accepted
    assert [finding.open for finding in decided.findings] == [True, True]
    assert {notice.kind for notice in decided.notices} == {"clash"}


def test_the_same_value_accepted_and_written_is_no_contradiction(desk):
    one = desk.finding("f1", rule="MA03")
    other = desk.finding("f2", rule="DF03")
    rulings = {
        "f1": desk.ruling(one, "accept"),
        "f2": desk.ruling(other, "override", value=one.official, reason="证件"),
    }
    assert decide([one, other], rulings).accepted[1, "id_card"].value == one.official


def test_two_values_for_two_rows_of_one_student_cancel_out(desk):
    one = desk.finding("f1", rule="DF04", field="level", row_id=1, official="本科", proposal="本科")
    other = desk.finding("f2", rule="DF04", field="level", row_id=2, official="本科", proposal="本科")
    rulings = {
        "f1": desk.ruling(one, "accept"),
        "f2": desk.ruling(other, "override", value="专科", reason="无"),
    }
    decided = decide([one, other], rulings)
    assert not decided.accepted
    assert decided.open_rows == {1, 2}


def test_whole_files_and_whole_rows_are_no_cell_on_which_rulings_contradict(desk):
    whole = {"row_id": -1, "enrol_id": -1, "rule": "HD02", "submitted": "", "official": "", "proposal": ""}
    row = {"field": "", "rule": "SC04", "submitted": "", "official": "", "proposal": ""}
    pairs = (
        (desk.finding("f1", file="a.xlsx", **whole), desk.finding("f2", file="b.xlsx", **whole)),
        (desk.finding("f3", **row), desk.finding("f4", **row)),
    )
    for one, other in pairs:
        rulings = {
            one.finding_id: desk.ruling(one, "keep", reason="已电话核实"),
            other.finding_id: desk.ruling(other, "send-to-site"),
        }
        decided = decide([one, other], rulings)
        assert (decided.clashes, len(decided.standing)) == ((), 2)


# ---------------------------------------------------------------- all together


def test_a_hundred_thousand_findings_take_about_a_second(desk):
    trusts = [Trust.SAFE, Trust.LIKELY, Trust.CONFIRM, Trust.ASK_SITE]
    findings = [desk.finding(f"f{n}", row_id=n, enrol_id=n, trust=trusts[n % 4]) for n in range(100_000)]
    rulings = {f.finding_id: desk.ruling(f, "accept") for f in findings[2::8]}
    started = time.process_time()
    decided = decide(findings, rulings)
    rows = decided.changes.num_rows
    assert rows == 62_500
    assert time.process_time() - started < 5
