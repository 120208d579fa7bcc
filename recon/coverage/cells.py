"""Cells of coverage, and the lists of omissions and surplus that explain them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon import model
from recon.words import PhotoState, Reason

if TYPE_CHECKING:
    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]


def cells(students: Frame, engine: Engine) -> pa.Table:
    """Count students per cell of branch, home site, category, cohort and level (``model.COVERAGE``).

    Only due students count, but for the two columns of eligible ones.
    """
    due, eligible = nw.col("due"), nw.col("eligible")
    submitted = due & (nw.col("state") == "submitted")
    counts: dict[str, nw.Expr] = {
        "due": due,
        "submitted": submitted,
        "submitted_elsewhere": submitted & nw.col("elsewhere"),
        **{state: due & (nw.col("state") == state) for state in ("awaited", "excused", "omitted", "late")},
        **{name: submitted & nw.col(name) for name in ("clean", "open", "held")},
        "eligible": eligible,
        "eligible_submitted": eligible & (nw.col("state") == "submitted"),
        **{f"photo_{state.value}": due & (nw.col("photo_state") == state.value) for state in PhotoState},
    }
    # A new name per count: SQL engines would read a renamed `due` inside the next expression.
    numbered = students.select(
        *model.CELL_COLUMNS,
        *(expression.cast(nw.Int64).alias(f"n_{name}") for name, expression in counts.items()),
    )
    grouped = numbered.group_by(*model.CELL_COLUMNS).agg(*(nw.col(f"n_{name}").sum() for name in counts))
    table = engine.collect(grouped.select(*model.CELL_COLUMNS, *(nw.col(f"n_{n}").alias(n) for n in counts)))
    some = table.filter(
        pa.compute.or_(pa.compute.greater(table["due"], 0), pa.compute.greater(table["eligible"], 0))
    )
    ordered = some.sort_by([(name, "ascending") for name in model.CELL_COLUMNS])
    return ordered.select(model.COVERAGE.names).cast(model.COVERAGE)


def omissions(students: Frame, official: Frame, engine: Engine, *, asks_photos: bool) -> pa.Table:
    """List who is due or eligible and did not come as expected, with the reason (``model.OMISSIONS``).

    Args:
        students: the account of every student.
        official: their records, for ``enrol_no`` and ``name_raw``.
        engine: the engine that holds both.
        asks_photos: a photo register was given.
    """
    state = nw.col("state")
    missing = nw.col("due") & state.is_in(["awaited", "omitted", "excused", "late"])
    elsewhere = nw.col("due") & nw.col("elsewhere")
    earlier = nw.col("eligible") & (state == "") & nw.lit(asks_photos)
    reason = (
        nw.when(missing)
        .then(state)
        .otherwise(
            nw.when(elsewhere).then(nw.lit(Reason.ELSEWHERE.value)).otherwise(nw.lit(Reason.EARLIER.value))
        )
    )
    wanted = students.filter(missing | elsewhere | earlier).with_columns(reason=reason)
    table = engine.collect(wanted.select("enrol_id", *model.CELL_COLUMNS, "reason", "found_at"))
    records = official.join(engine.frame(table.select(["enrol_id"])), on="enrol_id", how="inner")
    named = engine.collect(records.select("enrol_id", student_no="enrol_no", name="name_raw"))
    ordered = table.join(named, "enrol_id", join_type="inner").sort_by(
        [("site_code", "ascending"), ("reason", "ascending"), ("student_no", "ascending")]
    )
    return ordered.select(model.OMISSIONS.names).cast(model.OMISSIONS)


def surplus(rows: pa.Table) -> pa.Table:
    """List the live rows that are surplus, unmatched or repeats (``model.SURPLUSES``).

    Args:
        rows: live rows with ``why``, the matched or submitted 学号 and name, and the reporting unit's branch and code.
    """
    wanted = rows.filter(pa.compute.is_in(rows["why"], pa.array(["surplus", "unmatched", "repeat"])))
    ordered = wanted.sort_by([("file", "ascending"), ("sheet", "ascending"), ("row", "ascending")])
    return ordered.select(model.SURPLUSES.names).cast(model.SURPLUSES)
