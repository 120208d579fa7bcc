"""Judging students and sites: who was omitted, who sent nothing, whose photo will not last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recon.model import Finding
from recon.rules import omission, photo
from recon.rules.alike import about
from recon.rules.findings import as_details, place
from recon.rules.switches import OFF, severity_of
from recon.words import PhotoState, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recon.rules.rule import Rule
    from recon.rules.setting import Setting

OMITTED = "omitted"


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the corridor counted for one unit and form."""

    site_code: str
    form: str = ""
    due: int = 0
    awaited: int = 0
    sent: bool = False
    """A live file of it, or of a unit reporting for it, holds its students."""
    declared_nil: bool = False
    settled: bool = False
    """Nobody who is due is omitted: sent all the same, or explained."""
    passed: bool = False
    """The deadline has passed."""


WATCHED = tuple(state.value for state in photo.BY_STATE)
"""The states of a photo of which something is said where its student is due."""


def judge_students(students: pa.Table, setting: Setting) -> pa.Table:
    """Return OM01 for the omitted and PH01–PH04 for the due, as lines (:data:`recon.rules.alike.LINES`).

    Args:
        students: one line per student (``model.STUDENT_COLUMNS``).
        setting: campaign and sites.
    """
    omitted = students.filter(pc.equal(students["state"], OMITTED))
    found = [about(omission.student_is_omitted, omitted, setting, "cohort", "level")]
    due = students.filter(students["due"])
    due = due.append_column("lacks", pc.if_else(pc.equal(due["captured_on"], ""), "capture", "day"))
    for state, rule in photo.BY_STATE.items():
        chosen = due.filter(pc.equal(due["photo_state"], state.value))
        told = ("lacks",) if state is PhotoState.UNKNOWN else ("captured_on", "valid_until", "needed_on")
        found.append(about(rule, chosen, setting, *told))
    return pa.concat_tables(found)


def judge_sites(facts: Iterable[SiteFacts], setting: Setting) -> list[Finding]:
    """Return OM02–OM04, not yet settled."""
    return [
        finding
        for fact in facts
        for rule, finding in _site(fact, setting)
        if setting.campaign.rules.get(rule.code) != OFF
    ]


def _site(fact: SiteFacts, setting: Setting) -> Iterator[tuple[Rule, Finding]]:
    told = as_details(due=str(fact.due), awaited=str(fact.awaited))
    if fact.declared_nil:
        left = fact.due and not fact.settled
        rule = omission.nil_though_students_are_due if left else omission.unit_declared_nil
    elif fact.due and not fact.sent:
        rule = omission.unit_has_sent_nothing
    else:
        return
    severity = severity_of(rule, setting.campaign)
    if rule is omission.unit_has_sent_nothing and not fact.passed:
        severity = Severity.INFO
    yield (
        rule,
        Finding(
            rule.code,
            severity,
            rule.trust,
            **place(fact.site_code, setting.sites),
            details=told,
            subject=fact.form,
        ),
    )
