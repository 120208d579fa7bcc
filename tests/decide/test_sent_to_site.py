"""What is sent back to a site is asked of it, with all that was found of the same mistake."""

from __future__ import annotations

import pytest

from recon.decide import decide
from recon.words import Severity, Trust

WHY = "身份证复印件与名单一致"


def trusts(decided) -> list[Trust]:
    return [finding.trust for finding in decided.findings]


@pytest.mark.parametrize("rule", ["MA03", "ID05", "DF01", "NO01", "DU03"])
@pytest.mark.parametrize("trust", [Trust.CONFIRM, Trust.LIKELY, Trust.SAFE, Trust.ASK_SITE])
def test_a_proposal_that_is_sent_back_is_the_sites_to_answer(desk, rule, trust):
    finding = desk.finding(rule=rule, trust=trust, charged=trust is not Trust.SAFE)
    decided = decide([finding], {"f1": desk.ruling(finding, "send-to-site")})
    assert trusts(decided) == [Trust.ASK_SITE]
    assert (decided.findings[0].open, decided.findings[0].charged) == (True, True)
    assert not decided.accepted


@pytest.mark.parametrize("sent", [0, 1, 2])
def test_the_whole_cause_goes_whichever_of_it_was_sent(desk, sent):
    found = [
        desk.finding("f1"),
        desk.finding("f2", rule="DF03", cause_id="f1", charged=False),
        desk.finding("f3", rule="ID05", cause_id="f1", charged=False),
        desk.finding("f4", rule="DF01", field="name"),
        desk.finding("f5", row_id=2, enrol_id=8, cause_id="f1", charged=False),
    ]
    decided = decide(found, {found[sent].finding_id: desk.ruling(found[sent], "send-to-site")})
    assert trusts(decided) == [*[Trust.ASK_SITE] * 3, Trust.CONFIRM, Trust.CONFIRM]
    assert [finding.charged for finding in decided.findings] == [True, False, False, True, False]


def test_two_units_that_claim_one_student_are_asked_together(desk):
    one = desk.finding("f1", rule="DU03", field="")
    other = desk.finding("f2", rule="DU03", field="", row_id=2, unit="64902", cause_id="f1", charged=False)
    assert trusts(decide([one, other], {"f1": desk.ruling(one, "send-to-site")})) == [Trust.ASK_SITE] * 2


@pytest.mark.parametrize("trust", [Trust.NEVER, Trust.AUTHORITY, Trust.NONE])
def test_what_has_no_proposal_to_take_back_stays_what_it_is(desk, trust):
    finding = desk.finding(trust=trust, proposal="", charged=False)
    decided = decide([finding], {"f1": desk.ruling(finding, "send-to-site")})
    assert decided.findings == [finding]


def test_nobody_is_charged_with_what_nobody_can_be_blamed_for(desk):
    finding = desk.finding(rule="MA02", charged=False)
    assert not decide([finding], {"f1": desk.ruling(finding, "send-to-site")}).findings[0].charged


def test_rulings_that_contradict_each_other_ask_nobody(desk):
    chief, beside = desk.finding(), desk.finding("f2", rule="DF03", cause_id="f1")
    rulings = {
        "f1": desk.ruling(chief, "send-to-site"),
        "f2": desk.ruling(beside, "accept", value=beside.proposal),
    }
    decided = decide([chief, beside], rulings)
    assert decided.clashes
    assert trusts(decided) == [Trust.CONFIRM] * 2


def test_a_ruling_that_no_longer_holds_asks_nobody(desk):
    finding = desk.finding()
    lapsed = desk.ruling(finding, "send-to-site", seen_official="10010119900307450X")
    assert trusts(decide([finding], {"f1": lapsed})) == [Trust.CONFIRM]


def test_what_was_answered_for_itself_does_not_go_along(desk):
    card, name = desk.finding(), desk.finding("f2", rule="DF01", field="name", cause_id="f1", charged=False)
    rulings = {
        "f1": desk.ruling(card, "send-to-site"),
        "f2": desk.ruling(name, "accept", value=name.official),
    }
    decided = decide([card, name], rulings)
    assert [(finding.trust, finding.open) for finding in decided.findings] == [
        (Trust.ASK_SITE, True),
        (Trust.CONFIRM, False),
    ]


def test_an_application_to_headquarters_goes_before_it_in_its_cell(desk):
    card = desk.finding()
    name = desk.finding("f2", rule="DF01", field="name", cause_id="f1", charged=False)
    rulings = {"f1": desk.ruling(card, "send-to-site"), "f2": desk.ruling(name, "correct-record", reason=WHY)}
    decided = decide([card, name], rulings)
    assert trusts(decided) == [Trust.ASK_SITE, Trust.AUTHORITY]


def test_an_info_beside_it_waits_for_nobody(desk):
    chief = desk.finding()
    info = desk.finding("f2", rule="ID10", severity=Severity.INFO, cause_id="f1", charged=False)
    decided = decide([chief, info], {"f1": desk.ruling(chief, "send-to-site")})
    assert decided.findings[1] == info.amended(open=False)
