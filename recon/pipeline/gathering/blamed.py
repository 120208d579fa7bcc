"""Whose fault it is that an engine stopped: a Parquet that is damaged inside, or text that is no UTF-8.

A nation's Parquet stays where it lies, and nobody reads it to its end before it is judged; so this is asked afterwards,
and only where something went wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from recon.pipeline.gathering import mixed
from recon.pipeline.gathering.given import garbled, no_table
from recon.pipeline.gathering.scanned import parquet_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def look_again(given: Mapping[str, Any]) -> None:
    """Read what a caller gave to its end, and refuse the first part of it that cannot be read.

    An engine's own complaint may quote a cell; this one tells argument, file and kind.

    Args:
        given: argument → frame, path, several in a list, or None. Of frames those of Arrow and pandas are looked at:
            the other libraries hold no text that is not UTF-8.

    Raises:
        OptionError: something is damaged.
    """
    for option, value in given.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            for name, pieces in _readings(one):
                try:
                    for piece in pieces:
                        _validate(piece, option, name)
                except (pa.ArrowException, OSError, ValueError) as error:
                    raise no_table(option, error, name) from None


def _validate(piece: pa.Table | pa.RecordBatch, option: str, file: str) -> None:
    """Look through a piece's columns, whatever their kind: words that are kept once each are text too.

    Raises:
        OptionError: names the column that is damaged.
    """
    for column, words in zip(piece.column_names, piece.columns, strict=True):
        try:
            words.validate(full=True)
        except pa.ArrowInvalid:
            raise garbled(option, column, file) from None


def _readings(one: Any) -> Iterator[tuple[str, Iterator[pa.Table | pa.RecordBatch]]]:
    """Yield each part of what was given: its file's name, if it has one, and its lines in pieces."""
    for file in parquet_files(one):
        yield file.name, _batches(file)
    if isinstance(one, pa.Table):
        yield "", iter([one])
    elif mixed.is_pandas(one):
        yield "", (mixed.table(frame) for frame in [one])


def _batches(file: Any) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(file) as opened:
        yield from opened.iter_batches()
