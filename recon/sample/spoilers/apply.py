"""Spreading the mistakes over the files: each spoiled row has exactly one, and no clean row is touched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recon.sample.roles import EVERY_ROW_SPOILED
from recon.sample.spoilers.rowkit import Target
from recon.sample.spoilers.scene import Scene
from recon.sample.spoilers.table import INTRUDERS, SPOILERS
from recon.sample.world import LARGE

if TYPE_CHECKING:
    from recon.sample.deliveries import Delivery, Mailbox
    from recon.sample.people import Enrolment
    from recon.sample.rows import Line
    from recon.sample.spoilers.kit import Spoiler
    from recon.sample.spoilers.rowkit import Intruder
    from recon.sample.world import World

ROWS_PER_SPOIL = 2_600
"""One spoil of weight 1 for so many rows: with some 65 kinds, about 3 % of the rows."""
_LEAST = 3
_TRIES = 4


def spoil_mailbox(world: World, mailbox: Mailbox) -> Mailbox:
    """Return the mailbox with mistakes in its live files."""
    work = _Work(world, mailbox)
    for spoiler in SPOILERS:
        work.spoil(spoiler)
    for intruder in INTRUDERS:
        work.intrude(intruder)
    return work.mailbox()


class _Work:
    """The rows of all files as lists that can be changed, and the stage."""

    def __init__(self, world: World, mailbox: Mailbox) -> None:
        self.before = mailbox
        self.files = [list(delivery.lines) for delivery in mailbox.deliveries]
        sent = {line.student.student_no for lines in self.files for line in lines if line.student}
        self.scene = Scene(world, world.seed.stream("spoils"), sent)
        # Whoever stands in a supplement's repeat keeps out of other mistakes.
        spoiled = (line.student for lines in self.files for line in lines if line.spoil)
        self.scene.busy |= {student.student_no for student in spoiled if student}
        healthy = (n for n, d in enumerate(mailbox.deliveries) if d.role not in EVERY_ROW_SPOILED)
        self.live = [n for n in healthy if mailbox.deliveries[n].life == "live"]
        self.places = [(file, row) for file in self.live for row in range(len(self.files[file]))]
        self.scene.chance.shuffle(self.places)
        self.count = sum(len(lines) for lines in self.files)
        self.forgotten = self._forgotten()

    def _forgotten(self) -> list[Enrolment]:
        """Due students who stand in no file although their unit sent one of their form."""
        world = self.scene.world
        units = {(d.unit, d.form) for n, d in enumerate(self.before.deliveries) if n in self.live}
        return [
            e for e in world.enrolments
            if world.is_due(e) and e.student_no not in self.scene.sent
            and any((unit, e.category) in units for unit in world.organisation.line(e.site))
        ]  # fmt: skip

    def wanted(self, weight: float) -> int:
        """Return how many rows a mistake of this weight should hit."""
        least = _LEAST if self.count >= LARGE else 1
        return max(least, round(weight * self.count / ROWS_PER_SPOIL))

    def spoil(self, spoiler: Spoiler) -> None:
        """Make one kind of mistake on rows all over the province."""
        left = self.wanted(spoiler.weight)
        for place in list(self.places):
            if left == 0:
                return
            file, row = place
            if not self._can_show(spoiler, self.before.deliveries[file]):
                continue
            self.scene.file = self.files[file]
            spoiled = spoiler.apply(self.files[file][row], self.scene)
            if spoiled:
                self.files[file][row] = spoiled
                self.places.remove(place)
                left -= 1

    @staticmethod
    def _can_show(spoiler: Spoiler, delivery: Delivery) -> bool:
        if spoiler.sheet_only and delivery.layout.encoding:
            return False
        codes = {code for code, _ in delivery.layout.columns(delivery.drawn_as)}
        return spoiler.field in codes

    def intrude(self, intruder: Intruder) -> None:
        """Put one kind of row into files all over the province."""
        files = [n for n in self.live if self.before.deliveries[n].form == intruder.form]
        left, tries = self.wanted(intruder.weight), _TRIES * (len(files) + 3)
        while left and tries and files:
            tries -= 1
            file = self.scene.chance.choice(files)
            line = intruder.make(self._target(file), self.scene)
            if line:
                self._insert(file, line)
                left -= 1

    def _target(self, file: int) -> Target:
        unit = self.before.deliveries[file].unit
        others = [n for n in self.live if self.before.deliveries[n].unit != unit]
        elsewhere = [line for n in others for line in self.files[n]]
        return Target(self.before.deliveries[file], self.files[file], elsewhere, self.forgotten)

    def _insert(self, file: int, line: Line) -> None:
        """Put the row somewhere; a repeat goes behind the row it repeats."""
        lines = self.files[file]
        same = (n for n, other in enumerate(lines) if line.student and other.student is line.student)
        lines.insert(self.scene.chance.randint(next(same, -1) + 1, len(lines)), line)

    def mailbox(self) -> Mailbox:
        """Return the files with their rows as they now are."""
        changed = [
            replace(delivery, lines=tuple(lines))
            for delivery, lines in zip(self.before.deliveries, self.files, strict=True)
        ]
        return replace(self.before, deliveries=tuple(changed))
