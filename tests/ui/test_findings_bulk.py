"""What an act on all that match will record is told before the click; nothing recorded is no success."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.campaign import Campaign
from recon.fields import PERSONAL
from recon.ui import context
from recon.ui.findings import acts
from recon.ui.overview.numbers import steps, totals
from recon.ui.parts import flash
from recon.ui.store import Question
from tests.ui.test_pages import grid, opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from streamlit.testing.v1 import AppTest

    from recon.ui.store import Run


def test_every_finding_that_matches_is_recorded_or_left_out_for_a_reason(run: Run) -> None:
    found = acts.bulk_lines(run, Question(), "accept")
    rows = run.table("findings").to_pylist()
    waiting = [row for row in rows if row["open"]]
    assert found.without == sum(not row["proposal"] for row in waiting)
    assert found.identity == sum(bool(row["proposal"]) and row["field"] in PERSONAL for row in waiting)
    assert len(found.lines) + found.identity + found.without + found.settled == len(rows)
    sent = acts.bulk_lines(run, Question(), "send-to-site")
    assert (len(sent.lines), sent.settled) == (len(waiting), len(rows) - len(waiting))


def asked_for(what: str, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """Choose an act on all that match; AppTest knows no menu button."""
    monkeypatch.setattr("recon.ui.findings.listed.bar", lambda *_: what)
    return opened("findings", **query)


def test_the_question_says_how_many_not_and_why(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = asked_for("accept", monkeypatch)
    said = " ".join(caption.value for caption in at.caption)
    assert "没有建议值，无法接受" in said
    assert "须在表中看过对照后处理" in said
    assert "已处理过、已自动更正或仅为提示" in said
    assert any("没有可以这样处理的问题" in info.value for info in at.info)
    assert at.button(key="findings.bulk.ok").disabled
    assert at.button(key="findings.bulk.cancel").label == "取消"


def test_what_is_sent_is_counted_beforehand(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = asked_for("send-to-site", monkeypatch, trust="ask-site", state="waiting")
    assert f"将记录 **{len(grid(at))}** 条。" in [said.value for said in at.markdown]


def test_nothing_recorded_is_no_success(office: Path) -> None:
    at = opened("findings")
    run = context.run()
    assert run is not None
    line = next(i for i, row in enumerate(run.table("findings").to_pylist()) if not row["proposal"])
    acts.decide(run, [line], "accept")
    assert st.session_state[flash.KEPT][-1][1] == flash.Became.NOTHING
    at.session_state[flash.KEPT] = [("已记录 0 条", flash.Became.NOTHING)]
    assert at.run().toast[0].icon == ":material/warning:"


def test_only_what_has_a_proposal_is_to_confirm(run: Run) -> None:
    [step] = [step for step in steps(run, totals(run), Campaign(id="c")) if "有建议值" in step.text]
    rows = [row for row in run.table("findings").to_pylist() if row["open"] and row["trust"] == "confirm"]
    assert f"确认 {sum(bool(row['proposal']) for row in rows)} 处" in step.text
    chosen = {name: (value,) for name, value in step.filters.items() if isinstance(value, str)}
    assert run.findings.count(Question(chosen)) == sum(bool(row["proposal"]) for row in rows)
