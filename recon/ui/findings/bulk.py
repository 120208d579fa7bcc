"""What an act on all that match would record: nobody waves an error about who a student is through unseen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.decide import Verdict, says_who
from recon.ui.findings import acts
from recon.words import ERRORS

if TYPE_CHECKING:
    from recon.ui.store import Question, Run


@dataclass(frozen=True, slots=True)
class Touched(acts.Bulk):
    """What is recorded, and what is left out, by the reason why."""

    who: int = 0
    """Errors about who a student is: only dismissed where both sides were seen."""
    reasoned: bool = False
    """Whoever dismisses an error says why."""


def touched(run: Run, question: Question, verdict: str) -> Touched:
    """Return what a bulk act on the findings that match records (docs/rulings.md, "Verdicts")."""
    found = acts.bulk_lines(run, question, verdict)
    if verdict != Verdict.DISMISS:
        return Touched(found.lines, found.identity, found.without, found.settled)
    condition, values = run.findings.where(question)
    rows = run.findings.ask(
        "select line, rule::varchar, severity::varchar, trust::varchar, field::varchar from {narrow} "  # noqa: S608
        f"where {condition} and state = 'waiting' order by place",
        values,
    )
    left = [(line, severity) for line, rule, severity, *said in rows if not says_who(rule, severity, *said)]
    reasoned = any(severity in ERRORS for _, severity in left)
    return Touched(
        [line for line, _ in left], settled=found.settled, who=len(rows) - len(left), reasoned=reasoned
    )
