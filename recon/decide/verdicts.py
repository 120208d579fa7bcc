"""What a person may decide about a finding, and what each verdict does."""

from __future__ import annotations

from enum import StrEnum

from recon.words import Text


class Verdict(StrEnum):
    """The closed list of :attr:`recon.model.Ruling.verdict`."""

    ACCEPT = "accept"
    KEEP = "keep"
    OVERRIDE = "override"
    SEND_TO_SITE = "send-to-site"
    ADMIT = "admit"
    DISMISS = "dismiss"
    EXCUSE = "excuse"


VERDICTS: tuple[str, ...] = tuple(verdict.value for verdict in Verdict)

EFFECTS: dict[Verdict, Text] = {
    Verdict.ACCEPT: Text("采用建议值", "The proposal is put there"),
    Verdict.KEEP: Text("保留所报的值，须说明理由", "What was submitted stays, for a reason"),
    Verdict.OVERRIDE: Text("改为另一个值，须说明理由", "Another value is put there, for a reason"),
    Verdict.SEND_TO_SITE: Text("退回教学点，不作更正", "Back to the site; nothing is put there"),
    Verdict.ADMIT: Text("迟报照收，须说明理由", "Counts although it came late, for a reason"),
    Verdict.DISMISS: Text("不作为问题", "Not a problem"),
    Verdict.EXCUSE: Text("漏报已说明", "The omission is answered"),
}
"""What each verdict does, as a person reads it."""

PUTTING = frozenset({Verdict.ACCEPT, Verdict.OVERRIDE})
"""Verdicts that put a value into a cell."""
CLOSING = frozenset({Verdict.ACCEPT, Verdict.OVERRIDE, Verdict.KEEP, Verdict.DISMISS, Verdict.EXCUSE})
"""Verdicts after which nobody waits any more. Admitting says when a row came, not that it is right."""
SPEAKING = frozenset({Verdict.ACCEPT, Verdict.OVERRIDE, Verdict.KEEP, Verdict.SEND_TO_SITE})
"""Verdicts that say what becomes of the cell, so that no proposal of another finding may fill it."""
REASONED = frozenset({Verdict.KEEP, Verdict.OVERRIDE, Verdict.ADMIT})
"""Verdicts that need a reason."""
