"""The newest capture of every enrolment, from the photo register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from recon.values.identity import NOBODYS
from recon.values.photo_status import without_photo

if TYPE_CHECKING:
    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]


def newest(enrolments: Frame, register: pa.Table | None, engine: Engine) -> Frame:
    """Add ``captured`` (bool) and ``captured_on`` (ISO or "") of the newest capture of the *same enrolment*.

    A line of the register counts by its 学号; a line with an ID alone counts only where that person has one enrolment,
    since a 专科 photo must not count for the 本科 (docs/definitions.md, "Photos").
    """
    if register is None or register.num_rows == 0:
        return enrolments.with_columns(captured=nw.lit(False), captured_on=nw.lit(""))
    lines = usable(register)
    by_number = _newest_per(lines, "student_no")
    nobodys = pc.match_substring_regex(lines["id_card"], NOBODYS)
    anonymous = lines.filter(pc.and_not(pc.equal(lines["student_no"], ""), nobodys))
    joined = enrolments.join(engine.frame(by_number), on="student_no", how="left")
    if anonymous.num_rows:
        joined = _join_by_identity(joined, _newest_per(anonymous, "id_card"), engine)
    captured = ~nw.col("newest").is_null()
    return joined.with_columns(captured=captured, captured_on=nw.col("newest").fill_null("")).drop("newest")


def usable(register: pa.Table) -> pa.Table:
    """Return the register's lines that speak of a photo one can use."""
    said = pc.unique(register["photo_status"]).to_pylist()
    none = pa.array([status for status in said if without_photo(status)], pa.string())
    return register.filter(pc.invert(pc.is_in(register["photo_status"], none)))


def _newest_per(register: pa.Table, key: str) -> pa.Table:
    known = register.filter(pc.not_equal(register[key], ""))
    return (
        known.group_by(key).aggregate([("captured_on", "max")]).rename_columns({"captured_on_max": "newest"})
    )


def _join_by_identity(enrolments: Frame, captures: pa.Table, engine: Engine) -> Frame:
    persons = enrolments.filter(nw.col("id_card") != "").group_by("id_card").agg(nw.len().alias("enrolled"))
    single = persons.filter(nw.col("enrolled") == 1)
    renamed = engine.frame(captures.rename_columns({"newest": "newest_by_id"}))
    lines = renamed.join(single, on="id_card", how="inner").select("id_card", "newest_by_id")
    joined = enrolments.join(lines, on="id_card", how="left")
    latest = nw.when(nw.col("newest").is_null()).then(nw.col("newest_by_id")).otherwise(nw.col("newest"))
    later = nw.when(nw.col("newest_by_id") > nw.col("newest")).then(nw.col("newest_by_id")).otherwise(latest)
    return joined.with_columns(newest=later).drop("newest_by_id")
