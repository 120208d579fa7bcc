"""A caller whom the record does not know by this name or number: a roster may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.ui.store import Question
from tests.ui.test_pages import grid, opened

if TYPE_CHECKING:
    from pathlib import Path

    from recon.ui.store import Run


def test_what_only_a_roster_says_leads_to_its_findings(office: Path, run: Run) -> None:
    said = next(
        value
        for row in run.table("findings").to_pylist()
        if (value := str(row["submitted"])) and not run.students.count(Question({}, value))
    )
    count = run.findings.count(Question({}, said))
    at = opened("students", lang="zh")
    at.text_input(key="students.words").set_value(said).run()
    assert any("其他学籍不在其中" in one.value for one in at.caption)
    button = at.button(key="students.in_findings")
    assert f"{count} 条" in button.label
    button.click().run()
    assert not at.exception
    assert at.text_input(key="findings.words").value == said
    assert len(grid(at)) == min(count, 50)


def test_who_is_nowhere_is_not_sent_anywhere(office: Path) -> None:
    at = opened("students", lang="zh")
    at.text_input(key="students.words").set_value("无此人无此人").run()
    assert not [one for one in at.button if one.key == "students.in_findings"]
