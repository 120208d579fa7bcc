"""Which rulings hold in a run: a ruling lapses when the value it was made on has changed (docs/rulings.md).

The run judged such a finding by its own trust again; here it waits, or not, as the run says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import Ruling
    from recon.ui.store.listing import Listing

    Saw = tuple[str, str, str]
    """Finding id, submitted and official value, as the registrar saw them."""


class Holding:
    """Holds rulings against one run's findings; what was looked up once is kept, since neither ever changes."""

    def __init__(self, findings: Listing) -> None:
        self._findings = findings
        self._known: dict[Saw, bool] = {}

    def verdicts(self, rulings: Sequence[Ruling]) -> dict[str, str]:
        """Return finding id → verdict of those that hold; one whose finding is gone harms nobody."""
        new = [ruling for ruling in rulings if _saw(ruling) not in self._known]
        if new:
            self._look_up(new)
        return {ruling.finding_id: ruling.verdict for ruling in rulings if self._known[_saw(ruling)]}

    def _look_up(self, rulings: Sequence[Ruling]) -> None:
        rows = self._findings.ask(
            "select finding_id, submitted, official from {file} where finding_id in (select unnest(?))",
            [[ruling.finding_id for ruling in rulings]],
        )
        stands = {key: (submitted, official) for key, submitted, official in rows}
        for ruling in rulings:
            key, *saw = _saw(ruling)
            self._known[_saw(ruling)] = key not in stands or stands[key] == tuple(saw)


def _saw(ruling: Ruling) -> Saw:
    return ruling.finding_id, ruling.seen_submitted, ruling.seen_official
