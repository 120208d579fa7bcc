"""Which findings the next run will ask a site: those sent back to it, and the rest of their causes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from recon.decide import Verdict
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.ui.store.listing import Listing

_CHIEFS: Final = (
    "select cause_id, row_id, enrol_id from {file} "
    "where severity <> 'info' and finding_id in (select unnest(?))"
)
_CAUSES: Final = (
    "select finding_id, cause_id, row_id, enrol_id, open, trust from {file} "
    "where trust in ('safe', 'likely', 'confirm') and cause_id in (select unnest(?))"
)


class SentBack:
    """Shows at once what ``recon.decide`` will make of them: nobody in the office need click on them any more."""

    def __init__(self, findings: Listing) -> None:
        self._findings = findings
        self._own: dict[str, str] = {}
        """Finding id → the trust the run gave it."""

    def trust_of(self, row: Mapping[str, Any]) -> str:
        """Return the trust of a finding as the rulings have it that stand."""
        return Trust.ASK_SITE.value if row["finding_id"] in self._own else str(row["trust"])

    def follow(self, states: Mapping[str, str], verdicts: Mapping[str, str]) -> None:
        """Keep the list's filter in step.

        Args:
            states: finding id → its state, of those whose state a ruling changed.
            verdicts: finding id → the verdict that stands.
        """
        sent = [key for key, verdict in verdicts.items() if verdict == Verdict.SEND_TO_SITE]
        own = self._asked(states, sent) if sent else {}
        changed = {key: Trust.ASK_SITE.value for key in own if key not in self._own}
        changed |= {key: trust for key, trust in self._own.items() if key not in own}
        if changed:
            self._findings.update("trust", "finding_id", changed)
        self._own = own

    def _asked(self, states: Mapping[str, str], sent: list[str]) -> dict[str, str]:
        """Return the trust the run gave to what the sites will be asked."""
        about: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for cause, row, enrol in self._findings.ask(_CHIEFS, [sent]):
            about[cause] |= {("row", row), ("student", enrol)}
        asked, themselves = {}, {*sent}
        for key, cause, row, enrol, waits, trust in self._findings.ask(_CAUSES, [[*about]]):
            beside = (row >= 0 and ("row", row) in about[cause]) or (
                enrol >= 0 and ("student", enrol) in about[cause]
            )
            if key in themselves or (beside and states.get(key, "waiting" if waits else "") == "waiting"):
                asked[key] = trust
        return asked
