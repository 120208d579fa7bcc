"""The ladder: from a row and the enrolments that share something with it to one match, or to a stated conflict.

exact 学号 and ID together → 学号 → keys in each other's cells → ID within the same level → damaged ID with the name →
a close 学号 or ID with the name and a second agreement → candidates only. Each rung is a function that answers or
passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recon.match.crosswise import (
    MISPLACED,
    id_in_the_numbers_cell,
    number_in_the_ids_cell,
    numbers_exchanged,
)
from recon.match.people import ACTIVE, Agreement, Candidate, Row, agreement, is_the_person
from recon.values.folding import fold
from recon.words import By

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOBODY = -1
NOT_ASKED = Agreement("not-asked", "not-asked", "not-asked")


class Match(NamedTuple):
    """The answer for one row (``model.MATCH_COLUMNS``)."""

    row_id: int
    enrol_id: int = NOBODY
    by: By = By.NONE
    agree: Agreement = NOT_ASKED
    conflict: str = ""
    other_enrol_id: int = NOBODY


def climb(row: Row, candidates: Iterable[Candidate]) -> Match:
    """Return the match of a row, given every enrolment that shares its 学号, its 考生号 or its ID."""
    found = {candidate.enrol_id: candidate for candidate in candidates}.values()
    named = _named(row, found)
    if named is None or named.student_no != row.student_no:
        crosswise = _misplaced(row, found)
        if crosswise and (named is None or crosswise.enrol_id != NOBODY):
            return crosswise
    holders = [c for c in found if is_the_person(row, c)]
    return _by_number(row, named, found, holders) if named else _by_identity(row, holders)


def _by_number(row: Row, named: Candidate, found: Iterable[Candidate], holders: Sequence[Candidate]) -> Match:
    """Match a row whose number names an enrolment: it, the person's other one, or two students."""
    agree = agreement(row, named)
    if agree.identity and agree.called:
        return _other_enrolment(row, named, agree, [*_others_of(named, found), *holders])
    if _exchanged(row, named):
        crosswise = agree._replace(name=MISPLACED, id_card=MISPLACED)
        return _with_waiting(_found(row, named, crosswise, conflict="exchanged"), _others_of(named, found))
    strangers = [c for c in holders if c.id_card != named.id_card]
    if strangers:
        return _two_students(row, named, agree, strangers)
    if _contradicts(agree):
        return _found(row, named, agree, conflict="name-and-id")
    return _found(row, named, agree)


def climb_by_name(row: Row, homonyms: Iterable[Candidate]) -> Match:
    """Return the match of a row that no exact key found, among enrolments of the same name with a similar key.

    The name alone never decides: a damaged ID must be what a number cell leaves of the official one, a close key needs
    a second agreement.
    """
    pairs = [(c, agreement(row, c)) for c in {h.enrol_id: h for h in homonyms}.values()]
    named = [(c, a) for c, a in pairs if a.called]
    damaged = [c for c, a in named if a.id_card in {"damaged", "variant"}]
    if damaged:
        return _only(row, damaged, By.DAMAGED_ID)
    return _only(row, [c for c, a in named if _close_with_second(row, c, a)], By.CLOSE)


def _only(row: Row, candidates: Sequence[Candidate], by: By) -> Match:
    """Match the one candidate that is left when a person's enrolments are narrowed; two people are never guessed."""
    best = _prefer_level(row, candidates) if len({c.id_card for c in candidates}) == 1 else list(candidates)
    if len(best) == 1:
        return Match(row.row_id, best[0].enrol_id, by, agreement(row, best[0]))
    return (
        Match(row.row_id, conflict="several", other_enrol_id=best[0].enrol_id) if best else Match(row.row_id)
    )


