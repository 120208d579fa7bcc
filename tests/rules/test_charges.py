"""Who is charged: one mistake, one charge (docs/definitions.md, "Who is charged")."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from recon.engine import open_engine
from recon.model import Finding
from recon.rules import BY_CODE, PRECEDENCE, judge_rows, settle
from recon.rules.charges import charge
from recon.rules.rule import UNMATCHED
from recon.words import Kind, Severity, Trust
from tests.rules.clean_row import SETTING, judged_row, judged_table

if TYPE_CHECKING:
    from collections.abc import Callable

OWN, ONE_DIGIT = "100101199903081232", "100101199903081832"
OTHER = "200101198802290034"


def charged(findings: list[Finding]) -> list[str]:
    return sorted(finding.rule for finding in findings if finding.charged)


def causes(findings: list[Finding]) -> int:
    return len({finding.cause_id for finding in findings})


CASES: list[tuple[dict[str, object], set[str], list[str], str]] = [
    (
        {"id_card": ONE_DIGIT, "by": "student_no"},
        {"ID07", "MA03", "DF03"},
        ["MA03"],
        "one wrong digit is one error",
    ),
    (
        {"id_card": "100101199903081000", "id_card_type": "number", "by": "student_no"},
        {"ID04", "MA03", "DF03"},
        ["ID04"],
        "Excel's damage is one error",
    ),
    ({"id_card": "", "by": "student_no"}, {"ID01", "DF03"}, ["ID01"], "a missing ID"),
    ({"student_no": "", "by": "id_card"}, {"NO01", "MA02"}, ["NO01"], "a missing number"),
    (
        UNMATCHED | {"student_no": "", "conflict": "several"},
        {"NO01", "MA05"},
        ["NO01"],
        "a missing number of a person with two enrolments",
    ),
    (
        UNMATCHED | {"student_no": "186400145012", "conflict": "several"},
        {"NO03", "MA05"},
        ["MA05"],
        "a number too short of a person with two enrolments",
    ),
    (
        UNMATCHED | {"student_no": "１８６４001450444", "conflict": "several"},
        {"NO02", "MA05"},
        ["MA05"],
        "a number in full width of a person with two enrolments",
    ),
    (
        UNMATCHED | {"student_no": "#N/A", "student_no_type": "error", "conflict": "several"},
        {"VO05", "MA05"},
        ["VO05"],
        "an error value for the number of a person with two enrolments",
    ),
    (
        {
            "form": "adult",
            "institution_code": "51383",
            "o_category": "adult",
            "student_no": "",
            "exam_no": "1964010124",
            "o_exam_no": "1964010123",
            "by": "id_card",
        },
        {"NO07", "MA02"},
        ["NO07"],
        "an adult's wrong 考生号 is no missing 学号",
    ),
    (
        {
            "form": "adult",
            "institution_code": "51383",
            "o_category": "adult",
            "student_no": "",
            "exam_no": "1964010124",
            "o_exam_no": "1964010123",
            "by": "id_card",
            "conflict": "two-students",
        },
        {"NO07", "MA04"},
        ["MA04"],
        "another adult's 考生号",
    ),
    ({"name": ""}, {"NA01", "DF01"}, ["NA01"], "a missing name"),
    ({"student_no": "186400145012", "by": "id_card"}, {"NO03", "MA02"}, ["MA02"], "MA02 over NO03"),
    (
        {"student_no": "186400145012", "by": "id_card", "conflict": "other-enrolment"},
        {"NO03", "MA06"},
        ["MA06"],
        "MA06 over NO03",
    ),
    (
        {"name": "王芳", "id_card": OTHER, "by": "student_no", "conflict": "name-and-id"},
        {"MA07", "DF01", "DF03"},
        ["MA07"],
        "another person is one error",
    ),
    (
        {"id_card": OTHER, "by": "student_no", "conflict": "two-students"},
        {"MA04", "MA03", "DF03"},
        ["MA04"],
        "MA04 over MA03 and DF03",
    ),
    (
        {"student_no": "195138002331", "by": "id_card", "conflict": "two-students"},
        {"MA04", "NO03"},
        ["MA04"],
        "another student's number is one error, however long it is",
    ),
    (
        {"student_no": "1864001450199\u200b", "by": "id_card", "conflict": "two-students"},
        {"MA04", "NO02"},
        ["MA04"],
        "another student's number is one error, however it is spelt",
    ),
    (
        {
            "student_no": "1864001450123\u200b",
            "name": "王芳",
            "id_card": OTHER,
            "by": "student_no",
            "conflict": "name-and-id",
        },
        {"MA07", "NO02", "DF01", "DF03"},
        ["MA07"],
        "another person is one error, however the number is spelt",
    ),
    (
        {
            "name": "王芳",
            "id_card": OTHER,
            "by": "student_no",
            "conflict": "name-and-id",
            "o_status": "毕业",
            "status_ok": False,
            "site_below": False,
        },
        {"MA07", "DF01", "DF03", "SC03", "SC05"},
        ["MA07"],
        "what the other person may not do is nobody's second error",
    ),
    (
        UNMATCHED | {"student_no": "1964001450444", "conflict": "several", "id_numbers": 2},
        {"MA05", "NO05", "DU05"},
        ["MA05"],
        "a number of nobody is one error, whatever it says and whose ID stands beside it",
    ),
    (
        UNMATCHED | {"student_no": "1964001450444", "sex": "女", "conflict": "two-students"},
        {"MA04", "NO05"},
        ["MA04"],
        "two students' keys are one error, whatever they say of the row",
    ),
    ({"name": "李 明"}, {"NA02", "DF01"}, [], "a safe fix is nobody's error"),
    ({"name": "李?", "o_name": "李䶮"}, {"NA05", "DF01"}, ["NA05"], "NA05 over DF01"),
    ({"level": "本科", "o_scope": "level"}, {"SC02", "DF04"}, ["SC02"], "SC02 over DF04"),
    ({"cohort": "2019秋季", "o_scope": "newer"}, {"SC01", "DF06"}, ["SC01"], "SC01 over DF06"),
    ({"site": "西河学习中心", "site_below": False}, {"SC05", "DF07"}, ["SC05"], "SC05 over DF07"),
    (
        {"site": "西河学习中心", "site_below": False, "dup_units": 2},
        {"DU03", "SC05", "DF07"},
        ["DU03"],
        "DU03 over SC05 and DF07",
    ),
    (
        {"institution_code": "51160", "o_category": "adult", "o_scope": "category"},
        {"HD05", "IC02", "SC02"},
        ["HD05"],
        "HD05 over IC02 and SC02",
    ),
    (UNMATCHED | {"institution_code": "51383"}, {"HD05", "IC02", "MA01"}, ["HD05"], "HD05 over MA01"),
    ({"sex": ""}, {"VO06", "DF02"}, ["VO06"], "an empty cell is one finding"),
]


@pytest.fixture(scope="module")
def judged() -> dict[int, list[Finding]]:
    """The findings of every case, judged as rows of one frame."""
    table = judged_table([judged_row(n, **row) for n, (row, *_) in enumerate(CASES)])
    with open_engine("duckdb") as engine:
        findings = settle(judge_rows(engine.frame(table), engine, SETTING), b"key", "zh")
    return {n: [finding for finding in findings if finding.row_id == n] for n in range(len(CASES))}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[-1] for case in CASES])
def test_one_mistake_is_charged_once(judged: dict[int, list[Finding]], number: int) -> None:
    _, found, counts, _ = CASES[number]
    assert {finding.rule for finding in judged[number]} == found
    assert causes(judged[number]) == 1
    assert charged(judged[number]) == counts


def test_a_wrong_digit_in_the_month_is_one_error_of_an_unmatched_id() -> None:
    table = judged_table([judged_row(0, **UNMATCHED, id_card="100101199913081232")])
    with open_engine("duckdb") as engine:
        found = settle(judge_rows(engine.frame(table), engine, SETTING), b"key", "zh")
    assert {finding.rule for finding in found} == {"ID07", "ID08", "MA01"}
    assert charged(found) == ["ID08", "MA01"]


def test_keys_in_each_others_cells_are_two_cells_to_mend_and_no_letter_in_a_number() -> None:
    crossed = {"student_no": "10010119990308123X", "id_card": "1864001450123", "by": "id_card"}
    table = judged_table([judged_row(0, **crossed, conflict="misplaced")])
    with open_engine("duckdb") as engine:
        found = settle(judge_rows(engine.frame(table), engine, SETTING), b"key", "zh")
    assert {finding.rule for finding in found} == {"NO03", "MA02", "ID05", "DF03"}
    assert charged(found) == ["DF03", "MA02"]


def test_a_number_that_just_stops_is_not_two_peoples(judge: Callable[..., list[Finding]]) -> None:
    """Cut off at the same place, the numbers of two students are alike; nor is it a student's second number."""
    findings = judge(UNMATCHED | {"student_no": "18640014", "no_people": 2, "id_numbers": 2})
    assert {finding.rule for finding in findings} == {"NO03", "DU04", "DU05", "MA01"}
    assert charged(findings) == ["MA01", "NO03"]


