"""What only Spark must do: number lines without gaps, and keep frames where no folder is shared."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon.engine.spark import SENT_AS_FILE, SparkEngine, check_own, java_size, session
from recon.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES = pa.table({"k": [f"{n:05}" for n in range(5_000)]})


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkEngine]:
    with SparkEngine() as engine:
        yield engine


@pytest.mark.spark
def test_lines_are_numbered_without_gaps_in_the_order_of_the_file(spark: SparkEngine, tmp_path: Path) -> None:
    path = tmp_path / "lines.parquet"
    pq.write_table(LINES, path, row_group_size=700)
    frame = spark.session.createDataFrame(LINES).repartition(5, "k")
    read = spark.collect(spark.numbered(path, "n")).sort_by("n")
    assert read["n"].to_pylist() == list(range(5_000))
    assert read["k"].to_pylist() == LINES["k"].to_pylist()
    numbered = spark.numbered(frame, "n")
    once, again = (spark.collect(numbered).sort_by("n") for _ in range(2))
    assert once["n"].to_pylist() == list(range(5_000))
    assert once.equals(again)
    assert spark.collect(spark.numbered(frame.limit(0), "n")).num_rows == 0


@pytest.mark.spark
@pytest.mark.parametrize("name", ["学籍 2026", "50%20 # a+b;c,d", "x[1]{a,b}*?^", "back\\slash~'\""])
def test_a_folder_may_be_called_anything_and_nothing_is_written_beside_it(
    spark: SparkEngine, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    monkeypatch.setattr(spark, "folder", folder)
    pq.write_table(LINES, folder / f"{name}.parquet")
    read = spark.numbered(folder / f"{name}.parquet", "n")
    assert spark.collect(spark.keep(read, "kept")).num_rows == LINES.num_rows
    assert spark.collect(spark.scan(folder / f"{name}.parquet")).num_rows == LINES.num_rows
    assert spark.collect(spark.frame(pa.table({"n": range(SENT_AS_FILE + 1)}))).num_rows == SENT_AS_FILE + 1
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert len(list(folder.iterdir())) == 4


@pytest.mark.spark
def test_a_session_that_runs_is_the_caller_s_and_stays_as_it_was_set(spark: SparkEngine) -> None:
    own = {"spark.sql.session.timeZone": "UTC", "spark.sql.shuffle.partitions": "7"}
    before = {name: str(spark.session.conf.get(name)) for name in own}
    try:
        for name, value in own.items():
            spark.session.conf.set(name, value)
        with SparkEngine() as engine:
            assert {name: engine.session.conf.get(name) for name in own} == own
        with ThreadPoolExecutor(1) as threads:
            elsewhere = threads.submit(session).result()
        assert {name: elsewhere.conf.get(name) for name in own} == own
    finally:
        for name, value in before.items():
            spark.session.conf.set(name, value)


@pytest.mark.spark
def test_without_a_shared_folder_nothing_is_written(
    spark: SparkEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "_shared", False)
    monkeypatch.setattr(spark, "path_for", lambda name: pytest.fail(f"{name} was written"))
    long = pa.table({"n": range(SENT_AS_FILE + 1)})
    kept = spark.keep(spark.frame(long), "long")
    assert spark.collect(kept).num_rows == long.num_rows


@pytest.mark.spark
def test_a_long_table_reaches_the_executors_as_a_file(spark: SparkEngine) -> None:
    long = pa.table({"n": range(SENT_AS_FILE + 1)})
    assert spark.collect(spark.frame(long)).sort_by("n").equals(long)
    assert list(spark.folder.glob("sent-*.parquet"))


@pytest.mark.parametrize(
    ("given", "expected"), [("2GB", "2g"), ("512 MiB", "512m"), ("2g", "2g"), (" 1024K ", "1024k")]
)
def test_memory_is_written_as_java_writes_it(given: str, expected: str) -> None:
    assert java_size(given) == expected


@pytest.mark.spark
@pytest.mark.nightly
def test_a_cluster_that_does_not_answer_is_one_sentence() -> None:
    """In a process of its own: a session that failed to start leaves the driver's Java in an odd state."""
    import subprocess
    import sys

    code = "from recon.engine.spark import session; session('spark://127.0.0.1:9')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300
    )
    assert OptionError.__name__ in done.stderr.splitlines()[-1], done.stderr[-2000:]


def test_a_session_of_spark_connect_is_refused_with_a_way_on() -> None:
    client = type("SparkSession", (), {"__module__": "pyspark.sql.connect.session"})()
    with pytest.raises(OptionError, match="duckdb"):
        check_own(client)
    check_own(object())
