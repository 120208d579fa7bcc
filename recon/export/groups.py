"""A table cut into slices by its keys."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa


class Groups:
    """A table's rows by their keys, each group in an order of its own; a missing key gives an empty slice.

    Only the order is kept, not a sorted copy: memory does not grow with the table.
    """

    def __init__(
        self, data: pa.Table, keys: tuple[str, ...], order: str, chosen: pa.Array | None = None
    ) -> None:
        """``chosen`` (truth values, one a row) leaves rows out."""
        self.data = data
        sort = [(name, "ascending") for name in (*keys, order)]
        places = pc.sort_indices(data.select([*keys, order]), sort_keys=sort)
        if chosen is not None:
            places = places.filter(pc.take(chosen, places).combine_chunks())
        self._order = places
        self._newest: tuple[tuple[str, ...], pa.Table] | None = None
        marks = zip(*(data[name].take(places).to_pylist() for name in keys), strict=True)
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
        """Return the rows of one key in their order; several documents of one unit ask for the same."""
        if self._newest is None or self._newest[0] != key:
            self._newest = key, self._taken(*self._places.get(key, (0, 0)))
        return self._newest[1]

    def _taken(self, start: int, size: int) -> pa.Table:
        """Return rows by their places in the order; those that lie one after the other need no copy."""
        places = self._order.slice(start, size).to_numpy()
        if size and (np.diff(places.astype(np.int64)) == 1).all():
            return self.data.slice(places[0], size)
        return self.data.take(places)
