"""pandas frames: their index, and columns that hold values of several kinds, as what pandas reads from Excel does."""

from __future__ import annotations

import math
from collections import Counter
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from numbers import Integral, Number, Real
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from recon.campaign.clock import local
from recon.intake.cells import decimal_text
from recon.pipeline.gathering.columns import columns_of
from recon.words import CellType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.campaign import Campaign

EXACT = 1e15
"""Whole numbers from here on may have lost digits as floating ones."""
_OF_ONE_KIND = ("string", "empty")
"""What pandas calls a column of texts alone, and one of nothing."""


def is_pandas(frame: Any) -> bool:
    """Tell whether a caller's object is a pandas frame; pandas is not imported for the answer."""
    return nw.dependencies.is_pandas_dataframe(frame)


def columns_by_name(frame: Any) -> list[tuple[str, Any]]:
    """Return the columns of a pandas frame with what they are called here.

    Of headings of several lines, as merged cells above a header give, the lowest word that one column alone has.
    """
    columns = list(unindexed(frame).items())
    lowest = [_parts(name)[-1] for name, _ in columns]
    often = Counter(lowest)
    return [
        (low if often[low] == 1 else "/".join(_parts(name)), column)
        for low, (name, column) in zip(lowest, columns, strict=True)
    ]


def _parts(name: Any) -> list[str]:
    """Return the lines of a heading from above; below a word that is merged downwards pandas puts one of its own."""
    lines = [str(part) for part in (name if isinstance(name, tuple) else (name,))]
    return [line for line in lines if line and not line.startswith("Unnamed:")] or lines[-1:]


def unindexed(frame: Any) -> Any:
    """Return a pandas frame whose index is a column where it has a name, and gone where it only numbers the rows."""
    named = [name for name in frame.index.names if name is not None and name not in frame.columns]
    other = [at for at, name in enumerate(frame.index.names) if name not in named]
    return frame.reset_index(other, drop=True).reset_index(named) if named else frame.reset_index(drop=True)


def table(frame: Any) -> pa.Table:
    """Return a pandas frame with columns of different names as Arrow; where Arrow has no type for a column, as text."""
    return pa.table({name: _arrow(column) for name, column in columns_by_name(frame)})


def _arrow(column: Any) -> pa.Array | pa.ChunkedArray:
    # Arrow has no type for several kinds in one column, for complex numbers or sparse columns; a month it counts.
    with suppress(pa.ArrowException, TypeError):
        array = pa.array(column, from_pandas=True)
        if not isinstance(array.type, pa.BaseExtensionType):
            return array
    gone = column.isna()
    texts = (None if lost else shown(value) for value, lost in zip(column, gone, strict=True))
    return pa.array(texts, pa.string())


def shown(value: Any) -> str:
    """Return a cell as Excel would show it: a whole number without ``.0``, a moment as its day in Shanghai."""
    if isinstance(value, Real) and not isinstance(value, Integral):
        return number(float(value))
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime):
        value = local(value)
    return value.isoformat()[:10] if isinstance(value, date | time) else str(value)


def number(value: float | None) -> str:
    """Return a floating number in full, never as a power of ten below 10¹⁵; empty where there is none."""
    if value is None or math.isnan(value):
        return ""
    return f"{value:.15g}" if abs(value) < EXACT else f"{value:.0f}"


def typed(arrow: pa.Table, frame: Any, campaign: Campaign) -> pa.Table:
    """Return a roster with a column ``<field>_type`` for each field whose cells were of several kinds.

    As text, the number 700101199001011200 is a spelling like any other; as a number, its last digits are lost (ID04).

    Args:
        arrow: the frame as :func:`table` made it.
        frame: what a caller gave; only pandas keeps several kinds in one column.
        campaign: header words.
    """
    if not is_pandas(frame):
        return arrow
    columns = dict(columns_by_name(frame))
    for code, name in columns_of(arrow.column_names, campaign).named.items():
        said = f"{code}_type"
        if said not in columns and pa.types.is_string(arrow[name].type) and _is_mixed(columns[name]):
            arrow = arrow.append_column(said, pa.array(_kinds(columns[name]), pa.string()))
    return arrow


def has_lost_digits(column: Any) -> bool:
    """Tell whether a pandas column of several kinds holds floating numbers of more digits than such a one has."""
    cells = column if column.dtype == object else ()
    return any(isinstance(cell, float) and cell >= EXACT for cell in cells)


def _is_mixed(column: Any) -> bool:
    from pandas.api.types import infer_dtype

    values = getattr(column.dtype, "categories", column)  # of a categorical column, the values there are
    return values.dtype == object and infer_dtype(values, skipna=True) not in _OF_ONE_KIND


def _kinds(column: Any) -> Sequence[str]:
    gone = column.isna()
    return [CellType.NULL if lost else _kind(value) for value, lost in zip(column, gone, strict=True)]


def _kind(value: Any) -> CellType:
    if isinstance(value, bool | np.bool_):
        return CellType.BOOLEAN
    if isinstance(value, Number):
        return CellType.NUMBER
    if isinstance(value, date):
        return CellType.DATE
    return CellType.TEXT if str(value) else CellType.BLANK
