"""At whose door a ruling lays what is still open: the record's, or the site's."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from recon.decide.closing import of_one
from recon.decide.ruling_kinds import Verdict
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recon.decide.cells import Cells
    from recon.model import Finding, Ruling

PROPOSED = frozenset({Trust.SAFE, Trust.LIKELY, Trust.CONFIRM})
"""Trusts by which a site is asked nothing: a value is put there, or a click of the records section will do."""


def at_their_doors(
    findings: Sequence[Finding], standing: Mapping[int, Ruling], cells: Cells
) -> list[Finding]:
    """Say of every open finding whose it is, where a ruling says so.

    Args:
        findings: ``open`` brought up to date.
        standing: position of a finding → the ruling that stands over it.
        cells: where answers clash: no such ruling is carried out.
    """
    disputed = {clash.cell for clash in cells.clashes}
    return _at_the_sites(_at_the_records(findings, standing, disputed), standing, disputed)


def _at_the_records(
    findings: Sequence[Finding], standing: Mapping[int, Ruling], disputed: set[tuple[int, str]]
) -> list[Finding]:
    """Take every finding of a cell off the site where the registrar applies to have the record corrected."""
    ruled = (findings[n] for n in _ruled(standing, Verdict.CORRECT_RECORD))
    applied = {(finding.row_id, finding.field) for finding in ruled} - disputed
    if not applied:
        return [*findings]
    return [
        f.amended(proposal="", trust=Trust.AUTHORITY, charged=False)
        if f.open and (f.row_id, f.field) in applied
        else f
        for f in findings
    ]


def _at_the_sites(
    findings: list[Finding], standing: Mapping[int, Ruling], disputed: set[tuple[int, str]]
) -> list[Finding]:
    """Ask the site for what was sent back to it, and for the rest of the mistake: it has one answer for all.

    What is ``safe`` is charged to nobody; sent back, its chief is what the site must answer.
    """
    sent: dict[str, list[Finding]] = defaultdict(list)
    for n in _ruled(standing, Verdict.SEND_TO_SITE):
        finding = findings[n]
        if finding.open and (finding.row_id, finding.field) not in disputed:
            sent[finding.cause_id].append(finding)
    if not sent:
        return findings
    return [
        f.amended(
            trust=Trust.ASK_SITE, charged=f.charged or (f.trust is Trust.SAFE and f.finding_id == f.cause_id)
        )
        if f.open and f.trust in PROPOSED and (f.row_id, f.field) not in disputed and _goes(f, sent)
        else f
        for f in findings
    ]


def _ruled(standing: Mapping[int, Ruling], verdict: Verdict) -> Iterator[int]:
    return (n for n, ruling in standing.items() if ruling.verdict == verdict)


def _goes(finding: Finding, sent: Mapping[str, Sequence[Finding]]) -> bool:
    """Tell whether a finding was sent back, or goes with one of its cause that was."""
    others = sent.get(finding.cause_id, ())
    return any(one.finding_id == finding.finding_id or of_one(finding, one) for one in others)
