"""Cells of coverage, and the lists of omissions and surplus that explain them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import model
from recon.coverage.tally import in_words, says
from recon.words import PhotoState, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    import narwhals.stable.v2 as nw

    from recon.coverage.account import People
    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]


def cells(counted: People) -> pa.Table:
    """Count students per cell of branch, home site, category, cohort and level (``model.COVERAGE``).

    Only due students count, but for the two columns of eligible ones.
    """
    counts = {name: counted.count(who) for name, who in _counted(counted.students)}
    some = (counts["due"] > 0) | (counts["eligible"] > 0)
    here = [cell for cell, known in zip(counted.cells, some.tolist(), strict=True) if known]
    told = zip(*here, strict=True) if here else ((),) * len(model.CELL_COLUMNS)
    columns = {
        name: pa.array(words, pa.string()) for name, words in zip(model.CELL_COLUMNS, told, strict=True)
    }
    columns |= {name: pa.array(numbers[some]) for name, numbers in counts.items()}
    return pa.table({name: columns[name] for name in model.COVERAGE.names}, schema=model.COVERAGE)


def _counted(students: pa.Table) -> Iterator[tuple[str, Truths]]:
    """Yield the name of each count, and whom it counts."""
    due, eligible = (students[name].to_numpy() for name in ("due", "eligible"))
    sent = says(students["state"], "submitted")
    submitted = due & sent
    yield "due", due
    yield "submitted", submitted
    yield "submitted_elsewhere", submitted & students["elsewhere"].to_numpy()
    for state in ("awaited", "excused", "omitted", "late"):
        yield state, due & says(students["state"], state)
    for name in ("clean", "open", "held"):
        yield name, submitted & students[name].to_numpy()
    yield "eligible", eligible
    yield "eligible_submitted", eligible & sent
    for photo in PhotoState:
        yield f"photo_{photo.value}", due & says(students["photo_state"], photo.value)


def omissions(counted: People, official: Frame, engine: Engine, *, asks_photos: bool) -> pa.Table:
    """List who is due or eligible and did not come as expected, with the reason (``model.OMISSIONS``).

    Args:
        counted: the account of every student.
        official: their records, for ``enrol_no`` and ``name_raw``.
        engine: the engine that holds the records.
        asks_photos: a photo register was given.
    """
    students = counted.students
    due, eligible, other = (students[name].to_numpy() for name in ("due", "eligible", "elsewhere"))
    missing = due & says(students["state"], "awaited", "omitted", "excused", "late")
    elsewhere = due & other & ~missing
    earlier = eligible & says(students["state"], "") & asks_photos
    at = np.flatnonzero(missing | elsewhere | earlier)
    table = in_words(students.select(["enrol_id", "cell", "state", "found_at"]).take(pa.array(at)))
    for place, name in enumerate(model.CELL_COLUMNS):
        words = pa.array([cell[place] for cell in counted.cells], pa.string())
        table = table.append_column(name, words.take(table["cell"].combine_chunks()))
    why = pc.if_else(pa.array(elsewhere[at]), Reason.ELSEWHERE.value, Reason.EARLIER.value)
    why = pc.if_else(pa.array(missing[at]), table["state"], why)
    table = table.append_column("reason", why).drop_columns(["state", "cell"])
    records = official.join(engine.frame(table.select(["enrol_id"])), on="enrol_id", how="inner")
    named = engine.collect(records.select("enrol_id", student_no="enrol_no", name="name_raw"))
    at_hand = pc.index_in(table["enrol_id"], value_set=named["enrol_id"].combine_chunks())
    for name in ("student_no", "name"):
        table = table.append_column(name, named[name].combine_chunks().take(at_hand))
    # An open and an adult student may share a number; the last keys keep the order of their lines stable.
    order = ("site_code", "reason", "student_no", "category", "enrol_id")
    ordered = table.sort_by([(name, "ascending") for name in order])
    return ordered.select(model.OMISSIONS.names).cast(model.OMISSIONS)


def surplus(rows: pa.Table) -> pa.Table:
    """List the live rows that are surplus, unmatched or repeats (``model.SURPLUSES``).

    Args:
        rows: live rows with ``why``, the matched or submitted 学号 and name, and the reporting unit's branch and code.
    """
    wanted = rows.filter(pc.is_in(rows["why"], pa.array(["surplus", "unmatched", "repeat"])))
    ordered = wanted.sort_by([("file", "ascending"), ("sheet", "ascending"), ("row", "ascending")])
    return ordered.select(model.SURPLUSES.names).cast(model.SURPLUSES)
