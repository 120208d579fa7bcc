"""The desk: a few thousand wide lines are looked at in memory, whichever engine holds the millions they came from.

DuckDB and Spark plan every query anew, and with two hundred columns that takes longer than working them out. The
expressions are the same; only who evaluates them differs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon.engine.base import Engine, lazy, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LINES = 300_000
"""What fits on the desk: with all its columns some 600 MB."""
_BETWEEN = "\x1f"


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

    def look_up(
        self, frame: nw.LazyFrame[Any], told: nw.LazyFrame[Any], on: Mapping[str, str]
    ) -> nw.LazyFrame[Any]:
        """Put beside each line what another table tells of its key: found by place, not by a join of wide tables."""
        lines, facts = frame.to_native(), told.to_native()
        keys = _keys([facts[name] for name in on.values()])
        at = pc.index_in(_keys([lines[name] for name in on]), value_set=keys, skip_nulls=True)
        for name in facts.column_names:
            if name not in on.values():
                lines = lines.append_column(name, facts[name].combine_chunks().take(at))
        return lazy(lines)

    def _collect(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        return plain(frame.to_native())


def _keys(columns: Sequence[pa.ChunkedArray]) -> pa.Array:
    """Return one value per line for one key or several; null where one is."""
    if len(columns) == 1:
        return columns[0].combine_chunks()
    return pc.binary_join_element_wise(*columns, _BETWEEN).combine_chunks()


DESK = ArrowDesk()


def desk_of(engine: Engine, lines: int) -> Engine:
    """Return who looks at so many lines of an engine one by one: the desk where they fit on it, else the engine."""
    return DESK if engine.plans and lines <= LINES else engine


def try_out(engine: Engine) -> None:
    """Ask an engine and the desk a first question: Narwhals loads forty modules for it, a twentieth of a second."""
    for one in (engine, DESK):
        asked = one.frame(pa.table({"text": ["a", ""]})).filter(nw.col("text") != "")
        one.collect(asked.with_columns(n=nw.lit(1)).group_by("text").agg(nw.len().alias("lines")))
