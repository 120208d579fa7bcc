"""The score: found, explained, proposed rightly."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from recon.score import draw, score

FILE = "0601/6490101.xlsx"


def truth(rule="MA03", row=5, *, field="id_card", right="R", trust="confirm", **more):
    told = {
        "file": FILE,
        "sheet": "S",
        "row": row,
        "field": field,
        "rule": rule,
        "spoil": "x",
        "right": right,
    }
    return {**told, "trust": trust, "needs": ["students"], **more}


def finding(rule="MA03", row=5, *, field="id_card", proposal="R", trust="confirm", severity="error", **more):
    told = {"rule": rule, "severity": severity, "trust": trust, "file": FILE, "sheet": "S", "row": row}
    return {**told, "field": field, "proposal": proposal, **more}


def scored(findings, truths, **more):
    columns = ("rule", "severity", "trust", "file", "sheet", "row", "field", "proposal")
    table = pa.table({c: [f[c] for f in findings] for c in columns})
    return score(table, truths, **more)


def test_what_is_found_with_its_rule_at_its_cell_counts():
    result = scored([finding()], [truth()])
    assert (result.total.recall, result.total.precision, result.total.accuracy) == (1, 1, 1)


@pytest.mark.parametrize(
    "elsewhere",
    [
        finding(row=6),
        finding(rule="ID07"),
        finding(field="name"),
        finding(sheet="T"),
        finding(file="other.xlsx"),
    ],
)
def test_what_is_found_elsewhere_does_not(elsewhere):
    result = scored([elsewhere], [truth()])
    assert result.total.recall == 0
    assert [entry["rule"] for entry in result.missed] == ["MA03"]


def test_a_field_the_catalogue_leaves_open_may_be_named():
    assert scored([finding(field="")], [truth()]).total.recall == 1
    assert scored([finding(field="sex")], [truth(fields=["sex"])]).total.recall == 1


def test_a_finding_no_spoil_explains_is_an_alarm_at_warning_and_above():
    result = scored([finding(), finding(row=9), finding(row=10, severity="info")], [truth()])
    assert result.total.precision == 0.5
    assert [alarm["row"] for alarm in result.alarms] == [9]


def test_evidence_beside_the_charged_rule_is_no_alarm():
    findings = [finding(), finding(rule="ID07"), finding(rule="DF03")]
    assert scored(findings, [truth(also=["ID07", "DF03"])]).total.precision == 1


def test_the_other_row_of_a_duplicate_is_no_alarm():
    mate = finding(rule="DU03", row=8)
    assert scored([mate], [truth(rule="DU03", mates=[[FILE, "S", 8]])]).total.precision == 1
    assert scored([mate], [truth(rule="DU03")]).total.precision == 0


def test_findings_about_students_files_and_photos_are_not_asked_for_a_spoil():
    findings = [finding(rule=rule) for rule in ("OM01", "PH01", "FI11", "HD06", "SC04", "EX01")]
    assert scored(findings, []).total.precision is None


def test_a_slid_file_may_carry_anything():
    whole = truth(rule="FI14", row=0, field="", trust="", sheet="")
    assert scored([finding(rule="MA04", row=7)], [whole]).total.precision == 1


def test_a_wrong_proposal_is_counted_and_shown():
    result = scored([finding(proposal="wrong", trust="safe")], [truth()])
    assert result.trusts["safe"].accuracy == 0
    assert len(result.wrong) == 1
    assert [entry["rule"] for entry in result.mistrusted] == ["MA03"]


def test_a_value_sent_back_to_the_site_is_no_proposal():
    assert scored([finding(trust="ask-site")], [truth(trust="ask-site")]).total.proposed == 0


def test_spoils_that_need_an_extract_the_run_had_not_are_not_asked():
    result = scored([], [truth()], given=["central"])
    assert result.total.spoils == 0


def test_the_table_names_every_rule_and_trust_in_both_languages():
    result = scored([finding()], [truth(), truth(rule="NO02", row=6, trust="safe")])
    for lang, word in (("zh", "查全率"), ("en", "recall")):
        text = draw(result, lang)
        assert word in text
        assert all(name in text for name in ("MA03", "NO02", "safe", "confirm"))
    assert json.loads(result.json())["total"]["spoils"] == 2
