"""SQL over the tables of runs, in a DuckDB of its own: the default connection belongs to the engine."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from recon.paths import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection


@contextmanager
def over(files: Mapping[str, Sequence[Path]]) -> Iterator[DuckDBPyConnection]:
    """Open a connection that knows Parquet files (those of one name as one table) by the names in ``files``."""
    import duckdb

    with duckdb.connect(":memory:") as connection:
        for name, parts in files.items():
            connection.read_parquet([literal(part) for part in parts]).create_view(name)
        yield connection


@contextmanager
def over_run(run: Path, *names: str) -> Iterator[DuckDBPyConnection]:
    """Open a connection that knows the named tables of one run's folder."""
    with over({name: [run / f"{name}.parquet"] for name in names}) as connection:
        yield connection
