"""What a person writes down, as a reason or of a call, is masked as everything else: it may hold a number or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.applications import Progress
from recon.model import Ruling
from recon.ui import context
from recon.ui.store import Question
from recon.workspace import Workspace
from tests.ui.test_pages import choose, opened

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

NUMBER = "301234199001011234"


def told(at: AppTest) -> str:
    kinds = (at.text, at.caption, at.markdown, at.warning, at.toast, at.get("html"))
    grids = [grid.value.to_string() for grid in at.dataframe]
    return "\n".join([*(str(one.value) for kind in kinds for one in kind if hasattr(one, "value")), *grids])


def a_student() -> dict[str, str]:
    run = context.run()
    assert run is not None
    rows = run.findings.page(Question({"trust": ("confirm",), "state": ("waiting",)}), 1, 50).rows
    return next(row for row in rows if row["name"] and row["enrol_id"] >= 0 and row["proposal"])


def shown(at: AppTest, row: dict[str, str], mark: str) -> None:
    said = told(at)
    assert mark in said
    assert NUMBER not in said
    assert row["name"] not in said


def test_a_reason_is_masked_wherever_it_is_told(office: Path) -> None:
    opened()
    row = a_student()
    reason = f"看过证件 {NUMBER} {row['name']} 本人"
    seen = {"seen_submitted": row["submitted"], "seen_official": row["official"]}
    ruling = Ruling(row["finding_id"], "keep", reason=reason, **seen)
    with Workspace.open(office) as place:
        place.rule_many([ruling], actor="li", chosen_by={}, students={row["finding_id"]: row["student_no"]})
        place.admit_to_handover(row["student_no"], actor="li", reason=f"同意 {NUMBER} {row['name']}")
        place.advance([(row["student_no"], row["field"])], Progress.SENT, actor="li", remark=f"文 {NUMBER}")
        place.note(row["site_code"], "call", actor="li", text=f"刘老师\n学生 {NUMBER} 会补来")
    shown(choose(opened("findings", state="keep"), 0), row, "看过证件")
    card = opened("students", finding=row["finding_id"])
    for mark in ("同意", "看过证件", "文 "):
        shown(card, row, mark)
    shown(opened("sites", site_code=row["site_code"]), row, "会补来")
    card.button(key="reveal.ok").click().run()
    assert NUMBER in told(card)
