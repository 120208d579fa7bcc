"""With 500,000 findings a click is answered within 300 ms of server time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.large_office import write
from recon.ui.findings.table import COLUMNS
from recon.ui.store import Question, Run

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(write(tmp_path_factory.mktemp("large")))


def slowest(act: Callable[[], object], times: int = 9) -> float:
    """The second slowest of so many: one hiccup of a shared machine is not the dashboard's."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[-2]


@pytest.mark.parametrize(
    "question",
    [
        Question(),
        Question({"severity": ("error",), "branch": ("分校7", "分校8")}),
        Question({"rule": ("DF01",), "state": ("waiting",)}, "18640014"),
        Question({}, "教学点12 值5"),
    ],
    ids=["everything", "two facets", "facets and words", "site and submitted value"],
)
def test_facets_and_a_page_together(large: Run, question: Question) -> None:
    def click() -> None:
        large.findings.facets(question)
        large.findings.page(question, 40, 50, COLUMNS)

    assert slowest(click) < 0.3


@pytest.mark.parametrize("words", ["18640014", "值5", "教学点12", "陈钢敬"])
def test_a_search_through_everything(large: Run, words: str) -> None:
    assert slowest(lambda: large.findings.count(Question({}, words))) < 0.05


def test_a_ruling_and_the_states_of_a_page(large: Run) -> None:
    ids = [f"{number:016x}" for number in range(50)]
    turn = iter(range(1000))

    def rule() -> None:
        large.settle({ids[next(turn) % 50]: "accept"})
        large.states(ids)

    assert slowest(rule) < 0.3
