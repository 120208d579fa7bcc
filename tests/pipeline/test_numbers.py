"""NO05 is asked before it is known whether the extract keeps the logic of numbers, and counts only if it does."""

from __future__ import annotations

import pytest

import recon
from recon.pipeline.rows.numbers import Numbers
from tests.pipeline.test_parity import frame
from tests.support.frames import identity, student

ENGINES = ("duckdb", "polars", "pandas", pytest.param("spark", marks=pytest.mark.spark))
KEEPING = [student(50000 + n) for n in range(1, 41)]
BREAKING = [student(50000 + n, student_no=f"1964001450{n:03}") for n in range(101, 104)]
STRANGER = student(50999, student_no="1964001450999", name="某人", id_card=identity(901, born="19600101"))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("holds", [True, False])
def test_a_number_speaks_against_its_row_where_the_extract_keeps_the_logic(
    engine: str, *, holds: bool
) -> None:
    extract = frame(*KEEPING, *(BREAKING[:2] if holds else BREAKING))
    answer = recon.reconcile(frame(*KEEPING[:5], STRANGER), extract, engine=engine)
    told = {(one["rule"], one["field"]) for one in answer.tables["findings"].to_pylist()}
    assert (("NO05", "student_no") in told) == holds
    assert ("NO05" in answer.summary["not_asked"]) == (not holds)
    assert ("NO05" in answer.summary["findings"]["all"]) == holds


def test_rows_that_give_no_cause_do_not_wait_for_the_extract(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[int] = []
    sure = Numbers.sure

    def watched(self: Numbers, found):
        told = sure(self, found)
        waited.append(self.hold._future is not None)
        return told

    monkeypatch.setattr(Numbers, "sure", watched)
    recon.reconcile(frame(*KEEPING[:5]), frame(*KEEPING))
    recon.reconcile(frame(*KEEPING[:5], STRANGER), frame(*KEEPING))
    assert (waited[0], waited[-1]) == (False, True)
