"""Which rulings stand: carried over while nothing they saw has changed, and not forbidden."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.decide.guard import application_bar, refusal
from recon.decide.ruling_kinds import Verdict
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.model import Finding, Ruling

SUBMITTED_CHANGED = Text(
    "教学点所报的值已改变，原裁定不再适用。请重新裁定。",
    "What the site submitted has changed; the ruling no longer applies. Rule again.",
)
OFFICIAL_CHANGED = Text(
    "学籍中的值已改变，原裁定不再适用。请重新裁定。",
    "The extract's value has changed; the ruling no longer applies. Rule again.",
)
NEVER_BOTH = Text(
    "同一学生的姓名与身份证号不得同时申请更正，均未执行。请只保留一项，或退回教学点核对。",
    "Name and ID of one student must not be applied for together; nothing was done. "
    "Keep one of them, or send the row back to the site.",
)
WHO = ("name", "id_card")
"""Headquarters change one of them, never both."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A ruling whose finding is still there while a value it saw has changed: it is not applied."""

    ruling: Ruling
    finding: Finding
    why: Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """A ruling that would do what must never be done."""

    ruling: Ruling
    finding: Finding
    why: Text


@dataclass(frozen=True)
class Rulings:
    """The rulings of a run, sorted by what becomes of them."""

    standing: Mapping[int, Ruling]
    """Position of the finding → its ruling."""
    lapsed: tuple[Lapse, ...]
    refused: tuple[Refusal, ...]
    gone: tuple[Ruling, ...]
    """Rulings whose finding is no longer found: most often the site mended it."""


def carry_over(findings: Sequence[Finding], rulings: Mapping[str, Ruling]) -> Rulings:
    """Sort the rulings of earlier runs by whether they still stand over these findings."""
    standing: dict[int, Ruling] = {}
    lapsed, refused, met = [], [], set()
    for n, finding in enumerate(findings) if rulings else ():
        ruling = rulings.get(finding.finding_id)
        if ruling is None:
            continue
        met.add(finding.finding_id)
        if changed := _changed(finding, ruling):
            lapsed.append(Lapse(ruling, finding, changed))
        elif why := refusal(finding, ruling):
            refused.append(Refusal(ruling, finding, why))
        else:
            standing[n] = ruling
    for wrong in (_barred, _of_name_and_id):
        refused += [Refusal(standing.pop(n), findings[n], why) for n, why in wrong(findings, standing)]
    gone = tuple(ruling for finding_id, ruling in rulings.items() if finding_id not in met)
    return Rulings(standing, tuple(lapsed), tuple(refused), gone)


def _applied(standing: Mapping[int, Ruling]) -> list[int]:
    return [n for n, ruling in standing.items() if ruling.verdict == Verdict.CORRECT_RECORD]


def _barred(findings: Sequence[Finding], standing: Mapping[int, Ruling]) -> list[tuple[int, Text]]:
    """Return the rulings that would put into a record what may be another student's, or is wrong by itself."""
    applied = _applied(standing)
    beside: dict[int, list[tuple[str, str]]] = {findings[n].row_id: [] for n in applied}
    for f in findings if applied else ():
        if f.row_id in beside:
            beside[f.row_id].append((f.rule, f.field))
    told = ((n, application_bar(findings[n].field, beside[findings[n].row_id])) for n in applied)
    return [(n, why) for n, why in told if why]


def _of_name_and_id(findings: Sequence[Finding], standing: Mapping[int, Ruling]) -> list[tuple[int, Text]]:
    """Return the rulings that would have headquarters change a student's name and ID both: they refuse that."""
    fields: dict[int, dict[int, str]] = defaultdict(dict)
    for n in _applied(standing):
        if findings[n].field in WHO:
            fields[findings[n].enrol_id][n] = findings[n].field
    return [(n, NEVER_BOTH) for named in fields.values() if len({*named.values()}) == len(WHO) for n in named]


def _changed(finding: Finding, ruling: Ruling) -> Text | None:
    if finding.submitted != ruling.seen_submitted:
        return SUBMITTED_CHANGED
    return OFFICIAL_CHANGED if finding.official != ruling.seen_official else None
