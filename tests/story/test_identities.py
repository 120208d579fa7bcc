"""Numbers on different screens must add up (docs/definitions.md), at site, branch and province."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from recon import model

if TYPE_CHECKING:
    from pathlib import Path

    from recon.pipeline.answers.answer import Answer

LEVELS = {"site": ("branch", "site_code"), "branch": ("branch",), "province": ()}
PHOTOS = tuple(name for name in model.COUNT_COLUMNS if name.startswith("photo_"))


def totals(answer: Answer, level: str) -> list[dict[str, int]]:
    sums: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: dict.fromkeys(model.COUNT_COLUMNS, 0))
    for cell in answer.coverage.to_pylist():
        for name in model.COUNT_COLUMNS:
            sums[tuple(cell[n] for n in LEVELS[level])][name] += cell[name]
    return list(sums.values())


@pytest.fixture(params=["before", "after"])
def answer(request: pytest.FixtureRequest, before: Answer, after: tuple[Answer, Path]) -> Answer:
    return before if request.param == "before" else after[0]


@pytest.mark.parametrize("level", LEVELS)
def test_due_is_submitted_late_excused_awaited_and_omitted(answer: Answer, level: str) -> None:
    for t in totals(answer, level):
        assert t["due"] == t["submitted"] + t["late"] + t["excused"] + t["awaited"] + t["omitted"]


@pytest.mark.parametrize("level", LEVELS)
def test_submitted_is_clean_open_and_held(answer: Answer, level: str) -> None:
    for t in totals(answer, level):
        assert t["submitted"] == t["clean"] + t["open"] + t["held"]


@pytest.mark.parametrize("level", LEVELS)
def test_the_six_photo_states_are_the_due(answer: Answer, level: str) -> None:
    for t in totals(answer, level):
        assert t["due"] == sum(t[name] for name in PHOTOS)


@pytest.mark.parametrize("level", LEVELS)
def test_a_part_is_never_more_than_its_whole(answer: Answer, level: str) -> None:
    for t in totals(answer, level):
        assert t["submitted_elsewhere"] <= t["submitted"]
        assert t["eligible_submitted"] <= t["eligible"]


def test_live_rows_are_due_eligible_surplus_unmatched_and_repeats(answer: Answer) -> None:
    parts = ("rows_due", "rows_eligible", "rows_surplus", "rows_unmatched", "rows_repeat")
    for site in answer.sites.to_pylist():
        assert site["rows"] == sum(site[name] for name in parts)
    assert sum(site["rows"] for site in answer.sites.to_pylist()) == answer.summary["rows"]["judged"]


def test_lists_and_counts_agree(answer: Answer) -> None:
    (t,) = totals(answer, "province")
    reasons: dict[str, int] = defaultdict(int)
    for line in answer.omissions.to_pylist():
        reasons[line["reason"]] += 1
    for state in ("awaited", "omitted", "excused", "late"):
        assert reasons[state] == t[state]
    assert reasons["elsewhere"] == t["submitted_elsewhere"]
    late = sum(s["eligible"] and s["state"] == "late" for s in answer.students.to_pylist())
    assert reasons["earlier"] == t["eligible"] - t["eligible_submitted"] - late
    sums: dict[str, int] = defaultdict(int)
    for site in answer.sites.to_pylist():
        for name in ("rows_surplus", "rows_unmatched", "rows_repeat"):
            sums[name] += site[name]
    assert answer.surplus.num_rows == sum(sums.values())


def test_students_and_cells_agree(answer: Answer) -> None:
    (t,) = totals(answer, "province")
    students = answer.students.to_pylist()
    due = [s for s in students if s["due"]]
    assert len(due) == t["due"]
    for name in ("clean", "open", "held"):
        assert sum(s[name] for s in due) == t[name]


def test_found_ids_are_unique_and_every_cause_is_one_of_them(answer: Answer) -> None:
    findings: list[dict[str, Any]] = answer.findings.to_pylist()
    ids = {f["finding_id"] for f in findings}
    assert len(ids) == len(findings)
    assert {f["cause_id"] for f in findings} <= ids
