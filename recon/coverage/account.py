"""The account of every student: submitted, late, excused, awaited or omitted; clean, open or held."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon import model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.engine import Engine
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]


BECAME = ("state", "found_at", "elsewhere", "clean", "open", "held", "rows_own", "rows_late_own")
"""What became of a student."""
ACCOUNT = (
    *("enrol_id", "enrol_no", "name_raw", *model.CELL_COLUMNS, "due", "eligible", "photo_state"),
    *BECAME,
)
"""What the counts and lists ask of a student; the record itself stands beside it in the enrolments."""


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


def account(official: Frame, rows: Frame, standing: Standing, engine: Engine) -> Frame:
    """Return the students that are due, eligible or submitted, with what became of them (:data:`ACCOUNT`).

    Args:
        official: enrolments with the facts of :mod:`recon.coverage.scope` and ``branch_name``, the register's name of
            the home site's branch.
        rows: live rows with ``row_id``, ``enrol_id``, ``unit``, ``form``, ``late`` and ``o_site_code``.
        standing: deadline, declarations, rulings and open errors.
        engine: the engine that holds both frames.

    Adds ``state`` (submitted, late, excused, awaited, omitted; "" where the student is not due and not submitted),
    ``elsewhere`` (bool), ``found_at`` (the unit that sent the student), ``clean``, ``open``, ``held``.
    """
    matched = rows.filter(nw.col("enrol_id") >= 0)
    sent = _sent(_with_line(matched, standing.tree, engine), standing, engine)
    joined = official.join(sent, on="enrol_id", how="left")
    joined = joined.with_columns(
        nw.col("rows_sent").fill_null(0).cast(nw.Int64),
        nw.col("rows_in_time").fill_null(0).cast(nw.Int64),
        nw.col("rows_own").fill_null(0).cast(nw.Int64),
        nw.col("rows_late_own").fill_null(0).cast(nw.Int64),
        nw.col("rows_open").fill_null(0).cast(nw.Int64),
        nw.col("found_at").fill_null(""),
    ).filter(nw.col("due") | nw.col("eligible") | (nw.col("rows_sent") > 0))
    joined = _with_marks(joined, standing, engine)
    joined = _with_waiting(joined, matched, standing, engine)
    named = _with_state(joined).with_columns(branch=nw.col("branch_name"))
    return engine.keep(named.select(*ACCOUNT), "account")


def _with_line(rows: Frame, tree: Tree, engine: Engine) -> Frame:
    """Tell for each row whether its unit is the home site or reports for it."""
    pairs = engine.collect(rows.select("unit", "o_site_code").unique()).to_pylist()
    table = {
        "unit": [p["unit"] for p in pairs],
        "o_site_code": [p["o_site_code"] for p in pairs],
        "own": [int(tree.reports_for(p["unit"], p["o_site_code"])) for p in pairs],
    }
    schema = pa.schema([("unit", pa.string()), ("o_site_code", pa.string()), ("own", pa.int64())])
    frame = engine.frame(pa.table(table, schema=schema))
    return rows.join(frame, on=["unit", "o_site_code"], how="inner")


def _sent(rows: Frame, standing: Standing, engine: Engine) -> Frame:
    marked = _mark(rows, "row_id", standing.open_rows, "broken", engine)
    in_time = (~nw.col("late")).cast(nw.Int64)
    own = nw.col("own")
    return (
        marked.with_columns(in_time=in_time, timely_own=in_time * own, late_own=(1 - in_time) * own)
        .group_by("enrol_id")
        .agg(
            nw.len().alias("rows_sent"),
            nw.col("in_time").max().alias("rows_in_time"),
            nw.col("timely_own").max().alias("rows_own"),
            nw.col("late_own").max().alias("rows_late_own"),
            nw.col("broken").max().alias("rows_open"),
            nw.col("unit").min().alias("found_at"),
        )
    )


def _mark(frame: Frame, key: str, chosen: frozenset[int], name: str, engine: Engine) -> Frame:
    """Add a 0/1 column that tells which lines are chosen by their number."""
    if not chosen:
        return frame.with_columns(nw.lit(0).cast(nw.Int64).alias(name))
    ids = sorted(chosen)
    table = pa.table({key: pa.array(ids, pa.int64()), name: pa.array([1] * len(ids), pa.int64())})
    return frame.join(engine.frame(table), on=key, how="left").with_columns(
        nw.col(name).fill_null(0).cast(nw.Int64)
    )


def _with_marks(students: Frame, standing: Standing, engine: Engine) -> Frame:
    marked = _mark(students, "enrol_id", standing.held, "is_held", engine)
    return _mark(marked, "enrol_id", standing.excused, "is_excused", engine)


def _with_waiting(students: Frame, matched: Frame, standing: Standing, engine: Engine) -> Frame:
    """Add ``waiting``: 1 where, before the deadline, nobody has answered for this home site and category."""
    if standing.deadline_passed:
        return students.with_columns(nw.lit(0).cast(nw.Int64).alias("waiting"))
    answered = _answered(
        engine.collect(matched.select("unit", "form", "o_site_code").unique()).to_pylist(), standing
    )
    homes = engine.collect(students.select("site_code", "category").unique()).to_pylist()
    lines = [
        (site, form, int((site, form) not in answered and not standing.nil(site, form)))
        for site, form in ((h["site_code"], h["category"]) for h in homes)
    ]
    table = pa.table(
        {
            "site_code": pa.array([line[0] for line in lines], pa.string()),
            "category": pa.array([line[1] for line in lines], pa.string()),
            "waiting": pa.array([line[2] for line in lines], pa.int64()),
        }
    )
    return students.join(engine.frame(table), on=["site_code", "category"], how="inner")


def _answered(files: Iterable[dict[str, str]], standing: Standing) -> set[tuple[str, str]]:
    """Return the (home site, form) pairs some of whose students stand in a live file of their own line."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in files:
        found[line["o_site_code"], line["form"]].add(line["unit"])
    return {(s, f) for (s, f), units in found.items() if any(standing.tree.reports_for(u, s) for u in units)}


def _with_state(students: Frame) -> Frame:
    sent, due = nw.col("rows_in_time") > 0, nw.col("due")
    waiting = nw.when(nw.col("waiting") > 0).then(nw.lit("awaited")).otherwise(nw.lit("omitted"))
    excused = nw.when(nw.col("is_excused") > 0).then(nw.lit("excused")).otherwise(waiting)
    late = nw.when(nw.col("rows_sent") > 0).then(nw.lit("late")).otherwise(excused)
    not_due = nw.when(nw.col("rows_sent") > 0).then(nw.lit("late")).otherwise(nw.lit(""))
    state = nw.when(sent).then(nw.lit("submitted")).otherwise(nw.when(due).then(late).otherwise(not_due))
    held, broken = nw.col("is_held") > 0, nw.col("rows_open") > 0
    return students.with_columns(
        state=state,
        elsewhere=sent & (nw.col("rows_own") == 0),
        held=sent & held,
        open=sent & ~held & broken,
        clean=sent & ~held & ~broken,
    )