def test_a_student_in_two_files_of_a_unit_is_one_question_to_each_unit(
    judge: Callable[..., list[Finding]],
) -> None:
    unit = {"dup_unit": 2, "dup_units": 2}
    other = unit | {"unit": "6400999", "site_below": False}
    files = ({"file": "a.xlsx"}, {"file": "b.xlsx"})
    findings = judge(*(unit | file for file in files), *(other | file for file in files))
    told = [(finding.unit, finding.file, finding.charged) for finding in findings if finding.rule == "DU02"]
    assert told == [
        ("6400301", "a.xlsx", False),
        ("6400301", "b.xlsx", True),
        ("6400999", "a.xlsx", False),
        ("6400999", "b.xlsx", True),
    ]


def test_two_mistakes_are_charged_twice(judge: Callable[..., list[Finding]]) -> None:
    findings = judge({"id_card": ONE_DIGIT, "by": "student_no", "level": "本科"})
    assert charged(findings) == ["DF04", "MA03"]


def test_an_extracts_own_value_is_never_the_sites_error(judge: Callable[..., list[Finding]]) -> None:
    """Whatever an ID, a number or a name looks like: if the extract has it so, the extract is wrong."""
    strange = {"student_no": "18640 014", "id_card": f"{OWN[:17]}9", "name": "李明1?"}
    findings = judge(strange | {f"o_{key}": value for key, value in strange.items()})
    assert [finding.rule for finding in findings if finding.rule[:2] in {"NO", "ID", "NA", "DF", "MA"}] == []


