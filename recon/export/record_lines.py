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


def lines(view: View, applications: Applications) -> list[Line]:
    """Return every application, those that are done with behind the others."""
    made = []
    for case in cases(view):
        key = (case[0]["student_no"], case[0]["field"])
        made.append(_line(view, key, said(case, "name"), applications.get(key, ()), found=True))
    asked = {(line.student_no, line.field) for line in made}
    over, names = done_with(view, {k: told for k, told in applications.items() if k not in asked})
    return made + [_line(view, key, names[key[0]], steps, found=False) for key, steps in over.items()]


def _line(view: View, key: tuple[str, str], name: str, steps: Sequence[Told], *, found: bool) -> Line:
    state = TITLES[stands(steps, found=found)].say(view.lang)
    return Line(key[0], name, key[1], state, steps[-1].at[:10] if steps else "")


def done_with(view: View, applications: Applications) -> tuple[Applications, Mapping[str, str]]:
    """Return those about which nothing is found any more, of students this campaign knows; and how these are called."""
    names = _names(view, {number for number, _ in applications})
    over = {
        (number, field): steps
        for (number, field), steps in sorted(applications.items())
        if number in names and steps[-1].progress != Progress.DRAFTED
    }
    return over, names


def cases(view: View) -> list[list[dict[str, Any]]]:
    """Return the open findings that only headquarters can settle, together for each student and field."""
    found = table(view.result, "findings")
    wanted = pc.and_(pc.equal(found["trust"], Trust.AUTHORITY), found["open"])
    lines = found.filter(wanted).to_pylist()
    # What a finding folds under another says nothing of its own (DF03 beside MA03).
    chiefs = {line["finding_id"] for line in lines}
    told = [one for one in lines if one["finding_id"] == one["cause_id"] or one["cause_id"] not in chiefs]
    cases = groupby(sorted(told, key=itemgetter(*_CASE, "rule")), itemgetter(*_CASE))
    return sorted((_home_first(alike) for _, alike in cases), key=lambda case: itemgetter(*_ORDER)(case[0]))


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
