"""Frames a caller holds, at the door: everything becomes text, nothing becomes null."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon import fields, model
from recon.engine.base import plain
from recon.errors import OptionError
from recon.model import Block
from recon.normalise.headings import roster_lexicon
from recon.pipeline.kinds import PERSONAL
from recon.pipeline.scanned import parquet_files
from recon.words import CellType, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.campaign import Campaign


def to_arrow(frame: Any) -> pa.Table:
    """Return any dataframe as Arrow, with plain types.

    Raises:
        OptionError: the object is no dataframe that Narwhals knows.
    """
    if isinstance(frame, pa.Table):
        return plain(frame)
    if files := parquet_files(frame):
        return _together([plain(pq.read_table(file)) for file in files])
    if hasattr(frame, "toArrow"):
        return plain(frame.toArrow())
    try:
        native = nw.from_native(frame)
    except TypeError:
        kind = type(frame).__name__
        raise OptionError(
            option="reconcile", reason=Text(f"{kind} 不是数据表", f"{kind} is no dataframe")
        ) from None
    lazy = native.lazy() if isinstance(native, nw.DataFrame) else native
    try:
        return plain(lazy.collect(backend="pyarrow").to_native())
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        if not native.implementation.is_pandas():
            raise
    return plain(pa.Table.from_pandas(_of_one_kind(frame), preserve_index=False))


def _together(tables: list[pa.Table]) -> pa.Table:
    """Put files of a folder under each other; they need not have the same columns, nor the same types in them."""
    if len({str(table.schema.remove_metadata()) for table in tables}) == 1:
        return pa.concat_tables(tables)
    texts = [pa.table({name: _as_given(table[name]) for name in table.column_names}) for table in tables]
    return pa.concat_tables(texts, promote_options="default")


def _as_given(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as text, null where it was."""
    return pc.if_else(column.combine_chunks().is_valid(), as_text(column), pa.scalar(None, pa.string()))


def _of_one_kind(frame: Any) -> Any:
    """Return a pandas frame whose mixed columns, which Excel's are where numbers stand among texts, are text."""
    mixed = {
        name: [_cell_text(value) for value in column]
        for name, column in frame.items()
        if str(column.dtype) == "object"
    }
    return frame.assign(**mixed)


def _cell_text(value: Any) -> str | None:
    if value is None or value != value:  # noqa: PLR0124 -- pandas' many ways of saying nothing differ from themselves
        return None
    if isinstance(value, float):
        return _number(value)
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def raw_roster(table: pa.Table, campaign: Campaign) -> tuple[pa.Table, tuple[Block, ...]]:
    """Return a caller's roster (``model.RAW_ROSTER``) and its blocks, one per file and sheet.

    Cell types, and the words of fields many rows share, are dictionary-encoded: a nation's are gigabytes otherwise.

    Columns are field codes or header words; ``file``, ``sheet``, ``row`` and ``<field>_type`` are optional. A number or
    a date loses its type on the way to text, so the cell type says what it was.

    Raises:
        OptionError: no column says who a student is.
    """
    lexicon = roster_lexicon(campaign)
    named = {
        code: name for name in reversed(table.column_names) if (code := lexicon.code(name)) in fields.BY_CODE
    }
    if not {"student_no", "exam_no", "id_card"} & set(named):
        reason = Text("名单没有学号、考生号或身份证号列", "the roster has no 学号, 考生号 or 身份证号 column")
        raise OptionError(option="roster", reason=reason)
    place = _places(table)
    columns: dict[str, Any] = {"row_id": pa.array(np.arange(table.num_rows)), **place}
    for code in fields.CODES:
        columns |= _cell(table, code, named.get(code, ""))
    return pa.table({name: columns[name] for name in model.RAW_ROSTER.names}), _blocks(columns)


def _places(table: pa.Table) -> dict[str, pa.Array]:
    """Return block, file, sheet and row; rows without a place are numbered as they come, one without a number is 0."""
    count = table.num_rows
    text = {
        name: as_text(table[name]) if name in table.column_names else _all("", count)
        for name in ("file", "sheet")
    }
    row = table["row"].combine_chunks() if "row" in table.column_names else pa.array(np.arange(1, count + 1))
    return {"block": _blocks_of(**text), **text, "row": pc.fill_null(pc.cast(row, pa.int64()), 0)}


def _blocks_of(file: pa.Array, sheet: pa.Array) -> pa.Array:
    """Number the pairs of file and sheet as they come."""
    files, sheets = file.dictionary_encode(), sheet.dictionary_encode()
    several = pa.scalar(max(1, len(sheets.dictionary)), pa.int64())
    pairs = pc.add(
        pc.multiply(pc.cast(files.indices, pa.int64()), several), pc.cast(sheets.indices, pa.int64())
    )
    return pc.cast(pairs.dictionary_encode().indices, pa.int64())


def _cell(table: pa.Table, code: str, name: str) -> dict[str, pa.Array]:
    if not name:
        count = table.num_rows
        return {f"{code}_raw": _words("", count), f"{code}_type": _words(CellType.ABSENT.value, count)}
    column = table[name].combine_chunks()
    said = f"{code}_type"
    kinds = as_text(table[said]).dictionary_encode() if said in table.column_names else _kinds(column)
    text = as_text(column)
    return {f"{code}_raw": text if code in PERSONAL else text.dictionary_encode(), f"{code}_type": kinds}


def _kinds(column: pa.Array) -> pa.Array:
    kind = CellType.TEXT
    if (
        pa.types.is_integer(column.type)
        or pa.types.is_floating(column.type)
        or pa.types.is_decimal(column.type)
    ):
        kind = CellType.NUMBER
    elif pa.types.is_temporal(column.type):
        kind = CellType.DATE
    elif pa.types.is_boolean(column.type):
        kind = CellType.BOOLEAN
    text = as_text(column)
    if not column.null_count and (pc.min(pc.binary_length(text)).as_py() or 0) > 0:
        return _words(kind.value, len(column))
    empty = pc.equal(text, "")
    filled = pc.if_else(empty, CellType.BLANK.value, kind.value)
    return pc.if_else(column.is_null(), CellType.NULL.value, filled).dictionary_encode()


def _words(value: str, count: int) -> pa.DictionaryArray:
    """Return a column that says the same in every row."""
    return pa.DictionaryArray.from_arrays(np.zeros(count, np.int32), pa.array([value], pa.string()))


def as_text(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return a column as text; a whole number in floating form loses its ``.0``, as Excel would show it."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_floating(whole.type):
        return pa.array([_number(value) for value in whole.to_pylist()], pa.string())
    if pa.types.is_temporal(whole.type):
        return pa.array(["" if v is None else v.isoformat()[:10] for v in whole.to_pylist()], pa.string())
    text = whole if pa.types.is_string(whole.type) else pc.cast(whole, pa.string())
    return pc.fill_null(text, "") if text.null_count else text


def _number(value: float | None) -> str:
    if value is None or math.isnan(value):
        return ""
    return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"


def _all(value: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.string()), count)


def _blocks(columns: Mapping[str, pa.Array]) -> tuple[Block, ...]:
    table = pa.table({name: columns[name] for name in ("block", "file", "sheet")})
    counted = (
        table.group_by(["block", "file", "sheet"]).aggregate([([], "count_all")]).sort_by("block").to_pylist()
    )
    return tuple(Block(c["block"], c["file"], c["sheet"], "", 0, {}, c["count_all"]) for c in counted)
