"""The official side: extracts, photo register and planned list become one frame of judged enrolments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon import coverage, model, normalise
from recon.normalise.registers.extracts import ENROLMENTS

if TYPE_CHECKING:
    from recon.coverage import Calendar
    from recon.engine import Engine
    from recon.normalise import Folding
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]

FOLDED = (*model.OFFICIAL, "status")
_KEPT = (*ENROLMENTS.names, "branch_name", "captured_on", *coverage.FACTS)


@dataclass(frozen=True)
class Official:
    """The enrolments as every later step reads them, and how their values fold."""

    frame: Frame
    """Raw, folded, with scope, due, eligible and photo state beside each."""
    folding: Folding


def official(
    enrolments: pa.Table | Frame,
    photos: pa.Table | None,
    planned: pa.Table | None,
    calendar: Calendar,
    tree: Tree,
    engine: Engine,
) -> Official:
    """Return the enrolments folded, with scope, due, eligible and photo state beside each.

    What is kept is narrow: raw values and facts. Where a column is clean, or nearly, its folded value is an
    expression over the raw one and takes no room.

    Args:
        enrolments: raw enrolments as :func:`recon.normalise.enrolments` gives them, or a frame of the same columns.
        photos: the register, or None when none was given.
        planned: the planned-graduates list, or None.
        calendar: campaign, as-of date and what the inputs know.
        tree: the register, for the names of branches.
        engine: the engine that runs it.
    """
    raw = enrolments if isinstance(enrolments, nw.LazyFrame) else engine.frame(enrolments)
    folding = normalise.study(raw, FOLDED, engine, calendar.campaign)
    named = _with_branch_name(folding.beside(raw), tree, engine)
    known = coverage.facts(named, photos, planned, calendar, engine)
    costly = (f"{code}{suffix}" for code in folding.costly for suffix in ("", "_flaws"))
    kept = engine.keep(known.select(*_KEPT, *costly), "official")
    number = nw.when(nw.col("student_no") != "").then(nw.col("student_no")).otherwise(nw.col("exam_no"))
    return Official(folding.beside(kept).with_columns(enrol_no=number), folding)


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
