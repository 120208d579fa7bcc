"""A mark of a chart leads to the list of those it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.ui.overview.figures import FINDINGS, STUDENTS, behind_state
from recon.ui.store import open_run
from recon.workspace import Workspace
from tests.support.offices import DEADLINE, extract, judged, person, roster

if TYPE_CHECKING:
    from pathlib import Path


def test_errors_of_a_site_for_which_another_unit_sent_are_its_students(tmp_path: Path) -> None:
    """Findings stand with the unit that sent the rows: the home site's list of findings was empty."""
    people = [person(n) for n in range(20)]
    with Workspace.init(tmp_path / "office", DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        ws.add_source(
            "extract", extract({"6400301": people[:10], "6400302": people[10:]}), "学籍.csv", actor="li"
        )
        ws.receive(roster(people), "64003.csv", actor="li", received_at="2020-06-01", unit="6400302")
        judged(ws)
        folder = ws.latest_run()
    assert folder is not None
    run = open_run(folder)
    assert behind_state(run, ["6400301", "open"]) == (STUDENTS, {"site_code": "6400301", "due_state": "open"})
    page, filters = behind_state(run, ["6400302", "open"])
    assert (page, filters["site_code"]) == (FINDINGS, "6400302")
