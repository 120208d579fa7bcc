"""A ruling made on another value than the newest run's decides nothing there, so nobody is shown it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon.model import Ruling
from recon.ui import context
from recon.ui.store import Question
from recon.ui.store.holding import Holding, as_finding
from recon.workspace import Workspace
from tests.ui.test_pages import opened

if TYPE_CHECKING:
    from pathlib import Path

    from recon.ui.store import Run

IDLE = Question({"idle": ("yes",)})
WAITING = Question({"state": ("waiting",), "trust": ("confirm",)})


def open_run() -> Run:
    run = context.run()
    assert run is not None
    return run


def test_a_finding_whose_ruling_lapsed_waits_again_and_is_counted(office: Path) -> None:
    run = open_run()
    waiting = run.findings.count(WAITING)
    [line, *_] = run.findings.keys("line", WAITING)
    [row] = run.findings.rows([line])
    key, seen = row["finding_id"], {"seen_official": row["official"]}
    with Workspace.open(office) as place:
        place.rule(key, "keep", actor="li", reason="x", seen_submitted="what was sent before", **seen)
    assert open_run().states([key]) == {key: "waiting"}
    assert run.findings.count(WAITING) == waiting
    with Workspace.open(office) as place:
        place.rule(key, "keep", actor="li", reason="x", seen_submitted=row["submitted"], **seen)
    assert open_run().states([key]) == {key: "keep"}
    with Workspace.open(office) as place:
        place.undo(key, actor="li")
    assert open_run().states([key]) == {key: "waiting"}


def test_a_ruling_whose_finding_is_gone_harms_nobody(office: Path) -> None:
    with Workspace.open(office) as place:
        place.rule("0123456789abcdef", "dismiss", actor="li")
        rulings = place.rulings()
    assert open_run().holding.verdicts(rulings) == {"0123456789abcdef": "dismiss"}


def rule(office: Path, row: dict[str, Any], verdict: str, value: str = "") -> None:
    seen = {"seen_submitted": row["submitted"], "seen_official": row["official"]}
    with Workspace.open(office) as place:
        place.rule(row["finding_id"], verdict, actor="li", value=value, reason="x", **seen)


def rows_of(run: Run, **chosen: str) -> list[dict[str, Any]]:
    question = Question({name: (code,) for name, code in chosen.items()})
    return run.findings.rows(run.findings.keys("line", question))


def test_a_ruling_the_next_run_would_refuse_is_shown_as_none(office: Path) -> None:
    [row, *_] = rows_of(open_run(), rule="OM01", state="waiting")
    rule(office, row, "override", "x")
    run, key = open_run(), row["finding_id"]
    assert run.states([key]) == {key: "waiting"}
    assert "没有可填的值" in run.holding.idle[key].zh
    assert run.findings.count(IDLE) == 1
    rule(office, row, "dismiss")
    assert open_run().states([key]) == {key: "dismiss"}
    assert run.findings.count(IDLE) == 0


def test_rulings_that_contradict_each_other_both_wait(office: Path) -> None:
    run = open_run()
    majors = rows_of(run, field="major")
    one, other = majors[:2]
    key = one["finding_id"]
    found = Holding(run.findings)
    cell = {"row_id": 7, "field": "major"}
    found._known = {row["finding_id"]: as_finding(row | cell) for row in (one, other)}
    made = [
        Ruling(
            row["finding_id"],
            verdict,
            value,
            "x",
            "li",
            seen_submitted=row["submitted"],
            seen_official=row["official"],
        )
        for row, verdict, value in ((one, "override", "会计学"), (other, "keep", ""))
    ]
    assert found.verdicts(made) == {}
    assert "互相矛盾" in found.idle[key].zh


def test_the_overview_leads_to_what_has_no_effect_and_names_no_id(office: Path) -> None:
    run = open_run()
    [row, *_] = rows_of(run, rule="OM01", state="waiting")
    rule(office, row, "override", "x")
    note = f"裁定未执行（问题编号 {row['finding_id']}）：该问题不对应单元格。"
    run.summary["notes_by_language"] = {"zh": [note], "en": []}
    at = opened("overview", lang="zh")
    said = [one.value for one in at.text]
    assert "裁定未执行：该问题不对应单元格。" in said
    assert not [one for one in said if row["finding_id"] in one]
    assert any("没有生效的问题（1）" in one.proto.label for one in at.get("page_link"))
