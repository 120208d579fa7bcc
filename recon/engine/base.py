"""What every engine can do, and the one shape in which answers are collected."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Engine(ABC):
    """Runs lazy frames. Use it as a context manager: what it kept is removed at the end.

    Args:
        folder: where shared intermediates are written, or spilled; a temporary folder when not given.
    """

    name: str
    strict_end = False
    """``$`` in a pattern is the very end of the text: elsewhere a line break may stand behind it."""
    plans = False
    """Every query is planned anew, which for a few thousand lines takes longer than answering it."""

    def __init__(self, folder: Path | None = None) -> None:
        self._scratch: Scratch | None = None
        if folder is None:
            self._scratch = Scratch()
            folder = self._scratch.path
        self.folder = folder
        self._numbers = count(1)

    @abstractmethod
    def frame(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over an Arrow table; dictionary-encoded words are text to it."""

    def held(self, table: pa.Table) -> nw.LazyFrame[Any]:
        """Return a lazy frame over a table that this process holds anyway, to be asked and never joined to another."""
        return self.frame(table)

    @abstractmethod
    def scan(self, path: Path) -> nw.LazyFrame[Any]:
        """Return a lazy frame over a Parquet file (or a folder of them)."""

    def numbered(self, source: Any, number: str) -> nw.LazyFrame[Any]:
        """Return a lazy frame over a Parquet file, or a native frame of this engine, with each line's place beside it.

        The place grows with the order of the lines where the source has one, and is the same at every reading.

        Args:
            source: path of one Parquet file; an Arrow table.
            number: the column's name.
        """
        table = pq.read_table(source) if isinstance(source, Path) else source
        places = pa.array(np.arange(table.num_rows), pa.int64())
        return self.frame(plain(table).append_column(number, places))

    @abstractmethod
    def keep(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
        """Compute a frame once and return it for repeated use; without it every branch recomputes the joins."""

    def collect(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        """Compute a frame and return it as Arrow: whole numbers as int64, text as string, in no promised order.

        A frame of this engine, or of a desk (:func:`recon.engine.desk.desk_of`), which is computed already.
        """
        native = frame.to_native()
        return plain(native) if isinstance(native, pa.Table) else self._collect(frame)

    @abstractmethod
    def _collect(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        """Compute a frame of this engine's own."""

    def repeated(self, frame: nw.LazyFrame[Any], columns: Sequence[str]) -> pa.Table:
        """Return what stands in more than one line: the distinct combinations of ``columns`` that do."""
        counted = frame.group_by(*columns).agg(nw.len().alias("lines"))
        return self.collect(counted.filter(nw.col("lines") > 1).select(*columns))

    def look_up(
        self, frame: nw.LazyFrame[Any], told: nw.LazyFrame[Any], on: Mapping[str, str]
    ) -> nw.LazyFrame[Any]:
        """Put beside each line what another frame of this engine tells of its key, null where it tells nothing.

        Args:
            frame: any lines.
            told: each key stands in it once.
            on: column of ``frame`` → column of ``told``; of several keys, all but the first are words without control
                characters.
        """
        return frame.join(told, left_on=list(on), right_on=list(on.values()), how="left")

    def close(self) -> None:
        """Let go of what the engine holds and remove its temporary folder."""
        if self._scratch is not None:
            self._scratch.close()

    def path_for(self, name: str) -> Path:
        """Return a fresh path for an intermediate; a name may be kept more than once."""
        return self.folder / f"{name}-{next(self._numbers)}.parquet"

    def __enter__(self) -> Self:
        """Use the engine."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the engine."""
        self.close()


def lazy(native: Any) -> nw.LazyFrame[Any]:
    """Return a frame of any library as a lazy Narwhals frame."""
    frame: nw.LazyFrame[Any] = nw.from_native(native).lazy()
    return frame


def plain(table: pa.Table) -> pa.Table:
    """Return ``table`` with the few types the rooms know: string, int64, bool, double.

    DuckDB sums integers into decimals, Polars counts in uint32, pandas and Polars write large strings.
    """
    columns = [plain_column(column) for column in table.columns]
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def plain_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column with one of these types."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = pc.cast(column, kind.value_type), kind.value_type
    if pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0):
        return pc.cast(column, pa.int64())
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) or pa.types.is_null(kind):
        return pc.cast(column, pa.string())
    return column
