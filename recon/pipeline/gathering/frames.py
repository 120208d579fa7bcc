"""Frames a caller holds, at the door: everything becomes text, nothing becomes null."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon.engine.base import plain_column
from recon.engine.kinds import library_of
from recon.errors import ExtractError, OptionError, ReconError
from recon.intake.titles import told_by_folders
from recon.normalise.registers.lost_digits import damaged
from recon.pipeline.gathering import mixed
from recon.pipeline.gathering.blamed import look_again
from recon.pipeline.gathering.given import check_names, no_frame, no_table
from recon.pipeline.gathering.scanned import parquet_files
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.normalise.headings import Lexicon


def to_arrow(frame: Any, option: str = "reconcile") -> pa.Table:
    """Return any dataframe as Arrow, with plain types.

    Args:
        frame: pandas, Polars, PyArrow, DuckDB or PySpark, or a path of Parquet files.
        option: the argument it was given as, for the message.

    Raises:
        MissingPathError: it is a path, and nothing is there.
        OptionError: the object is no dataframe that Narwhals knows, two of its columns have one name, or one
            is damaged.
    """
    try:
        return _tabled(frame, option)
    except ReconError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever a library says of a frame may quote what stands in it
        if isinstance(error, pa.ArrowInvalid):
            look_again({option: frame})
        raise no_table(option, error) from None


def check_file(path: Path, option: str) -> None:
    """Refuse a file that is no Parquet, whatever its name ends in.

    Raises:
        OptionError: it is none.
    """
    try:
        pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise no_table(option, error, path.name) from None


def _tabled(frame: Any, option: str) -> pa.Table:
    if isinstance(frame, pa.Table):
        return _plain(frame, option)
    if isinstance(frame, pa.RecordBatch | pa.RecordBatchReader):  # what DuckDB's own ``arrow()`` gives
        return _plain(pa.table(frame), option)
    if files := parquet_files(frame):
        return _together([_plain(_with_folders(Path(frame), file, option), option) for file in files])
    if hasattr(frame, "toArrow"):
        return _plain(frame.toArrow(), option)
    if mixed.is_pandas(frame):
        check_names([name for name, _ in mixed.columns_by_name(frame)], option)
        return _plain(mixed.table(frame), option)
    if library_of(frame) == "duckdb":  # it allows two columns of one name, which others cannot even tell
        check_names(frame.columns, option)
    try:
        native = nw.from_native(frame)
    except TypeError:
        raise no_frame(option, frame) from None
    lazy = native.lazy() if isinstance(native, nw.DataFrame) else native
    return _plain(lazy.collect(backend="pyarrow").to_native(), option)


def _with_folders(path: Path, part: Path, option: str) -> pa.Table:
    """Read one file of a Parquet table, with the columns that only the folders above it tell."""
    try:
        table = pq.read_table(part, partitioning=None)
    except (pa.ArrowException, OSError) as error:
        raise no_table(option, error, part.name) from None
    for name, text in told_by_folders(path, part, table.column_names).items():
        table = table.append_column(name, pa.repeat(text, table.num_rows))
    return table


def _plain(table: pa.Table, option: str) -> pa.Table:
    """Return a table with plain types; a column that has none stays, and is refused where it is read."""
    check_names(table.column_names, option)
    columns = [plain_or_not(column) for column in table.columns]
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def plain_or_not(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column with one of the plain types, as it is where there is none for it."""
    try:
        return plain_column(column)
    except pa.ArrowException:
        return column


def _together(tables: list[pa.Table]) -> pa.Table:
    """Put files of a folder under each other; they need not have the same columns, nor the same types in them."""
    if len({str(table.schema.remove_metadata()) for table in tables}) == 1:
        return pa.concat_tables(tables)
    texts = [pa.table({name: _as_given(table[name]) for name in table.column_names}) for table in tables]
    return pa.concat_tables(texts, promote_options="default")


def _as_given(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as text, null where it was."""
    return pc.if_else(column.combine_chunks().is_valid(), as_text(column), pa.scalar(None, pa.string()))


def as_text(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return a column as text; a whole number loses its ``.0``, as Excel would show it, and a moment its time.

    Raises:
        TypeError: a lapse of time is no text; Arrow itself refuses lists, pictures and the like.
    """
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_duration(whole.type):
        raise TypeError(str(whole.type))
    if pa.types.is_floating(whole.type):
        return pa.array([mixed.number(value) for value in whole.to_pylist()], pa.string())
    if pa.types.is_timestamp(whole.type):  # nanoseconds are nobody's, and Python has none
        whole = pc.cast(whole, pa.timestamp("us", whole.type.tz), safe=False)
    # A decimal without places is cast below, five times as fast.
    if pa.types.is_temporal(whole.type) or (pa.types.is_decimal(whole.type) and whole.type.scale):
        return pa.array(["" if v is None else mixed.shown(v) for v in whole.to_pylist()], pa.string())
    text = whole if pa.types.is_string(whole.type) else pc.cast(whole, pa.string())
    return pc.fill_null(text, "") if text.null_count else text


def refuse_lost_digits(table: pa.Table, frame: Any, called: str, words: Lexicon) -> None:
    """Refuse ID numbers of the school's own that are floating numbers, as in a workbook: none of these holds 18 digits.

    Args:
        table: the frame as :func:`to_arrow` made it.
        frame: what a caller gave; only pandas has several kinds in one column.
        called: what messages call it.
        words: header words.

    Raises:
        ExtractError: names the column.
    """
    native = dict(mixed.columns_by_name(frame)) if mixed.is_pandas(frame) else {}
    for name in (name for name in table.column_names if words.code(name) == "id_card"):
        floating = (
            pa.types.is_floating(table[name].type) and (pc.max(table[name]).as_py() or 0) >= mixed.EXACT
        )
        if floating or (name in native and mixed.has_lost_digits(native[name])):
            raise ExtractError(path=called, reason=damaged(name))


def texts(table: pa.Table, option: str, words: Lexicon) -> pa.Table:
    """Return a table of text; a column that means nothing here and cannot be read as text is empty."""
    found = {}
    for name in table.column_names:
        with reading(table, name, option) if words.code(name) else suppress(Exception):
            found[name] = as_text(table[name])
    nothing = pa.array([""] * table.num_rows, pa.string()) if len(found) < table.num_columns else None
    return pa.table({name: found.get(name, nothing) for name in table.column_names})


@contextmanager
def reading(table: pa.Table, name: str, option: str) -> Iterator[pa.ChunkedArray]:
    """Give a column to be read as text.

    Raises:
        OptionError: its type has none (lists, pictures, lapses of time); the message names column and type.
    """
    column = table[name]
    try:
        yield column
    except ReconError:
        raise
    except Exception:  # noqa: BLE001 -- what a conversion says may quote what stands there
        kind = str(column.type)[:40]
        raise OptionError(
            option=option,
            reason=Text(
                f"“{name}”列的类型（{kind}）读不成文字。请先转成文本",
                f"its column {name} is of a type ({kind}) that cannot be read as text. Make it text first",
            ),
        ) from None