def test_the_cells_type_is_told_even_where_the_value_is_the_extracts_own(
    judge: Callable[..., list[Finding]],
) -> None:
    findings = judge({"student_no_type": "number", "id_card_type": "number"})
    assert {"NO04", "ID04"} <= {finding.rule for finding in findings}


def test_the_double_claim_is_charged_to_the_unit_that_is_not_in_the_line(
    judge: Callable[..., list[Finding]],
) -> None:
    findings = judge(
        {"dup_units": 2, "unit": "6400301"}, {"dup_units": 2, "unit": "6400999", "site_below": False}
    )
    claims = [finding for finding in findings if finding.rule == "DU03"]
    assert [(claim.unit, claim.charged) for claim in claims] == [("6400301", False), ("6400999", True)]
    assert claims[0].cause_id == claims[1].cause_id == claims[1].finding_id


def test_a_double_claim_within_one_line_is_only_told(judge: Callable[..., list[Finding]]) -> None:
    findings = judge({"dup_units": 2, "unit": "6400301"}, {"dup_units": 2, "unit": "64003"})
    assert {finding.severity for finding in findings if finding.rule == "DU03"} == {Severity.INFO}


FILE = {"file": "a.xlsx", "unit": "6400301"}


def test_a_slid_column_stands_over_everything_in_its_file() -> None:
    findings = settle(
        [
            Finding("FI14", Severity.ERROR, subject="x", **FILE),
            Finding("MA03", Severity.ERROR, row_id=3, row=8, field="id_card", subject="1", **FILE),
            Finding("HD06", Severity.WARNING, subject="x", row=4, **FILE),
            Finding("MA03", Severity.ERROR, row_id=4, row=8, field="id_card", subject="2", file="b.xlsx"),
        ],
        b"key",
        "zh",
    )
    assert [(finding.file, finding.rule) for finding in findings if finding.charged] == [
        ("a.xlsx", "FI14"),
        ("b.xlsx", "MA03"),
    ]


