"""What is sent back to a site leaves 待我确认 at once, with the rest of its cause: the next run asks the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.campaign import loads
from recon.result import TABLES
from recon.ui.findings.facets import VIEWS
from recon.ui.store import Question, Run
from tests.ui.synthetic import CAMPAIGN, filled, tables, write_run
from tests.ui.test_reopened import folded, ids, judged, ruled, states

if TYPE_CHECKING:
    from pathlib import Path

TODO = Question(VIEWS["todo"])
ASK = Question(VIEWS["ask"])


@pytest.fixture
def whole(tmp_path: Path) -> tuple[Run, list[str]]:
    """A run, and four findings of one row: three of one mistake, the chief first, and another."""
    told = folded()
    made = tables(1, 1000, 400) | {"findings": filled(told, TABLES["findings"])}
    return Run(write_run(tmp_path, made, loads(CAMPAIGN))), ids(told)


def listed(run: Run, question: Question, keys: list[str]) -> list[str]:
    found = set(run.findings.keys("finding_id", question))
    return [key for key in keys if key in found]


@pytest.mark.parametrize("sent", [0, 1, 2])
def test_the_cause_goes_with_it_whichever_was_sent(whole: tuple[Run, list[str]], sent: int) -> None:
    run, keys = whole
    run.settle({keys[sent]: "send-to-site"})
    rest = [key for key in keys[:3] if key != keys[sent]]
    assert listed(run, TODO, keys) == keys[3:]
    assert listed(run, ASK, keys) == rest
    row = {"finding_id": rest[0], "trust": "confirm"}
    assert run.sent_back.trust_of(row) == "ask-site"
    run.settle({})
    assert listed(run, TODO, keys) == keys
    assert listed(run, ASK, keys) == []
    assert run.sent_back.trust_of(row) == "confirm"


def test_what_was_answered_for_itself_does_not_go_along(whole: tuple[Run, list[str]]) -> None:
    run, keys = whole
    run.settle({keys[1]: "send-to-site", keys[2]: "keep"})
    assert listed(run, TODO, keys) == keys[3:]
    assert listed(run, ASK, keys) == keys[:1]
    assert listed(run, Question({"trust": ("confirm",)}), keys) == keys[2:]


def test_the_next_run_says_the_same(office: Path) -> None:
    told = folded()
    keys = ids(told)
    ruled(office, next(row for row in told if row["finding_id"] == keys[0]), "send-to-site")
    judged(office, told)
    assert states(keys) == ["send-to-site", "waiting", "waiting", "waiting"]
