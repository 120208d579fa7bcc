"""Traps that well-known tools fall into, those that fall to this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.rules.rule import UNMATCHED

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import Finding

OWN = "100101199903081232"
Judge = "Callable[..., list[Finding]]"


def rules_of(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings}


def test_trap_1_0012_and_12_are_different_keys(judge: Callable[..., list[Finding]]) -> None:
    findings = judge({"class_name": "0012", "o_class_name": "12"})
    assert [(f.rule, f.submitted, f.official) for f in findings] == [("DF09", "0012", "12")]


def test_trap_4_empty_keys_never_match_empty_keys(judge: Callable[..., list[Finding]]) -> None:
    """Two rows without a key are no duplicate and no double claim; each is told to be empty."""
    empty = UNMATCHED | {"student_no": "", "id_card": "", "name": ""}
    findings = judge(empty, empty)
    assert rules_of(findings) == {"NO01", "ID01", "NA01", "MA01"}
    assert len({finding.finding_id for finding in findings}) == 8


@pytest.mark.parametrize("name", ["DATACOMPY_NULL", "nan", "None", "NA", "Null", "那"])
def test_trap_5_no_value_is_a_sentinel(judge: Callable[..., list[Finding]], name: str) -> None:
    assert judge({"name": name, "o_name": name}) == []


def test_trap_6_x_and_width_and_spaces_fold_and_are_told(judge: Callable[..., list[Finding]]) -> None:
    official = "10010119990308111X"
    findings = judge({"id_card": "100101 19990308111x", "o_id_card": official})
    assert rules_of(findings) == {"ID02", "ID03", "DF03"}
    assert {finding.proposal for finding in findings} == {official}
    assert not any(finding.charged for finding in findings)


def test_trap_7_a_damaged_id_that_passes_its_check_digit_is_still_damaged(
    judge: Callable[..., list[Finding]],
) -> None:
    findings = judge({"id_card_type": "number", "by": "student_no"})
    assert "ID04" in rules_of(findings)
    assert not rules_of(findings) & {"ID05", "ID07"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param({"sex": "", "sex_type": "blank"}, {"VO06", "DF02"}, id="empty"),
        pytest.param({"sex": "", "sex_type": "absent"}, set(), id="absent"),
        pytest.param({"sex": "", "sex_type": "null"}, {"VO06", "DF02"}, id="null"),
    ],
)
def test_trap_8_empty_absent_and_null_are_three_things(
    judge: Callable[..., list[Finding]], row: dict[str, str], expected: set[str]
) -> None:
    assert rules_of(judge(row)) == expected


def test_trap_7_never_accepted_as_it_stands(judge: Callable[..., list[Finding]]) -> None:
    """Without a record to look it up in, a damaged number is asked, never kept."""
    findings = judge(UNMATCHED | {"id_card": "100101199903081000", "id_card_type": "number"})
    (damaged,) = [finding for finding in findings if finding.rule == "ID04"]
    assert (damaged.trust, damaged.proposal, damaged.charged) == ("ask-site", "", True)
