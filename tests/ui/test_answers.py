"""What is said of a student is told at once, can be taken back, and waits for the next check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.result import TABLES
from recon.ui import context
from recon.ui.i18n import t
from recon.ui.parts.stale import answered_since, why_stale
from recon.ui.store import Question
from recon.workspace import Workspace
from tests.ui.synthetic import filled, tables, write_run
from tests.ui.test_pages import opened, submit

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


def one(state: str) -> tuple[str, str]:
    """Return a finding's id and the student number of a due student of that state."""
    run = context.run()
    assert run is not None
    asked = (
        "select f.finding_id, f.student_no from {file} f "
        f"join read_parquet('{run.folder}/students.parquet') s using (enrol_id) "
        "where s.due and s.state = ? and f.rule <> 'OM01' order by 1 limit 1"
    )
    [found] = run.findings.ask(asked, [state])
    return str(found[0]), str(found[1])


def said(at: AppTest, words: str) -> bool:
    return any(words in text.value for text in at.text)


def test_an_excuse_stands_there_at_once_and_is_taken_back_by_a_click(office: Path) -> None:
    opened()
    finding, number = one("omitted")
    at = opened("students", finding=finding)
    submit(at, t("students.excuse_save"))
    assert t("students.excuse_needed") in [box.value for box in at.error], (
        "a click that does nothing says why"
    )
    at.selectbox(key=next(b.key for b in at.selectbox if b.label == t("students.excuse"))).set_value("缓拍")
    submit(at, t("students.excuse_save"))
    assert said(at, "缓拍 · ")
    assert any("1 名学生" in box.value for box in at.warning), "the numbers do not know of it yet"
    at.button(key="students.take_back.excuse").click().run()
    assert not said(at, "缓拍 · ")
    with Workspace.open(office) as place:
        assert number not in place.excused()


@pytest.mark.parametrize(("kind", "state"), [("admit", "late"), ("hand-over", "submitted")])
def test_whoever_was_let_through_by_mistake_is_held_again(office: Path, kind: str, state: str) -> None:
    opened()
    finding, number = one(state)
    with Workspace.open(office) as place:
        let = place.admit if kind == "admit" else place.admit_to_handover
        let(number, actor="li", reason="看错了人")
    at = opened("students", finding=finding)
    assert said(at, "看错了人")
    at.button(key=f"students.take_back.{kind}").click().run()
    with Workspace.open(office) as place:
        assert not place.answers(kind)


def test_the_numbers_of_the_hand_over_are_those_of_the_lists_behind_them(office: Path) -> None:
    """Who was let go was ready on one page and still waiting on the other."""

    def numbers() -> list[tuple[int, int]]:
        at, run = opened("handover"), context.run()
        assert run is not None
        doors = {metric.label: metric.value for metric in at.metric}
        return [
            (int(doors[t(f"handover.{name}")].replace(",", "")), run.students.count(Question(behind)))
            for name, behind in (("ready", {"going": ("ready",)}), ("waiting", {"going": ("waiting",)}))
        ]

    (ready, behind), (waiting, among) = numbers()
    assert (ready, waiting) == (behind, among)
    with Workspace.open(office) as place:
        waits = next(
            row["student_no"] for row in place.handover_now().to_pylist() if row["status"] != "handed"
        )
        place.admit_to_handover(waits, actor="tester", reason="学籍科同意")
    assert numbers() == [(ready + 1, ready + 1), (waiting - 1, waiting - 1)]
    with Workspace.open(office) as place:
        place.admit_to_handover(waits, actor="tester", reason="误点", withdrawn=True)
    assert numbers() == [(ready, ready), (waiting, waiting)]


def test_only_what_is_counted_in_a_run_waits_for_the_next(office: Path) -> None:
    opened()
    place = context.office()
    assert place is not None
    place.admit_to_handover("1864001450123", actor="li", reason="证件已核对")
    assert answered_since(place) == 0
    assert why_stale(place) == ""


def test_every_late_student_of_a_large_site_is_counted_and_admitted(office: Path) -> None:
    """Of more than five hundred the others were in no list and could not be admitted."""
    made = tables(1, 1000, 400)
    students = made["students"].to_pylist()
    site = students[0]["site_code"]
    for row in students[:620]:
        row |= {"site_code": site, "state": "late", "due": True, "clean": False, "open": False, "held": False}
    with Workspace.open(office) as place:
        again = place.start_run(actor="tester", inputs={})
        write_run(again.folder, made | {"students": filled(students, TABLES["students"])}, place.campaign())
        place.finish_run(again.id, {})
    at = opened("sites", site_code=site)
    late = sum(row["site_code"] == site and row["due"] and row["state"] == "late" for row in students)
    assert any(f"迟报 {late} 人" in text.value for text in at.markdown)
    assert t("sites.late_more", n=late - 500) in [text.value for text in at.caption]
    at.text_input(key=next(f.key for f in at.text_input if f.label == "理由")).set_value("分校说明")
    submit(at, t("sites.admit", n=late))
    with Workspace.open(office) as place:
        assert len(place.answers("admit")) == late