def test_a_missing_column_stands_over_its_empty_cells() -> None:
    findings = settle(
        [
            Finding("HD02", Severity.ERROR, field="id_card", sheet="S", subject="x", **FILE),
            Finding("ID01", Severity.ERROR, row_id=3, row=8, sheet="S", field="id_card", subject="1", **FILE),
            Finding("NA01", Severity.ERROR, row_id=3, row=8, sheet="S", field="name", subject="1", **FILE),
        ],
        b"key",
        "zh",
    )
    assert charged(findings) == ["HD02", "NA01"]


@pytest.mark.parametrize("chief", ["OM02", "OM04"])
def test_a_silent_site_is_one_error_not_one_per_student(chief: str) -> None:
    site = {"site_code": "6400301", "unit": "6400301"}
    findings = settle(
        [
            Finding(chief, Severity.ERROR, subject="open", **site),
            *(Finding("OM01", Severity.ERROR, enrol_id=n, subject=str(n), **site) for n in range(3)),
            Finding("OM01", Severity.ERROR, enrol_id=9, subject="9", unit="6400302", site_code="6400302"),
        ],
        b"key",
        "zh",
    )
    assert charged(findings) == sorted([chief, "OM01"])


def test_the_extract_is_suspected_before_sites_are_blamed() -> None:
    cluster = '{"by": "cohort", "count": "30", "rows": "31", "value": "2019春季"}'
    findings = settle(
        [
            Finding("EX06", Severity.WARNING, details=cluster, subject="cohort 2019春季"),
            Finding("MA01", Severity.ERROR, row_id=1, subject="1", details='{"cohort": "2019春季"}'),
            Finding("MA01", Severity.ERROR, row_id=2, subject="2", details='{"cohort": "2018秋季"}'),
        ],
        b"key",
        "zh",
    )
    assert [finding.row_id for finding in findings if finding.charged] == [2]


def test_safe_photo_and_extract_findings_are_never_charged() -> None:
    findings = [
        Finding("NO02", Severity.ERROR, Trust.SAFE, row_id=1, field="student_no"),
        Finding("PH01", Severity.WARNING, enrol_id=1),
        Finding("EX01", Severity.WARNING, Trust.AUTHORITY, enrol_id=1),
        Finding("FI10", Severity.WARNING, file="a"),
        Finding("FI12", Severity.WARNING, file="a", row=3),
        Finding("DF02", Severity.INFO, row_id=2, field="sex", kind=Kind.MISSING_THERE),
    ]
    assert [decision.charged for decision in charge(findings)] == [False] * len(findings)


def test_every_cause_has_exactly_one_charge_or_none(judge: Callable[..., list[Finding]]) -> None:
    rows = [example.columns for rule in BY_CODE.values() for example in rule.examples if example.broken]
    told = [{k: v for k, v in row.items() if k not in _LAID_OUT} for row in rows]
    findings = judge(*told)
    counts = Counter(finding.cause_id for finding in findings if finding.charged)
    chiefs = {finding.finding_id: finding for finding in findings}
    assert set(counts.values()) == {1}
    assert all(finding.cause_id in chiefs for finding in findings)
    assert all(chiefs[cause].charged for cause in counts)


_LAID_OUT = {"looked_up", "numbers", "photos", "known_sex", "status_ok", "reshoot_no"}


def test_the_precedence_names_only_rules_there_are() -> None:
    named = {code for line in PRECEDENCE for code in (line.chief, *line.others.split())} - {"*", "DF*"}
    assert named <= set(BY_CODE)


def test_order_of_rows_changes_nothing(judge: Callable[..., list[Finding]]) -> None:
    rows = [
        {
            "id_card": ONE_DIGIT,
            "by": "student_no",
            "o_student_no": f"18640014501{n:02}",
            "student_no": f"18640014501{n:02}",
        }
        for n in range(20, 26)
    ]
    findings = judge(*rows)
    assert [f.amended(row_id=0) for f in settle(findings[::-1], b"key", "zh")] == [
        f.amended(row_id=0) for f in findings
    ]
