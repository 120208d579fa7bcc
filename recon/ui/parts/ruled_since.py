"""On how many findings another ruling stands than when the newest run began: sheets and counts do not show it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recon.pipeline.unjudged import newest
from recon.ui.store import open_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import Ruling
    from recon.workspace import Ruled, RunRecord, Workspace

LINES: Final = 500
"""Lines of the log read at a time."""


def ruled_since(place: Workspace) -> int:
    """Return on how many findings another ruling stands than when the newest run began."""
    run = newest(place)
    if run is None:
        return 0
    stood: dict[str, Ruling | None] = open_run(run.folder).memo("stood", dict)
    made = [said for said in place.ruled().values() if said.at >= run.started_at]
    _learn(place, run, stood, [said for said in made if said.finding_id not in stood])
    return sum(_differs(stood[said.finding_id], said.ruling) for said in made)


def _learn(place: Workspace, run: RunRecord, stood: dict[str, Ruling | None], new: Sequence[Ruled]) -> None:
    """Ask what stood when the run began; that never changes, so it is asked for once."""
    older = [one.finding_id for one in new if one.version > 1 or one.at == run.started_at]
    histories = place.ruling_histories(older)
    for one in new:
        steps = reversed(histories.get(one.finding_id, []))
        stood[one.finding_id] = next((step.ruling for step in steps if _before(place, step, run)), None)


def _differs(stood: Ruling | None, now: Ruling | None) -> bool:
    """Tell whether another ruling stands than the run saw; one made and taken back is no difference."""
    return (stood and (stood.verdict, stood.value)) != (now and (now.verdict, now.value))


def _before(place: Workspace, said: Ruled, run: RunRecord) -> bool:
    """Tell whether a ruling was made before a run began; times are whole seconds, so the log tells within one."""
    if said.at != run.started_at:
        return said.at < run.started_at
    seen: frozenset[tuple[str, int]] = open_run(run.folder).memo(
        "in its second", lambda: _in_its_second(place, run)
    )
    return (said.finding_id, said.version) in seen


def _in_its_second(place: Workspace, run: RunRecord) -> frozenset[tuple[str, int]]:
    """Return the rulings (finding, version) of the second in which a run began that stand before it in the log."""
    seen: set[tuple[str, int]] = set()
    began, last = False, None
    while lines := place.entries(LINES, last):
        for line in lines:
            if line.at < run.started_at:
                return frozenset(seen)
            began |= line.act == "run-start" and line.details.get("run") == run.id
            if began and line.act in {"rule", "undo"}:
                seen.add((line.details["finding"], line.details["version"]))
        last = lines[-1].seq
    return frozenset(seen)
