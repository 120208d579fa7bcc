"""Two people on one page of findings: each is told what the other decided, and nobody's word goes under."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.model import Ruling
from recon.ui import context
from recon.workspace import Workspace
from tests.ui.test_pages import choose, opened

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


def other_rules(office: Path, finding_id: str, verdict: str = "keep", reason: str = "核对过户口簿") -> None:
    """Decide as somebody else does in another window."""
    run = context.run()
    row = run.findings.one("finding_id", finding_id) if run else None
    assert row is not None
    with Workspace.open(office) as place:
        seen = {"seen_submitted": row["submitted"], "seen_official": row["official"]}
        ruling = Ruling(finding_id, verdict, reason=reason, who="李老师", **seen)
        place.rule_many([ruling], actor="李老师", chosen_by={})


def first_waiting(office: Path, at: AppTest, row: int) -> str:
    """Return the id of the finding in a row of the drawn page."""
    return list(at.session_state["findings.seen"][1])[row]


def warned(at: AppTest) -> str:
    return " ".join(one.value for one in at.warning)


def test_the_next_click_tells_what_somebody_else_decided(office: Path) -> None:
    at = opened("findings", trust="confirm")
    other_rules(office, first_waiting(office, at, 0))
    at.run()
    assert "其中 1 条另有处理" in warned(at)
    assert "李老师：已保留原值" in warned(at)
    assert "核对过户口簿" in warned(at)
    assert "另有处理" not in warned(at.run()), "it is told once"


def test_a_finding_that_leaves_the_filter_is_told_too(office: Path) -> None:
    at = opened("findings", trust="confirm", state="waiting")
    gone = first_waiting(office, at, 0)
    other_rules(office, gone)
    at.run()
    assert gone not in at.session_state["findings.seen"][1]
    assert "李老师：已保留原值" in warned(at)


def test_an_act_that_comes_too_late_is_told_what_stands(office: Path) -> None:
    at = choose(opened("findings", trust="confirm", state="waiting"), 0)
    other_rules(office, first_waiting(office, at, 0))
    at.button(key="findings.accept").click().run()
    assert "有 1 条刚刚已另有处理" in warned(at)
    assert "李老师：已保留原值（核对过户口簿）" in warned(at).replace("\\", "")
    assert "您上次看到" not in warned(at), "it is told once"
    with Workspace.open(office) as place:
        assert [ruling.verdict for ruling in place.rulings()] == ["keep"]


def test_undo_never_takes_back_what_was_not_seen(office: Path) -> None:
    at = choose(opened("findings", trust="confirm"), 0)
    at.button(key="findings.accept").click().run()
    other_rules(office, first_waiting(office, at, 0))
    at.button(key="findings.undo").click().run()
    assert "另有处理" in warned(at)
    with Workspace.open(office) as place:
        assert [ruling.verdict for ruling in place.rulings()] == ["keep"]


@pytest.mark.parametrize("act", ["findings.accept", "findings.send"])
def test_ones_own_act_is_no_news(office: Path, act: str) -> None:
    at = choose(opened("findings", trust="confirm"), 0)
    at.button(key=act).click().run()
    assert "另有处理" not in warned(at)
    at.button(key="findings.undo_bulk").click().run()
    assert "另有处理" not in warned(at)


def test_many_are_counted_and_names_stay_hidden(office: Path) -> None:
    at = opened("findings", trust="confirm", state="waiting")
    ids = list(at.session_state["findings.seen"][1])
    for finding_id in ids[:5]:
        other_rules(office, finding_id)
    names = {row["name"] for row, _ in at.session_state["findings.seen"][1].values()} - {""}
    at.run()
    assert "其中 5 条另有处理" in warned(at)
    assert "另有 2 条" in warned(at)
    assert not [name for name in names if name in warned(at)]
