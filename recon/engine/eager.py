"""pandas and Polars: for whoever already holds such frames. What is kept stays in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow.parquet as pq

from recon.engine.base import Engine

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


class PandasEngine(Engine):
    """pandas: fine for a province (window functions are slow), and what a notebook user holds."""

    name = "pandas"

    def frame(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over a copy of the table."""
        return nw.from_native(table.to_pandas()).lazy()

    def scan(self, path: Path) -> nw.LazyFrame[Any]:
        """Return a lazy frame over Parquet, read whole."""
        return self.frame(pq.read_table(path))

    def keep(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:  # noqa: ARG002 -- the name is for files
        """Return the frame computed; pandas has nothing to defer."""
        return frame.collect(backend="pandas").lazy()


class PolarsEngine(Engine):
    """Polars, lazily; an optional extra."""

    name = "polars"

    def frame(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over an Arrow table."""
        import polars as pl

        return nw.from_native(pl.DataFrame(pl.from_arrow(table))).lazy()

    def scan(self, path: Path) -> nw.LazyFrame[Any]:
        """Return a lazy frame over Parquet."""
        import polars as pl

        return nw.from_native(pl.scan_parquet(path))

    def keep(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:  # noqa: ARG002 -- the name is for files
        """Return the frame computed, in memory."""
        return frame.collect(backend="polars").lazy()
