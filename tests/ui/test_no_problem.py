"""An error about who a student is is dismissed by nobody who has not seen it, and no error without a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from recon.campaign import loads
from recon.result import TABLES
from recon.ui import context
from recon.ui.findings import acts, dialogs
from recon.ui.findings.asking import ask, asked
from recon.ui.findings.bar import dismissal
from recon.ui.findings.bulk import touched
from recon.ui.i18n import catalogue
from recon.ui.store import Question, Run
from recon.workspace import Workspace
from tests.ui.synthetic import CAMPAIGN, filled, tables, write_run
from tests.ui.test_findings_bulk import asked_for
from tests.ui.test_pages import choose, opened

if TYPE_CHECKING:
    from pathlib import Path

WAITING = {"open": True, "proposal": "", "trust": "ask-site", "severity": "error"}
WHO = (
    {"rule": "DF01", "field": "name"},
    {"rule": "NO03", "field": "student_no"},
    {"rule": "NO08", "field": "exam_no"},
    {"rule": "ID07", "field": "id_card"},
    {"rule": "MA07", "field": "", "trust": "never"},
    {"rule": "MA04", "field": ""},
    {"rule": "MA01", "field": ""},
    {"rule": "DU01", "field": ""},
    {"rule": "DU04", "field": ""},
    {"rule": "DF07", "field": "site", "trust": "never", "severity": "warning"},
)
OTHERS = (
    {"rule": "DF04", "field": "level"},
    {"rule": "SC03", "field": ""},
    {"rule": "NA03", "field": "name", "severity": "warning"},
    {"rule": "FI10", "field": "", "severity": "warning", "trust": ""},
)


def with_findings(folder: Path, *told: dict[str, Any]) -> Run:
    """Return a run whose first findings are these; the others are settled."""
    rows = tables()["findings"].to_pylist()
    rows = [row | WAITING | said for row, said in zip(rows, told, strict=False)] + [
        row | {"open": False} for row in rows[len(told) :]
    ]
    made = tables() | {"findings": filled(rows, TABLES["findings"])}
    return Run(write_run(folder, made, loads(CAMPAIGN)))


@pytest.mark.parametrize("what", WHO, ids=lambda what: what["rule"])
def test_an_error_about_who_somebody_is_is_left_out_of_a_dismissal_of_all(
    tmp_path: Path, what: dict[str, str]
) -> None:
    """Strangers under others' numbers became clean by one click and stood on the hand-over list."""
    found = touched(with_findings(tmp_path, what), Question(), "dismiss")
    assert (found.lines, found.who, found.reasoned) == ([], 1, False)


def test_the_rest_is_dismissed_and_every_finding_is_accounted_for(tmp_path: Path) -> None:
    run = with_findings(tmp_path, *WHO, *OTHERS)
    found = touched(run, Question(), "dismiss")
    rules = [row["rule"] for row in run.findings.rows(found.lines, ("finding_id", "rule"))]
    assert sorted(rules) == sorted(what["rule"] for what in OTHERS)
    assert (found.who, found.reasoned) == (len(WHO), True)
    assert len(found.lines) + found.who + found.settled == run.findings.count(Question())


def test_only_a_dismissal_of_errors_asks_why(tmp_path: Path) -> None:
    run = with_findings(tmp_path, *OTHERS[2:])
    assert not touched(run, Question(), "dismiss").reasoned
    sent = touched(with_findings(tmp_path / "sent", *WHO), Question(), "send-to-site")
    assert (len(sent.lines), sent.who, sent.reasoned) == (len(WHO), 0, False)


def test_what_is_left_out_and_the_question_why_stand_before_the_click(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = asked_for("dismiss", monkeypatch, severity="error", state="waiting")
    run = context.run()
    assert run is not None
    found = touched(run, Question({"severity": ("error",), "state": ("waiting",)}), "dismiss")
    assert found.lines
    assert any(f"另有 {found.who} 条是关于学生是谁的错误" in one.value for one in at.caption)
    assert at.text_input(key="findings.bulk.reason").label == "理由"
    at.button(key="findings.bulk.ok").click().run()
    with Workspace.open(office) as place:
        assert not place.rulings(), "no reason was given"


def test_a_warning_is_dismissed_by_one_click_and_an_error_with_a_reason(tmp_path: Path) -> None:
    run = with_findings(tmp_path, *OTHERS)
    rows = run.findings.rows(run.findings.keys("line", Question({"state": ("waiting",)})))
    errors = [row for row in rows if row["severity"] == "error"]
    warnings = [row for row in rows if row["severity"] == "warning"]
    assert dismissal(run, errors[:1], {}).callback is ask
    assert dismissal(run, [*warnings, *errors], {}).callback is ask
    assert dismissal(run, warnings, {}).callback is acts.decide
    assert dismissal(run, [], {}).idle
    one = dismissal(run, errors[:1], {"x": 1})
    one.callback(*one.args)
    assert asked() == ("dismiss", [errors[0]["file_row_number"]], {"x": 1})
    assert "dismiss" in dialogs.REASONED


def test_the_page_asks_why_an_error_is_none(office: Path) -> None:
    at = choose(opened("findings", rule="DF03", state="waiting"), 0)
    at.button(key="findings.dismiss").click().run()
    assert not at.exception
    assert "理由" in [field.label for field in at.text_input]
    assert catalogue("zh")["findings.dismiss_help"] in [one.value for one in at.markdown]
    with Workspace.open(office) as place:
        assert not place.rulings()


def test_the_reason_of_a_dismissal_is_kept(office: Path) -> None:
    run = context.run()
    assert run is not None
    [line, *_] = run.findings.keys("line", Question({"severity": ("error",), "state": ("waiting",)}))
    [row] = run.findings.rows([line])
    acts.decide(run, [line], "dismiss", {row["finding_id"]: 0}, reason="已看身份证")
    with Workspace.open(office) as place:
        assert [(one.verdict, one.reason) for one in place.rulings()] == [("dismiss", "已看身份证")]
    st.session_state.clear()


@pytest.mark.parametrize(("lang", "said"), [("zh", "不是问题"), ("en", "No problem")])
def test_the_button_says_what_it_does(lang: str, said: str) -> None:
    """It said that one had taken note, and the student went to the photographer."""
    words = catalogue(lang)
    assert words["findings.dismiss"] == words["verdict.dismiss"] == said
    assert said.lower() in words["findings.all_dismiss"].lower()
