"""A finding's id: unique in a run, the same in the next (docs/contract.md, "Values")."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from recon.model import Finding
from recon.rules.identify import identify, in_order
from recon.rules.rule import UNMATCHED
from recon.words import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG = {"level": "本科"}


def test_ids_are_sixteen_hex_digits_of_the_hmac(judge: Callable[..., list[Finding]]) -> None:
    (finding,) = judge(WRONG)
    text = "DF04\x1f6400301\x1flevel\x1f1864001450123\x1f1"
    assert finding.finding_id == hmac.new(b"key", text.encode(), hashlib.sha256).hexdigest()[:16]


def test_the_same_student_on_another_row_keeps_its_id(judge: Callable[..., list[Finding]]) -> None:
    (alone,) = judge(WRONG)
    later = [finding for finding in judge({}, {}, WRONG) if finding.rule == "DF04"]
    assert [finding.finding_id for finding in later] == [alone.finding_id]


def test_equals_are_numbered_in_the_order_of_the_rows(judge: Callable[..., list[Finding]]) -> None:
    first, second = judge(WRONG, WRONG | {"file": "z.xlsx"})
    (alone,) = judge(WRONG)
    assert (first.finding_id, second.finding_id != first.finding_id) == (alone.finding_id, True)


def test_the_subject_is_the_matched_number_else_the_submitted_else_the_id_else_the_name(
    judge: Callable[..., list[Finding]],
) -> None:
    rows = [
        {"student_no": "1864001450124", "by": "id_card"},
        UNMATCHED,
        UNMATCHED | {"student_no": ""},
        UNMATCHED | {"student_no": "", "id_card": ""},
    ]
    subjects = [next(f.subject for f in judge(row) if f.rule in {"MA01", "MA02"}) for row in rows]
    assert subjects == ["1864001450123", "1864001450123", "100101199903081232", "李明"]


def test_another_secret_gives_other_ids(judge: Callable[..., list[Finding]]) -> None:
    findings = judge(WRONG)
    assert identify(findings, b"key") != identify(findings, b"another")


def test_ids_are_unique_over_all_examples(judge: Callable[..., list[Finding]]) -> None:
    findings = judge(
        *({"level": "本科", "sex": "女", "name": name} for name in ("李朋", "李 明", "") for _ in range(5))
    )
    ids = [finding.finding_id for finding in findings]
    assert len(ids) == len(set(ids)) > 40


def test_two_lines_of_a_register_are_in_one_order_whichever_the_engine_brings_first() -> None:
    about = {"field": "id_card", "subject": "1864001450123", "enrol_id": 7}
    said = [Finding("PH08", Severity.WARNING, **about, submitted=value) for value in ("2010", "3010", "1010")]
    for brought in (said, said[::-1]):
        assert [finding.submitted for finding in in_order(brought)] == ["1010", "2010", "3010"]
