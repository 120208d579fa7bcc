"""On how many findings another ruling stands than when the newest run began: sheets and counts do not show it yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import Ruling
    from recon.workspace import Ruled, RunRecord, Workspace

LINES: Final = 500
"""Lines of the log read at a time."""


@dataclass(slots=True)
class Stood:
    """What stood when a run began, as far as it was asked: that never changes."""

    rulings: dict[str, Ruling | None] = field(default_factory=dict)
    """Finding → its ruling then; None where there was none."""
    in_its_second: frozenset[tuple[str, int]] | None = None
    """The rulings (finding, version) of the second in which the run began that stand before it in the log."""


def ruled_since(place: Workspace, run: RunRecord, stood: Stood | None = None) -> int:
    """Return on how many findings another ruling stands than when a run began.

    Args:
        place: the workspace.
        run: its newest.
        stood: what is known of that run already; more is learnt.
    """
    known = Stood() if stood is None else stood
    made = [said for said in place.ruled().values() if said.at >= run.started_at]
    _learn(place, run, known, [said for said in made if said.finding_id not in known.rulings])
    return sum(_differs(known.rulings[said.finding_id], said.ruling) for said in made)


def _learn(place: Workspace, run: RunRecord, known: Stood, new: Sequence[Ruled]) -> None:
    older = [one.finding_id for one in new if one.version > 1 or one.at == run.started_at]
    histories = place.ruling_histories(older)
    for one in new:
        steps = reversed(histories.get(one.finding_id, []))
        before = (step.ruling for step in steps if _before(place, step, run, known))
        known.rulings[one.finding_id] = next(before, None)


def _differs(stood: Ruling | None, now: Ruling | None) -> bool:
    """Tell whether another ruling stands than the run saw; one made and taken back is no difference."""
    return (stood and (stood.verdict, stood.value)) != (now and (now.verdict, now.value))


def _before(place: Workspace, said: Ruled, run: RunRecord, known: Stood) -> bool:
    """Tell whether a ruling was made before a run began; times are whole seconds, so the log tells within one."""
    if said.at != run.started_at:
        return said.at < run.started_at
    if known.in_its_second is None:
        known.in_its_second = _in_its_second(place, run)
    return (said.finding_id, said.version) in known.in_its_second


def _in_its_second(place: Workspace, run: RunRecord) -> frozenset[tuple[str, int]]:
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
