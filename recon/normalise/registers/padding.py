"""White space around the values of an extract: a column of fixed width (CHAR) is filled up with it.

It is no part of a record there, and would be proposed with every ID. Around one value among many it is the record's
own, and goes on as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow.compute as pc

from recon.normalise.registers.columns import as_text
from recon.values.clean import is_clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pyarrow as pa

    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]

_SPACE = " \t\r\n"
LOOK = 2_000
"""First lines of an extract that tell what its columns are like."""


def unpadded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as text, bare where it is filled up."""
    texts = as_text(column)
    told = texts.slice(0, LOOK)
    spaced, filled = _count(pc.not_equal(_bare(told), told)), _count(pc.not_equal(told, ""))
    return _bare(texts) if _is_padded(spaced, filled) else texts


def padded_columns(frame: Frame, columns: Collection[str], engine: Engine) -> frozenset[str]:
    """Return which columns of a frame are filled up.

    Args:
        frame: an extract; what its engine has first of it is looked at.
        columns: those that mean anything here.
        engine: it holds the frame.
    """
    wanted = [*columns]
    counts = [
        (_spaced(name).alias(f"spaced{n}"), _said(name).alias(f"said{n}")) for n, name in enumerate(wanted)
    ]
    first = frame.head(LOOK).select(*(count for pair in counts for count in pair))
    (told,) = engine.collect(first).to_pylist()
    return frozenset(
        name for n, name in enumerate(wanted) if _is_padded(told[f"spaced{n}"] or 0, told[f"said{n}"] or 0)
    )


def text_of(name: str, padded: Collection[str] = ()) -> nw.Expr:
    """Return a column as text without nulls, bare where it is one of the ``padded``."""
    text = nw.col(name).cast(nw.String).fill_null("")
    return text.str.strip_chars(_SPACE) if name in padded else text


def bare(code: str, texts: Iterable[str]) -> list[str]:
    """Return which of a field's values are not clean without what is around them, in order."""
    return sorted(text for text in {text.strip(_SPACE) for text in texts} - {""} if not is_clean(code, text))


def _is_padded(spaced: int, filled: int) -> bool:
    return spaced > max(1, filled // 2)


def _bare(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.ascii_trim(texts, _SPACE)


def _count(truths: pa.ChunkedArray) -> int:
    return int(pc.sum(truths).as_py() or 0)


def _spaced(name: str) -> nw.Expr:
    return (text_of(name) != text_of(name, {name})).cast(nw.Int64).sum()


def _said(name: str) -> nw.Expr:
    return (text_of(name) != "").cast(nw.Int64).sum()
