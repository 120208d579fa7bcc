"""学号, IDs and names of a Parquet file, millions at a time: which of them are not spelled as clean ones are.

The same as the regular expressions of :mod:`recon.values.clean` tell, in a third of their time; held equal by
``tests/normalise/test_sieve.py``.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon.values.clean import is_clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Truths = np.ndarray[Any, np.dtype[np.bool_]]
    Numbers = np.ndarray[Any, np.dtype[np.int64]]
    Hashes = np.ndarray[Any, np.dtype[np.uint32]]

LINES = 1 << 17
"""Lines looked at in one go: they stay in the processor's cache."""
_ID = 18
_ZERO, _X = ord("0"), ord("X")
_FIRST, _LAST = (int.from_bytes(char.encode(), "big") for char in "一龥")
_PARTS = 2
"""Every column is looked through in so many parts at a time."""
_NO_NUMBERS, _NO_HASHES = np.empty(0, np.int64), np.empty(0, np.uint32)
_SAFE = 18
"""Digits that an int64 always holds."""
_TAIL = np.uint32(8)
"""Bits of a hash that a table of all beginnings leaves out."""
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ divided by the golden ratio: numbers close to each other get hashes far apart."""


class Looked(NamedTuple):
    """What looking through one column told."""

    odd: list[str]
    """The distinct texts that are not clean."""
    filled: bool
    """Every line says something."""
    distinct: bool
    """No two lines say the same, nor anything that could fold to the same; false also where that is not known."""


class _Piece(NamedTuple):
    """What looking through some of a column's lines told."""

    odd: set[str]
    filled: bool
    numbers: list[Numbers] | None
    """What the lines say as whole numbers; None where somebody's text is none that an int64 holds."""
    hashes: Hashes
    """Hashes of ``numbers``, in order."""


def look_through(path: Path, columns: Mapping[str, str]) -> dict[str, Looked]:
    """Look through the fields that can be looked at here.

    Args:
        path: a Parquet file.
        columns: field code → column.
    """
    with pq.ParquetFile(path) as file:
        schema, groups = file.schema_arrow, file.num_row_groups
    asked = [
        code
        for code in CLEAN
        if columns.get(code) in schema.names and pa.types.is_string(schema.field(columns[code]).type)
    ]
    parts = [range(groups)[part::_PARTS] for part in range(min(groups, _PARTS))]
    told = [(code, columns[code], part) for code in asked for part in parts]
    with ThreadPoolExecutor(_PARTS) as threads:
        pieces = list(threads.map(lambda one: _look(path, *one), told))
    return {
        code: _together([piece for piece, (whose, *_) in zip(pieces, told, strict=True) if whose == code])
        for code in asked
    }


def _look(path: Path, code: str, name: str, groups: range) -> _Piece:
    """Look through one column of some row groups; whether two say the same is asked of 学号 alone."""
    odd: set[str] = set()
    filled = True
    numbers: list[Numbers] | None = [] if code == "student_no" else None
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(LINES, row_groups=groups, columns=[name]):
            texts = batch.column(0)
            filled = filled and not texts.null_count and bool(pc.min(pc.binary_length(texts)).as_py())
            fine = CLEAN[code](texts := texts.drop_null())
            if not fine.all():
                odd.update(pc.unique(texts.filter(pa.array(~fine))).to_pylist())
            if numbers is not None and fine.all() and _fit(texts):
                numbers.append(pc.cast(texts, pa.int64()).to_numpy())
            else:
                numbers = None
    odd = {text for text in odd if text and not (code == "name" and is_clean(code, text))}
    return _Piece(odd, filled, numbers, np.sort(_hashed(np.concatenate(numbers or [_NO_NUMBERS]))))


def _fit(texts: pa.Array) -> bool:
    """Tell whether no text of digits is longer than an int64 holds."""
    return (pc.max(pc.binary_length(texts)).as_py() or 0) <= _SAFE


