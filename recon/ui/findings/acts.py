"""What can be done with findings: each act is in the ledger at once, carries its actor, and can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from recon.fields import PERSONAL
from recon.model import Ruling
from recon.ui import context
from recon.ui.findings import meanwhile
from recon.ui.i18n import t
from recon.ui.parts import flash
from recon.workspace import StaleRulingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.ui.store import Question, Run
    from recon.workspace import Workspace

    Rows = list[dict[str, Any]]

SEEN: Final = ("finding_id", "student_no", "submitted", "official", "proposal", "rule", "name")
"""What a ruling keeps of a finding (it lapses when one of the values changes), and what is said of it."""
LAST: Final = "findings.last_bulk"
"""The last act of this session: its id, on how many findings it ruled, and some of them."""
LOOKED_AT: Final = 200
"""So many findings of an act are looked at to tell whether it still stands."""


def ruling(row: Mapping[str, Any], verdict: str, *, value: str = "", reason: str = "") -> Ruling | None:
    """Return the ruling on one finding, or None where there is nothing to accept."""
    if verdict == "accept":
        value = str(row["proposal"])
        if not value:
            return None
    return Ruling(
        finding_id=str(row["finding_id"]),
        verdict=verdict,
        value=value,
        reason=reason,
        who=context.actor(),
        seen_submitted=str(row["submitted"]),
        seen_official=str(row["official"]),
    )


def decide(  # noqa: PLR0913 - a ruling is all of these at once
    run: Run,
    lines: Sequence[int],
    verdict: str,
    versions: Mapping[str, int] | None = None,
    *,
    value: str = "",
    reason: str = "",
    chosen_by: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Rule on findings by their lines in the run, all or none.

    ``versions`` are those the person saw. Without them nobody saw the findings one by one: those that somebody
    else has decided meanwhile are left alone.
    """
    place = context.office()
    if place is None or not lines:
        return
    rows, decided = run.findings.rows(lines, SEEN), 0
    if versions is None:
        rows, versions, decided = _left_to_decide(place, rows)
    made = [r for row in rows if (r := ruling(row, verdict, value=value, reason=reason))]
    if made and not _kept(place, made, rows, versions, chosen_by or {}):
        return
    said = [t("findings.saved", n=len(made))]
    if skipped := len(rows) - len(made):
        said.append(t("findings.skipped", n=skipped))
    if decided:
        said.append(t("findings.decided", n=decided))
    flash.keep(" · ".join(said), flash.Became.DONE if made else flash.Became.NOTHING)


def _left_to_decide(place: Workspace, rows: Rows) -> tuple[Rows, dict[str, int], int]:
    """Return the findings nobody has ruled on, the versions of all, and how many are decided already."""
    stands = place.ruled([str(row["finding_id"]) for row in rows])
    taken = {key for key, said in stands.items() if said.ruling}
    versions = {key: said.version for key, said in stands.items()}
    return [row for row in rows if row["finding_id"] not in taken], versions, len(taken)


def _kept(
    place: Workspace,
    made: Sequence[Ruling],
    rows: Rows,
    versions: Mapping[str, int],
    chosen_by: Mapping[str, Sequence[str]],
) -> bool:
    """Record rulings, all or none; False where somebody else was faster, which is said."""
    try:
        bulk = place.rule_many(
            made,
            actor=context.actor(),
            chosen_by={key: list(values) for key, values in chosen_by.items()},
            based_on={r.finding_id: versions.get(r.finding_id, 0) for r in made},
            students={str(row["finding_id"]): str(row["student_no"]) for row in rows},
        )
    except StaleRulingError:
        _overtaken(place, rows, versions)
        return False
    meanwhile.forget(r.finding_id for r in made)
    st.session_state[LAST] = (bulk, len(made), [one.finding_id for one in made[:LOOKED_AT]])
    return True


def _overtaken(place: Workspace, rows: Rows, versions: Mapping[str, int]) -> None:
    """Say what was decided since the person looked; findings in ``versions`` are held against what stands."""
    stands = place.ruled([str(row["finding_id"]) for row in rows])
    newer = [
        row
        for row in rows
        if (now := stands.get(str(row["finding_id"]))) and now.version != versions.get(now.finding_id, 0)
    ]
    meanwhile.forget(str(row["finding_id"]) for row in newer)
    flash.keep(meanwhile.said("findings.overtaken", newer, stands), flash.Became.OVERTAKEN)


def undo(run: Run, lines: Sequence[int], versions: Mapping[str, int]) -> None:
    """Take back the ruling somebody saw on each finding; what stood before it stands again.

    What somebody else has decided since is left as it is, and told.
    """
    place = context.office()
    if place is None:
        return
    rows, overtaken, undone = run.findings.rows(lines, SEEN), [], 0
    for row in rows:
        key = str(row["finding_id"])
        try:
            undone += bool(place.undo(key, actor=context.actor(), based_on=versions[key]))
        except StaleRulingError:
            overtaken.append(row)
    meanwhile.forget(str(row["finding_id"]) for row in rows)
    if undone or not overtaken:
        flash.keep(t("findings.undone", n=undone))
    if overtaken:
        _overtaken(place, overtaken, versions)


def undo_bulk(bulk: str) -> None:
    """Take an act back, whole."""
    place = context.office()
    _, _, some = st.session_state.pop(LAST, ("", 0, []))
    undone = place.undo_bulk(bulk, actor=context.actor()) if place else 0
    meanwhile.forget(some)
    flash.keep(t("findings.undone", n=undone))


def take_back() -> None:
    """Offer to take the last act of this session back, as long as anything of it stands."""
    bulk, count, some = st.session_state.get(LAST, ("", 0, []))
    place = context.office()
    if place is None or not some:
        return
    stand = sum(said.bulk == bulk and said.ruling is not None for said in place.ruled(some).values())
    if not stand:
        st.session_state.pop(LAST)
        return
    label = t("findings.undo_bulk", n=count - len(some) + stand)
    st.button(label, key="findings.undo_bulk", icon=":material/history:", on_click=undo_bulk, args=(bulk,))


@dataclass(frozen=True, slots=True)
class Bulk:
    """What an act on all that match would rule on, and what it leaves out, by the reason why."""

    lines: list[int]
    identity: int = 0
    """Names, numbers and IDs: only accepted where every pair was seen."""
    without: int = 0
    """They wait, but have no proposal to accept."""
    settled: int = 0
    """Nobody waits for them any more."""


def bulk_lines(run: Run, question: Question, verdict: str) -> Bulk:
    """Return what a bulk act may touch among the findings that match."""
    condition, values = run.findings.where(question)
    rows = run.findings.ask(
        "select line, field::varchar, ready::varchar = 'yes' from {narrow} "  # noqa: S608
        f"where {condition} and state = 'waiting' order by place",
        values,
    )
    settled = run.findings.count(question) - len(rows)
    if verdict != "accept":
        return Bulk([line for line, _, _ in rows], settled=settled)
    ready = [(line, field) for line, field, has in rows if has]
    lines = [line for line, field in ready if field not in PERSONAL]  # docs/definitions.md, "Trust"
    return Bulk(lines, len(ready) - len(lines), len(rows) - len(ready), settled)
