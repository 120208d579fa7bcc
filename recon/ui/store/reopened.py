"""What waits again though the run has it closed: the ruling it was closed by was taken back since.

The run was judged with that ruling, so it cannot say by itself what is open without it: ``recon.decide`` is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.decide import Verdict, decide
from recon.ui.store.holding import TOLD, as_finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.model import Finding
    from recon.ui.store.listing import Listing
    from recon.workspace import Ruled


def reopened(findings: Listing, ruled: Mapping[str, Ruled], judged_at: str) -> frozenset[str]:
    """Return the ids of what is closed in the run and will be open in the next.

    Args:
        findings: those of the run.
        ruled: finding id → where its rulings stand.
        judged_at: when the run began (ISO); what was said before that it knows.
    """
    changed = [key for key, one in ruled.items() if one.at >= judged_at and not _closes(one)]
    let_go = _closed(findings, "finding_id", changed)
    if not let_go:
        return frozenset()
    causes, cells = {one.cause_id for one in let_go}, {(one.row_id, one.field) for one in let_go}
    beside = _with_them(findings, let_go)
    standing = {
        key: one.ruling for key in beside if (one := ruled.get(key)) is not None and one.ruling is not None
    }
    waiting = [one for one in decide([*beside.values()], standing).findings if one.open]
    return frozenset(
        one.finding_id
        for one in waiting
        if not beside[one.finding_id].open
        and (one.cause_id in causes or (one.row_id >= 0 and (one.row_id, one.field) in cells))
    )


def _closes(one: Ruled) -> bool:
    """Tell whether a ruling stands that may have closed a finding: what was taken or sent back does not."""
    return one.ruling is not None and one.ruling.verdict != Verdict.SEND_TO_SITE


def _with_them(findings: Listing, some: Iterable[Finding]) -> dict[str, Finding]:
    """Return these findings and whatever decides with them: the rest of their causes and of their rows."""
    causes = sorted({one.cause_id for one in some})
    rows = sorted({one.row_id for one in some if one.row_id >= 0})
    found = [*_fetched(findings, "cause_id", causes), *_fetched(findings, "row_id", rows)]
    return {one.finding_id: one for one in found}


def _closed(findings: Listing, by: str, values: Sequence[str]) -> list[Finding]:
    return [one for one in _fetched(findings, by, values) if not one.open]


def _fetched(findings: Listing, by: str, values: Sequence[str] | Sequence[int]) -> list[Finding]:
    if not values:
        return []
    asked = f"select open, {', '.join(TOLD)} from {{file}} where {by} in (select unnest(?))"  # noqa: S608 -- ours
    rows = findings.ask(asked, [values])
    return [as_finding(dict(zip(TOLD, told, strict=True))).amended(open=now) for now, *told in rows]
