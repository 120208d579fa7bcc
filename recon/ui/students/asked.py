"""What the students page says: the list, and one student with findings and every row a unit submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from recon.charts.counts import PHOTOS, STATES
from recon.paths import in_quotes
from recon.ui import say
from recon.ui.masking import mask_name, mask_number
from recon.ui.parts.rail import Facet
from recon.ui.store import Page
from recon.ui.store.student import due_state, standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.ui.store import Question, Run

_CLAIM: Final = ("file", "sheet", "row", "unit", "life", "received_at", "why")
_NUMBERS: Final = ("student_no", "exam_no", "id_card")
STANDINGS: Final = ("due", "eligible", "other")
FINDING: Final = "finding"
"""A finding's id in the address: it names a student without a personal value, and holds in later runs too."""


def facets(run: Run) -> tuple[Facet, ...]:
    """Return the rail's groups for students."""
    return (
        Facet("standing", "facet.standing", say.standing, STANDINGS, open=True),
        Facet("due_state", "facet.due_state", say.due_state, STATES, open=True),
        Facet("photo_state", "facet.photo_state", say.photo, PHOTOS, open=True),
        Facet("going", "facet.going", say.going, ("ready", "waiting")),
        Facet("branch", "facet.branch", say.branch),
        Facet("site_code", "facet.site_code", say.site(run)),
        Facet("cohort", "facet.cohort", say.cohort),
        Facet("level", "facet.level", say.plain),
        Facet("category", "facet.category", say.category),
        Facet("status", "facet.enrolment", say.plain),
    )


def page_of(run: Run, question: Question, number: int, size: int) -> Page:
    """Return a page of students, or the one a finding is about (``finding`` in the address)."""
    if not question.chosen.get(FINDING):
        return run.students.page(question, number, size)
    finding = run.findings.one("finding_id", question.chosen[FINDING][0])
    row = run.students.one("enrol_id", finding["enrol_id"]) if finding else None
    return Page([row], 1, 1, 1) if row else Page([], 1, 1, 0)


def said_state(row: Mapping[str, Any]) -> str:
    """Return what became of a due student in words; of any other, whether an earlier cohort may still come."""
    if row["due"]:
        return say.due_state(due_state(row))
    return say.standing(standing(row))


def visible(row: Mapping[str, Any], *, masked: bool) -> dict[str, Any]:
    """Return a student's line as it may leave the server."""
    if not masked:
        return dict(row)
    return dict(row) | {
        "name": mask_name(str(row["name"])),
        "student_no": mask_number(str(row["student_no"])),
        "id_card": mask_number(str(row["id_card"])),
    }


def findings_of(run: Run, enrol_id: int) -> list[dict[str, Any]]:
    """Return every finding about one enrolment, the charged ones first."""
    lines = run.findings.ask("select line from {narrow} where enrol_id = ? order by place", [enrol_id])
    return run.findings.rows([line for (line,) in lines])


def claims_of(run: Run, student: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every row any unit submitted for a student, oldest first.

    Only rows that count are matched to an enrolment: those of replaced rounds are known by the number or the ID,
    whatever white space or small x was typed there.
    """
    file = in_quotes(run.folder / "rows.parquet")
    known = " or ".join(
        f"${name} <> '' and regexp_replace(upper({name}_raw), '[\\s\u3000]', '', 'g') = ${name}"
        for name in _NUMBERS
    )
    rows = run.findings.ask(
        f"select {', '.join(_CLAIM)} from read_parquet('{file}') where enrol_id = $enrol_id or enrol_id < 0 "  # noqa: S608
        f"and ({known}) order by received_at, file, row",
        {name: student[name] for name in ("enrol_id", *_NUMBERS)},
    )
    return [dict(zip(_CLAIM, row, strict=True)) for row in rows]
