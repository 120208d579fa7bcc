"""What a spoiler is: a small named mistake, the rule that must find it, and what must then be proposed.

``rule`` is the rule that is *charged* for the mistake; ``also`` names findings that may stand beside it as evidence
(rules.md, "How findings are charged"). Each spoiler's docstring says why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from recon.sample.extracts import level_text
from recon.sample.rows import Cell, Line, Spoil
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from recon.sample.people import Enrolment
    from recon.sample.world import World

Change: TypeAlias = "Mapping[str, Cell] | None"
"""Field code → the cell as submitted; ``None`` where the mistake cannot be made on this row."""


@dataclass
class Scene:
    """The stage of one campaign's mistakes: who is already involved in one, and which numbers exist."""

    world: World
    chance: Random
    sent: set[str]
    """学号 in any file; whoever is not here may be borrowed."""
    file: list[Line] = field(default_factory=list)
    """The rows of the file being spoiled."""
    busy: set[str] = field(default_factory=set)

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
        for _ in range(50):
            other = self.chance.choice(self.file)
            if is_untouched(other, self) and other.student is not line.student and _same_level(other, line):
                assert other.student
                self.busy.add(other.student.student_no)
                return other
        return None

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


def is_untouched(line: Line, scene: Scene) -> bool:
    """Tell whether the row is still clean and its student takes part in no other mistake."""
    return line.spoil is None and line.student is not None and line.student.student_no not in scene.busy


def _same_level(one: Line, other: Line) -> bool:
    return bool(one.student and other.student and one.student.level == other.student.level)


@dataclass(frozen=True, slots=True)
class Spoiler:
    """One way to spoil a clean row."""

    rule: str
    field: str
    trust: Trust
    spoil: Callable[[Line, Scene], Change]
    also: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    by_person: bool = True
    """It shows only beside an official ID (else the student record alone tells)."""
    categories: tuple[str, ...] = ("open", "adult")
    sources: tuple[str, ...] = ("student", "central", "adult")
    flaw: str = ""
    """The record's flaw a row must have for it."""
    sheet_only: bool = False
    """It needs a cell type, so it cannot be made in CSV."""
    counts: bool = True
    """The row is still found, so the student counts as submitted."""
    weight: float = 1.0
    pair: bool = False
    """It needs a person with a finished 专科 and a current 本科."""

    @property
    def name(self) -> str:
        """The mistake's name in ``truth.json``."""
        return self.spoil.__name__

    def fits(self, line: Line, scene: Scene) -> bool:
        """Tell whether this mistake can be made on this row without meaning anything else."""
        student = line.student
        if student is None or not is_untouched(line, scene) or student.flaw != self.flaw:
            return False
        if student.category not in self.categories or student.source not in self.sources:
            return False
        return bool(self.flaw) or self.pair != scene.alone(student)

    def apply(self, line: Line, scene: Scene) -> Line | None:
        """Return the spoiled row, or ``None`` where it cannot be made."""
        change = self.spoil(line, scene) if self.fits(line, scene) else None
        if change is None or line.student is None:
            return None
        right = right_value(line, self.field) if self.trust is not Trust.NEVER else ""
        told = Spoil(
            self.name,
            self.rule,
            self.field,
            right,
            self.trust,
            self.needs(line.student),
            self.also,
            self.fields,
        )
        scene.busy.add(line.student.student_no)
        return Line({**line.cells, **change}, line.student, line.counts_for if self.counts else None, told)

    def needs(self, student: Enrolment) -> tuple[str, ...]:
        """Return the extract kinds without which the mistake cannot be seen."""
        return needs(student, by_person=self.by_person)


def right_value(line: Line, code: str) -> str:
    """Return what should stand in the cell: the extract's exact characters."""
    if line.student and code in {"student_no", "name", "id_card"}:
        return str(getattr(line.student, code))
    if line.student and code == "level":
        return level_text(line.student)
    return line.cells[code].value


def needs(student: Enrolment, *, by_person: bool) -> tuple[str, ...]:
    """Name the extracts that hold the student (and the ID)."""
    if student.source != "student":
        return (student.source,)
    return ("students", "users") if by_person else ("students",)


def spoiler(
    rule: str, on: str, trust: Trust, **more: object
) -> Callable[[Callable[[Line, Scene], Change]], Spoiler]:
    """Turn a function into a :class:`Spoiler`; nothing is registered (the table is in ``__init__``)."""

    def wrap(spoil: Callable[[Line, Scene], Change]) -> Spoiler:
        return Spoiler(rule, on, trust, spoil, **more)  # type: ignore[arg-type]

    return wrap


def text(code: str, value: str) -> dict[str, Cell]:
    """Return a change of one text cell."""
    return {code: Cell(value) if value else Cell("", "blank")}


def other_digit(number: str, position: int, chance: Random) -> str:
    """Return the number with another digit at ``position``."""
    digits = [d for d in "0123456789" if d != number[position]]
    return number[:position] + chance.choice(digits) + number[position + 1 :]


def swapped(number: str, position: int) -> str:
    """Return the number with two neighbours swapped."""
    return number[:position] + number[position + 1] + number[position] + number[position + 2 :]
