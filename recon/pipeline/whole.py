"""The whole roster again: plain rows and the others, put together in its order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import model
from recon.words import By

if TYPE_CHECKING:
    from recon.pipeline.kinds import Said

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
        mask = pa.array(self._order >= len(self.at))
        for name, column in raw.items():
            if name in said.folded:
                head = head.append_column(name, pc.cast(said.folded[name], pa.string()))
            else:
                head = head.append_column(name, _put(column, mask, self.others[name]))
        for name in ("enrol_id", *RECORD.names):
            if name == "o_enrol_no":  # a plain row says the number of its record
                told = _put(head["student_no"], mask, self.others[name])
            else:
                told = self._of(self.plain[name.removeprefix("o_")], self.others[name])
            head = head.append_column(name, told)
        return head

    def matches(self, row_ids: pa.ChunkedArray) -> pa.Table:
        """Return ``model.MATCHES`` of every row, its words dictionary-encoded: nearly all rows say the same."""
        same = {f"agree_{key}": "same" for key in model.AGREEMENT} | {"by": By.BOTH.value, "conflict": ""}
        columns: dict[str, Any] = {"row_id": row_ids.combine_chunks()}
        for name in model.MATCH_COLUMNS[1:]:
            if name in same:
                columns[name] = self._words(same[name], self.others[name])
            else:
                nobody = np.full(len(self.at), -1)
                columns[name] = self._of(
                    self.plain[name] if name == "enrol_id" else pa.array(nobody), self.others[name]
                )
        return pa.table(columns)

    def _words(self, plain: str, others: pa.ChunkedArray) -> pa.DictionaryArray:
        """Return a column of which every plain row says the same."""
        told = others.combine_chunks().dictionary_encode()
        numbers = np.full(len(self._order), len(told.dictionary), np.int32)
        behind = self._order >= len(self.at)
        numbers[behind] = told.indices.to_numpy()[self._order[behind] - len(self.at)]
        words = pa.concat_arrays([told.dictionary, pa.array([plain], pa.string())])
        return pa.DictionaryArray.from_arrays(numbers, words)

    @cached_property
    def _order(self) -> Numbers:
        """Return where each row of the roster stands in the plain rows with the others behind them."""
        total = len(self.at) + self.others.num_rows
        order = np.full(total, -1, np.int64)
        order[self.at] = np.arange(len(self.at))
        order[order < 0] = np.arange(len(self.at), total)
        return order

    def _of(self, plain: Any, others: Any) -> pa.Array:
        chunks = [part.combine_chunks() if hasattr(part, "chunks") else part for part in (plain, others)]
        if pa.types.is_string(chunks[0].type):
            chunks = [chunk.dictionary_encode() for chunk in chunks]
        return pa.concat_arrays(chunks).take(pa.array(self._order))


def _put(column: pa.ChunkedArray, mask: pa.Array, values: pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Return a column with other values where the mask says so; itself where those are what stands there."""
    texts = pc.cast(column, pa.string())
    if texts.filter(mask).equals(values):
        return texts
    return pc.replace_with_mask(texts.combine_chunks(), mask, values.combine_chunks())