def _named(row: Row, found: Iterable[Candidate]) -> Candidate | None:
    """Return the enrolment the row's 学号 names; for adult rows its 考生号 where the 学号 names none.

    A number in the other number's cell names whom name or ID agrees with: schools make their numbers as they like.
    """
    by_number = [c for c in found if row.student_no and c.student_no == row.student_no]
    by_exam = [c for c in found if row.exam_no and c.exam_no == row.exam_no]
    crosswise = [] if by_number or by_exam else [c for c in found if numbers_exchanged(row, c)]
    named = by_number or by_exam or crosswise
    return min(named, key=lambda c: (c.category != row.form, c.enrol_id), default=None)


def _exchanged(row: Row, named: Candidate) -> bool:
    """Tell whether name and ID stand in each other's cells: crosswise both are the named enrolment's."""
    if row.id_card_raw.isascii() and not named.name.isascii():
        # An ASCII cell can never fold to a Chinese name; this spares most rows the folding below.
        return False
    name, id_card = fold("name", row.id_card_raw).value, fold("id_card", row.name_raw).value
    return "" not in (name, id_card) and (name, id_card) == (named.name, named.id_card)


def _misplaced(row: Row, found: Iterable[Candidate]) -> Match | None:
    """Match a row whose keys stand in each other's cells, or one of them in the other's empty one; the name agrees."""
    number, identity = number_in_the_ids_cell(row), id_in_the_numbers_cell(row)
    if not number and not identity:
        return None
    called = [c for c in found if agreement(row, c).called]
    numbered = [c for c in called if number and c.student_no == number]
    crosswise = [c for c in numbered if (identity and c.id_card == identity) or not row.student_no]
    alone = [c for c in called if identity and c.id_card == identity and not row.id_card]
    match = _only(row, crosswise or alone, By.ID_CARD)
    if match.enrol_id == NOBODY:
        return match if match.conflict else None
    there = {"student_no": number, "id_card": identity}
    agree = match.agree._replace(**{key: MISPLACED for key, value in there.items() if value})
    meant = next(c for c in called if c.enrol_id == match.enrol_id)
    return _with_waiting(match._replace(agree=agree, conflict=MISPLACED), _others_of(meant, called))


def _others_of(named: Candidate, found: Iterable[Candidate]) -> list[Candidate]:
    """Return the other enrolments of a person, as the records have the ID."""
    return [c for c in found if c.id_card == named.id_card != "" and c.enrol_id != named.enrol_id]


def _with_waiting(match: Match, others: Iterable[Candidate]) -> Match:
    """Tell the person's other enrolment that can be collected, if there is one.

    Then nothing of the course may be corrected towards the one that was found without a person looking.
    """
    return match._replace(other_enrol_id=next((c.enrol_id for c in others if c.collectable), NOBODY))


def _contradicts(agree: Agreement) -> bool:
    """Tell whether name and ID both speak against a number's enrolment (MA07): an ID cut short speaks for it."""
    told = {"close", "different", "damaged"}
    return not (agree.called or agree.identity) and {agree.name, agree.id_card} <= told


def _found(row: Row, named: Candidate, agree: Agreement, conflict: str = "") -> Match:
    by_exam = named.exam_no != "" and named.exam_no in (row.exam_no, row.student_no)
    by = By.EXAM_NO if not agree.number and by_exam else By.STUDENT_NO
    if agree.number and agree.identity and agree.id_card != "damaged":
        by = By.BOTH
    return Match(row.row_id, named.enrol_id, by, agree, conflict)


def _other_enrolment(row: Row, named: Candidate, agree: Agreement, persons: Iterable[Candidate]) -> Match:
    """学号, ID and name agree; yet the row may speak of the person's other enrolment (MA06)."""
    every = {c.enrol_id: c for c in persons if c.enrol_id != named.enrol_id}
    others = [c for c in sorted(every.values(), key=lambda c: c.enrol_id) if agreement(row, c).called]
    meant = _that_can_be_meant(row, named, others)
    if len(meant) == 1:
        found = agreement(row, meant[0])
        by = By.DAMAGED_ID if found.id_card == "damaged" else By.ID_CARD
        return Match(row.row_id, meant[0].enrol_id, by, found, "other-enrolment", named.enrol_id)
    return _with_waiting(_found(row, named, agree), others)


