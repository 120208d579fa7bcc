"""A ruling made on another value than the newest run's decides nothing there, so nobody is shown it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.ui import context
from recon.ui.store import Question
from recon.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from recon.ui.store import Run

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
