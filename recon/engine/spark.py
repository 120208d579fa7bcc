"""Spark: the national table on a cluster. The same expressions, Parquet in and out; an optional extra."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from recon.engine.base import Engine, lazy, plain

if TYPE_CHECKING:
    from pathlib import Path

    import narwhals.stable.v2 as nw
    import pyarrow as pa
    from pyspark.sql import SparkSession


def session(master: str = "local[2]", memory: str = "2g") -> SparkSession:
    """Return the running Spark session, or start one.

    Args:
        master: as Spark writes it: ``local[2]``, ``local-cluster[2,1,2048]``, ``spark://host:7077``, ``yarn`` …
        memory: the driver's memory.
    """
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = (
        SparkSession.builder.master(master)
        .appName("recon")
        .config("spark.driver.memory", memory)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "Asia/Shanghai")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.sql.ansi.enabled", "true")
    )
    if master.startswith("local"):
        # Two hundred shuffle partitions, Spark's default, cost seconds each on one machine.
        builder = builder.config("spark.sql.shuffle.partitions", "4").config("spark.driver.host", "127.0.0.1")
    return builder.getOrCreate()


class SparkEngine(Engine):
    """A Spark session; intermediates are Parquet folders on storage every executor can reach."""

    name = "spark"

    def __init__(self, folder: Path | None = None, *, master: str = "", memory: str = "") -> None:
        super().__init__(folder)
        self.session = session(master or "local[2]", memory or "2g")

    def frame(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over an Arrow table, sent to the cluster."""
        return lazy(self.session.createDataFrame(table))

    def scan(self, path: Path) -> nw.LazyFrame[Any]:
        """Return a lazy frame over Parquet."""
        return lazy(self.session.read.parquet(str(path)))

    def keep(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
        """Write the frame as a Parquet folder and read it back lazily."""
        path = self.path_for(name)
        frame.to_native().write.mode("overwrite").parquet(str(path))
        return self.scan(path)

    def collect(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        """Compute a frame and bring it to the driver as Arrow."""
        return plain(frame.to_native().toArrow())
