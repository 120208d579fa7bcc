"""Spark: the national table on a cluster. The same expressions, Parquet in and out; an optional extra."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from recon.engine.base import Engine, lazy, plain
from recon.errors import EngineError, OptionError
from recon.words import Text

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    from pyspark.sql import SparkSession

SENT_AS_FILE = 20_000
"""Rows above which a table reaches the executors as Parquet, and not through the driver's Java heap."""
_ROW_GROUP = 100_000
"""Rows of a row group: what one task reads of a table that was sent as a file."""
_MARK, _PART, _START = "__mark", "__part", "__start"
_PART_BITS = 33
"""How Spark builds a line's number: the partition above these bits, the line in it below."""
_GLOB = re.compile(r"[\\*?{}\[\]]")
"""Signs of a pattern, which Spark takes every path to be that it reads."""
_JAVA = "Java 17 (Debian: apt install default-jre-headless)"
_UNREACHABLE = Text(
    "无法在 {master} 上启动 Spark。请检查地址、网络，以及集群的 Spark 版本是否相同",
    "Spark cannot be started on {master}; check the address, the network, and that the versions are the same",
)
_CONNECT = Text(
    '不支持 Spark Connect 会话。数据不大时请给 engine="duckdb"，数据表取到本机核对；否则请用 Spark 自身的会话',
    'a Spark Connect session is not supported. Give engine="duckdb", which brings the frames to this machine, or, '
    "where they are too large for it, use a session of Spark's own",
)


def session(master: str = "local[2]", memory: str = "2g") -> SparkSession:
    """Return the running Spark session as it is, or start one.

    A running one is the caller's, who has sized it: nothing in it is set, neither for us nor for what comes after us.

    Args:
        master: as Spark writes it: ``local[2]``, ``local-cluster[2,1,2048]``, ``spark://host:7077``, ``yarn`` …
        memory: the driver's memory, ``2g`` or ``2GB``.

    Raises:
        EngineError: there is no Java.
        OptionError: the cluster cannot be reached; the session that runs is one of Spark Connect.
    """
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    if (running := _running()) is not None:
        check_own(running)
        return running
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = (
        SparkSession.builder.master(master)
        .appName("recon")
        .config("spark.driver.memory", java_size(memory))
        # Answers are collected whole; the driver's memory is the bound, not a number beside it.
        .config("spark.driver.maxResultSize", "0")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "Asia/Shanghai")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.sql.ansi.enabled", "true")
    )
    if master.startswith("local"):
        # Two hundred shuffle partitions, Spark's default, cost seconds each on one machine.
        builder = builder.config("spark.sql.shuffle.partitions", "4").config("spark.driver.host", "127.0.0.1")
    try:
        return builder.getOrCreate()
    except PySparkException as error:
        if "JAVA" in (error.getCondition() or ""):
            raise EngineError(engine="spark", install=_JAVA) from None
        raise _unreachable(master) from None
    except Exception as error:
        # Py4J's error is no PySparkException, and importing Py4J to name it would be for that alone.
        if type(error).__module__.startswith("py4j"):
            raise _unreachable(master) from None
        raise


def check_own(running: object) -> None:
    """Refuse a client of Spark Connect: it reads and writes on another machine's disks, and sends no empty table.

    Raises:
        OptionError: it is one.
    """
    if type(running).__module__.startswith("pyspark.sql.connect."):
        raise OptionError(option="engine", reason=_CONNECT)


def _running() -> SparkSession | None:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    if (active := SparkSession.getActiveSession()) is not None:
        return active
    # Active only in the thread that began it; from another the builder finds it and, asked for nothing, sets nothing.
    if SparkContext._active_spark_context is None:  # noqa: SLF001 -- nothing public tells without starting one
        return None
    return SparkSession.builder.getOrCreate()


def java_size(size: str) -> str:
    """Return ``2GB`` or ``512 MiB`` as Java writes it: ``2g``, ``512m``."""
    return re.sub(r"\s*([kmgt])i?b?$", r"\1", size.strip().lower())


