"""What an act on all that match will record is told before the click; nothing recorded is no success."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.campaign import Campaign, loads
from recon.fields import PERSONAL
from recon.result import TABLES
from recon.ui import context
from recon.ui.findings import acts
from recon.ui.overview.numbers import steps, totals
from recon.ui.parts import flash
from recon.ui.store import Question, Run
from tests.ui.synthetic import CAMPAIGN, filled, tables, write_run
from tests.ui.test_pages import grid, opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from streamlit.testing.v1 import AppTest

    from recon.ui.overview.numbers import Step


def test_every_finding_that_matches_is_recorded_or_left_out_for_a_reason(run: Run) -> None:
    found = acts.bulk_lines(run, Question(), "accept")
    rows = run.table("findings").to_pylist()
    waiting = [row for row in rows if row["open"]]
    assert found.without == sum(not row["proposal"] for row in waiting)
    assert found.identity == sum(bool(row["proposal"]) and row["field"] in PERSONAL for row in waiting)
    assert len(found.lines) + found.identity + found.without + found.settled == len(rows)
    sent = acts.bulk_lines(run, Question(), "send-to-site")
    assert (len(sent.lines), sent.settled) == (len(waiting), len(rows) - len(waiting))


def asked_for(what: str, monkeypatch: pytest.MonkeyPatch, **query: str | list[str]) -> AppTest:
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


def test_a_filter_an_old_address_brings_is_restated_as_it_stands(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistyped code beside a known one stopped the question with "this page has a problem"."""
    at = asked_for("dismiss", monkeypatch, severity=["bogus", "error"], state="waiting")
    assert any("bogus" in text.value for text in at.text)
    assert not at.button(key="findings.bulk.ok").disabled


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
    assert run.findings.count(asked_by(step)) == sum(bool(row["proposal"]) for row in rows)


def asked_by(step: Step) -> Question:
    """What the way of a step leads to."""
    filters = step.filters.items()
    return Question({name: (said,) if isinstance(said, str) else tuple(said) for name, said in filters})


def test_what_must_not_be_corrected_is_to_be_sent_back(tmp_path: Path) -> None:
    """A campaign of nothing but strangers under others' numbers said that there was nothing to do."""
    told = [row | {"trust": "never", "proposal": ""} for row in tables()["findings"].to_pylist()]
    made = tables() | {"findings": filled(told, TABLES["findings"])}
    run = Run(write_run(tmp_path, made, loads(CAMPAIGN)))
    [step] = [step for step in steps(run, totals(run), loads(CAMPAIGN)) if step.page.endswith("findings.py")]
    waiting = sum(row["open"] for row in told)
    assert f"把 {waiting} 处" in step.text
    assert run.findings.count(asked_by(step)) == waiting
