"""Turn a caller's roster frame into the raw roster of :mod:`recon.model` and its blocks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon import coverage, fields, model
from recon.errors import OptionError
from recon.intake.titles import told_by_folders
from recon.normalise.asked import lacking
from recon.pipeline.gathering import framed, mixed
from recon.pipeline.gathering.columns import columns_of
from recon.pipeline.gathering.frames import as_text, plain_or_not, reading, to_arrow
from recon.pipeline.gathering.given import check_names, no_table
from recon.pipeline.gathering.scanned import parquet_files
from recon.words import CellType, Text

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.model import Block
    from recon.pipeline.gathering.columns import Columns

    Numbers = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]


_NO_ROW = Text(
    "row 列应为整数，即名单中的行号。请改正或去掉该列",
    "its column row must hold whole numbers, the rows' numbers in their file. Mend it, or leave it out",
)


def lying(roster: Any, campaign: Campaign) -> pa.Table:
    """Return a roster as Arrow; words that lie dictionary-encoded in a Parquet file stay so.

    Args:
        roster: a frame, or a path of Parquet.
        campaign: header words, to know which columns' cells have types worth keeping.

    Raises:
        OptionError: the object is no dataframe that Narwhals knows.
    """
    files = parquet_files(roster)
    if len(files) != 1 or told_by_folders(Path(roster), files[0]):
        return mixed.typed(to_arrow(roster, "roster"), roster, campaign)
    try:
        with pq.ParquetFile(files[0], read_dictionary=_words_of(files[0])) as file:
            table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise no_table("roster", error, files[0].name) from None
    check_names(table.column_names, "roster")
    kept = (
        column if pa.types.is_dictionary(column.type) else plain_or_not(column) for column in table.columns
    )
    return pa.table(dict(zip(table.column_names, kept, strict=True)))


def _words_of(file: Path) -> list[str]:
    """Return the columns of text that are dictionary-encoded in all of a Parquet file."""
    told = pq.read_metadata(file)
    if not told.num_row_groups:
        return []
    texts = {field.name for field in pq.read_schema(file) if pa.types.is_string(field.type)}
    groups = [told.row_group(n) for n in range(told.num_row_groups)]
    return [
        group.path_in_schema
        for at in range(told.num_columns)
        for group in [groups[0].column(at)]
        if group.path_in_schema in texts and all(one.column(at).has_dictionary_page for one in groups)
    ]


def raw_roster(table: pa.Table, campaign: Campaign) -> tuple[pa.Table, tuple[Block, ...], Columns]:
    """Return a caller's roster (``model.RAW_ROSTER``), its blocks, one per file and sheet, and what its columns are.

    Cell types, and the words of fields many rows share, are dictionary-encoded: a nation's are gigabytes otherwise.

    Columns are field codes or header words; ``file``, ``sheet``, ``row`` and ``<field>_type`` are optional. A number or
    a date loses its type on the way to text, so the cell type says what it was.

    Raises:
        OptionError: no column says who a student is.
    """
    given = columns_of(table.column_names, campaign)
    named = given.named
    if not {"student_no", "exam_no", "id_card"} & set(named):
        asked = lacking(("student_no", "exam_no", "id_card"), table.column_names, campaign)
        reason = Text(
            f"名单没有学号、考生号或身份证号列（{asked.zh}）。请补上或改列名",
            f"the roster has no 学号, 考生号 or 身份证号 column ({asked.en}). Add one, or rename one",
        )
        raise OptionError(option="roster", reason=reason)
    table, place = _placed(table)
    columns: dict[str, Any] = {"row_id": pa.array(np.arange(table.num_rows)), **place}
    for code in fields.CODES:
        columns |= _cell(table, code, named.get(code, ""))
    if "file" not in table.column_names:
        columns["block"] = framed.apart(columns)
    blocks = framed.blocks(columns, named, campaign)
    return pa.table({name: columns[name] for name in model.RAW_ROSTER.names}), blocks, given


def _placed(table: pa.Table) -> tuple[pa.Table, dict[str, pa.Array]]:
    """Return the rows by file, sheet and row, as files are read, and these: which of two is the repeat hangs on it.

    Rows without a number are numbered as they come, and are in order so.
    """
    place = _places(table)
    if "row" not in table.column_names:
        return table, place
    file, sheet = (coverage.codes(pa.chunked_array([place[name]]))[0] for name in ("file", "sheet"))
    row = place["row"].to_numpy()
    if _is_in_order(file, sheet, row):
        return table, place
    order = pa.array(np.lexsort((row, sheet, file)))
    place = {name: column.take(order) for name, column in place.items()}
    return table.take(order), place | {"block": _blocks_of(place["file"], place["sheet"])}


def _is_in_order(*columns: Numbers) -> bool:
    """Tell whether each line is no less than the one before, by the first column, then the next."""
    same = np.ones(max(0, len(columns[0]) - 1), np.bool_)
    for column in columns:
        step = np.diff(column)
        if (step[same] < 0).any():
            return False
        same &= step == 0
    return True


def _places(table: pa.Table) -> dict[str, pa.Array]:
    """Return block, file, sheet and row; a row without a number is 0."""
    count = table.num_rows
    text = {
        name: _word_column(table, name) if name in table.column_names else _words("", count)
        for name in ("file", "sheet")
    }
    row = _row_numbers(table["row"]) if "row" in table.column_names else pa.array(np.arange(1, count + 1))
    return {"block": _blocks_of(**text), **text, "row": row}


def _row_numbers(column: pa.ChunkedArray) -> pa.Array:
    """Return the rows' numbers in their files.

    Raises:
        OptionError: something stands there that is no whole number; what it is, is not told.
    """
    whole = column.combine_chunks()
    try:
        if not pa.types.is_integer(whole.type):
            texts = pc.utf8_trim_whitespace(as_text(whole))
            whole = pc.cast(pc.if_else(pc.equal(texts, ""), None, texts), pa.float64())
        return pc.fill_null(pc.cast(whole, pa.int64()), 0)
    except (pa.ArrowException, AttributeError):
        raise OptionError(option="roster", reason=_NO_ROW) from None


def _blocks_of(file: pa.DictionaryArray, sheet: pa.DictionaryArray) -> pa.Array:
    """Number the pairs of file and sheet as they come."""
    several = pa.scalar(max(1, len(sheet.dictionary)), pa.int64())
    pairs = pc.add(
        pc.multiply(pc.cast(file.indices, pa.int64()), several), pc.cast(sheet.indices, pa.int64())
    )
    return pc.cast(pairs.dictionary_encode().indices, pa.int64())


def _cell(table: pa.Table, code: str, name: str) -> dict[str, pa.Array]:
    if not name:
        count = table.num_rows
        return {f"{code}_raw": _words("", count), f"{code}_type": _words(CellType.ABSENT.value, count)}
    said = f"{code}_type"
    with reading(table, name, "roster") as chunks:
        column = chunks.combine_chunks()
        texts = as_text(column) if code in fields.PERSONAL else _encoded(column)
        kinds = _kinds(column) if said not in table.column_names else _word_column(table, said)
    return {f"{code}_raw": texts, f"{code}_type": kinds}


def _word_column(table: pa.Table, name: str) -> pa.DictionaryArray:
    with reading(table, name, "roster") as column:
        return _encoded(column.combine_chunks())


def _encoded(column: pa.Array) -> pa.DictionaryArray:
    """Return a column as text, as its words' numbers."""
    whole = pa.types.is_dictionary(column.type) and not column.null_count and not column.dictionary.null_count
    return column if whole else as_text(column).dictionary_encode()


def _kinds(column: pa.Array) -> pa.DictionaryArray:
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
    words = column.dictionary if pa.types.is_dictionary(column.type) else column
    if not column.null_count and (pc.min(pc.binary_length(as_text(words))).as_py() or 0) > 0:
        return _words(kind.value, len(column))
    filled = pc.if_else(pc.equal(as_text(column), ""), CellType.BLANK.value, kind.value)
    return pc.if_else(column.is_null(), CellType.NULL.value, filled).dictionary_encode()


def _words(value: str, count: int) -> pa.DictionaryArray:
    """Return a column that says the same in every row."""
    return pa.DictionaryArray.from_arrays(np.zeros(count, np.int32), pa.array([value][:count], pa.string()))
