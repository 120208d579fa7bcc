"""One mistake, several findings: what closes the chief closes its evidence, within the row."""

from __future__ import annotations

import pytest

from recon.decide import decide
from recon.words import Severity, Trust


def test_evidence_is_closed_with_its_chief(desk):
    chief = desk.finding("f1", rule="MA04", field="", proposal="", trust=Trust.ASK_SITE)
    evidence = desk.finding("f2", rule="DF01", field="name", cause_id="f1", trust=Trust.ASK_SITE, proposal="")
    assert decide([chief, evidence]).open_rows == {1}
    decided = decide([chief, evidence], {"f1": desk.ruling(chief, "dismiss")})
    assert not decided.open_rows


def test_closing_evidence_leaves_the_chief_open(desk):
    chief = desk.finding("f1", rule="SC01", field="cohort", proposal="", trust=Trust.NONE)
    evidence = desk.finding(
        "f2", rule="DF06", field="cohort", cause_id="f1", trust=Trust.LIKELY, official="2018秋季"
    )
    evidence = desk.finding(
        "f2", rule="DF06", field="cohort", cause_id="f1", trust=Trust.LIKELY, proposal="2018秋季"
    )
    decided = decide([chief, evidence])
    assert [finding.open for finding in decided.findings] == [True, False]


def test_an_info_chief_hides_no_error(desk):
    chief = desk.finding(
        "f1", rule="SC01", severity=Severity.INFO, field="cohort", proposal="", trust=Trust.NONE
    )
    evidence = desk.finding("f2", rule="DF06", field="cohort", cause_id="f1", proposal="2018秋季")
    assert decide([chief, evidence]).open_rows == {1}


def test_a_cell_put_right_leaves_no_finding_of_its_own(desk):
    damaged = desk.finding("f1", rule="ID04", trust=Trust.LIKELY)
    sex = desk.finding("f2", rule="ID09", proposal="", trust=Trust.ASK_SITE)
    twice = desk.finding("f3", rule="DU05", proposal="", trust=Trust.ASK_SITE, severity=Severity.WARNING)
    decided = decide([damaged, sex, twice])
    assert [finding.open for finding in decided.findings] == [False, False, True]


def slid(desk, **changed):
    told = {
        "rule": "FI14",
        "field": "id_card",
        "row_id": -1,
        "enrol_id": -1,
        "proposal": "",
        "trust": Trust.ASK_SITE,
        "sheet": "",
    }
    return desk.finding("f9", **told | changed)


def test_nothing_is_applied_in_a_file_with_a_slid_column(desk):
    safe = desk.finding("f1", trust=Trust.SAFE, cause_id="f9")
    elsewhere = desk.finding("f2", trust=Trust.SAFE, file="b.xlsx", row_id=2)
    decided = decide([slid(desk), safe, elsewhere])
    assert set(decided.accepted) == {(2, "id_card")}


def test_a_false_alarm_lets_the_rows_stand_for_themselves(desk):
    alarm = slid(desk)
    safe = desk.finding("f1", trust=Trust.SAFE, cause_id="f9")
    ask = desk.finding("f2", row_id=2, cause_id="f9")
    decided = decide([alarm, safe, ask], {"f9": desk.ruling(alarm, "dismiss")})
    assert set(decided.accepted) == {(1, "id_card")}
    assert decided.open_rows == {2}


def test_nothing_is_applied_in_a_column_that_stands_twice(desk):
    twice = slid(desk, rule="HD04", sheet="Sheet1", field="id_card")
    safe = desk.finding("f1", trust=Trust.SAFE)
    beside = desk.finding("f2", trust=Trust.SAFE, field="name", official="王丽", proposal="王丽", row_id=2)
    below = desk.finding("f3", trust=Trust.SAFE, sheet="Sheet2", row_id=3)
    assert set(decide([twice, safe, beside, below]).accepted) == {(2, "name"), (3, "id_card")}
    assert (1, "id_card") in decide([twice, safe], {"f9": desk.ruling(twice, "dismiss")}).accepted


ROWS = {("a.xlsx", "Sheet1"): [1, 2], ("a.xlsx", "Sheet2"): [3], ("b.xlsx", "Sheet1"): [4]}


@pytest.mark.parametrize(
    ("rule", "sheet", "rows"),
    [("FI14", "", {1, 2, 3}), ("HD02", "Sheet1", {1, 2}), ("HD04", "Sheet2", {3}), ("HD05", "", {1, 2, 3})],
)
def test_an_error_of_a_file_or_column_is_an_error_of_each_of_its_rows(desk, rule, sheet, rows):
    finding = slid(desk, rule=rule, sheet=sheet)
    assert decide([finding], rows=ROWS).open_rows == rows
    assert decide([finding, desk.finding("f1", file="b.xlsx")]).open_parts == {("a.xlsx", sheet)}
    assert not decide([finding], {"f9": desk.ruling(finding, "dismiss")}, rows=ROWS).open_rows
    assert not decide([slid(desk, rule=rule, charged=False)], rows=ROWS).open_rows


def test_warnings_do_not_make_a_row_open(desk):
    decided = decide([desk.finding(severity=Severity.WARNING, trust=Trust.NONE, proposal="")])
    assert decided.findings[0].open
    assert not decided.open_rows


@pytest.mark.parametrize("rule", ["EX01", "EX02", "EX03", "EX04", "EX05"])
def test_a_student_is_held_until_the_doubt_about_the_record_is_dismissed(desk, rule):
    doubt = desk.finding(rule=rule, row_id=-1, severity=Severity.WARNING, trust=Trust.AUTHORITY, proposal="")
    assert decide([doubt]).held == {7}
    assert decide([desk.finding(rule="EX06", row_id=-1, severity=Severity.WARNING)]).held == set()
    assert decide([doubt], {"f1": desk.ruling(doubt, "dismiss")}).held == set()


def test_a_campaign_that_calls_it_an_info_holds_the_student_all_the_same(desk):
    doubt = desk.finding(rule="EX01", row_id=-1, severity=Severity.INFO, trust=Trust.AUTHORITY, proposal="")
    assert decide([doubt]).held == {7}


def test_an_error_of_a_file_whose_rows_were_all_replaced_is_open_no_more(desk):
    whole = slid(desk, sheet="Sheet1")
    assert decide([whole], rows=ROWS).findings[0].open
    assert not decide([whole], rows={("another.xlsx", "Sheet1"): [1]}).findings[0].open
    assert not decide([whole], rows={(whole.file, "Sheet2"): [1]}).findings[0].open
    assert decide([whole]).findings[0].open
