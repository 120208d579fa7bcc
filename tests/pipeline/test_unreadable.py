"""Columns and frames that cannot be read: refused in our words where they are asked for, passed over where not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import recon
from recon.errors import OptionError, ReconError
from tests.pipeline.test_parity import PEOPLE, frame

if TYPE_CHECKING:
    from pathlib import Path

ODD = {
    "picture": pa.array([b"\xff\xd8\xff"] * 2),
    "list": pa.array([["王伟"]] * 2),
    "struct": pa.array([{"name": "王伟"}] * 2),
    "lapse": pa.array([timedelta(days=1)] * 2),
    "huge": pa.array([2**64 - 1] * 2, pa.uint64()),
}
"""Type → a column of it."""
TWO = frame(*PEOPLE[:2])


def judged(roster: Any, extract: Any) -> int:
    return int(recon.reconcile(roster, extract).summary["coverage"]["clean"])


@pytest.mark.parametrize("kind", ODD)
def test_a_column_nobody_reads_may_hold_anything(kind: str, tmp_path: Path) -> None:
    beside = TWO.append_column("照片", ODD[kind])
    pq.write_table(beside, tmp_path / "extract.parquet")
    assert judged(TWO, beside) == judged(beside, TWO) == 2
    assert judged(TWO, tmp_path / "extract.parquet") == 2
    assert judged(tmp_path / "extract.parquet", [beside.select(TWO.column_names)]) == 2


@pytest.mark.parametrize("kind", [kind for kind in ODD if kind != "huge"])
@pytest.mark.parametrize("side", ["roster", "extract"])
def test_a_column_that_is_read_is_refused_by_name_and_type(kind: str, side: str) -> None:
    odd = TWO.set_column(1, "姓名", ODD[kind])
    with pytest.raises(OptionError, match="姓名") as refused:
        recon.reconcile(*((odd, TWO) if side == "roster" else (TWO, odd)))
    assert side in str(refused.value)
    assert "王伟" not in str(refused.value)


def test_a_frame_that_its_own_library_cannot_compute_is_refused_without_what_stands_in_it() -> None:
    people = TWO.to_pandas()
    base = duckdb.connect()
    broken = [
        base.from_df(people).select("*, cast(姓名 as int) as x"),
        pl.from_pandas(people).lazy().with_columns(x=pl.col("姓名").cast(pl.Int64)),
        base.from_df(people).select("*, 姓名"),
    ]
    for one in broken:
        for pair in ((one, TWO), (TWO, one)):
            with pytest.raises(ReconError) as refused:
                recon.reconcile(*pair)
            assert PEOPLE[0]["name"] not in str(refused.value)


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "roster.parquet").write_bytes(b"PAR1 nothing")
    for pair in ((tmp_path / "roster.parquet", TWO), (TWO, tmp_path / "roster.parquet")):
        with pytest.raises(ReconError):
            recon.reconcile(*pair)


def test_a_name_that_no_disk_can_have_is_no_path() -> None:
    with pytest.raises(ReconError):
        recon.reconcile("x" * 5_000, TWO)


def test_pandas_cells_of_bytes_and_lone_surrogates_are_refused() -> None:
    for value in (b"\xff", "\ud800"):
        odd = TWO.to_pandas().assign(姓名=pd.Series([value, value], dtype=object))
        with pytest.raises(ReconError):
            recon.reconcile(odd, TWO)
