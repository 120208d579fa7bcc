"""What may be proposed for a broken cell: a value to put there, and how sure (docs/definitions.md, "Trust")."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from recon.rules.rule import Case
from recon.rules.spelling import certain, meant
from recon.rules.trust import SPELLING, trust_of
from recon.values.cohort import is_cohort
from recon.values.identity import is_sound, sex_of
from recon.values.names import has_placeholder
from recon.values.vocabulary import LEVEL, SEX
from recon.words import Kind, Trust

if TYPE_CHECKING:
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


_NEVER_PROPOSE = frozenset({"NO05", "NO06", "ID09", "ID10", "DU04", "DU05", "VO07"})
"""Rules that tell of a relation between cells or rows, or of a cell's type.

There is no value to put there.
"""
_SPELLING_RULES = frozenset({"NO02", "ID02", "ID03", "NA02", "NA03", "NA04", "VO01", "VO02", "VO03", "VO04"})
"""Rules about spelling: an unmatched row still gets the cleaned value, as a suggestion."""
_PUTTING = frozenset({Trust.SAFE, Trust.LIKELY, Trust.CONFIRM})
"""Trusts that come with the value to put there."""
_CANONICAL = frozenset({"sex", "cohort"})
"""Fields that extracts write as codes or dates (1, 20190301): a roster gets the canonical value instead."""


def propose(rule: Rule, case: Cell) -> Proposal:
    """Return what to put in the place of a broken cell, and how sure."""
    if rule.code == "DU01":
        return Proposal(trust=Trust.SAFE if case["dup_same"] else Trust.ASK_SITE)
    if rule.code == "NO04":
        return Proposal(case["o_student_no_raw"] if case["same_student_no"] else "", Trust.SAFE)
    if not case.field or rule.code in _NEVER_PROPOSE:
        return Proposal(trust=rule.trust)
    if case.field == "institution_code":
        return _institution_code(case)
    if not case["matched"]:
        return _suggestion(rule, case)
    return case.correction or _unrecorded(rule, case)


def _unrecorded(rule: Rule, case: Case) -> Proposal:
    """Return what to put where the record has no value: a word that is certain needs none (the platform has no sex)."""
    if rule.family == "VO" and rule.code in _SPELLING_RULES and certain(case):
        return Proposal(case[case.field], Trust.SAFE)
    return Proposal(trust=Trust.NONE if rule.family == "DF" else rule.trust)


def _correction(case: Case) -> Proposal | None:
    """Return the matched enrolment's value: what anything wrong is set to, if it may be set at all."""
    official = case[f"o_{case.field}" if case.field in _CANONICAL else f"o_{case.field}_raw"]
    if not official:
        return None
    if case["conflict"] != "name-and-id":
        if _record_is_suspect(case):
            return Proposal(trust=Trust.AUTHORITY)
        unread = _is_unread_level(case) or not _says_something(case.field, case[f"o_{case.field}"])
        if unread and case.difference.kind not in SPELLING:
            return Proposal(trust=Trust.ASK_SITE)
    trust = trust_of(case)
    return Proposal(official if trust in _PUTTING else "", trust)


def _record_is_suspect(case: Case) -> bool:
    """Tell whether the extract itself looks wrong and the roster right: then nothing is corrected towards it.

    A placeholder in the recorded name, a recorded sex that contradicts the recorded ID, a recorded ID that fails its
    check or is still the 15-digit form, a recorded cohort, level or sex nobody can read, while the site wrote what
    could well be true.
    """
    field = case.field
    sent, official = case[field], case[f"o_{field}"]
    if sent == official or not sent:
        return False
    if field == "id_card":
        return is_sound(sent) and not is_sound(official)
    if field == "sex" and sex_of(case["o_id_card"]) == sent:
        return True
    if _is_unread_level(case):
        return sent in LEVEL
    could_be = field != "name" or case.difference.kind in {Kind.VARIANT, Kind.CLOSE}
    return could_be and _says_something(field, sent) and not _says_something(field, official)


def _is_unread_level(case: Case) -> bool:
    """Tell whether nobody can read the recorded level: a word of no vocabulary, not even the campaign's."""
    return case.field == "level" and case["o_scope"] == "unknown" and case["o_level"] not in LEVEL


def _says_something(field: str, value: str) -> bool:
    """Tell whether a folded value can stand on a form: a placeholder is no name, 未知 no sex, 某年秋季 no cohort.

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
    if rule.code not in _SPELLING_RULES:
        return Proposal(trust=rule.trust)
    if rule.code.startswith("VO"):
        return Proposal(case[case.field], Trust.SAFE) if certain(case) else Proposal(trust=Trust.ASK_SITE)
    return Proposal(meant(case), Trust.ASK_SITE)