def _unreachable(master: str) -> OptionError:
    return OptionError(option="master", reason=_UNREACHABLE.filled(master=master))


def _address(path: Path) -> str:
    """Return a path as Hadoop takes it: with its scheme, yet letter by letter, for it reads no ``%20`` as a blank."""
    posix = path.absolute().as_posix()
    return f"file:{posix if posix.startswith('/') else f'/{posix}'}"


class SparkEngine(Engine):
    """A Spark session.

    Intermediates are Parquet folders on storage every executor can reach: the folder given, or the temporary one when
    all run on this machine. Without such a folder they are kept on the executors' own disks, and what a lost one held
    is computed again.
    """

    name = "spark"
    plans = True

    def __init__(self, folder: Path | None = None, *, master: str = "", memory: str = "") -> None:
        super().__init__(folder)
        self.session = session(master or "local[2]", memory or "2g")
        self._shared = folder is not None or str(self.session.conf.get("spark.master", "")).startswith(
            "local"
        )
        self._persisted: list[Any] = []

    def frame(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over an Arrow table, sent to the cluster; a long one as Parquet in the shared folder."""
        table = plain(table)
        if table.num_rows <= SENT_AS_FILE or not self._shared:
            return lazy(self.session.createDataFrame(table))
        path = self.path_for("sent")
        pq.write_table(table, path, row_group_size=_ROW_GROUP)
        return self.scan(path)

    def held(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return the table itself: sending it to the executors takes longer than asking it here."""
        return lazy(plain(table))

    def scan(self, path: Path) -> nw.LazyFrame[Any]:
        """Return a lazy frame over Parquet."""
        return lazy(self._read(path))

    def _read(self, path: Path) -> Any:
        return self.session.read.parquet(_GLOB.sub(r"\\\g<0>", _address(path)))

    def numbered(self, source: Any, number: str) -> nw.LazyFrame[Any]:
        """Return a Parquet file or a Spark frame with each line's place beside it, without gaps.

        Spark numbers lines within a partition; how it cuts partitions may differ at the next reading, so the numbers
        are kept, and each partition starts where the ones before it end.
        """
        if isinstance(source, pa.Table):
            return super().numbered(source, number)
        from pyspark.sql import functions as sf

        native = self._read(source) if isinstance(source, Path) else source
        marked = native.withColumn(_MARK, sf.monotonically_increasing_id())
        kept = self.keep(lazy(marked), "numbered").to_native()
        part = sf.shiftright(_MARK, _PART_BITS)
        counted = kept.groupBy(part.alias(_PART)).count().toArrow().sort_by(_PART)
        starts = np.cumsum([0, *counted["count"].to_pylist()])[: counted.num_rows]
        offsets = pa.table({_PART: counted[_PART], _START: pa.array(starts, pa.int64())})
        joined = kept.withColumn(_PART, part).join(sf.broadcast(self.session.createDataFrame(offsets)), _PART)
        place = sf.col(_START) + sf.col(_MARK).bitwiseAND(sf.lit((1 << _PART_BITS) - 1))
        return lazy(joined.withColumn(number, place).drop(_MARK, _PART, _START))

    def keep(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
        """Write the frame as a Parquet folder and read it back lazily."""
        if not self._shared:
            return self._persist(frame)
        path = self.path_for(name)
        frame.to_native().write.mode("overwrite").parquet(_address(path))
        return self.scan(path)

    def _persist(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        from pyspark import StorageLevel

        held = frame.to_native().persist(StorageLevel.DISK_ONLY)
        self._persisted.append(held)
        return lazy(held)

    def _collect(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        return plain(frame.to_native().toArrow())

    def close(self) -> None:
        """Let go of what the executors hold; the session stays, for it may be the caller's."""
        for held in self._persisted:
            held.unpersist()
        super().close()
