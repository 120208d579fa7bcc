"""What the counts and lists of a run must be: coverage, omissions, surplus, sites, photos."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recon.sample.answer.account import Account
    from recon.sample.people import Enrolment

CELL = ("branch", "site_code", "category", "cohort", "level")


def count_cells(account: Account, *, passed: bool) -> list[dict[str, Any]]:
    """Count by branch, home site, category, cohort and level, all from the extract."""
    cells: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for enrolment in account.due:
        cells[_cell(account, enrolment)].update(_due_counts(account, enrolment, passed=passed))
    for enrolment in account.eligible:
        rows = account.rows_of.get(enrolment.student_no, [])
        submitted = any(not sent.late for sent in rows)
        cells[_cell(account, enrolment)].update({"eligible": 1, "eligible_submitted": int(submitted)})
    return [{**dict(zip(CELL, cell, strict=True)), **counts} for cell, counts in sorted(cells.items())]


def _cell(account: Account, enrolment: Enrolment) -> tuple[str, ...]:
    place = account.world.organisation.by_code[enrolment.site]
    return place.branch, place.code, enrolment.category, enrolment.cohort, enrolment.level


def _due_counts(account: Account, enrolment: Enrolment, *, passed: bool) -> dict[str, int]:
    state = account.state(enrolment, passed=passed)
    counts = {"due": 1, state: 1, f"photo_{account.world.photos[enrolment.student_no].state}": 1}
    if state == "submitted":
        counts[account.quality(enrolment)] = 1
        counts["submitted_elsewhere"] = int(account.is_elsewhere(enrolment))
    return counts


def add_up(cells: list[dict[str, Any]]) -> dict[str, int]:
    """Return the totals of the cells."""
    totals: Counter[str] = Counter()
    for cell in cells:
        totals.update({name: count for name, count in cell.items() if name not in CELL})
    return dict(sorted(totals.items()))


def list_omissions(account: Account, *, passed: bool) -> list[list[str]]:
    """List 学号, home site and reason, as ``omissions.csv`` must have them."""
    lines: list[list[str]] = []
    for enrolment in account.due:
        state = account.state(enrolment, passed=passed)
        reason = "elsewhere" if account.is_elsewhere(enrolment) else state
        if reason != "submitted":
            lines.append([enrolment.student_no, enrolment.site, reason])
    lines += [
        [e.student_no, e.site, "earlier"] for e in account.eligible if e.student_no not in account.rows_of
    ]
    return sorted(lines)


def list_surplus(account: Account) -> list[list[Any]]:
    """List file, sheet, row, 学号 and why, as ``surplus.csv`` must have them."""
    return [[*sent.place, sent.number, why] for sent, why in account.why() if why not in {"due", "eligible"}]


def list_photos(account: Account) -> dict[str, list[str]]:
    """Say of each due or eligible student: state, batch, needed on, captured on, valid until."""
    lines = {}
    for enrolment in sorted([*account.due, *account.eligible], key=lambda e: e.student_no):
        photo = account.world.photos[enrolment.student_no]
        days = (photo.needed_on, photo.captured_on, photo.valid_until)
        lines[enrolment.student_no] = [
            photo.state,
            photo.batch,
            *(day.isoformat() if day else "" for day in days),
        ]
    return lines


def count_sites(account: Account) -> dict[str, dict[str, Any]]:
    """Count each unit's files and live rows; name the states that follow from what came alone."""
    organisation = account.world.organisation
    units = {p.code for p in organisation.places} | {code for code, _ in organisation.reporting_branches}
    came: dict[str, list[str]] = defaultdict(list)
    for delivery in account.mailbox.deliveries:
        if delivery.life != "same-bytes":
            came[delivery.unit].append(delivery.life)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sent, why in account.why():
        counts[sent.delivery.unit].update({"rows": 1, f"rows_{why}": 1, "late": int(sent.late)})
    return {
        unit: {"files": len(came[unit]), **counts[unit], "status": _status(account, unit, came)}
        for unit in sorted(units | set(came))
    }


def _status(account: Account, unit: str, came: dict[str, list[str]]) -> str:
    """Return silent, declared-nil or unreadable; an empty text where the findings decide."""
    if came[unit]:
        return "unreadable" if set(came[unit]) == {"unreadable"} else ""
    if unit in dict(account.mailbox.nils):
        return "declared-nil"
    organisation = account.world.organisation
    above = organisation.line(unit)[1:] if unit in organisation.by_code else ()
    return "" if any(came[code] for code in above) else "silent"
