"""No rule raises on any text whatever, and nothing personal leaks into what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recon.engine import open_engine
from recon.rules import BY_CODE, judge_rows, say_evidence, say_message, settle, to_table
from recon.words import LANGS
from tests.rules.clean_row import SENT, SETTING, judged_row, judged_table

if TYPE_CHECKING:
    from recon.model import Finding

texts = st.text(max_size=24)
rows = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(SENT, texts)
    | {f"o_{code}": texts for code in SENT if code != "institution_code"}
    | {
        "enrol_id": st.sampled_from([0, -1]),
        "conflict": st.sampled_from(["", "two-students", "several", "other-enrolment", "name-and-id"]),
        "id_card_type": st.sampled_from(["text", "number", "absent"]),
        "form": st.sampled_from(["open", "adult", ""]),
    },
)


def judged(told: list[dict[str, Any]]) -> list[Finding]:
    table = judged_table([judged_row(n, **row) for n, row in enumerate(told)])
    with open_engine("duckdb") as engine:
        return settle(judge_rows(engine.frame(table), engine, SETTING), b"key", "zh")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(rows, min_size=30, max_size=60))
def test_no_rule_raises_on_any_text(told: list[dict[str, Any]]) -> None:
    findings = judged(told)
    assert to_table(findings).num_rows == len(findings)
    assert all(finding.rule in BY_CODE and finding.message for finding in findings)


SECRET = {
    "student_no": "1999009999999",
    "name": "欧阳秘",
    "id_card": "300101199903081213",
    "exam_no": "98765",
}


def test_no_message_and_no_evidence_holds_a_key(judge: Any) -> None:
    cases = [
        SECRET | {"by": "student_no"},
        SECRET | {"enrol_id": -1, "by": "none", "form": "adult"},
        SECRET
        | {"by": "id_card", "conflict": "two-students", "no_people": 2, "id_numbers": 2, "dup_units": 2},
    ]
    for finding in judge(*cases):
        for lang in LANGS:
            said = say_message(finding, lang) + say_evidence(finding.levels, lang) + finding.details
            assert not any(
                value in said for value in (*SECRET.values(), "1864001450123", "李明", "100101199903081232")
            )
