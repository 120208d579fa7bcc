"""What a person may decide about a finding, and what each verdict does."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The closed list of :attr:`recon.model.Ruling.verdict`."""

    ACCEPT = "accept"
    KEEP = "keep"
    OVERRIDE = "override"
    SEND_TO_SITE = "send-to-site"
    ADMIT = "admit"
    DISMISS = "dismiss"
    EXCUSE = "excuse"
    CORRECT_RECORD = "correct-record"


VERDICTS: tuple[str, ...] = tuple(verdict.value for verdict in Verdict)

PUTTING = frozenset({Verdict.ACCEPT, Verdict.OVERRIDE})
"""Verdicts that put a value into a cell."""
CLOSING = frozenset({Verdict.ACCEPT, Verdict.OVERRIDE, Verdict.KEEP, Verdict.DISMISS, Verdict.EXCUSE})
"""Verdicts after which nobody waits any more. Admitting says when a row came, not that it is right."""
SPEAKING = frozenset(
    {Verdict.ACCEPT, Verdict.OVERRIDE, Verdict.KEEP, Verdict.SEND_TO_SITE, Verdict.CORRECT_RECORD}
)
"""Verdicts that say what becomes of the cell, so that no proposal of another finding may fill it."""
REASONED = frozenset({Verdict.KEEP, Verdict.OVERRIDE, Verdict.ADMIT, Verdict.CORRECT_RECORD})
"""Verdicts that need a reason."""
