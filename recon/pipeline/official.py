"""The official side: extracts, photo register and planned list become one frame of judged enrolments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon import coverage, model, normalise

if TYPE_CHECKING:
    import pyarrow as pa

    from recon.coverage import Calendar
    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]

FOLDED = (*model.OFFICIAL, "status")


def official(
    enrolments: pa.Table | Frame, photos: pa.Table | None, planned: pa.Table | None, calendar: Calendar, engine: Engine
) -> Frame:
    """Return the enrolments folded, with scope, due, eligible and photo state beside each.

    Args:
        enrolments: raw enrolments as :func:`recon.normalise.enrolments` gives them, or a frame of the same columns.
        photos: the register, or None when none was given.
        planned: the planned-graduates list, or None.
        calendar: campaign, as-of date and what the inputs know.
        engine: the engine that runs it.
    """
    frame = enrolments if isinstance(enrolments, nw.LazyFrame) else engine.frame(enrolments)
    folded = normalise.fold(frame, FOLDED, engine, calendar.campaign)
    number = nw.when(nw.col("student_no") != "").then(nw.col("student_no")).otherwise(nw.col("exam_no"))
    return coverage.facts(folded.with_columns(enrol_no=number), photos, planned, calendar, engine)
