"""The desk: a few thousand wide lines are looked at in memory, whichever engine holds the millions they came from.

DuckDB and Spark plan every query anew, and with two hundred columns that takes longer than working them out. The
expressions are the same; only who evaluates them differs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from recon.engine.base import Engine, lazy, plain

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import pyarrow as pa

LINES = 100_000
"""What fits on the desk: with all its columns some 200 MB."""


class ArrowDesk(Engine):
    """Arrow tables, in memory: nothing is planned, every expression is worked out at once."""

    name = "arrow"
    strict_end = True

    def __init__(self) -> None:
        super().__init__(Path())

    def frame(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a frame over the table itself."""
        return lazy(plain(table))

    def scan(self, path: Path) -> nw.LazyFrame[Any]:
        """Return a frame over Parquet, read whole."""
        return self.frame(plain(pq.read_table(path)))

    def keep(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:  # noqa: ARG002 -- the name is for files
        """Return the frame, which is computed already."""
        return frame

    def _collect(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        return plain(frame.to_native())


DESK = ArrowDesk()


def desk_of(engine: Engine, lines: int) -> Engine:
    """Return who looks at so many lines of an engine one by one: the desk where they fit on it, else the engine."""
    return DESK if engine.plans and lines <= LINES else engine
