"""What never changes a finding, what never has one, and what is gone once it was mended."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.clerk import ROSTER, Person, judged, people
from tests.support.slips import SLIPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recon.pipeline.answers.answer import Answer

STUDENTS = people(24)
ADDRESSES = ("finding_id", "cause_id", "file", "sheet", "row", "cell", "row_id", "subject")


@st.composite
def rosters(draw: Any) -> list[Person]:
    """A roster of known students in which a clerk slipped in up to ten cells."""
    rows = [dict(student) for student in STUDENTS]
    chance = Random(draw(st.integers(0, 2**32)))
    for n in chance.sample(range(len(rows)), draw(st.integers(1, 10))):
        slip = draw(st.sampled_from(SLIPS))
        slip(rows[n], chance)
    return rows


def told(answer: Answer, *, without: Iterable[str] = ADDRESSES) -> Counter[tuple[Any, ...]]:
    """Count the findings, told apart by everything but where they stand."""
    left_out = {*without}
    findings = answer.findings.to_pylist()
    return Counter(
        tuple(sorted((k, str(v)) for k, v in finding.items() if k not in left_out)) for finding in findings
    )


def row_order(rows: list[Person], seed: int) -> None:
    shuffled = rows[:]
    Random(seed).shuffle(shuffled)
    assert told(judged(rows, STUDENTS)) == told(judged(shuffled, STUDENTS))


def column_order(rows: list[Person], columns: list[str]) -> None:
    assert told(judged(rows, STUDENTS)) == told(judged(rows, STUDENTS, columns))


def sheet_name(rows: list[Person], name: str) -> None:
    named = [{**row, "sheet": name} for row in rows]
    assert told(judged(rows, STUDENTS)) == told(judged(named, STUDENTS))


def file_split(rows: list[Person], cut: int) -> None:
    one = [{**row, "file": "a.xlsx"} for row in rows]
    two = [{**row, "file": "a.xlsx" if n < cut else "b.xlsx"} for n, row in enumerate(rows)]
    assert told(judged(one, STUDENTS)) == told(judged(two, STUDENTS))


def clean(count: int, seed: int) -> None:
    students = people(count, seed)
    rows = [dict(student) for student in students]
    Random(seed).shuffle(rows)
    assert judged(rows, students).findings.num_rows == 0


def mended(rows: list[Person]) -> None:
    """Put every proposal where it belongs; what it mended is found no more."""
    proposed = [f for f in judged(rows, STUDENTS).findings.to_pylist() if f["proposal"]]
    corrected = [dict(row) for row in rows]
    for finding in proposed:
        row = corrected[finding["row"] - 1]
        row[finding["field"]] = finding["proposal"]
        row.pop(f"{finding['field']}_type", None)
    again = {(f["rule"], f["row"], f["field"]) for f in judged(corrected, STUDENTS).findings.to_pylist()}
    assert not again & {(f["rule"], f["row"], f["field"]) for f in proposed}


def any_text(rows: list[Person], official: list[Person]) -> None:
    """Whatever stands in the cells of both sides, there is an answer and every row is in it."""
    answer = judged(rows, official)
    assert answer.tables["rows"].num_rows == len(rows)


ANYTHING = st.text(max_size=20)


def tables() -> Any:
    """Rows of whatever text, among them a student."""
    cells = st.fixed_dictionaries(dict.fromkeys(ROSTER, ANYTHING))
    return st.lists(cells, max_size=12).map(lambda rows: [dict(STUDENTS[0]), *rows])


SEEDS = st.integers(0, 2**16)
PROPERTIES: dict[str, tuple[Callable[..., None], tuple[Any, ...]]] = {
    "row order changes nothing": (row_order, (rosters(), SEEDS)),
    "column order changes nothing": (column_order, (rosters(), st.permutations(list(ROSTER)))),
    "a sheet's name changes nothing": (sheet_name, (rosters(), ANYTHING)),
    "two files say what one says": (file_split, (rosters(), st.integers(1, len(STUDENTS) - 1))),
    "a clean roster has no finding": (clean, (st.integers(1, 60), SEEDS)),
    "what was mended is found no more": (mended, (rosters(),)),
    "no text stops a judgement": (any_text, (tables(), tables())),
}


def prove(name: str, examples: int, *, derandomize: bool = False) -> None:
    proof, values = PROPERTIES[name]
    settings(
        max_examples=examples,
        deadline=None,
        derandomize=derandomize,
        suppress_health_check=list(HealthCheck),
    )(given(*values)(proof))()


@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds(name: str) -> None:
    prove(name, 3, derandomize=True)


@pytest.mark.nightly
@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds_all_night(name: str) -> None:
    prove(name, 200)
