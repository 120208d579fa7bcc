"""A finding of which the record is wrong: applied for in the pair, followed until headquarters have answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recon.result import TABLES
from recon.ui import context
from recon.ui.findings import record
from recon.ui.findings.acts import bulk_lines
from recon.ui.store import Question
from recon.ui.url import WORDS
from recon.workspace import Workspace
from tests.ui.synthetic import filled, tables, write_run
from tests.ui.test_pages import choose, grid, opened

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

APPLY, ADVANCE = "findings.record_apply", "findings.record_advance"


def keys(at: AppTest) -> set[str]:
    return {button.key for button in at.button if button.key}


def differing() -> dict[str, Any]:
    """Return the first finding of an ID that differs, as the page lists it."""
    run = context.run()
    assert run is not None
    [(line,)] = run.findings.ask("select line from {narrow} where rule = 'MA03' order by place limit 1")
    return run.findings.rows([line])[0]


def rule(office: Path, verdict: str = "correct-record") -> dict[str, Any]:
    """Rule on the first such finding."""
    opened("findings", rule="MA03")
    row = differing()
    with Workspace.open(office) as place:
        saw = {"seen_submitted": row["submitted"], "seen_official": row["official"], "reason": "身份证复印件"}
        place.rule(row["finding_id"], verdict, actor="li", student=row["student_no"], **saw)
    return row


def test_a_pair_of_which_the_record_may_be_wrong_leads_to_an_application(office: Path) -> None:
    at = choose(opened("findings", rule="MA03"), 0)
    at.button(key=APPLY).click().run()
    assert any("不得同时申请" in said.value for said in at.markdown)
    assert "依据（证明材料）" in [field.label for field in at.text_input]


def test_what_was_refused_and_is_applied_for_again_begins_again(office: Path) -> None:
    opened("findings", rule="MA03")
    whose = (differing()["student_no"], "id_card")
    with Workspace.open(office) as place:
        place.advance([whose], "refused", actor="li", remark="材料不全")
    run = context.run()
    assert run is not None
    record.apply(run, [differing()["file_row_number"]], {}, "补交户籍证明")
    with Workspace.open(office) as place:
        steps = place.applications()[whose]
        assert [(one.progress, one.remark) for one in steps[1:]] == [("drafted", "补交户籍证明")]


def of_both() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a finding of a name that differs and one of the same student's ID."""
    run = context.run()
    assert run is not None
    [lines] = run.findings.ask(
        "select a.file_row_number, b.file_row_number from {file} a join {file} b using (enrol_id) "
        "where a.rule = 'DF01' and b.rule = 'MA03' and a.name not like '<%' order by 1, 2 limit 1"
    )
    name, card = run.findings.rows(lines)
    return name, card


def test_the_name_is_not_applied_for_where_the_id_is(office: Path) -> None:
    at = opened("findings", rule="DF01")
    name, card = of_both()
    at.text_input(key=f"findings.{WORDS}").input(name["student_no"]).run()
    assert APPLY in keys(choose(at, 0))
    saw = {"seen_submitted": card["submitted"], "seen_official": card["official"], "reason": "身份证复印件"}
    with Workspace.open(office) as place:
        place.rule(card["finding_id"], "correct-record", actor="li", student=card["student_no"], **saw)
    at.run()
    assert APPLY not in keys(at)
    assert any("另一项已申请" in said.value for said in at.caption)


def test_what_is_applied_for_says_so_and_how_far_it_is(office: Path) -> None:
    row = rule(office)
    at = choose(opened("findings", rule="MA03"), 0)
    assert next(iter(grid(at)["state"])) == "申请更正学籍"
    assert ADVANCE in keys(at)
    assert APPLY not in keys(at)
    assert "**待核实**" in [said.value for said in at.markdown]
    with Workspace.open(office) as place:
        place.advance([(row["student_no"], "id_card")], "sent", actor="li", remark="总部收文 12 号")
    at = choose(opened("findings", rule="MA03"), 0)
    assert "**已报总部**" in [said.value for said in at.markdown]
    assert any("总部收文 12 号" in said.value for said in at.text)
    at.button(key=ADVANCE).click().run()
    assert "共 **1** 项申请（学生 × 栏目）。" in [said.value for said in at.markdown]
    at = opened("students", finding=row["finding_id"])
    assert any("更正学籍（身份证号）：已报总部" in said.value for said in at.text)


