from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from recon.coverage.tally import Tally, combined, in_words, says, several, tally

HOME = "6400101"
FAR = 10**10
"""Where the numbers of a second extract begin."""


def rows(*lines: tuple[int, int, str, bool]) -> pa.Table:
    """Return rows of (row, student, unit, late)."""
    names = ("row_id", "enrol_id", "unit", "late")
    return pa.Table.from_pylist(
        [dict(zip(names, line, strict=True)) | {"o_site_code": HOME} for line in lines]
    )


def counted(students: list[int], sent: pa.Table, opened: frozenset[int] = frozenset()) -> Tally:
    return tally(np.array(students, np.int64), sent, opened, lambda unit, home: home.startswith(unit))


@pytest.mark.parametrize("far", [0, FAR])
def test_every_student_has_the_truths_of_his_own_rows(far: int) -> None:
    sent = rows(
        (0, far + 7, HOME, True), (1, 3, "64001", False), (2, 3, "64009", True), (3, far + 7, "64009", False)
    )
    found = counted([far + 7, 5, 3], sent, frozenset({2}))
    assert found.sent.tolist() == [True, False, True]
    assert found.in_time.tolist() == [True, False, True]
    assert found.own.tolist() == [False, False, True]
    assert found.late_own.tolist() == [True, False, False]
    assert found.opened.tolist() == [False, False, True]
    assert found.found_at.to_pylist() == [HOME, "", "64001"]


@pytest.mark.parametrize("stranger", [4, 9, FAR])
def test_a_row_of_nobody_here_counts_for_nobody(stranger: int) -> None:
    found = counted([3, 5], rows((0, stranger, HOME, False)))
    assert not found.sent.any()
    assert found.found_at.to_pylist() == ["", ""]


def test_a_row_of_nobody_here_takes_no_other_row_with_it() -> None:
    found = counted([3, 5], rows((0, 3, HOME, False), (1, 4, HOME, False), (2, 5, "64001", True)))
    assert [found.sent.tolist(), found.in_time.tolist()] == [[True, True], [True, False]]
    assert found.found_at.to_pylist() == [HOME, "64001"]


def test_without_rows_nobody_was_sent() -> None:
    found = counted([3], rows((0, 3, HOME, False)).slice(0, 0))
    assert [found.sent.any(), found.own.any(), found.opened.any()] == [False] * 3


WORDS = [["甲", "乙", "甲", ""], ["x", "y", "x", "y"], ["1", "1", "2", "1"]]


def columns() -> list[pa.ChunkedArray]:
    """One column as text, one as numbers of words, one of whose words two are the same."""
    twice = pa.DictionaryArray.from_arrays(pa.array([0, 2, 1, 2], pa.int32()), pa.array(["1", "2", "1"]))
    kinds = [pa.array(WORDS[0]), pa.array(WORDS[1]).dictionary_encode(), twice]
    return [pa.chunked_array([kind]) for kind in kinds]


@pytest.mark.parametrize("largest", [1 << 62, 7])
def test_combinations_are_numbered_in_order(monkeypatch: pytest.MonkeyPatch, largest: int) -> None:
    monkeypatch.setattr("recon.coverage.tally.LARGEST", largest)
    at, told = combined(*columns())
    assert told == sorted(set(zip(*WORDS, strict=True)))
    assert [told[n] for n in at.tolist()] == [*zip(*WORDS, strict=True)]
    assert combined(pa.chunked_array([], pa.string()))[1] == []


def test_words_are_found_and_written_out_again() -> None:
    text, numbered, twice = columns()
    assert says(text, "甲", "丙").tolist() == [True, False, True, False]
    assert says(numbered, "z").tolist() == [False] * 4
    assert says(twice, "1").tolist() == [True, True, False, True]
    table = in_words(pa.table({"a": text, "b": numbered, "c": twice}))
    assert [column.to_pylist() for column in table.columns] == WORDS
    assert set(table.schema.types) == {pa.string()}


@pytest.mark.parametrize("far", [1, 1_000_000_007])
def test_a_number_that_two_lines_hold_is_held_by_several(far: int) -> None:
    dice = np.random.default_rng(far)
    for count in (0, 1, 2, 7, 40):
        numbers = dice.integers(-1, 12, count) * far
        numbers[numbers < 0] = -1
        often = [n >= 0 and (numbers == n).sum() > 1 for n in numbers]
        assert several(numbers).tolist() == often
