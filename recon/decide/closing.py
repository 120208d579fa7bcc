"""Which findings are still open: nobody has to do anything about the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.decide.guard import HELD_BY
from recon.decide.ruling_kinds import CLOSING, SPEAKING
from recon.words import Severity, Trust

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.decide.cells import Cells
    from recon.model import Finding, Ruling

ABOUT_THE_CELL = frozenset({"NO", "ID", "NA", "IC", "VO", "DF"})
PUTS_RIGHT = frozenset({"MA02", "MA03", "MA06"})
"""Findings that are gone once their cell holds the official value: all families about one cell, and these."""


def still_open(findings: Sequence[Finding], rulings: Mapping[int, Ruling], cells: Cells) -> list[bool]:
    """Tell of each finding whether it is open.

    It is closed by its own ruling, by the value its cell took, by being ``safe`` with nothing to put
    anywhere, or with the chief of its cause; an info never waits for anybody.
    """
    disputed = {finding_id for clash in cells.clashes for finding_id in clash.finding_ids}
    open_ = [_by_itself(n, finding, rulings, cells, disputed) for n, finding in enumerate(findings)]
    evidence = {n: f for n, f in enumerate(findings) if open_[n] and f.cause_id != f.finding_id}
    causes = {finding.cause_id for finding in evidence.values()}
    closed = {f.finding_id: f for n, f in enumerate(findings) if not open_[n] and f.finding_id in causes}
    for n, finding in evidence.items():
        chief = closed.get(finding.cause_id)
        if chief is not None and of_one(finding, chief):
            open_[n] = finding.finding_id in disputed
    return open_


def _by_itself(
    n: int, finding: Finding, rulings: Mapping[int, Ruling], cells: Cells, disputed: set[str]
) -> bool:
    if finding.finding_id in disputed:
        return True
    ruling = rulings.get(n)
    if ruling is not None and ruling.verdict in CLOSING | SPEAKING:
        return ruling.verdict not in CLOSING
    if (finding.severity is Severity.INFO and finding.rule not in HELD_BY) or _is_settled(finding):
        return False
    accepted = cells.accepted.get((finding.row_id, finding.field)) if finding.row_id >= 0 else None
    return accepted is None or not _is_right(finding, accepted.value)


def _is_settled(finding: Finding) -> bool:
    """Tell whether a finding is ``safe`` with nothing to put anywhere, such as an identical second row."""
    return finding.trust is Trust.SAFE and not finding.proposal


def _is_right(finding: Finding, value: str) -> bool:
    """Tell whether the value its cell took leaves nothing of the finding."""
    about = finding.rule[:2] in ABOUT_THE_CELL or finding.rule in PUTS_RIGHT
    return value == finding.proposal or (about and value == finding.official)


def of_one(finding: Finding, chief: Finding) -> bool:
    """Tell whether a finding goes with another of its cause: both speak of one row or one student.

    An info was never open, so it closes nothing.
    Closing a finding about a whole file or column does not close what was found in its rows: they then
    stand for themselves.
    """
    if chief.severity is Severity.INFO:
        return False
    return (finding.row_id >= 0 and finding.row_id == chief.row_id) or (
        finding.enrol_id >= 0 and finding.enrol_id == chief.enrol_id
    )