def test_what_was_ruled_otherwise_is_no_application(office: Path) -> None:
    rule(office, "keep")
    at = choose(opened("findings", rule="MA03"), 0)
    assert ADVANCE not in keys(at)


def test_steps_for_all_are_offered_only_where_applications_are_listed(office: Path) -> None:
    assert "findings.record.all" not in keys(opened("findings", rule="MA03"))
    assert "findings.record.all" not in keys(opened("findings", trust="authority")), "there is none"


@pytest.mark.parametrize("rule", ["ID04", "NO02", "PH01", "OM01"])
def test_nothing_is_applied_for_where_no_record_differs(office: Path, rule: str) -> None:
    at = opened("findings", rule=rule)
    choose(at, 0)
    assert APPLY not in keys(at)


def cell_of_two(office: Path, **both: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run again: a finding of an ID that differs, and another folded under it in the same cell, both said so."""
    made = tables(1, 1000, 400)
    told = made["findings"].to_pylist()
    chief = next(row for row in told if row["rule"] == "MA03")
    folded = next(row for row in told if row["rule"] == "DF03")
    mine = {
        name: chief[name] for name in ("row_id", "enrol_id", "student_no", "field", "submitted", "official")
    }
    chief.update(both)
    folded |= mine | {"cause_id": chief["finding_id"], "charged": False, "open": True, **both}
    with Workspace.open(office) as place:
        again = place.start_run(actor="tester", inputs={})
        write_run(again.folder, made | {"findings": filled(told, TABLES["findings"])}, place.campaign())
        place.finish_run(again.id, {})
    return chief, folded


def ruled(office: Path, row: dict[str, Any], verdict: str = "correct-record") -> None:
    with Workspace.open(office) as place:
        saw = {"seen_submitted": row["submitted"], "seen_official": row["official"], "reason": "身份证复印件"}
        place.rule(row["finding_id"], verdict, actor="li", student=row["student_no"], **saw)


def of_records(row: dict[str, Any]) -> bool:
    run, place = context.run(), context.office()
    assert run is not None
    assert place is not None
    return record.applications(run, place, [row]) == [row]


def test_what_is_folded_beside_an_application_is_part_of_it(office: Path) -> None:
    chief, folded = cell_of_two(office)
    assert not of_records(folded)
    ruled(office, chief)
    assert of_records(folded)
    run = context.run()
    assert run is not None
    sent_back = bulk_lines(run, Question({"rule": ("DF03",)}), "send-to-site")
    lines = {row["finding_id"] for row in run.findings.rows(sent_back.lines)}
    assert folded["finding_id"] not in lines, "it would contradict the application"


def test_an_application_that_is_taken_back_is_none_before_the_next_run(office: Path) -> None:
    chief, folded = cell_of_two(office, trust="authority")
    ruled(office, chief)
    assert of_records(chief)
    with Workspace.open(office) as place:
        place.undo(chief["finding_id"], actor="li")
    assert not of_records(chief)
    assert not of_records(folded)


def test_a_doubt_of_the_run_stays_one_whatever_else_was_taken_back(office: Path) -> None:
    chief, _ = cell_of_two(office, trust="authority")
    ruled(office, chief, "keep")
    assert not of_records(chief)
    with Workspace.open(office) as place:
        place.undo(chief["finding_id"], actor="li")
    assert of_records(chief)


def test_a_dismissed_doubt_is_no_application(office: Path) -> None:
    chief, _ = cell_of_two(office, trust="authority", row_id=-1)
    assert of_records(chief)
    assert not of_records(chief | {"open": False})
    assert not of_records(chief | {"student_no": ""})
    ruled(office, chief, "dismiss")
    assert not of_records(chief)
