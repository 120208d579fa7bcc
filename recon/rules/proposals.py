"""Trust: what may be proposed for a broken cell, and what happens to it (docs/definitions.md, "Trust").

A value is put in the place of another only when *other* fields say who the student is: its witnesses. The
kind of the difference then says how much it takes, and each witness that only half agrees lowers the trust by
a step.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from recon.model import AGREEMENT
from recon.rules.rule import Case
from recon.rules.spelling import certain, meant
from recon.values.cohort import is_cohort
from recon.values.identity import is_sound, sex_of
from recon.values.names import has_placeholder
from recon.values.vocabulary import SEX
from recon.words import Category, Kind, Trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.rules.rule import Rule


class Proposal(NamedTuple):
    """The value to put there (empty: none) and how sure."""

    value: str = ""
    trust: Trust = Trust.NONE


class Cell(Case):
    """A broken cell of which several rules may speak: its correction is worked out once for all of them."""

    @cached_property
    def correction(self) -> Proposal | None:
        """What is proposed where the matched enrolment has a value; None where it has none."""
        return _correction(self)


ACTIVE = "在籍"
STEPS = (Trust.LIKELY, Trust.CONFIRM, Trust.ASK_SITE)
"""What each half-hearted witness costs.

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

AGREE = frozenset({"same", "format", "misplaced"})
HALF = frozenset({"variant", "damaged"})
SILENT = frozenset({"missing-here", "missing-there", "not-asked"})
NOT_AGAINST = AGREE | HALF | SILENT

NEVER_PROPOSE = frozenset({"NO05", "NO06", "ID09", "ID10", "DU04", "DU05", "VO07"})
"""Rules that tell of a relation between cells or rows, or of a cell's type.

There is no value to put there.
"""
SPELLING_RULES = frozenset({"NO02", "ID02", "ID03", "NA02", "NA03", "NA04", "VO01", "VO02", "VO03", "VO04"})
"""Rules about spelling: an unmatched row still gets the cleaned value, as a suggestion."""
CROSSWISE = {"exchanged": ("name", "id_card"), "misplaced": ("student_no", "id_card")}
"""What the match says → the keys of which one stands where the other belongs: crosswise both are the record's."""
NEVER_LIKELY = frozenset({"branch", "site", "exam_no"})
"""Fields that move the responsibility and the parcel, and a key: never more than ``confirm``."""
COURSE = frozenset({"level", "major", "cohort", "study_form", "class_name"})
"""Fields that tell one enrolment of a person from another: never more than ``confirm`` where another can be meant."""
PUTTING = frozenset({Trust.SAFE, Trust.LIKELY, Trust.CONFIRM})
"""Trusts that come with the value to put there."""
SPELLING = frozenset({Kind.NONE, Kind.FORMAT})
"""Differences of spelling alone."""
CANONICAL = frozenset({"sex", "cohort"})
"""Fields that extracts write as codes or dates (1, 20190301): a roster gets the canonical value instead."""


def propose(rule: Rule, case: Cell) -> Proposal:
    """Return what to put in the place of a broken cell, and how sure."""
    if rule.code == "DU01":
        return Proposal(trust=Trust.SAFE if case["dup_same"] else Trust.ASK_SITE)
    if rule.code == "NO04":
        return Proposal(case["o_student_no_raw"] if case["same_student_no"] else "", Trust.SAFE)
    if not case.field or rule.code in NEVER_PROPOSE:
        return Proposal(trust=rule.trust)
    if case.field == "institution_code":
        return _institution_code(case)
    if not case["matched"]:
        return _suggestion(rule, case)
    return case.correction or _unrecorded(rule, case)


def _unrecorded(rule: Rule, case: Case) -> Proposal:
    """Return what to put where the record has no value: a word that is certain needs none (the platform has no sex)."""
    if rule.family == "VO" and rule.code in SPELLING_RULES and certain(case):
        return Proposal(case[case.field], Trust.SAFE)
    return Proposal(trust=Trust.NONE if rule.family == "DF" else rule.trust)


def _correction(case: Case) -> Proposal | None:
    """Return the matched enrolment's value: what anything wrong is set to, if it may be set at all."""
    official = case[f"o_{case.field}" if case.field in CANONICAL else f"o_{case.field}_raw"]
    if not official:
        return None
    conflict = case["conflict"]
    if conflict != "name-and-id":
        if _record_is_suspect(case):
            return Proposal(trust=Trust.AUTHORITY)
        if not _says_something(case.field, case[f"o_{case.field}"]) and case.difference.kind not in SPELLING:
            return Proposal(trust=Trust.ASK_SITE)
    trust = _trust(case, conflict)
    return Proposal(official if trust in PUTTING else "", trust)


