"""Which findings a run must have about students, sites and claims: those no single spoiled cell stands for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from recon.sites import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.sample.answer.account import Account, Sent
    from recon.sample.people import Enrolment

    Place = tuple[str, str, int]

_PHOTO_RULES = {"PH01": "expired", "PH02": "expiring", "PH03": "unknown", "PH04": "valid"}
_USABLE = frozenset({"valid", "expiring", "unknown"})


def list_findings(account: Account, *, passed: bool) -> dict[str, list[Any]]:
    """List by rule: 学号 (OM01, PH, EX), unit codes (OM02–OM04) or rows as file, sheet, row (SC, DU03)."""
    omitted = [e.student_no for e in account.due if account.state(e, passed=passed) == "omitted"]
    return {"OM01": omitted, **_units(account), **_photos(account), **_scope(account), **_records(account)}


def _units(account: Account) -> dict[str, list[str]]:
    """OM02 silent though students are due; OM03 declared nil; OM04 declared nil though students are due."""
    organisation = account.world.organisation
    due = Counter(e.site for e in account.due)
    nils = dict(account.mailbox.nils)
    came = {delivery.unit for delivery in account.mailbox.deliveries} | set(nils)
    silent = [p.code for p in organisation.places if not came & set(organisation.line(p.code))]
    return {
        "OM02": [code for code in silent if due[code]],
        "OM03": sorted(unit for unit in nils if not due[unit]),
        "OM04": sorted(unit for unit in nils if due[unit]),
    }


def _photos(account: Account) -> dict[str, list[str]]:
    """PH01–PH04 by the state of each due student's photo; PH05 where only the other enrolment was captured."""
    states = account.world.photos
    found = {
        rule: [e.student_no for e in account.due if states[e.student_no].state == state]
        for rule, state in _PHOTO_RULES.items()
    }
    captured = {capture.student_no for capture in account.world.register}
    return {
        **found,
        "PH05": [e.student_no for e in account.due if _is_captured_elsewhere(account, e, captured)],
    }


def _is_captured_elsewhere(account: Account, enrolment: Enrolment, captured: set[str]) -> bool:
    others = (other.student_no for other in account.world.by_person[enrolment.id_card])
    return enrolment.student_no not in captured and any(number in captured for number in others)


def _scope(account: Account) -> dict[str, list[Any]]:
    """List the rows whose student does not belong here, has a photo, or is not this unit's; and double claims."""
    found: dict[str, list[Any]] = {rule: [] for rule in ("SC01", "SC02", "SC03", "SC04", "SC05")}
    for sent in account.rows:
        for rule in _scope_rules(account, sent):
            found[rule].append(sent.place)
    claimed = [rows for rows in account.rows_of.values() if len({sent.delivery.unit for sent in rows}) > 1]
    both = sorted(sent.place for rows in claimed for sent in rows)
    return {**found, "DU03": both, "DU04": _shared_numbers(account)}


def _shared_numbers(account: Account) -> list[Place]:
    """DU04: rows whose submitted 学号 is that of another row's student."""
    own = {sent.place: sent.line.student.student_no for sent in account.rows if sent.line.student}
    written = {sent.place: sent.line.cells["student_no"].value for sent in account.rows}
    numbers = set(own.values())
    return [place for place, number in own.items() if written[place] != number and written[place] in numbers]


def _scope_rules(account: Account, sent: Sent) -> Iterable[str]:
    home = sent.line.counts_for
    if home is None:
        return
    if home.group == "newer":
        yield "SC01"
    if home.category == "adult" and home.level != "专科":
        yield "SC02"
    if home.status != "在籍":
        yield "SC03"
    if account.world.photos[home.student_no].state in _USABLE:
        yield "SC04"
    if sent.delivery.unit != UNKNOWN and not account.is_own(sent):
        yield "SC05"


def _records(account: Account) -> dict[str, list[str]]:
    """EX01–EX04 about the records of due students."""
    flaws = {"EX01": {"EX01"}, "EX02": {"EX02"}, "EX03": {"EX03"}, "EX04": {"EX04", "EX04b"}}
    return {rule: [e.student_no for e in account.due if e.flaw in wanted] for rule, wanted in flaws.items()}