def _that_can_be_meant(row: Row, named: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    """Return a person's enrolments that a row means rather than its number's: those to be collected first."""
    collected = [c for c in others if c.collectable]
    meant = [c for c in collected if _is_meant(row, named, c)]
    if meant or collected or not _speaks_of_another(row, named):
        return meant
    fitting = [c for c in others if c.level == row.level or not row.level]
    return [c for c in fitting if c.may_return and c.cohort == row.cohort]


def _is_meant(row: Row, named: Candidate, other: Candidate) -> bool:
    """Tell whether a row speaks of an enrolment to be collected, whatever its number says.

    Of a student who is enrolled the level alone does not tell: number, cohort and major weigh more than one cell.
    """
    if row.level and row.level != other.level:
        return False
    fits = _course(row, other) - _course(row, named)
    if row.level and row.level != named.level:
        return fits > 0 or named.status not in ACTIVE
    if named.status not in ACTIVE:
        return fits >= 0 or other.level == named.level
    return fits > 0 or (not named.collectable and row.cohort == other.cohort != named.cohort)


def _course(row: Row, candidate: Candidate) -> int:
    """Count what the row says of the course as the enrolment has it."""
    pairs = (
        (row.level, candidate.level),
        (row.cohort, candidate.cohort),
        (row.major, candidate.major),
    )
    return sum(sent != "" and sent == official for sent, official in pairs)


def _speaks_of_another(row: Row, named: Candidate) -> bool:
    """Tell whether a row's level or cohort is not its number's, where the number's may not be collected anyway."""
    if row.level and row.level != named.level:
        return True
    return not named.collectable and row.cohort not in {"", named.cohort}


def _two_students(row: Row, named: Candidate, agree: Agreement, strangers: Sequence[Candidate]) -> Match:
    """学号 names one student and the ID another (MA04): the one whose name agrees is meant, else neither."""
    best = _prefer_level(row, strangers)
    theirs = [(c, a) for c in best if (a := agreement(row, c)).called]
    if agree.called and not theirs:
        return _found(row, named, agree, "two-students")._replace(other_enrol_id=best[0].enrol_id)
    if len(theirs) == 1 and not agree.called:
        return Match(
            row.row_id, theirs[0][0].enrol_id, By.ID_CARD, theirs[0][1], "two-students", named.enrol_id
        )
    return Match(row.row_id, conflict="two-students", other_enrol_id=named.enrol_id)


def _by_identity(row: Row, holders: Sequence[Candidate]) -> Match:
    """No enrolment has this 学号: find the person by the ID, within the row's level (MA02, MA05)."""
    return _only(row, holders, By.ID_CARD)


def _prefer_level(row: Row, holders: Sequence[Candidate]) -> list[Candidate]:
    """Narrow a person's enrolments: the row's level first, then those that can be collected, then the row's form."""
    best = sorted(holders, key=lambda c: c.enrol_id)
    best = [c for c in best if c.level == row.level] or best
    best = [c for c in best if c.collectable] or best
    return [c for c in best if c.category == row.form] or best


def _close_with_second(row: Row, candidate: Candidate, agree: Agreement) -> bool:
    """Tell whether one key is close and something else than the name agrees; a contradicting key forbids it."""
    if agree.student_no == "close" and agree.id_card in {"close", "same", "format", "variant", "damaged"}:
        return True
    silent = {"missing-here", "missing-there", "not-asked"}
    one_close = (agree.student_no == "close" and agree.id_card in silent) or (
        agree.id_card == "close" and agree.student_no in silent
    )
    same_course = row.level == candidate.level and row.cohort == candidate.cohort and row.level and row.cohort
    same_place = (row.major and row.major == candidate.major) or (row.site and row.site == candidate.site)
    return bool(one_close and same_course and same_place)