def _record_is_suspect(case: Case) -> bool:
    """Tell whether the extract itself looks wrong and the roster right: then nothing is corrected towards it.

    A placeholder in the recorded name, a recorded sex that contradicts the recorded ID, a recorded ID that fails its
    check or is still the 15-digit form, a recorded cohort or sex nobody can read, while the site wrote what could
    well be true.
    """
    field = case.field
    sent, official = case[field], case[f"o_{field}"]
    if sent == official or not sent:
        return False
    if field == "id_card":
        return is_sound(sent) and not is_sound(official)
    if field == "sex" and sex_of(case["o_id_card"]) == sent:
        return True
    could_be = field != "name" or case.difference.kind in {Kind.VARIANT, Kind.CLOSE}
    return could_be and _says_something(field, sent) and not _says_something(field, official)


def _says_something(field: str, value: str) -> bool:
    """Tell whether a folded value can stand on a form: a placeholder is no name, 未知 no sex, 二〇一八秋 no cohort.

    A level or study form in other words than ours may be a campaign's own.
    """
    if field == "name":
        return not has_placeholder(value)
    if field == "cohort":
        return is_cohort(value)
    return field != "sex" or value in SEX


def _institution_code(case: Case) -> Proposal:
    """Only ever the form's campaign code; sure once the row is matched in this form's own extract."""
    code = case["form_code"]
    if code and case["institution_code"] == code:
        return Proposal(code, Trust.SAFE)
    if case["matched"]:
        return (
            Proposal(code, Trust.SAFE)
            if case["o_category"] == case["form"] and code
            else Proposal(trust=Trust.ASK_SITE)
        )
    return Proposal("" if case["institution_code"] else code, Trust.ASK_SITE)


def _suggestion(rule: Rule, case: Case) -> Proposal:
    """Return the cleaned spelling of an unmatched row's value.

    It changes nothing where the value says who somebody is.
    """
    if rule.code not in SPELLING_RULES:
        return Proposal(trust=rule.trust)
    if rule.code.startswith("VO"):
        return Proposal(case[case.field], Trust.SAFE) if certain(case) else Proposal(trust=Trust.ASK_SITE)
    return Proposal(meant(case), Trust.ASK_SITE)


def _trust(case: Case, conflict: str) -> Trust:
    """Return the trust of the official value for a matched row's field."""
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
    unsure = case.field in NEVER_LIKELY or (case.field in COURSE and case["other_enrol_id"] >= 0)
    start = Trust.CONFIRM if unsure else Trust.LIKELY
    return _lowered(start, _witnesses(case))


def _witnesses(case: Case) -> list[str]:
    """Return how far the keys beside this one agree; 考生号 stands for the 学号 that an adult's row does not give."""
    said = {key: case[f"agree_{key}"] for key in AGREEMENT if key != case.field}
    if _stands_for_the_number(case) or case.difference.cause == "other-number":
        said.pop("student_no", "")
    elif said.get("student_no") not in {None, *AGREE} and _gives_the_exam_number(case):
        said["student_no"] = "same"
    return list(said.values())


def _gives_the_exam_number(case: Case) -> bool:
    """Tell whether a row gives the record's 考生号: where the 学号 belongs, or in its own cell and no 学号."""
    given = case["exam_no"] if case["agree_student_no"] in SILENT else case["student_no"]
    return bool(case["form"] == Category.ADULT and given != "" and given == case["o_exam_no"])


def _stands_for_the_number(case: Case) -> bool:
    """Tell the 考生号 of a row without 学号: the number by which an adult's enrolment is known."""
    return case.field == "exam_no" and case["agree_student_no"] in SILENT


def _identity_trust(case: Case, conflict: str) -> Trust:
    """Return the trust of a key's official value.

    The kind says what it takes, the two other keys bear witness.
    """
    witnesses = _witnesses(case)
    # A damaged ID that happens to read like the official one is still damaged.
    damaged = case.field == "id_card" and case["agree_id_card"] == "damaged"
    kind = Kind.VARIANT if damaged else case.difference.kind
    if kind in SPELLING:
        return Trust.ASK_SITE if AGREE.isdisjoint(witnesses) else Trust.SAFE
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
    return bool(case["o_status"] in {ACTIVE, ""} and collected and same_level and not rival)


def _lowered(trust: Trust, witnesses: list[str]) -> Trust:
    """Lower a trust by a step for each witness that half agrees or is silent.

    One that speaks against it ends it.
    """
    if trust not in STEPS or AGREE.isdisjoint(witnesses) or not NOT_AGAINST.issuperset(witnesses):
        return Trust.ASK_SITE
    step = STEPS.index(trust) + sum(level not in AGREE for level in witnesses)
    return STEPS[min(step, len(STEPS) - 1)]
