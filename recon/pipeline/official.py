"""The official side: extracts, photo register and planned list become one frame of judged enrolments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon import coverage, model, normalise

if TYPE_CHECKING:
    from recon.coverage import Calendar
    from recon.engine import Engine
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]

FOLDED = (*model.OFFICIAL, "status")


def official(
    enrolments: pa.Table | Frame,
    photos: pa.Table | None,
    planned: pa.Table | None,
    calendar: Calendar,
    tree: Tree,
    engine: Engine,
) -> Frame:
    """Return the enrolments folded, with scope, due, eligible and photo state beside each.

    Args:
        enrolments: raw enrolments as :func:`recon.normalise.enrolments` gives them, or a frame of the same columns.
        photos: the register, or None when none was given.
        planned: the planned-graduates list, or None.
        calendar: campaign, as-of date and what the inputs know.
        tree: the register, for the names of branches.
        engine: the engine that runs it.
    """
    frame = enrolments if isinstance(enrolments, nw.LazyFrame) else engine.frame(enrolments)
    folded = normalise.fold(frame, FOLDED, engine, calendar.campaign)
    number = nw.when(nw.col("student_no") != "").then(nw.col("student_no")).otherwise(nw.col("exam_no"))
    named = _with_branch_name(folded.with_columns(enrol_no=number), tree, engine)
    return coverage.facts(named, photos, planned, calendar, engine)


def _with_branch_name(enrolments: Frame, tree: Tree, engine: Engine) -> Frame:
    """Add the register's one name of each home site's branch: extracts spell it differently, or leave it out."""
    codes = sorted(code for code in tree.sites if tree.branch(code))
    table = pa.table(
        {
            "site_code": pa.array(codes, pa.string()),
            "branch_name": pa.array([tree.branch(code) for code in codes], pa.string()),
        }
    )
    joined = enrolments.join(engine.frame(table), on="site_code", how="left")
    return joined.with_columns(nw.col("branch_name").fill_null(nw.col("branch_raw")))
