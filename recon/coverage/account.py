"""The account of every student: submitted, late, excused, awaited or omitted; clean, open or held."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import model
from recon.coverage.tally import combined, encoded, is_in, tally
from recon.sites import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.coverage.tally import Tally
    from recon.engine import Engine
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]
    Numbers = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]


BECAME = ("state", "found_at", "elsewhere", "clean", "open", "held", "own", "late_own")
"""What became of a student."""
_PERSON = ("enrol_id", *model.CELL_COLUMNS, "due", "eligible", "photo_state")
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
    nameless: bool = False
    """The roster is a frame that tells of no file: nobody sent it, so each student is where they belong."""

    def nil(self, site: str, form: str) -> bool:
        """Tell whether a site, or a unit reporting for it, declared nil for a form (or for both at once)."""
        return any((unit, said) in self.declared_nil for unit in self.tree.line(site) for said in (form, ""))

    def reports_for(self, unit: str, home: str) -> bool:
        """Tell whether a unit is a home site or reports for it."""
        return (self.nameless and unit == UNKNOWN) or self.tree.reports_for(unit, home)

    def is_own(self, unit: str, home: str) -> bool:
        """Tell whether a student did not come from elsewhere; where no extract tells the home site, nobody did."""
        return home == "" or self.reports_for(unit, home)


@dataclass(frozen=True)
class People:
    """Students as numbers: a nation has millions of them and a few thousand cells."""

    students: pa.Table
    """``enrol_id, cell, due, eligible, photo_state``, and once they are counted :data:`BECAME`; words are
    dictionary-encoded."""
    cells: Sequence[tuple[str, ...]]
    """``model.CELL_COLUMNS`` of each cell, in order."""

    def count(self, which: Truths) -> Numbers:
        """Count the chosen students of each cell."""
        if not which.any():
            return np.zeros(len(self.cells), np.int64)
        return np.bincount(self.students["cell"].to_numpy()[which], minlength=len(self.cells))

    def by(self, which: Truths, *names: str) -> Counter[tuple[str, ...]]:
        """Count the chosen students by some of ``model.CELL_COLUMNS``; those of whom there are none are left out."""
        places = [model.CELL_COLUMNS.index(name) for name in names]
        found: Counter[tuple[str, ...]] = Counter()
        for cell, count in zip(self.cells, self.count(which).tolist(), strict=True):
            if count:
                found[tuple(cell[place] for place in places)] += count
        return found


def asked_of(official: Frame, engine: Engine) -> pa.Table:
    """Ask of the records of all who may be counted what the account needs.

    Args:
        official: enrolments with the facts of :mod:`recon.coverage.scope` and ``branch_name``, the register's name of
            the home site's branch.
        engine: the engine that holds them.
    """
    return engine.collect(official.with_columns(branch=nw.col("branch_name")).select(*_PERSON))


def people(found: pa.Table) -> People:
    """Number the cells of all who may be counted, from what :func:`asked_of` told."""
    cell, cells = combined(*(found[name] for name in model.CELL_COLUMNS))
    columns = {name: found[name] for name in ("enrol_id", "due", "eligible")}
    told = {"cell": pa.array(cell.astype(np.int32)), "photo_state": encoded(found["photo_state"])}
    return People(pa.table(columns | told), cells)


def account(known: People, rows: pa.Table, standing: Standing) -> People:
    """Return the students that are due, eligible or submitted, with what became of them (:data:`BECAME`).

    Args:
        known: what :func:`people` returns.
        rows: live rows with ``row_id``, ``enrol_id``, ``unit``, ``form``, ``late`` and ``o_site_code``.
        standing: deadline, declarations, rulings and open errors.

    Adds ``state`` (submitted, late, excused, awaited, omitted; "" where the student is not due and not submitted),
    ``elsewhere`` (bool), ``found_at`` (the unit that sent the student), ``clean``, ``open``, ``held``.
    """
    students, told = known.students, rows.select(list(_ROW))
    matched = told.filter(pc.greater_equal(told["enrol_id"], 0))
    sent = tally(students["enrol_id"].to_numpy(), matched, standing.open_rows, standing.is_own)
    counted = _with_state(students, sent, _waiting(known, matched, standing), standing)
    concerned = pc.or_(pc.or_(students["due"], students["eligible"]), pa.array(sent.sent))
    # Nearly always it is all of them, and a nation need not be copied.
    return replace(known, students=counted if pc.all(concerned).as_py() else counted.filter(concerned))


def _waiting(known: People, matched: pa.Table, standing: Standing) -> Truths:
    """Tell where, before the deadline, nobody has answered for the student's home site and category."""
    if standing.deadline_passed:
        return np.zeros(known.students.num_rows, np.bool_)
    answered = _answered(matched, standing)
    homes = [(site, form) for _, site, form, *_ in known.cells]
    waits = [(site, form) not in answered and not standing.nil(site, form) for site, form in homes]
    truths: Truths = np.array(waits, np.bool_)[known.students["cell"].to_numpy()]
    return truths


def _answered(matched: pa.Table, standing: Standing) -> set[tuple[str, str]]:
    """Return the (home site, form) pairs some of whose students stand in a live file of their own line."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for unit, form, home in combined(matched["unit"], matched["form"], matched["o_site_code"])[1]:
        found[home, form].add(unit)
    return {(s, f) for (s, f), units in found.items() if any(standing.reports_for(u, s) for u in units)}


def _with_state(students: pa.Table, sent: Tally, waiting: Truths, standing: Standing) -> pa.Table:
    """Each student takes the first state that holds (docs/definitions.md, "Who is due")."""
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
