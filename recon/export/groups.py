"""A table cut into slices by its keys."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa


class Groups:
    """A table sorted by its keys and an order, one slice per key; a missing key gives an empty slice."""

    def __init__(self, data: pa.Table, keys: tuple[str, ...], order: str) -> None:
        self.data = data.sort_by([(name, "ascending") for name in (*keys, order)])
        marks = zip(*(self.data.column(name).to_pylist() for name in keys), strict=True)
        self._places: dict[tuple[str, ...], tuple[int, int]] = {}
        start = 0
        for key, group in groupby(marks):
            size = sum(1 for _ in group)
            self._places[key] = (start, size)
            start += size

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Every key, sorted."""
        return iter(self._places)

    def __contains__(self, key: object) -> bool:
        """Tell whether a key has rows."""
        return key in self._places

    def get(self, *key: str) -> pa.Table:
        """Return the rows of one key in their order."""
        return self.data.slice(*self._places.get(key, (0, 0)))
