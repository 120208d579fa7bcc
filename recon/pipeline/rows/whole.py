"""The whole roster again: plain rows and the others, put together in its order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import coverage, model
from recon.words import By

if TYPE_CHECKING:
    from recon.pipeline.gathering.kinds import Said

    Numbers = np.ndarray[Any, np.dtype[np.int64]]

SHARED = ("cohort", "sex")
"""Fields many rows share of which something is asked of every row."""
RECORD = pa.schema(
    [
        ("o_enrol_no", pa.string()),
        ("o_site_code", pa.string()),
        ("o_due", pa.bool_()),
        ("o_eligible", pa.bool_()),
    ]
)
"""What is told of the record of every row."""


@dataclass(frozen=True)
class Whole:
    """Plain rows and the others, put together in the order of the roster."""

    at: Numbers
    """Where each plain row stands in the roster; in any order, as ``plain`` is."""
    plain: pa.Table
    others: pa.Table

    def rows(self, head: pa.Table, raw: dict[str, pa.ChunkedArray], said: Said) -> pa.Table:
        """Return the head with all that is told of every row; a plain row's keys fold to themselves."""
        for name, column in raw.items():
            if name in said.folded:
                head = head.append_column(name, pc.cast(said.folded[name], pa.string()))
            else:
                head = head.append_column(name, _put(column, self._behind, self.others[name]))
        # A plain row agrees with its record, so its own number is the record's.
        number = _put(head["student_no"], self._behind, self.others["o_enrol_no"])
        told = {"enrol_id": self._enrol_ids, "o_enrol_no": number, **self._facts()}
        for name in ("enrol_id", *RECORD.names):
            head = head.append_column(name, told[name])
        return head

    def matches(self, row_ids: pa.ChunkedArray) -> pa.Table:
        """Return ``model.MATCHES`` of every row, its words dictionary-encoded: nearly all rows say the same."""
        same = {f"agree_{key}": "same" for key in model.AGREEMENT} | {"by": By.BOTH.value, "conflict": ""}
        other = np.full(len(self._order), -1)
        other[self._behind] = self.others["other_enrol_id"].to_numpy()
        columns: dict[str, Any] = {name: self._words(word, self.others[name]) for name, word in same.items()}
        columns |= {"row_id": row_ids.combine_chunks(), "enrol_id": self._enrol_ids, "other_enrol_id": other}
        return pa.table({name: columns[name] for name in ("row_id", *model.MATCH_COLUMNS[1:])})

    def _words(self, plain: str, others: pa.ChunkedArray) -> pa.DictionaryArray:
        """Return a column of which every plain row says the same."""
        told = others.combine_chunks().dictionary_encode()
        numbers = np.full(len(self._order), len(told.dictionary), np.int32)
        numbers[self._behind] = told.indices.to_numpy()
        words = pa.concat_arrays([told.dictionary, pa.array([plain], pa.string())])
        return pa.DictionaryArray.from_arrays(numbers, words)

    @cached_property
    def _order(self) -> Numbers:
        """Return where each row of the roster stands in the plain rows with the others behind them, in their order."""
        total = len(self.at) + self.others.num_rows
        order = np.full(total, -1, np.int64)
        order[self.at] = np.arange(len(self.at))
        order[order < 0] = np.arange(len(self.at), total)
        return order

    @cached_property
    def _behind(self) -> Numbers:
        """Return the places of the others."""
        return np.flatnonzero(self._order >= len(self.at))

    @cached_property
    def _enrol_ids(self) -> pa.Array:
        return pa.array(self._told("enrol_id")[self._order])

    def _facts(self) -> dict[str, pa.Array]:
        """Return site, due and eligible of every row's record: in one number, so that each record is gone to once."""
        sites = pa.concat_arrays(list(map(coverage.encoded, self._both("o_site_code"))))
        packed = sites.indices.to_numpy() << 2
        packed |= self._told("o_due") * np.int32(2)
        packed |= self._told("o_eligible")
        told = packed[self._order]
        return {
            "o_site_code": pa.DictionaryArray.from_arrays(told >> 2, sites.dictionary),
            "o_due": pa.array(told & 2 > 0),
            "o_eligible": pa.array(told & 1 > 0),
        }

    def _told(self, name: str) -> Any:
        """Return numbers or truths of the plain rows, and those of the others behind them."""
        return np.concatenate([column.to_numpy() for column in self._both(name)])

    def _both(self, name: str) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
        return self.plain[name.removeprefix("o_")], self.others[name]


def _put(column: pa.ChunkedArray, places: Numbers, values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of text with other values at some places, in order; what stands there already is not copied."""
    texts = pc.cast(column, pa.string())
    differs = pc.not_equal(texts.take(pa.array(places)), values)
    at = places[differs.to_numpy()]
    if not len(at):
        return texts
    told, starts = values.filter(differs).combine_chunks(), np.cumsum([0, *map(len, texts.chunks)])
    cuts = np.searchsorted(at, starts)
    chunks = [
        _replaced(chunk, at[first:end] - start, told[first:end])
        for chunk, start, first, end in zip(texts.chunks, starts[:-1], cuts[:-1], cuts[1:], strict=True)
    ]
    return pa.chunked_array(chunks, pa.string())


def _replaced(texts: pa.StringArray, at: Numbers, values: pa.StringArray) -> pa.StringArray:
    """Return texts with others at some places: what lies between is copied in one piece, in a fifth of Arrow's time."""
    if not len(at):
        return texts
    _, bounds, data = texts.buffers()
    bounds = np.frombuffer(bounds, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    sizes = np.diff(bounds)
    sizes[at] = pc.binary_length(values).to_numpy()
    pieces: list[Any] = []
    start, old = int(bounds[0]), memoryview(data)
    for begin, end, value in zip(
        bounds[at].tolist(), bounds[at + 1].tolist(), values.cast(pa.binary()).to_pylist(), strict=True
    ):
        pieces += (old[start:begin], value)
        start = end
    pieces.append(old[start : int(bounds[-1])])
    offsets = np.concatenate([np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)])
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(offsets), pa.py_buffer(b"".join(pieces)))
