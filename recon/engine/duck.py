"""DuckDB, embedded: the default engine of the dashboard and the command line."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pyarrow as pa

from recon.engine.base import Engine, lazy, plain
from recon.errors import OptionError
from recon.paths import literal
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import narwhals.stable.v2 as nw


HELD_LINES = 300_000
"""Lines of a table in memory up to which Arrow has counted a column before DuckDB has planned to."""
_TOO_LITTLE = Text(
    "{memory}不够处理这些数据，请放宽（例如 2GB）",
    "{memory} is too little for these data; allow more, such as 2GB",
)
_ITS_OWN = Text("现有内存", "what this machine has")


@contextmanager
def _bounded(memory: str) -> Iterator[None]:
    """Say in our words that the memory allowed was too little.

    Raises:
        OptionError: instead of DuckDB's own error.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        said = Text(f"“{memory}”", f"'{memory}'") if memory else _ITS_OWN
        raise OptionError(option="memory", reason=_TOO_LITTLE.filled(memory=said)) from error


class DuckEngine(Engine):
    """DuckDB on a connection of its own; intermediates are its tables, spilled to the run's folder if need be."""

    name = "duckdb"
    plans = True
    strict_end = True

    def __init__(self, folder: Path | None = None, *, memory: str = "", threads: int = 0) -> None:
        super().__init__(folder)
        self.memory = memory
        self.connection = duckdb.connect()
        self.connection.execute("SET preserve_insertion_order = false")
        if memory:
            self.connection.execute("SET memory_limit = ?", [memory])
        if threads:
            self.connection.execute("SET threads = ?", [threads])
        self.connection.execute("SET temp_directory = ?", [str(self.folder / "spill")])

    def frame(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over an Arrow table, read in place."""
        return lazy(self.connection.from_arrow(table))

    def held(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over the table itself where asking it takes less than planning the question."""
        return lazy(plain(table)) if table.num_rows <= HELD_LINES else self.frame(table)

    def scan(self, path: Path) -> nw.LazyFrame[Any]:
        """Return a lazy frame over Parquet."""
        pattern = f"{literal(path)}/**/*.parquet" if path.is_dir() else literal(path)
        return lazy(self.connection.read_parquet(pattern))

    def numbered(self, source: Any, number: str) -> nw.LazyFrame[Any]:
        """Return a Parquet file with each line's place in it, which the file knows without being read."""
        if not isinstance(source, Path):
            return super().numbered(source, number)
        scan = self.connection.read_parquet(literal(source), file_row_number=True)
        return lazy(scan).rename({"file_row_number": number})

    def keep(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
        """Compute the frame into a table of the connection, which goes to the spill folder where memory ends."""
        table = self.path_for(name).stem
        with _bounded(self.memory):
            frame.to_native().create(table)
        return lazy(self.connection.table(table))

    def _collect(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        with _bounded(self.memory):
            return plain(frame.to_native().to_arrow_table())

    def repeated(self, frame: nw.LazyFrame[Any], columns: Sequence[str]) -> pa.Table:
        """Return what stands in more than one line: sorting hashes tells sooner than counting texts that none does."""
        listed = ", ".join(f'"{column}"' for column in columns)
        hashed = frame.to_native().project(f"{listed}, hash({listed}) AS __hash")
        with _bounded(self.memory):
            hashes = np.sort(hashed.project("__hash").to_arrow_table()["__hash"].to_numpy())
        several = pa.table({"__hash": np.unique(hashes[1:][hashes[1:] == hashes[:-1]])})
        if not several.num_rows:
            return self._collect(frame.select(*columns).head(0))
        alike = lazy(hashed).join(self.frame(several), on="__hash", how="inner")
        return super().repeated(alike.select(*columns), columns)

    def close(self) -> None:
        """Close the connection, then remove the temporary folder."""
        self.connection.close()
        super().close()
