"""A ruling the newest run was judged with is taken back: what it had closed waits again, before the next run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recon.decide import decide
from recon.model import FINDING_MEMBERS, Finding
from recon.result import TABLES
from recon.ui import context
from recon.ui.store import Run, forget
from recon.words import Kind, Severity, Trust
from recon.workspace import Workspace
from tests.ui.synthetic import filled, tables, write_run

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = ("open", "trust", "charged", "proposal")
"""What a ruling may change of a finding."""


def folded() -> list[dict[str, Any]]:
    """Three findings of one mistake in one row, and another mistake of that row."""
    told: list[dict[str, Any]] = tables(1, 1000, 400)["findings"].to_pylist()
    some = [row for row in told if row["rule"] == "MA03" and row["trust"] == "confirm"][:4]
    chief = some[0]
    mine = {name: chief[name] for name in ("row_id", "enrol_id", "submitted", "official", "proposal")}
    mine |= {"open": True, "severity": "error"}
    for row, rule in zip(some, ("MA03", "DF03", "ID07", "DF01"), strict=True):
        row.update(mine, rule=rule, field="id_card", cause_id=chief["finding_id"])
    some[3] |= {"field": "name", "cause_id": some[3]["finding_id"]}
    return told


def ids(told: list[dict[str, Any]]) -> list[str]:
    chief = next(row for row in told if row["rule"] == "MA03" and row["cause_id"] == row["finding_id"])
    beside = [row for row in told if row["row_id"] == chief["row_id"] and row is not chief]
    return [row["finding_id"] for row in (chief, *beside)]


def judged(office: Path, told: list[dict[str, Any]]) -> None:
    """Run again with the rulings that stand."""
    codes = {"severity": Severity, "trust": Trust, "kind": Kind}
    found = [
        Finding(
            **{
                name: codes.get(name, lambda value: value)(row[name])
                for name in FINDING_MEMBERS
                if name in row
            }
        )
        for row in told
    ]
    with Workspace.open(office) as place:
        again = place.start_run(actor="tester", inputs={})
        decided = decide(found, {ruling.finding_id: ruling for ruling in place.rulings()}).findings
        lines = [
            row | {name: getattr(one, name) for name in CHANGED}
            for row, one in zip(told, decided, strict=True)
        ]
        made = tables(1, 1000, 400) | {"findings": filled(lines, TABLES["findings"])}
        write_run(again.folder, made, place.campaign())
        place.finish_run(again.id, {})


def ruled(office: Path, row: dict[str, Any], verdict: str) -> None:
    saw = {"seen_submitted": row["submitted"], "seen_official": row["official"], "reason": "x"}
    with Workspace.open(office) as place:
        place.rule(row["finding_id"], verdict, actor="li", student=row["student_no"], **saw)


def taken_back(office: Path, row: dict[str, Any]) -> None:
    with Workspace.open(office) as place:
        place.undo(row["finding_id"], actor="li")


def states(keys: list[str]) -> list[str]:
    run = context.run()
    assert isinstance(run, Run)
    said = run.states(keys)
    return [said[key] for key in keys]


@pytest.mark.parametrize("verdict", ["accept", "keep", "dismiss"])
@pytest.mark.parametrize("anew", [False, True], ids=["same process", "started anew"])
def test_what_a_judged_ruling_closed_waits_again_once_it_is_taken_back(
    office: Path, verdict: str, *, anew: bool
) -> None:
    told = folded()
    keys = ids(told)
    chief = next(row for row in told if row["finding_id"] == keys[0])
    ruled(office, chief, verdict)
    judged(office, told)
    assert states(keys) == [verdict, "applied", "applied", "waiting"]
    taken_back(office, chief)
    if anew:
        context.forget()
        forget()
    assert states(keys) == ["waiting"] * 4
    judged(office, told)
    assert states(keys) == ["waiting"] * 4


def test_it_waits_no_more_once_it_is_ruled_again(office: Path) -> None:
    told = folded()
    keys = ids(told)
    chief = next(row for row in told if row["finding_id"] == keys[0])
    ruled(office, chief, "accept")
    judged(office, told)
    taken_back(office, chief)
    assert states(keys) == ["waiting"] * 4
    ruled(office, chief, "keep")
    assert states(keys) == ["keep", "applied", "applied", "waiting"]


def test_what_another_sent_back_instead_waits_beside_it(office: Path) -> None:
    told = folded()
    keys = ids(told)
    chief = next(row for row in told if row["finding_id"] == keys[0])
    ruled(office, chief, "accept")
    judged(office, told)
    ruled(office, chief, "send-to-site")
    assert states(keys) == ["send-to-site", "waiting", "waiting", "waiting"]


def test_what_is_closed_without_any_ruling_stays_closed(office: Path) -> None:
    told = folded()
    keys = ids(told)
    chief = next(row for row in told if row["finding_id"] == keys[0])
    for row in told:
        if row["finding_id"] in keys[:3]:
            row["trust"] = "safe"
    ruled(office, chief, "keep")
    judged(office, told)
    taken_back(office, chief)
    assert states(keys) == ["applied", "applied", "applied", "waiting"]
