"""The life of every row: whether it counts, and whether it came in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import coverage
from recon.engine import DESK
from recon.pipeline.rows import mending
from recon.pipeline.rows.sending import student_key
from recon.words import Life

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import narwhals.stable.v2 as nw

    from recon.campaign import Campaign
    from recon.pipeline.rows.sending import Sending

    Frame = nw.LazyFrame[Any]


def lives_of(rows: pa.Table, sending: Sending, campaign: Campaign) -> pa.Table:
    """Return ``row_id, unit, received_at, life, late`` of every row, in order.

    Args:
        rows: all rows, matched and narrow (:class:`recon.pipeline.rows.matching.Keyed`).
        sending: whose file is it, and when it came.
        campaign: its deadline.
    """
    files = coverage.encoded(rows["file"])
    names = files.dictionary.to_pylist()  # a dictionary may hold values that no row uses
    marks = _marks(rows, sending, campaign)
    return pa.table(
        {
            "row_id": rows["row_id"],
            "unit": _of_files([sending.units[f].code if f in sending.units else "" for f in names], files),
            "received_at": _of_files([sending.received_at(f) for f in names], files),
            **_marked(rows["row_id"], marks),
        }
    )


def _of_files(words: list[str], files: pa.DictionaryArray) -> pa.DictionaryArray:
    """Return what is said of each row's file."""
    told = pa.array(words, pa.string()).dictionary_encode()
    return pa.DictionaryArray.from_arrays(told.indices.take(files.indices), told.dictionary)


def _marked(row_ids: pa.ChunkedArray, marks: pa.Table) -> dict[str, pa.Array]:
    """Return life and lateness of every row; of most nothing is marked."""
    at = np.searchsorted(row_ids.to_numpy(), marks["row_id"].to_numpy())
    words = [life.value for life in Life]
    lives = np.full(len(row_ids), words.index(Life.LIVE.value), np.int32)
    lives[at] = [words.index(life) for life in marks["life"].to_pylist()]
    late = np.zeros(len(row_ids), np.bool_)
    late[at] = marks["late"].to_numpy()
    return {
        "life": pa.DictionaryArray.from_arrays(lives, pa.array(words, pa.string())),
        "late": pa.array(late),
    }


def _marks(rows: pa.Table, sending: Sending, campaign: Campaign) -> pa.Table:
    """Return life and lateness of the rows that are not simply live and in time."""
    late_files = {f for f in sending.units if campaign.late_after(sending.received_at(f))}
    late = _late_rows(rows, late_files) if late_files else set()
    late -= mending.rows(rows, late, mending.in_time(sending, campaign), sending)
    lives = _lives(rows, sending.rounds.lives)
    ids = sorted(late | lives.keys())
    return pa.table(
        {
            "row_id": pa.array(ids, pa.int64()),
            "life": pa.array([lives.get(i, Life.LIVE).value for i in ids], pa.string()),
            "late": pa.array([i in late for i in ids], pa.bool_()),
        }
    )


def _late_rows(rows: pa.Table, files: Collection[str]) -> set[int]:
    """Return the rows of late files whose students stand in no file that came in time."""
    behind = pa.array(coverage.says(rows["file"], *files))
    punctual, late = (_keyed(rows.filter(which)) for which in (pc.invert(behind), behind))
    missed = late.join(punctual.select("key").unique(), on="key", how="anti").select("row_id")
    return set(DESK.collect(missed)["row_id"].to_pylist())


def _keyed(rows: pa.Table) -> Frame:
    told = rows.select(["row_id", "file", "enrol_id", "student_no", "id_card", "name"])
    return DESK.frame(told).select("row_id", "file", key=student_key())


def _lives(rows: pa.Table, told: Mapping[tuple[str, str], Life]) -> dict[int, Life]:
    """Return the rows whose file, or whose student in it, is no longer what counts."""
    files = {file for file, _ in told}
    if not files:
        return {}
    lines = DESK.collect(_keyed(rows.filter(pa.array(coverage.says(rows["file"], *files))))).to_pylist()
    found = ((r["row_id"], told.get((r["file"], r["key"]), Life.LIVE)) for r in lines)
    return {row_id: life for row_id, life in found if life is not Life.LIVE}
