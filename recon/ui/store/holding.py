"""Which rulings hold in a run: asked of ``recon.decide``, as the run itself asks when it is made.

One lapses when the value it was made on has changed, is refused where it would do what must never be done, and does
nothing where another contradicts it (docs/rulings.md). The finding then waits, or not, as the run says by itself.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from recon.decide import PROPOSALS_CLASH, Verdict, decide
from recon.model import Finding
from recon.words import Severity, Text, Trust

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.model import Ruling
    from recon.ui.store.listing import Listing

TOLD: Final = (
    "finding_id", "cause_id", "rule", "severity", "trust", "row_id", "enrol_id", "file", "sheet", "field",
    "submitted", "official", "proposal",
)  # fmt: skip
"""What of a finding decides about its ruling; hundreds of thousands may be ruled on at once."""


class Holding:
    """Holds rulings against one run's findings; what was looked up once is kept, since a run never changes."""

    def __init__(self, findings: Listing) -> None:
        self._findings = findings
        self._known: dict[str, Finding | None] = {}
        self._beside: dict[int, list[Finding]] = {}
        self._lock = threading.Lock()
        self.idle: Mapping[str, Text] = {}
        """Finding id → why the ruling that was made on it does nothing here."""

    def verdicts(self, rulings: Sequence[Ruling]) -> dict[str, str]:
        """Return finding id → verdict of those that hold; one whose finding is gone harms nobody."""
        self._look_up(rulings)
        said = {ruling.finding_id: ruling for ruling in rulings}
        met = [found for key in said if (found := self._known[key])]
        rows = {found.row_id for found in met if said[found.finding_id].verdict == Verdict.CORRECT_RECORD} - {
            -1
        }
        # What else is found in its row may forbid an application to headquarters.
        beside = [other for other in self._in_rows(rows) if other.finding_id not in said]
        notices = decide([*met, *beside], said).notices
        idle = {one.finding.finding_id: one.why for one in notices if one.why is not PROPOSALS_CLASH}
        self._show(idle)
        return {key: ruling.verdict for key, ruling in said.items() if key not in idle}

    def _show(self, idle: Mapping[str, Text]) -> None:
        """Keep the list's filter in step."""
        with self._lock:
            if changed := idle.keys() ^ self.idle.keys():
                told = {key: "yes" if key in idle else "" for key in sorted(changed)}
                self._findings.update("idle", "finding_id", told)
            self.idle = idle

    def _look_up(self, rulings: Sequence[Ruling]) -> None:
        new = [ruling.finding_id for ruling in rulings if ruling.finding_id not in self._known]
        if new:
            found = {one.finding_id: one for one in self._ask("finding_id", new)}
            self._known |= {key: found.get(key) for key in new}

    def _in_rows(self, rows: set[int]) -> list[Finding]:
        new: dict[int, list[Finding]] = {row: [] for row in rows if row not in self._beside}
        for one in self._ask("row_id", [*new]) if new else ():
            new[one.row_id].append(one)
        self._beside |= new
        return [one for row in sorted(rows) for one in self._beside[row]]

    def _ask(self, by: str, values: Sequence[str] | Sequence[int]) -> list[Finding]:
        asked = f"select {', '.join(TOLD)} from {{file}} where {by} in (select unnest(?))"  # noqa: S608
        return [as_finding(dict(zip(TOLD, row, strict=True))) for row in self._findings.ask(asked, [values])]


def as_finding(row: Mapping[str, Any]) -> Finding:
    """Return a line of ``findings``, or what was fetched of it, as the deciding room knows it."""
    codes = {"severity": Severity(row["severity"]), "trust": Trust(row["trust"])}
    return Finding(**({name: row[name] for name in TOLD} | codes))
