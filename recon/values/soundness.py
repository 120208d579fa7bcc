"""Find sound IDs among millions by arithmetic: those in which ``values.identity`` would find no fault.

A sieve, not a judgement: what it lets pass is sound; what it holds back is asked by the rules themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon.values.identity import OLDEST, WEIGHTS, YOUNGEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    Truths = np.ndarray[Any, np.dtype[np.bool_]]
    Numbers = np.ndarray[Any, np.dtype[np.int64]]

LENGTH = 18
_SLICE = 1 << 17
"""IDs looked at in one go: their digits stay in the processor's cache."""
_ZERO, _X = ord("0"), ord("X")
_PLACES = tuple(10**place for place in range(7, -1, -1))
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def sound(ids: pa.ChunkedArray, sexes: pa.ChunkedArray, as_of: int) -> Truths:
    """Tell which folded IDs are certainly a resident's, with its check digit, a likely birth and the sex told.

    Args:
        ids: folded IDs; an empty one is sound, for there is nothing to ask.
        sexes: folded; another word than 男 and 女 is not asked.
        as_of: the day ages are counted on, as yyyymmdd; 0 is not asked. The 29th of February counts as unsound.
    """
    whole, told = ids.combine_chunks(), sexes.combine_chunks()
    parts = [
        _sound(whole.slice(at, _SLICE), told.slice(at, _SLICE), as_of) for at in range(0, len(whole), _SLICE)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.bool_)


def _sound(ids: pa.Array, sexes: pa.Array, as_of: int) -> Truths:
    lengths = pc.binary_length(ids).to_numpy(zero_copy_only=False)
    fit = lengths == LENGTH
    fine: Truths = lengths == 0
    fine[fit] = _eighteen(_digits(ids.filter(pa.array(fit))), sexes.filter(pa.array(fit)), as_of)
    return fine


def _digits(ids: pa.Array) -> Any:
    """Return the 18 byte values less ``0`` of each ID, place by place: one place of all IDs lies together."""
    text = pa.concat_arrays([ids]).cast(pa.binary(LENGTH))
    lines = np.frombuffer(text.buffers()[1], np.uint8, len(ids) * LENGTH).reshape(-1, LENGTH)
    return np.ascontiguousarray(lines.T) - np.uint8(_ZERO)


def _eighteen(digits: Any, sexes: pa.Array, as_of: int) -> Truths:
    crossed = digits[17] == _X - _ZERO
    number: Truths = (digits[:17] <= 9).all(axis=0) & (crossed | (digits[17] <= 9))
    number &= ~(digits[:3] == 9).all(axis=0)  # 999… is a school's own number
    total = _weighed(digits[:17], WEIGHTS, np.uint16) + np.where(crossed, 10, digits[17])
    day = _weighed(digits[6:14], _PLACES, np.int64)
    male = pc.equal(sexes, "男").to_numpy(zero_copy_only=False)
    female = pc.equal(sexes, "女").to_numpy(zero_copy_only=False)
    odd = digits[16] % 2 == 1
    number &= (total % 11 == 1) & _likely(day, as_of) & ~(male & ~odd) & ~(female & odd)
    return number


def _weighed(digits: Any, weights: Iterable[int], kind: type[np.integer[Any]]) -> Any:
    """Return the sum of the places, each times its weight."""
    return sum(place.astype(kind) * kind(weight) for place, weight in zip(digits, weights, strict=True))


def _likely(day: Numbers, as_of: int) -> Truths:
    month = day // 100 % 100
    known: Truths = (day >= 10_000) & (month >= 1) & (month <= 12)
    known &= (day % 100 >= 1) & (day % 100 <= _DAYS[np.where(known, month, 0)])
    if as_of:
        known &= (day + YOUNGEST * 10_000 <= as_of) & (day + (OLDEST + 1) * 10_000 > as_of)
    return known
