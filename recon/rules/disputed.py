"""Where extracts contradict each other (EX03), a roster that says what one of them says is not to blame."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from recon.values.folding import fold
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.model import Finding

NOT_ITS_OWN = frozenset({Trust.LIKELY, Trust.CONFIRM, Trust.ASK_SITE})
"""A value in another spelling is put right all the same, and who is somebody else is never corrected."""
_WHO = ("DF01", "DF03")
_DIFFERENCES = ("DF", "MA03", "SC05")
"""Rules, or families of them, that hold a cell against the record."""
STATUS = "status"
"""The field a contradicted SC03 is about, as EX03 is: together they are one case for headquarters."""


def as_disputed(
    found: Sequence[Finding], disputes: pa.Table | None, campaign: Campaign | None = None
) -> list[Finding]:
    """Lay a difference at the record's door where another of its lines says what the site wrote.

    Two lines of one key are held against the roster as a pair: the equal one first, so that swapped lines are one
    contradiction of the extract and no difference of the roster.

    Args:
        found: findings of rows with their proposals, not yet settled.
        disputes: ``enrol_id, field, value`` of lines that say something else than the one that was kept.
        campaign: the statuses it collects; who sends a student says one of them (SC03).
    """
    if disputes is None or not disputes.num_rows:
        return list(found)
    said: dict[tuple[int, str], set[str]] = defaultdict(set)
    for line in disputes.select(["enrol_id", "field", "value"]).to_pylist():
        said[line["enrol_id"], line["field"]].add(fold(line["field"], line["value"]).value)
    sent_back = {finding.file for finding in found if finding.rule == "FI14"}

    def is_said(finding: Finding) -> bool:
        # A finding may be about a row and no cell of it: then no line of the extract says it either.
        values = said.get((finding.enrol_id, finding.field))
        return values is not None and fold(finding.field, finding.submitted).value in values

    somebodys = _whole(found, is_said)
    collected = _collected(campaign)

    def is_enrolled(finding: Finding) -> bool:
        return finding.rule == "SC03" and not collected.isdisjoint(said.get((finding.enrol_id, STATUS), ()))

    def is_disputed(finding: Finding) -> bool:
        if is_enrolled(finding):
            return True
        if finding.trust == Trust.NEVER:
            return finding.rule in {"MA07", *_WHO} and finding.row_id in somebodys
        return finding.trust in NOT_ITS_OWN and finding.rule.startswith(_DIFFERENCES) and is_said(finding)

    return [
        finding.amended(
            proposal="", trust=Trust.AUTHORITY, field=STATUS if finding.rule == "SC03" else finding.field
        )
        if finding.file not in sent_back and is_disputed(finding)
        else finding
        for finding in found
    ]


def _collected(campaign: Campaign | None) -> frozenset[str]:
    scopes = campaign.scope.values() if campaign else ()
    return frozenset(status for scope in scopes for status in scope.statuses)


def _whole(found: Sequence[Finding], is_said: Callable[[Finding], bool]) -> set[int]:
    """Return the rows of somebody else (MA07) whose name and ID are both said by another line of the number."""
    others = {finding.row_id for finding in found if finding.rule == "MA07"}
    said = Counter(f.row_id for f in found if f.row_id in others and f.rule in _WHO and is_said(f))
    return {row for row, count in said.items() if count == len(_WHO)}
