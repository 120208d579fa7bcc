"""What the office's memory gives to the outputs: originals, the frozen hand-over, and one student's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon.errors import ReconError
from recon.export import How
from recon.export.handover_lists import Frozen
from recon.export.history import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recon.workspace import Workspace

NOW = -1
"""In the place of a hand-over's number: what the newest run says, frozen or not."""
_ANSWERS = {"excuse": "excused", "admit": "admitted", "hand-over": "hand-over"}


def how(
    workspace: Workspace,
    *,
    layout: str = "official",
    version: int = 0,
    tell: Callable[[str], object] = lambda _: None,
) -> How:
    """Return how a workspace's outputs are made.

    Args:
        workspace: whose memory it is.
        layout: ``official`` or ``own``.
        version: the hand-over to write; 0 for the newest frozen one (the run's own where none was frozen),
            :data:`NOW` for the run's own in any case.
        tell: told what could not be done as asked.
    """
    return How(
        layout=layout,
        originals=lambda _file, sha256: _original(workspace, sha256),
        tell=tell,
        frozen=frozen(workspace, version),
        let_go=workspace.let_go(),
        history=lambda number: tuple(history(workspace, number)),
        applications=workspace.applications,
    )


def _original(workspace: Workspace, sha256: str) -> bytes | None:
    """Return a file as received; a member of an archive is not kept by itself."""
    try:
        path = workspace.original(sha256)
        return path.read_bytes() if path.is_file() else None
    except (OSError, ReconError):
        return None


def frozen(workspace: Workspace, number: int = 0) -> Frozen | None:
    """Return a frozen hand-over with what changed since; None where none was frozen or none is asked for."""
    if number == NOW or not workspace.handovers():
        return None
    version = workspace.handover(number)
    people = workspace.handover_table(version.number)
    changes = workspace.handover_changes(version.number)
    return Frozen(version.number, version.at, version.sha256, people, changes)


def history(workspace: Workspace, number: str) -> Iterator[Step]:
    """Yield what is remembered of one student: returns of the sheets, rulings, answers, hand-overs, signatures."""
    units, findings = _named(workspace, number)
    for unit in units:
        yield from _of_unit(workspace, unit)
    yield from _rulings(workspace, findings)
    for kind, what in _ANSWERS.items():
        for answer in workspace.answers(kind):
            if answer.student_no == number:
                detail = "：".join(part for part in (answer.value, answer.reason) if part)
                yield Step(answer.at, what, "", detail, "", answer.actor)
    yield from _applications(workspace, number)
    for version in workspace.handovers():
        people = workspace.handover_table(version.number)
        for line in people.filter(pc.equal(people["student_no"], number)).to_pylist():
            yield Step(
                version.at, line["status"], line["site_code"], f"第{version.number}版", "", version.actor
            )


def _applications(workspace: Workspace, number: str) -> Iterator[Step]:
    """Yield the steps of the applications to correct the student's record."""
    for (student_no, field), told in workspace.applications().items():
        for one in told if student_no == number else ():
            detail = "：".join(part for part in (one.progress, field, one.remark) if part)
            yield Step(one.at, "application", "", detail, "", one.who)


def _named(workspace: Workspace, number: str) -> tuple[list[str], dict[str, str]]:
    """Return the units whose rows name the student in the newest run, and the student's findings with their rules."""
    run = workspace.latest_run()
    if run is None:
        return [], {}
    rows = pq.read_table(run / "rows.parquet", columns=["unit", "student_no_raw", "student_no_final"])
    same = pc.or_(pc.equal(rows["student_no_raw"], number), pc.equal(rows["student_no_final"], number))
    units = sorted(set(rows.filter(same)["unit"].to_pylist()) - {""})
    found = pq.read_table(run / "findings.parquet", columns=["finding_id", "rule", "student_no"])
    own = found.filter(pc.equal(found["student_no"], number))
    return units, dict(zip(own["finding_id"].to_pylist(), own["rule"].to_pylist(), strict=True))


def _of_unit(workspace: Workspace, unit: str) -> Iterator[Step]:
    for sheet in workspace.returns(unit):
        detail = f"{sheet.findings} 处" if sheet.findings else ""
        yield Step(sheet.returned_at, "returned", unit, detail, "", sheet.actor)
        if sheet.acknowledged_at:
            yield Step(sheet.acknowledged_at, "acknowledged", unit, sheet.text, "", sheet.actor)
    for line in workspace.diary(unit):
        if line.kind == "signed-off":
            yield Step(line.at, "signed-off", unit, line.text, "", line.actor)


def _rulings(workspace: Workspace, findings: dict[str, str]) -> Iterator[Step]:
    for finding_id, rule in findings.items():
        for step in workspace.ruling_history(finding_id):
            if step.ruling is None:
                yield Step(step.at, "undone", "", "", rule, step.who)
            else:
                parts = (step.ruling.verdict, step.ruling.value, step.ruling.reason)
                yield Step(step.at, "ruled", "", "：".join(part for part in parts if part), rule, step.who)
