"""Columns of text: cast, folded and translated without a Python step per row.

A function of one value is asked once per *distinct* value; Arrow's dictionaries put the answers back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recon.values import folding

if TYPE_CHECKING:
    from collections.abc import Callable

_SAME_VALUE = dict.fromkeys(("student_no", "exam_no", "login", "site_code", "branch_code"), "^[0-9A-Z]+$")
"""Whatever flaws they have, such texts fold to themselves; adult numbers are not the 13 digits CLEAN asks."""


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as text with ``""`` for null; whole numbers are written out, never as 1.8E+12."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = pc.cast(column, kind.value_type), kind.value_type
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, kind), column)
        if pc.all(pc.equal(column, pc.round(column))).as_py() is not False:
            column = pc.cast(column, pa.decimal128(38, 0), safe=False)
    return pc.fill_null(pc.cast(column, pa.string()), "")


def empty(rows: int, text: str = "") -> pa.ChunkedArray:
    """Return a column that says the same in every row."""
    return pa.chunked_array([pa.repeat(pa.scalar(text, pa.string()), rows)])


def translated(column: pa.ChunkedArray, say: Callable[[str], str]) -> pa.ChunkedArray:
    """Return ``say`` of every value, asked once per distinct value."""
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    said = pa.array([say(text) for text in encoded.dictionary.to_pylist()], pa.string())
    return pa.chunked_array([pc.take(said, encoded.indices)])


def folded(code: str, column: pa.ChunkedArray, say: Callable[[str], str] | None = None) -> pa.ChunkedArray:
    """Return a field's folded values; only those that are not clean already pass through Python.

    Args:
        code: field code.
        column: raw text without nulls.
        say: folds one value; :func:`recon.values.folding.fold` of ``code`` when not given.
    """
    pattern = _SAME_VALUE.get(code, folding.CLEAN[code])
    clean = pc.match_substring_regex(column, pattern)
    broken = pc.match_substring_regex(column, folding.LINE_BREAK)
    leave = pc.or_(pc.equal(column, ""), pc.and_(clean, pc.invert(broken)))
    if pc.all(leave).as_py() is not False:
        return column
    dirty = pc.if_else(leave, "", column)
    mended = translated(dirty, say or (lambda text: folding.fold(code, text).value))
    return pc.if_else(leave, column, mended)
