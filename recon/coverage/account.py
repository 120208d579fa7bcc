"""The account of every student: submitted, late, excused, awaited or omitted; clean, open or held."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import model
from recon.coverage.tally import combined, encoded, is_in, tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.coverage.tally import Tally
    from recon.engine import Engine
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]


BECAME = ("state", "found_at", "elsewhere", "clean", "open", "held", "own", "late_own")
"""What became of a student."""
_PERSON = ("enrol_id", *model.CELL_COLUMNS, "due", "eligible", "photo_state")
ACCOUNT = (*_PERSON, *BECAME)
"""What the counts and lists ask of a student; the record itself stands among the enrolments."""
_ROW = ("row_id", "enrol_id", "unit", "form", "late", "o_site_code")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known beside the rows when students are counted."""

    tree: Tree
    deadline_passed: bool
    declared_nil: frozenset[tuple[str, str]] = frozenset()
    """(unit, form) pairs that declared nil."""
    excused: frozenset[int] = frozenset()
    """Enrolments answered on an omission list."""
    open_rows: frozenset[int] = frozenset()
    """Rows with an open error."""
    held: frozenset[int] = frozenset()
    """Enrolments with an open record correction."""

    def nil(self, site: str, form: str) -> bool:
        """Tell whether a site, or a unit reporting for it, declared nil for a form (or for both at once)."""
        return any((unit, said) in self.declared_nil for unit in self.tree.line(site) for said in (form, ""))


def people(official: Frame, engine: Engine) -> pa.Table:
    """Return what the account asks of the records of all who may be counted.

    Args:
        official: enrolments with the facts of :mod:`recon.coverage.scope` and ``branch_name``, the register's name of
            the home site's branch.
        engine: the engine that holds them.
    """
    found = engine.collect(official.with_columns(branch=nw.col("branch_name")).select(*_PERSON))
    words = (
        encoded(found[name]) if pa.types.is_string(found[name].type) else found[name] for name in _PERSON
    )
    return pa.table(dict(zip(_PERSON, words, strict=True)))


def account(students: pa.Table, rows: pa.Table, standing: Standing) -> pa.Table:
    """Return the students that are due, eligible or submitted, with what became of them (:data:`ACCOUNT`).

    Its words are dictionary-encoded: a nation says a few thousand.

    Args:
        students: what :func:`people` returns.
        rows: live rows with ``row_id``, ``enrol_id``, ``unit``, ``form``, ``late`` and ``o_site_code``.
        standing: deadline, declarations, rulings and open errors.

    Adds ``state`` (submitted, late, excused, awaited, omitted; "" where the student is not due and not submitted),
    ``elsewhere`` (bool), ``found_at`` (the unit that sent the student), ``clean``, ``open``, ``held``.
    """
    told = rows.select(list(_ROW))
    matched = told.filter(pc.greater_equal(told["enrol_id"], 0))
    sent = tally(students["enrol_id"].to_numpy(), matched, standing.open_rows, standing.tree.reports_for)
    counted = _with_state(students, sent, _waiting(students, matched, standing), standing)
    concerned = pc.or_(pc.or_(students["due"], students["eligible"]), pa.array(sent.sent))
    # Nearly always it is all of them, and a nation need not be copied.
    return counted if pc.all(concerned).as_py() else counted.filter(concerned)


def _waiting(students: pa.Table, matched: pa.Table, standing: Standing) -> Truths:
    """Tell where, before the deadline, nobody has answered for the student's home site and category."""
    if standing.deadline_passed:
        return np.zeros(students.num_rows, np.bool_)
    answered = _answered(matched, standing)
    at, homes = combined(students["site_code"], students["category"])
    waits = [(site, form) not in answered and not standing.nil(site, form) for site, form in homes]
    return np.array(waits, np.bool_)[at]


def _answered(matched: pa.Table, standing: Standing) -> set[tuple[str, str]]:
    """Return the (home site, form) pairs some of whose students stand in a live file of their own line."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for unit, form, home in combined(matched["unit"], matched["form"], matched["o_site_code"])[1]:
        found[home, form].add(unit)
    return {(s, f) for (s, f), units in found.items() if any(standing.tree.reports_for(u, s) for u in units)}


def _with_state(students: pa.Table, sent: Tally, waiting: Truths, standing: Standing) -> pa.Table:
    """Each student takes the first state that holds (definitions.md, "Who is due")."""
    numbers, due = students["enrol_id"].to_numpy(), students["due"].to_numpy()
    state = _first_of(
        {
            "submitted": sent.in_time,
            "late": sent.sent,
            "": ~due,
            "excused": is_in(numbers, standing.excused),
            "awaited": waiting,
        },
        "omitted",
    )
    held = sent.in_time & is_in(numbers, standing.held)
    became = {
        "state": state,
        "found_at": sent.found_at,
        "elsewhere": sent.in_time & ~sent.own,
        "clean": sent.in_time & ~held & ~sent.opened,
        "open": sent.in_time & ~held & sent.opened,
        "held": held,
        "own": sent.own,
        "late_own": sent.late_own,
    }
    for name in BECAME:
        told = became[name]
        students = students.append_column(name, told if isinstance(told, pa.Array) else pa.array(told))
    return students


def _first_of(states: Mapping[str, Truths], otherwise: str) -> pa.Array:
    """Return the name of the first that holds, line by line."""
    at = np.select([*states.values()], range(len(states)), len(states))
    return pa.DictionaryArray.from_arrays(at.astype(np.int32), pa.array([*states, otherwise], pa.string()))