def _together(pieces: Sequence[_Piece]) -> Looked:
    odd = sorted(set().union(*(piece.odd for piece in pieces)))
    filled = all(piece.filled for piece in pieces)
    known = filled and not odd and all(piece.numbers is not None for piece in pieces)
    return Looked(odd, filled, known and _distinct(pieces))


def _distinct(pieces: Sequence[_Piece]) -> bool:
    """Tell whether no number is there twice (``01`` and ``1`` are one): hashes of half the size are sooner in order."""
    ordered = np.sort(np.concatenate([_NO_HASHES, *(piece.hashes for piece in pieces)]), kind="stable")
    several = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(several):
        return True
    # Keep the numbers whose hash begins like a repeated one: about one per cent, with every real repeat among them.
    suspected = np.zeros(1 << (32 - _TAIL), np.bool_)
    suspected[several >> _TAIL] = True
    numbers = (some for piece in pieces for some in piece.numbers or ())
    found = np.sort(np.concatenate([some[suspected[_hashed(some) >> _TAIL]] for some in numbers]))
    return not bool((found[1:] == found[:-1]).any())


def _hashed(numbers: Numbers) -> Hashes:
    return (numbers.view(np.uint64) * _SPREAD >> np.uint64(32)).astype(np.uint32)


# ---------------------------------------------------------------- what is clean


def is_number(texts: pa.Array) -> Truths:
    """Tell which texts are four to twenty digits (``^[0-9]{4,20}$``)."""
    lengths = pc.binary_length(texts).to_numpy()
    fit: Truths = (lengths >= 4) & (lengths <= 20)
    return _digits(texts) & fit


def is_identity(texts: pa.Array) -> Truths:
    """Tell which texts are eighteen digits, of which the last may be an X (``^[0-9]{17}[0-9X]$``)."""
    whole: Truths = pc.binary_length(texts).to_numpy() == _ID
    fine = _digits(texts)
    fine &= whole
    rest = np.flatnonzero(whole & ~fine)
    if len(rest):
        told = pa.concat_arrays([texts.take(pa.array(rest))]).cast(pa.binary(_ID))
        digits = np.frombuffer(told.buffers()[1], np.uint8, len(rest) * _ID).reshape(-1, _ID)
        fine[rest] = (digits[:, :-1] - np.uint8(_ZERO) <= 9).all(axis=1) & (digits[:, -1] == _X)
    return fine


def is_name(texts: pa.Array) -> Truths:
    """Tell which texts are of 汉字 from 一 to 龥 only; of the others, names with a · among them, it tells nothing."""
    lengths = pc.binary_length(texts).to_numpy()
    whole: Truths = (lengths % 3 == 0) & (lengths > 0)
    fine = whole.copy()
    told = pa.concat_arrays([texts if whole.all() else texts.filter(pa.array(whole))])
    at = np.frombuffer(told.buffers()[1], np.int32, len(told) + 1 + told.offset)[told.offset :]
    if at[-1] > at[0]:
        # Read three bytes at a time as one UTF-8 character; shorter or longer ones fall outside _FIRST.._LAST.
        bytes_ = np.frombuffer(told.buffers()[2], np.uint8)[at[0] : at[-1]].reshape(-1, 3).astype(np.uint32)
        characters = bytes_[:, 0] << 16 | bytes_[:, 1] << 8 | bytes_[:, 2]
        other = np.flatnonzero((characters < _FIRST) | (characters > _LAST)) * 3 + at[0]
        fine[np.flatnonzero(whole)[np.searchsorted(at, other, side="right") - 1]] = False
    return fine


def _digits(texts: pa.Array) -> Truths:
    truths: Truths = pc.ascii_is_decimal(texts).to_numpy(zero_copy_only=False)
    return truths


CLEAN: Mapping[str, Callable[[pa.Array], Truths]] = {
    "student_no": is_number,
    "id_card": is_identity,
    "name": is_name,
}
"""Field → what tells which of its texts are clean."""
