"""Turn an Arrow table into the kind of frame a caller holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def in_kind(table: pa.Table, like: Any) -> Any:
    """Return a table as the kind of frame ``like`` is; as Arrow for anything else."""
    package = type(like).__module__.partition(".")[0]
    if package == "pandas":
        return table.to_pandas()
    if package == "polars":
        import polars as pl

        return pl.from_arrow(table)
    if package == "pyspark":
        return like.sparkSession.createDataFrame(table)
    if "duckdb" in package:
        import duckdb

        return duckdb.from_arrow(table)
    return table
