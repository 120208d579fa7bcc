"""What a spoiler is: a small named mistake, the rule that must find it, and what must then be proposed.

``rule`` is the rule that is *charged* for the mistake; ``also`` names findings that may stand beside it as evidence
(docs/definitions.md, "Who is charged"). Each spoiler's docstring says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from recon.sample.extracts import level_text
from recon.sample.rows import Cell, Line, Spoil
from recon.sample.spoilers.scene import Scene, is_untouched
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from recon.sample.people import Enrolment

Change: TypeAlias = "Mapping[str, Cell] | None"
"""Field code → the cell as submitted; ``None`` where the mistake cannot be made on this row."""


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
    """Turn a function into a :class:`Spoiler`; nothing is registered (see ``table.py``)."""

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
