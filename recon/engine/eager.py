"""pandas and Polars: for whoever already holds such frames. What is kept stays in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from recon.engine.base import Engine, lazy, plain

if TYPE_CHECKING:
    from pathlib import Path

    import narwhals.stable.v2 as nw


class PandasEngine(Engine):
    """pandas: fine for a province (window functions are slow), and what a notebook user holds."""

    name = "pandas"

    def frame(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over a copy of the table."""
        return lazy(plain(table).to_pandas())

    def scan(self, path: Path) -> nw.LazyFrame[Any]:
        """Return a lazy frame over Parquet, read whole."""
        return self.frame(pq.read_table(path))

    def keep(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:  # noqa: ARG002 -- the name is for files
        """Return the frame computed; pandas has nothing to defer."""
        return frame.collect(backend="pandas").lazy()

    def _collect(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        # pandas keeps an index with gaps after filtering; it must not become a column.
        return plain(pa.Table.from_pandas(frame.collect(backend="pandas").to_native(), preserve_index=False))


class PolarsEngine(Engine):
    """Polars, lazily; an optional extra."""

    name = "polars"
    strict_end = True

    def frame(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over an Arrow table."""
        import polars as pl

        return lazy(pl.DataFrame(pl.from_arrow(plain(table))))

    def scan(self, path: Path) -> nw.LazyFrame[Any]:
        """Return a lazy frame over Parquet."""
        import polars as pl

        return lazy(pl.scan_parquet(path))

    def keep(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:  # noqa: ARG002 -- the name is for files
        """Return the frame computed, in memory."""
        return frame.collect(backend="polars").lazy()

    def _collect(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        return plain(frame.collect(backend="pyarrow").to_native())
