"""Trust: how sure a matched record's value is for a broken cell (docs/definitions.md, "Trust").

A value is put in the place of another only when *other* fields say who the student is: its witnesses. The
kind of the difference then says how much it takes, and each witness that only half agrees lowers the trust by
a step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.model import AGREEMENT
from recon.words import Category, Kind, Trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.rules.rule import Case

_ACTIVE = "在籍"
_STEPS = (Trust.LIKELY, Trust.CONFIRM, Trust.ASK_SITE)
"""A step down for each half-hearted witness.

``safe`` costs nothing: the value itself agrees, once spelled right.
"""

IDENTITY_TRUST: Mapping[Kind, Trust] = {
    Kind.NONE: Trust.SAFE,
    Kind.FORMAT: Trust.SAFE,
    Kind.VARIANT: Trust.LIKELY,
    Kind.CLOSE: Trust.CONFIRM,
    Kind.MISSING_HERE: Trust.CONFIRM,
    Kind.DIFFERENT: Trust.ASK_SITE,
}
"""学号, name or ID, where the two other keys agree: how its own difference is to be treated."""

_AGREE = frozenset({"same", "format", "misplaced"})
_HALF = frozenset({"variant", "damaged"})
_SILENT = frozenset({"missing-here", "missing-there", "not-asked"})
_NOT_AGAINST = _AGREE | _HALF | _SILENT

CROSSWISE = {"exchanged": ("name", "id_card"), "misplaced": ("student_no", "id_card")}
"""What the match says → the keys of which one stands where the other belongs: crosswise both are the record's."""
NEVER_LIKELY = frozenset({"branch", "site", "exam_no"})
"""Fields that move the responsibility and the parcel, and a key: never more than ``confirm``."""
_COURSE = frozenset({"level", "major", "cohort", "study_form", "class_name"})
"""Fields that tell one enrolment of a person from another: never more than ``confirm`` where another can be meant."""
SPELLING = frozenset({Kind.NONE, Kind.FORMAT})
"""Differences of spelling alone."""


def trust_of(case: Case) -> Trust:
    """Return the trust of the official value for a matched row's field."""
    conflict = case["conflict"]
    if conflict == "name-and-id":
        return Trust.NEVER
    if conflict in {"two-students", "several"}:
        return Trust.ASK_SITE
    if case.field in CROSSWISE.get(conflict, ()):
        told = case.field != "student_no" or case["agree_student_no"] == "misplaced"
        return Trust.CONFIRM if told or _is_the_one(case) else Trust.ASK_SITE
    if case.field in AGREEMENT or _stands_for_the_number(case):
        return _identity_trust(case, conflict)
    if case.difference.kind in SPELLING:
        return Trust.SAFE
    unsure = case.field in NEVER_LIKELY or (case.field in _COURSE and case["other_enrol_id"] >= 0)
    start = Trust.CONFIRM if unsure else Trust.LIKELY
    return _lowered(start, _witnesses(case))


def _witnesses(case: Case) -> list[str]:
    """Return how far the keys beside this one agree; 考生号 stands for the 学号 that an adult's row does not give."""
    said = {key: case[f"agree_{key}"] for key in AGREEMENT if key != case.field}
    if _stands_for_the_number(case) or case.difference.cause == "other-number":
        said.pop("student_no", "")
    elif said.get("student_no") not in {None, *_AGREE} and _gives_the_exam_number(case):
        said["student_no"] = "same"
    return list(said.values())


def _gives_the_exam_number(case: Case) -> bool:
    """Tell whether a row gives the record's 考生号: where the 学号 belongs, or in its own cell and no 学号."""
    given = case["exam_no"] if case["agree_student_no"] in _SILENT else case["student_no"]
    return bool(case["form"] == Category.ADULT and given != "" and given == case["o_exam_no"])


def _stands_for_the_number(case: Case) -> bool:
    """Tell the 考生号 of a row without 学号: the number by which an adult's enrolment is known."""
    return case.field == "exam_no" and case["agree_student_no"] in _SILENT


def _identity_trust(case: Case, conflict: str) -> Trust:
    """Return the trust of a key's official value.

    The kind says what it takes, the two other keys bear witness.
    """
    witnesses = _witnesses(case)
    # A damaged ID that happens to read like the official one is still damaged.
    damaged = case.field == "id_card" and case["agree_id_card"] == "damaged"
    kind = Kind.VARIANT if damaged else case.difference.kind
    if kind in SPELLING:
        return Trust.ASK_SITE if _AGREE.isdisjoint(witnesses) else Trust.SAFE
    if case.field not in {"student_no", "exam_no"}:
        return _lowered(IDENTITY_TRUST.get(kind, Trust.ASK_SITE), witnesses)
    expected = (
        kind in {Kind.CLOSE, Kind.MISSING_HERE}
        or conflict == "other-enrolment"
        or case.difference.cause == "other-number"
    )
    return _lowered(Trust.CONFIRM if expected and _is_the_one(case) else Trust.ASK_SITE, witnesses)


def _is_the_one(case: Case) -> bool:
    """Tell whether the enrolment found is the active one to be collected, of the level the row speaks of."""
    same_level = case["level"] in {"", case["o_level"]}
    collected = case["o_scope"] == "in" or case["o_due"] or case["o_eligible"]
    rival = case["x_due"] and case["x_level"] == case["o_level_raw"]
    return bool(case["o_status"] in {_ACTIVE, ""} and collected and same_level and not rival)


def _lowered(trust: Trust, witnesses: list[str]) -> Trust:
    """Lower a trust by a step for each witness that half agrees or is silent.

    One that speaks against it ends it.
    """
    if trust not in _STEPS or _AGREE.isdisjoint(witnesses) or not _NOT_AGAINST.issuperset(witnesses):
        return Trust.ASK_SITE
    step = _STEPS.index(trust) + sum(level not in _AGREE for level in witnesses)
    return _STEPS[min(step, len(_STEPS) - 1)]
