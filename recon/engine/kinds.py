"""Turn an Arrow table into the kind of frame a caller holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


_LIBRARIES = ("pandas", "polars", "pyspark", "duckdb")


def library_of(frame: Any) -> str:
    """Return whose frame this is, also where its class is derived from that library's; empty for all others."""
    packages = (kind.__module__.partition(".")[0].lstrip("_") for kind in type(frame).__mro__)
    return next((package for package in packages if package in _LIBRARIES), "")


def in_kind(table: pa.Table, like: Any) -> Any:
    """Return a table as the kind of frame ``like`` is; as Arrow for anything else."""
    package = library_of(like)
    if package == "pandas":
        return table.to_pandas()
    if package == "polars":
        import polars as pl

        return pl.from_arrow(table)
    if package == "pyspark":
        return like.sparkSession.createDataFrame(table)
    if package == "duckdb":
        import duckdb

        return duckdb.from_arrow(table)
    return table
