"""Extracts and registers as tables of text: Parquet, and delimited text of any size.

Workbooks come through :func:`recon.intake.read_paths` like everything else. What is read here does not come from sites
but from the platform, and may have millions of rows: PyArrow streams it, nothing is laid out cell by cell.
"""

from __future__ import annotations

import contextlib
import csv
import io
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from recon.errors import ExtractError
from recon.intake.cells import cell
from recon.intake.readers import decode, delimited
from recon.intake.refusal import RefusedError
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Choose = Callable[[Sequence[Sequence[str]]], int]
    """From the first records to the position of the header among them."""

_SAMPLE = 4 << 20
_FIRST_RECORDS = 30

_ENCODING = Text(
    "无法确定文字编码。请指明编码（如 gb18030），或重新导出为 UTF-8。",
    "the text encoding is in doubt. Name it (gb18030, for example) or export the file again as UTF-8.",
)
_DAMAGED = Text(
    "文件已损坏或不是表格。请从系统重新导出。",
    "the file is damaged or holds no table. Export it from the system again.",
)
_RAGGED = Text(
    "有 {count} 行的列数与表头不同（表头 {expected} 列，其中一行 {actual} 列）。请从系统重新导出。",
    "{count} lines do not have as many columns as the header ({expected}; one has {actual}). Export it again.",
)
_EMPTY = Text(
    "文件中没有表头。请从系统重新导出。", "there is no header in the file. Export it from the system again."
)


def read_table(path: Path, *, encoding: str = "", choose: Choose | None = None) -> pa.Table:
    """Read an extract into memory, every column as text.

    Args:
        path: a Parquet file or folder, or delimited text (csv, tsv, txt).
        encoding: of a text, where a person told it; else it is found out.
        choose: picks the header among the first 30 records of a text; by default the first one that is not empty.

    Returns:
        One string column per column of the file, in its order; a second namesake is called ``name (2)``.
        Nulls of Parquet stay null; an empty field of a text is ``""``.

    Raises:
        ExtractError: damaged, the encoding is in doubt, or lines that do not fit the header.
    """
    with _told(path):
        schema, found = _open(path, encoding, choose)
        return pa.Table.from_batches(found, schema)


def to_parquet(path: Path, target: Path, *, encoding: str = "", choose: Choose | None = None) -> Path:
    """Write an extract as Parquet, every column as text, without ever holding it whole; return ``target``.

    Arguments and errors are those of :func:`read_table`. For the national table: engines scan the result.
    """
    beside = target.with_name(f".{target.name}.part")
    try:
        with _told(path):
            schema, found = _open(path, encoding, choose)
            with pq.ParquetWriter(beside, schema) as writer:
                for batch in found:
                    writer.write_batch(batch)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return target


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Return column names apart from each other: a second ``学号`` becomes ``学号 (2)``, a nameless one its place."""
    seen: dict[str, int] = {}
    found = []
    for place, name in enumerate(names, 1):
        title = name.strip() or f"({place})"
        seen[title] = seen.get(title, 0) + 1
        found.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return tuple(found)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what goes wrong while reading into one sentence about the file."""
    try:
        yield
    except RefusedError:
        raise ExtractError(path=path, reason=_ENCODING) from None
    except UnicodeError:
        raise ExtractError(path=path, reason=_ENCODING) from None
    except (pa.ArrowException, OSError, StopIteration):
        raise ExtractError(path=path, reason=_DAMAGED) from None


def _open(path: Path, encoding: str, choose: Choose | None) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    if path.is_dir() or _is_parquet(path):
        dataset = ds.dataset(path, format="parquet")
        schema = pa.schema([(name, pa.string()) for name in unique(dataset.schema.names)])
        return schema, (as_text(batch, schema) for batch in dataset.to_batches())
    text = _Text.of(path, encoding, choose)
    return text.schema, text.batches()


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def as_text(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """Return a batch with every column as text, under the schema's names."""
    return pa.RecordBatch.from_arrays([_column(column) for column in batch.columns], schema=schema)


def _column(column: pa.Array) -> pa.Array:
    """Spell a column as a workbook would hold it: no ``1.86e+12``, no ``00:00:00`` after a date."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if (
        pa.types.is_string(column.type)
        or pa.types.is_large_string(column.type)
        or pa.types.is_integer(column.type)
    ):
        return column.cast(pa.string())
    return pa.array([None if value is None else cell(value)[0] for value in column.to_pylist()], pa.string())


@dataclass(slots=True)
class _Text:
    """A delimited text whose encoding, delimiter and header are known."""

    path: Path
    encoding: str
    mark: str
    skip: int
    """Lines up to and with the header."""
    schema: pa.Schema
    misfits: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, path: Path, encoding: str, choose: Choose | None) -> _Text:
        """Look at the beginning of a file."""
        with path.open("rb") as file:
            sample = file.read(_SAMPLE)
        whole = sample[: sample.rfind(b"\n") + 1] if len(sample) == _SAMPLE else sample
        name = decode.canonical(encoding) or decode.detect(whole)
        head = whole.decode(name, "replace").removeprefix("\ufeff")
        mark = delimited.delimiter(head)
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=mark)
        records = [(record, reader.line_num) for record in islice(reader, _FIRST_RECORDS)]
        filled = [place for place, (record, _) in enumerate(records) if any(record)]
        if not filled:
            raise ExtractError(path=path, reason=_EMPTY)
        header, lines = records[choose([record for record, _ in records]) if choose else filled[0]]
        schema = pa.schema([(title, pa.string()) for title in unique(header)])
        return cls(path, name, mark, lines, schema)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the records after the header.

        Raises:
            ExtractError: lines do not fit the header.
        """
        if self._nothing_follows():
            return
        yield from pc.open_csv(
            self.path,
            pc.ReadOptions(column_names=self.schema.names, skip_rows=self.skip, encoding=self.encoding),
            pc.ParseOptions(delimiter=self.mark, newlines_in_values=True, invalid_row_handler=self._misfit),
            pc.ConvertOptions(column_types=self.schema, strings_can_be_null=False),
        )
        if self.misfits:
            expected, actual = self.misfits[0]
            reason = _filled(_RAGGED, count=len(self.misfits), expected=expected, actual=actual)
            raise ExtractError(path=self.path, reason=reason)

    def _misfit(self, row: Any) -> str:
        self.misfits.append((row.expected_columns, row.actual_columns))
        return "skip"

    def _nothing_follows(self) -> bool:
        """Tell a file that ends with its header: Arrow takes it for an error."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            return not any(line.strip() for line in islice(file, self.skip, self.skip + 100))


def _filled(text: Text, **values: object) -> Text:
    return Text(text.zh.format(**values), text.en.format(**values))
