"""Which applications to correct records there are, by the findings and by what was told of them."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from recon.applications import TITLES, Progress, stands
from recon.export.tables import table
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.applications import Applications, Told
    from recon.export.view import View

_CASE = ("student_no", "field")
"""What one application is about."""
_ORDER = ("branch", "site_code", *_CASE)
_OF_THE_RECORD = ("DF", "MA", "EX")
"""Families of rules that hold something against the record."""


class Line(NamedTuple):
    """One application, as a list tells it."""

    student_no: str
    name: str
    field: str
    """Its code."""
    state: str
    """How far it is, in words."""
    day: str
    """When that was told; empty where nobody told anything."""


class Over(NamedTuple):
    """An application that is on the list no more."""

    student_no: str
    name: str
    """Empty where the student is neither in the extract nor due any more."""
    field: str
    state: Progress
    steps: Sequence[Told]


def lines(view: View, applications: Applications) -> list[Line]:
    """Return every application, those that are done with behind the others."""
    made, found = [], cases(view)
    for case in found:
        steps = applications.get(whose(case), ())
        made.append(_line(view, *whose(case), said(case, "name"), stands(steps, found=True), steps))
    return made + [
        _line(view, one.student_no, one.field, one.name, one.state, one.steps)
        for one in done_with(view, applications, found)
    ]


def whose(case: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Return the student number and the field a case is about."""
    return case[0]["student_no"], case[0]["field"]


def _line(view: View, number: str, field: str, name: str, state: Progress, steps: Sequence[Told]) -> Line:
    return Line(number, name, field, TITLES[state].say(view.lang), steps[-1].at[:10] if steps else "")


def done_with(
    view: View, applications: Applications, found: Iterable[Sequence[Mapping[str, Any]]]
) -> list[Over]:
    """Return those that somebody told more of than a draft and that are no case any more.

    Args:
        view: the run.
        applications: how far each has come.
        found: the cases of that run.
    """
    asked = {whose(case) for case in found}
    over = {
        key: steps
        for key, steps in sorted(applications.items())
        if key not in asked and steps[-1].progress != Progress.DRAFTED
    }
    names = _names(view, {number for number, _ in over})
    differing = _differing(view, names)
    return [
        Over(
            number,
            names.get(number, ""),
            field,
            stands(steps, found=False, agrees=number in names and (number, field) not in differing),
            steps,
        )
        for (number, field), steps in over.items()
    ]


def _differing(view: View, numbers: Iterable[str]) -> set[tuple[str, str]]:
    """Return the students and fields of which something is said against the record, whoever is charged with it."""
    found = table(view.result, "findings")
    mine = pc.is_in(found["student_no"], value_set=pa.array(sorted(numbers), pa.string()))
    return {
        (one["student_no"], one["field"])
        for one in found.filter(mine).select([*_CASE, "rule", "trust"]).to_pylist()
        if one["rule"].startswith(_OF_THE_RECORD) and one["trust"] != Trust.SAFE
    }


def cases(view: View) -> list[list[dict[str, Any]]]:
    """Return the open findings that only headquarters can settle, together for each student and field."""
    found = table(view.result, "findings")
    wanted = pc.and_(pc.equal(found["trust"], Trust.AUTHORITY), found["open"])
    doubts = found.filter(wanted).to_pylist()
    # A finding that is only evidence of another (DF03 of MA03) would repeat it: list the chief alone.
    chiefs = {one["finding_id"] for one in doubts}
    told = [one for one in doubts if one["finding_id"] == one["cause_id"] or one["cause_id"] not in chiefs]
    alike = groupby(sorted(told, key=itemgetter(*_CASE, "rule")), itemgetter(*_CASE))
    return sorted((_home_first(case) for _, case in alike), key=lambda case: itemgetter(*_ORDER)(case[0]))


def _home_first(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put what is said of the record before what is said of a row: it names the home site, not who sent the row."""
    return sorted(findings, key=lambda one: one["row_id"] >= 0)


def _names(view: View, numbers: set[str]) -> dict[str, str]:
    """Return who of these numbers is due, eligible or submitted, with the name in the record."""
    students = table(view.result, "students")
    mine = students.filter(pc.is_in(students["student_no"], value_set=pa.array(sorted(numbers), pa.string())))
    return dict(zip(mine["student_no"].to_pylist(), mine["name"].to_pylist(), strict=True))


def said(findings: list[dict[str, Any]], column: str) -> str:
    """Return what they say there, each value on a line of its own: two rows may give two IDs, two people one 学号."""
    return "\n".join(dict.fromkeys(str(one[column]) for one in findings if one[column]))
