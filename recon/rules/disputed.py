"""Where extracts contradict each other (EX03), a roster that says what one of them says is not to blame."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from recon.values.folding import fold
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from recon.model import Finding

NOT_ITS_OWN = frozenset({Trust.LIKELY, Trust.CONFIRM, Trust.ASK_SITE})
"""A value in another spelling is put right all the same, and who is somebody else is never corrected."""


def as_disputed(found: Sequence[Finding], disputes: pa.Table | None) -> list[Finding]:
    """Lay a difference at the record's door where another of its lines says what the site wrote.

    Two lines of one key are held against the roster as a pair: the equal one first, so that swapped lines are one
    contradiction of the extract and no difference of the roster.

    Args:
        found: findings of rows with their proposals, not yet settled.
        disputes: ``enrol_id, field, value`` of lines that say something else than the one that was kept.
    """
    if disputes is None or not disputes.num_rows:
        return list(found)
    said: dict[tuple[int, str], set[str]] = defaultdict(set)
    for line in disputes.select(["enrol_id", "field", "value"]).to_pylist():
        said[line["enrol_id"], line["field"]].add(fold(line["field"], line["value"]).value)
    sent_back = {finding.file for finding in found if finding.rule == "FI14"}
    return [
        finding.amended(proposal="", trust=Trust.AUTHORITY)
        if finding.trust in NOT_ITS_OWN
        and finding.file not in sent_back
        and finding.rule.startswith(("DF", "MA03"))
        and fold(finding.field, finding.submitted).value in said.get((finding.enrol_id, finding.field), ())
        else finding
        for finding in found
    ]
