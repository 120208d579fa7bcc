"""The generator's own account of every student, from what it knows of its people: no code of the product is asked.

The meanings are those of ``definitions.md``; the story test holds the product's answer against this one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.sample.deliveries import Delivery, Mailbox
    from recon.sample.people import Enrolment
    from recon.sample.rows import Line
    from recon.sample.world import World

_ERRORS = frozenset(
    ("IC01 IC02 NO01 NO02 NO03 ID01 ID04 ID05 ID07 ID08 ID09 NA01 NA06 VO01 VO02 VO03 VO04 VO05 DU01 DU03 DU04 HD05 "
     "MA01 MA02 MA03 MA04 MA05 MA06 MA07 DF01 DF02 DF03 DF04 DF06 SC01 SC02 SC03").split()
)  # fmt: skip
"""Row rules of severity error."""
_APPLIED = frozenset({Trust.SAFE, Trust.LIKELY})
_SPOILED_FILES = frozenset({"slid", "no-id"})
"""Roles whose file has an error that is an error of each of its rows (FI14, HD02)."""
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Sent:
    """One live row: where it stands and whom it counts for."""

    delivery: Delivery
    row: int
    line: Line
    late: bool

    @property
    def place(self) -> tuple[str, str, int]:
        """The row's address: file, sheet, row."""
        return self.delivery.path, self.delivery.sheet, self.row

    @property
    def broken(self) -> bool:
        """Whether an error stays open after what is safe and likely was applied."""
        spoil = self.line.spoil
        own = spoil is not None and spoil.rule in _ERRORS and spoil.trust not in _APPLIED
        return own or self.delivery.role in _SPOILED_FILES or bool(self.delivery.sent_as)


@dataclass(frozen=True)
class Account:
    """Who was sent by whom, and what became of every due student before and after the deadline."""

    world: World
    mailbox: Mailbox

    @cached_property
    def rows(self) -> list[Sent]:
        """All live rows in (file, sheet, row) order."""
        first = self._first_appearance()
        return [
            Sent(delivery, row, line, bool(line.counts_for) and _late(first.get(_number(line), "")))
            for delivery in self.mailbox.deliveries
            if delivery.life == "live"
            for row, line in enumerate(delivery.lines, delivery.first_row())
        ]

    def _first_appearance(self) -> dict[str, str]:
        """When each student first stood in a readable file; an unknown time is never late, so it is the earliest."""
        first: dict[str, str] = {}
        for delivery in self.mailbox.deliveries:
            if delivery.life in {"live", "superseded"}:
                for number in map(_number, delivery.lines):
                    first[number] = min(first.get(number, "9"), delivery.received_at)
        return first

    @cached_property
    def rows_of(self) -> dict[str, list[Sent]]:
        """The live rows that count for each enrolment."""
        found: dict[str, list[Sent]] = defaultdict(list)
        for sent in self.rows:
            if sent.line.counts_for:
                found[sent.line.counts_for.student_no].append(sent)
        return found

    @cached_property
    def due(self) -> list[Enrolment]:
        """Due enrolments, by 学号."""
        return sorted(filter(self.world.is_due, self.world.enrolments), key=lambda e: e.student_no)

    @cached_property
    def eligible(self) -> list[Enrolment]:
        """Eligible enrolments, by 学号."""
        return sorted(filter(self.world.is_eligible, self.world.enrolments), key=lambda e: e.student_no)

    @cached_property
    def answered(self) -> set[tuple[str, str]]:
        """(Home site, form) some of whose students stand in a live file of a unit that may report for it, or nil."""
        found = {
            (sent.line.counts_for.site, sent.delivery.drawn_as)
            for sent in self.rows
            if sent.line.counts_for and self.is_own(sent)
        }
        nils = {unit for unit, _ in self.mailbox.nils}
        places = [
            p.code for p in self.world.organisation.places if nils & set(self.world.organisation.line(p.code))
        ]
        return found | {(code, form) for code in places for form in ("open", "adult")}

    def is_own(self, sent: Sent) -> bool:
        """Tell whether the row was sent by the student's home site or a unit that may report for it."""
        home = sent.line.counts_for
        return home is not None and sent.delivery.unit in self.world.organisation.line(home.site)

    def state(self, enrolment: Enrolment, *, passed: bool) -> str:
        """Return submitted, late, awaited or omitted: the first that holds."""
        rows = self.rows_of.get(enrolment.student_no, [])
        if any(not sent.late for sent in rows):
            return "submitted"
        if rows:
            return "late"
        if not passed and (enrolment.site, enrolment.category) not in self.answered:
            return "awaited"
        return "omitted"

    def is_elsewhere(self, enrolment: Enrolment) -> bool:
        """Tell whether only units that are not above the home site sent the student in time."""
        timely = [sent for sent in self.rows_of.get(enrolment.student_no, []) if not sent.late]
        return bool(timely) and not any(self.is_own(sent) for sent in timely)

    def quality(self, enrolment: Enrolment) -> str:
        """Return held, open or clean; asked of submitted students only."""
        if enrolment.flaw.startswith("EX"):
            return "held"
        rows = self.rows_of[enrolment.student_no]
        claimed = len({sent.delivery.unit for sent in rows}) > 1
        return "open" if claimed or any(sent.broken for sent in rows) else "clean"

    def why(self) -> Iterator[tuple[Sent, str]]:
        """Say of each live row: due, eligible, surplus, unmatched or repeat (per reporting unit)."""
        seen: set[tuple[str, str]] = set()
        for sent in self.rows:
            home = sent.line.counts_for
            key = (sent.delivery.unit, home.student_no if home else "")
            if home is None:
                yield sent, "unmatched"
            elif key in seen:
                yield sent, "repeat"
            else:
                yield sent, self._standing(home)
            seen.add(key)

    def _standing(self, enrolment: Enrolment) -> str:
        if self.world.is_due(enrolment):
            return "due"
        return "eligible" if self.world.is_eligible(enrolment) else "surplus"


def _number(line: Line) -> str:
    return line.counts_for.student_no if line.counts_for else ""


def _late(received_at: str) -> bool:
    return received_at[:10] > "2020-06-10"
