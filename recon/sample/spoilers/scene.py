"""The stage on which mistakes are made: who already takes part in one, and whom others may be taken for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from recon.sample.people import Enrolment
    from recon.sample.rows import Line
    from recon.sample.world import World

_TRIES = 50


@dataclass
class Scene:
    """The state of one campaign's mistakes."""

    world: World
    chance: Random
    sent: set[str]
    """学号 in any file; whoever is not here may be borrowed."""
    file: list[Line] = field(default_factory=list)
    """The rows of the file being spoiled."""
    busy: set[str] = field(default_factory=set)
    """学号 of those who take part in a mistake."""

    def __post_init__(self) -> None:
        """Shuffle the graduates who can be borrowed."""
        self._strangers = [e for e in self.world.enrolments if e.status == "毕业" and self.alone(e)]
        self.chance.shuffle(self._strangers)

    def alone(self, enrolment: Enrolment) -> bool:
        """Tell whether the person has no other enrolment."""
        return len(self.world.by_person[enrolment.id_card]) == 1

    def exists(self, number: str) -> bool:
        """Tell whether some enrolment has this 学号 or ID."""
        return number in self.world.by_number or number in self.world.by_person

    def stranger(self) -> Enrolment | None:
        """Borrow a graduate whom nobody sends, for mistakes that point to another real student."""
        while self._strangers:
            enrolment = self._strangers.pop()
            if enrolment.student_no not in self.busy:
                self.busy.add(enrolment.student_no)
                return enrolment
        return None

    def neighbour(self, line: Line) -> Line | None:
        """Return another untouched row of the same file, of the same level."""
        for _ in range(_TRIES):
            other = self.chance.choice(self.file)
            if is_untouched(other, self) and other.student is not line.student and other.level == line.level:
                assert other.student
                self.busy.add(other.student.student_no)
                return other
        return None


def is_untouched(line: Line, scene: Scene) -> bool:
    """Tell whether the row is still clean and its student takes part in no other mistake."""
    return line.spoil is None and line.student is not None and line.student.student_no not in scene.busy
