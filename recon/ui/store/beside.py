"""What a ruling settles beside its own finding, shown before the next run says so.

A run never changes, so what ``recon.decide`` will make of a ruling is laid over it: evidence is closed with the chief
of its cause, and every finding of a cell goes with the application to correct the record (docs/rulings.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from recon.decide import CLOSING, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recon.ui.store.listing import Listing

_APPLIED: Final = "applied"
"""The state of a finding nobody waits for although nobody ruled on it."""


def settled(findings: Listing, verdicts: Mapping[str, str]) -> dict[str, str]:
    """Return the state of every finding that is ruled on, and of those that are settled along with it.

    Args:
        findings: those of the run.
        verdicts: finding id → the verdict that stands.
    """
    closing = [key for key, verdict in verdicts.items() if verdict in CLOSING]
    applied_for = [key for key, verdict in verdicts.items() if verdict == Verdict.CORRECT_RECORD]
    return {
        **dict.fromkeys(_folded(findings, closing), _APPLIED),
        **dict.fromkeys(_of_their_cells(findings, applied_for), Verdict.CORRECT_RECORD.value),
        **verdicts,
    }


def _folded(findings: Listing, closed: list[str]) -> Iterable[str]:
    """Return the evidence that is closed with these chiefs: it speaks of the same row or student."""
    chiefs = _rows(findings, "row_id, enrol_id, severity", "finding_id", closed)
    told = {key: (row, enrol) for key, row, enrol, severity in chiefs if severity != "info"}
    for key, cause, row, enrol in _rows(
        findings, "cause_id, row_id, enrol_id", "cause_id", list(told), "open"
    ):
        chief_row, chief_enrol = told[cause]
        if key != cause and (0 <= row == chief_row or 0 <= enrol == chief_enrol):
            yield key


def _of_their_cells(findings: Listing, applied_for: list[str]) -> Iterable[str]:
    """Return every open finding of the cells these findings are about."""
    cells = {
        (row, field)
        for _, row, field in _rows(findings, "row_id, field", "finding_id", applied_for)
        if row >= 0
    }
    beside = _rows(findings, "row_id, field", "row_id", sorted({row for row, _ in cells}), "open")
    return (key for key, row, field in beside if (row, field) in cells)


def _rows(
    findings: Listing, columns: str, by: str, values: list[Any], condition: str = "true"
) -> list[tuple[Any, ...]]:
    """Return finding id and ``columns`` of the findings whose ``by`` is among ``values``.

    One question after the other: joined in one, each reads the file as if it were asked for nearly all of it.
    """
    if not values:
        return []
    asked = f"select finding_id, {columns} from {{file}} where {condition} and {by} in (select unnest(?))"  # noqa: S608
    return findings.ask(asked, [values])
