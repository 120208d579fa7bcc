"""``expected.json``: the lists and totals a run on this sample must arrive at, before and after the deadline."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from recon.sample.account import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.sample.account import Sent
    from recon.sample.deliveries import Mailbox
    from recon.sample.people import Enrolment
    from recon.sample.world import World

MOMENTS = {"before": "2020-06-08", "after": "2020-06-15"}
"""``--as-of`` days before and after the deadline of 2020-06-10."""
_UNKNOWN = "?"


def make_expected(world: World, mailbox: Mailbox) -> dict[str, Any]:
    """Return everything the story test compares with."""
    account = Account(world, mailbox)
    coverage = {name: _coverage(account, passed=name == "after") for name in MOMENTS}
    return {
        "as_of": MOMENTS,
        "totals": {name: _totals(cells) for name, cells in coverage.items()},
        "coverage": coverage,
        "omissions": {name: _omissions(account, passed=name == "after") for name in MOMENTS},
        "surplus": _surplus(account),
        "findings": {name: _findings(account, passed=name == "after") for name in MOMENTS},
        "photos": _photos(account),
        "sites": _sites(account),
        "rows": _rows(mailbox, account),
        "files": [_file(delivery) for delivery in mailbox.deliveries],
    }


def _coverage(account: Account, *, passed: bool) -> list[dict[str, Any]]:
    """Count by branch, home site, category, cohort and level, all from the extract."""
    cells: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for enrolment in account.due:
        cells[_cell(account, enrolment)].update(_due_counts(account, enrolment, passed=passed))
    for enrolment in account.eligible:
        rows = account.rows_of.get(enrolment.student_no, [])
        submitted = any(not sent.late for sent in rows)
        cells[_cell(account, enrolment)].update({"eligible": 1, "eligible_submitted": int(submitted)})
    names = ("branch", "site_code", "category", "cohort", "level")
    return [{**dict(zip(names, cell, strict=True)), **counts} for cell, counts in sorted(cells.items())]


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


def _totals(cells: list[dict[str, Any]]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for cell in cells:
        totals.update({name: count for name, count in cell.items() if isinstance(count, int)})
    return dict(totals)


def _omissions(account: Account, *, passed: bool) -> list[list[str]]:
    """List 学号, home site, reason and where the student was found, as ``omissions.csv`` must."""
    lines: list[list[str]] = []
    for enrolment in account.due:
        state = account.state(enrolment, passed=passed)
        elsewhere = account.is_elsewhere(enrolment)
        if state != "submitted" or elsewhere:
            lines.append([enrolment.student_no, enrolment.site, "elsewhere" if elsewhere else state])
    lines += [
        [e.student_no, e.site, "earlier"] for e in account.eligible if e.student_no not in account.rows_of
    ]
    return sorted(lines)


def _surplus(account: Account) -> list[list[Any]]:
    wanted = {"surplus", "unmatched", "repeat"}
    return [[*sent.place, _number(sent), why] for sent, why in account.why() if why in wanted]


def _number(sent: Sent) -> str:
    return sent.line.counts_for.student_no if sent.line.counts_for else ""


def _findings(account: Account, *, passed: bool) -> dict[str, list[Any]]:
    """List findings about students, sites and claims by rule: 学号, site codes or row addresses."""
    by_state = {state: _with_photo(account, state) for state in ("expired", "expiring", "unknown", "valid")}
    found: dict[str, list[Any]] = {
        "OM01": [e.student_no for e in account.due if account.state(e, passed=passed) == "omitted"],
        **_nil_and_silent(account),
        "PH01": by_state["expired"],
        "PH02": by_state["expiring"],
        "PH03": by_state["unknown"],
        "PH04": by_state["valid"],
        "PH05": _captured_elsewhere(account),
        **_scope(account),
        "DU03": sorted(sent.place for rows in account.rows_of.values() if _units(rows) > 1 for sent in rows),
    }
    for rule in ("EX01", "EX02", "EX03"):
        found[rule] = [e.student_no for e in account.due if e.flaw == rule]
    found["EX04"] = [e.student_no for e in account.due if e.flaw in {"EX04", "EX04b"}]
    return found


def _with_photo(account: Account, state: str) -> list[str]:
    return [e.student_no for e in account.due if account.world.photos[e.student_no].state == state]


def _captured_elsewhere(account: Account) -> list[str]:
    """Due, not captured, but the person's other enrolment is (PH05)."""
    world = account.world
    captured = {capture.student_no for capture in world.register}
    return [
        e.student_no for e in account.due
        if e.student_no not in captured
        and any(o.student_no in captured for o in world.by_person[e.id_card])
        and not e.flaw.startswith("EX04")
    ]  # fmt: skip


