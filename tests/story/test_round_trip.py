"""Reconciling the corrected sheets finds nothing of what was corrected, and nothing new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recon.pipeline import Options, run
from tests.story.conftest import Told, inputs_of

if TYPE_CHECKING:
    from pathlib import Path

    from recon.pipeline.answers.answer import Answer

STAYS = ("FI", "HD", "OM", "PH", "EX", "CP", "SC", "DU")
"""Families that speak of students and files, not of the cells that were corrected."""


@pytest.fixture(scope="module")
def again(sample: Told, after: tuple[Answer, Path]) -> Answer:
    """The corrected sheets, judged like any roster, without the list of what came when."""
    inputs = inputs_of(sample.folder, rosters=(after[1] / "corrected",), submissions=())
    return run(inputs, Options(as_of=after[0].campaign.as_of))


def cells(answer: Answer, *, opened: bool) -> set[tuple[str, str, str]]:
    findings: list[dict[str, Any]] = answer.findings.to_pylist()
    return {
        (f["student_no"], f["rule"], f["field"])
        for f in findings
        if f["rule"][:2] not in STAYS and f["severity"] != "info" and (f["open"] or not opened)
    }


def test_nothing_that_was_corrected_is_found_again(after: tuple[Answer, Path], again: Answer) -> None:
    corrected = cells(after[0], opened=False) - cells(after[0], opened=True)
    assert len(corrected) > 10
    assert not corrected & cells(again, opened=False)


def test_nothing_new_is_found(after: tuple[Answer, Path], again: Answer) -> None:
    fresh = cells(again, opened=False) - cells(after[0], opened=False)
    assert not fresh, sorted(fresh)[:10]


def test_no_student_is_lost_or_gained(after: tuple[Answer, Path], again: Answer) -> None:
    def submitted(answer: Answer) -> set[str]:
        return {s["student_no"] for s in answer.students.to_pylist() if s["state"] in {"submitted", "late"}}

    assert submitted(again) == submitted(after[0])


def test_clean_students_stay_clean(after: tuple[Answer, Path], again: Answer) -> None:
    def clean(answer: Answer) -> set[str]:
        return {s["student_no"] for s in answer.students.to_pylist() if s["due"] and s["clean"]}

    assert clean(after[0]) <= clean(again)


def test_what_waits_counts_as_submitted_and_not_as_clean(after: tuple[Answer, Path], again: Answer) -> None:
    def waiting(answer: Answer) -> set[str]:
        students = answer.students.to_pylist()
        return {s["student_no"] for s in students if s["state"] in {"submitted", "late"} and not s["clean"]}

    late = {s["student_no"] for s in after[0].students.to_pylist() if s["state"] == "late"}
    assert waiting(after[0]) - late <= waiting(again)
    assert waiting(again) <= waiting(after[0])
