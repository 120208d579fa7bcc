"""A roster's row before it is written: its cells, the enrolment it truly speaks of, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.sample.people import Enrolment
    from recon.sample.world import World

CODES = {"open": "51161", "adult": "51383"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One submitted cell: what it shows and how it is stored (``text``, ``number``, ``error`` or ``blank``)."""

    value: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Spoil:
    """What was done to a row: the rule that must find it, and everything ``truth.json`` says about it."""

    name: str
    rule: str
    field: str
    right: str
    trust: str
    needs: tuple[str, ...]
    also: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """Further fields the finding may stand at, where the catalogue leaves it open."""


@dataclass(frozen=True, slots=True)
class Line:
    """One student row of a roster."""

    cells: Mapping[str, Cell]
    student: Enrolment | None
    """The enrolment the site means; ``None`` for somebody no extract knows."""
    counts_for: Enrolment | None
    """The enrolment the row counts for (docs/definitions.md, "Who is due")."""
    spoil: Spoil | None = None

    @property
    def level(self) -> str:
        """The level of the student's course: 专科 or 本科."""
        return self.student.level if self.student else self.cells["level"].value

    def with_cell(self, code: str, cell: Cell) -> Line:
        """Return the row with one other cell."""
        return replace(self, cells={**self.cells, code: cell})


def clean_line(world: World, enrolment: Enrolment) -> Line:
    """Return the row a careful clerk would write: the extract's own characters, every cell text."""
    place = world.organisation.by_code[enrolment.site]
    adult = enrolment.category == "adult"
    values = {
        "institution_code": CODES[enrolment.category],
        "student_no": enrolment.student_no,
        "exam_no": enrolment.exam_no,
        "name": enrolment.name.rstrip("\u3000"),
        "sex": enrolment.sex,
        "id_card": enrolment.id_card,
        "level": enrolment.level if not adult or enrolment.level == "专科" else "专升本",
        "major": enrolment.major,
        "cohort": enrolment.cohort,
        "study_form": enrolment.study_form,
        "class_name": enrolment.class_name,
        "branch": place.branch,
        "site": place.adult_name if adult else place.name,
    }
    return Line({code: Cell(value) for code, value in values.items()}, enrolment, enrolment)