def _units(rows: Iterable[Sent]) -> int:
    return len({sent.delivery.unit for sent in rows})


def _scope(account: Account) -> dict[str, list[Any]]:
    """List the rows whose student does not belong here, or is not this unit's."""
    found: dict[str, list[Any]] = {rule: [] for rule in ("SC01", "SC02", "SC03", "SC04", "SC05")}
    for sent in account.rows:
        home = sent.line.counts_for
        if home is None:
            continue
        rules = {
            "SC01": home.group == "newer",
            "SC02": home.category == "adult" and home.level != "专科",
            "SC03": home.status != "在籍",
            "SC04": account.world.photos[home.student_no].state in {"valid", "expiring", "unknown"},
            "SC05": sent.delivery.unit != _UNKNOWN and not account.is_own(sent),
        }
        for rule, holds in rules.items():
            if holds:
                found[rule].append(sent.place)
    return found


def _nil_and_silent(account: Account) -> dict[str, list[str]]:
    organisation = account.world.organisation
    due = Counter(e.site for e in account.due)
    sent = {delivery.unit for delivery in account.mailbox.deliveries}
    nils = {unit for unit, _ in account.mailbox.nils}
    silent = [p.code for p in organisation.places if not (sent | nils) & set(organisation.line(p.code))]
    return {
        "OM02": [code for code in silent if due[code]],
        "OM03": sorted(unit for unit in nils if not due[unit]),
        "OM04": sorted(unit for unit in nils if due[unit]),
    }


def _photos(account: Account) -> dict[str, list[str]]:
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


def _sites(account: Account) -> dict[str, dict[str, Any]]:
    """Count each unit's live rows by why; name the states that follow from what came alone."""
    organisation = account.world.organisation
    units = {p.code for p in organisation.places} | {code for code, _ in organisation.reporting_branches}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sent, why in account.why():
        counts[sent.delivery.unit].update({"rows": 1, f"rows_{why}": 1, "late": int(sent.late)})
    nils = {unit for unit, _ in account.mailbox.nils}
    came: dict[str, list[str]] = defaultdict(list)
    for delivery in account.mailbox.deliveries:
        came[delivery.unit].append(delivery.life)
    return {
        unit: {**counts[unit], "files": len(came[unit]), "status": _status(account, unit, came, nils)}
        for unit in sorted(units | set(came))
    }


def _status(account: Account, unit: str, came: dict[str, list[str]], nils: set[str]) -> str:
    """Return silent, declared-nil, unreadable, or an empty text where the findings decide."""
    if came[unit]:
        return "unreadable" if set(came[unit]) == {"unreadable"} else ""
    if unit in nils:
        return "declared-nil"
    places = account.world.organisation.by_code
    line = account.world.organisation.line(unit) if unit in places else (unit,)
    return "" if any(came[above] for above in line[1:]) else "silent"


def _rows(mailbox: Mailbox, account: Account) -> dict[str, int]:
    superseded = sum(len(d.lines) for d in mailbox.deliveries if d.life == "superseded")
    judged = len(account.rows)
    return {
        "read": judged + superseded,
        "judged": judged,
        "superseded": superseded,
        "parked": 0,
        "unreadable": 0,
    }


def _file(delivery: Any) -> dict[str, Any]:
    return {
        "file": delivery.path,
        "unit": delivery.unit,
        "form": delivery.drawn_as,
        "received_at": delivery.received_at,
        "kind": delivery.kind,
        "life": delivery.life,
        "rows": 0 if delivery.life in {"unreadable", "same-bytes"} else len(delivery.lines),
    }
