"""The generator's own account of every student, from what it knows of its people: no code of the product is asked.

The meanings are those of ``docs/definitions.md``; the story test holds the product's answer against this one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from recon.sample.deliveries import is_late
from recon.sample.roles import EVERY_ROW_OPEN
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.sample.deliveries import Delivery, Mailbox
    from recon.sample.people import Enrolment
    from recon.sample.rows import Line
    from recon.sample.world import World

    Place = tuple[str, str, int]

_NOT_ERRORS = frozenset(
    {"ID02", "ID03", "ID06", "NA02", "NA03", "NA04", "NA05", "NO04", "NO05", "VO06", "VO07"}
) | {*("DF05", "DF07", "DF08", "DF09", "DU02", "DU05", "SC04", "SC05")}
"""Row rules below severity error (docs/rules.md); the other spoils are errors."""
_APPLIED = frozenset({Trust.SAFE, Trust.LIKELY})


@dataclass(frozen=True, slots=True)
class Sent:
    """One live row: where it stands and whom it counts for."""

    delivery: Delivery
    place: Place
    """File, sheet, row."""
    line: Line
    late: bool

    @property
    def number(self) -> str:
        """The 学号 the row counts for, empty where it counts for nobody."""
        return _number(self.line)

    @property
    def broken(self) -> bool:
        """Whether an error stays open after what is safe and likely was applied."""
        spoil = self.line.spoil
        own = spoil is not None and spoil.rule not in _NOT_ERRORS and spoil.trust not in _APPLIED
        return own or self.delivery.role in EVERY_ROW_OPEN


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
            Sent(delivery, place, line, is_late(first.get(_number(line), delivery.received_at)))
            for delivery in self.mailbox.deliveries
            if delivery.life == "live"
            for place, line in delivery.placed()
        ]

    def _first_appearance(self) -> dict[str, str]:
        """Say when each student first stood in a readable file; an unknown time is empty, so it is the earliest."""
        first: dict[str, str] = {}
        for delivery in self.mailbox.deliveries:
            if delivery.life in {"live", "superseded"}:
                for number in filter(None, map(_number, delivery.lines)):
                    first[number] = min(first.get(number, "9"), delivery.received_at)
        return first

    @cached_property
    def rows_of(self) -> dict[str, list[Sent]]:
        """The live rows that count for each enrolment."""
        found: dict[str, list[Sent]] = defaultdict(list)
        for sent in filter(lambda sent: sent.number, self.rows):
            found[sent.number].append(sent)
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
        """(Home site, form) that sent some of its students itself or through its unit, or declared nil."""
        homes = [(sent, sent.line.counts_for) for sent in self.rows]
        found = {(home.site, sent.delivery.drawn_as) for sent, home in homes if home and self.is_own(sent)}
        nils = {unit for unit, _ in self.mailbox.nils}
        organisation = self.world.organisation
        silent = [place.code for place in organisation.places if nils & set(organisation.line(place.code))]
        return found | {(code, form) for code in silent for form in ("open", "adult")}

    def is_own(self, sent: Sent) -> bool:
        """Tell whether the row was sent by the student's home site or a unit that may report for it."""
        home = sent.line.counts_for
        return home is not None and sent.delivery.unit in self.world.organisation.line(home.site)

    def state(self, enrolment: Enrolment, *, passed: bool) -> str:
        """Return submitted, late, awaited or omitted: the first that holds (``passed``: the deadline has)."""
        rows = self.rows_of.get(enrolment.student_no, [])
        if any(not sent.late for sent in rows):
            return "submitted"
        if rows:
            return "late"
        waiting = not passed and (enrolment.site, enrolment.category) not in self.answered
        return "awaited" if waiting else "omitted"

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
            key = (sent.delivery.unit, sent.number)
            home = sent.line.counts_for
            if home is None:
                yield sent, "unmatched"
            else:
                yield sent, "repeat" if key in seen else self._standing(home)
            seen.add(key)

    def _standing(self, enrolment: Enrolment) -> str:
        if self.world.is_due(enrolment):
            return "due"
        return "eligible" if self.world.is_eligible(enrolment) else "surplus"


def _number(line: Line) -> str:
    return line.counts_for.student_no if line.counts_for else ""
