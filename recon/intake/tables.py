"""Tables of millions of rows as streams of Arrow batches, every column as text: Parquet, and delimited text.

Inside a child (see :mod:`recon.intake.bulk`): what is read here comes from a platform, yet a broken file is a broken
file. Nothing is laid out cell by cell.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from recon.intake.cells import cell, floating_text
from recon.intake.readers import decode, delimited, delimiting
from recon.intake.refusal import RefusedError
from recon.intake.titles import is_parquet, parts_of, told_by_folders, unique

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    Record = Sequence[str]

_SAMPLE = 4 << 20
FIRST_RECORDS = 30
_QUOTED = '^="(.*)"$'
_LONGEST = 1 << 17
"""Bytes of the 32,767 characters a cell of Excel holds."""
_MANY = 1_000
"""Short lines held back until the end: an export has a handful of them, its footer."""


def open_stream(path: Path, encoding: str = "") -> ParquetStream | TextStream:
    """Look at the beginning of a table.

    Raises:
        RefusedError: FI12, the encoding is in doubt.
    """
    return ParquetStream(path) if is_parquet(path) else TextStream.of(path, encoding)


def schema_of(header: Record, columns: Sequence[int]) -> pa.Schema:
    """Return string columns named as the header's chosen cells."""
    names = unique(header)
    return pa.schema([(names[column], pa.string()) for column in columns])


class ParquetStream:
    """A Parquet file, or a folder of its parts; its column names are its one record.

    The parts of a folder need neither have the same columns nor the same types in them.
    """

    def __init__(self, path: Path) -> None:
        import pyarrow.parquet as pq

        self._table = path
        self._own = {
            part: pq.read_schema(part).names for part in (parts_of(path) if path.is_dir() else [path])
        }
        for names in self._own.values():
            _refuse_namesakes(names)
        named = [
            name for part, own in self._own.items() for name in (*own, *told_by_folders(path, part, own))
        ]
        self.records: list[Record] = [list(dict.fromkeys(named))]

    def batches(self, header: int, columns: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """Yield the chosen columns as text, null where a part has none of that name; a null stays null."""
        import pyarrow.dataset as ds  # 25 ms to import, which text files need not pay

        schema = schema_of(self.records[header], columns)
        names = [self.records[header][column] for column in columns]
        for part, own in self._own.items():
            told = told_by_folders(self._table, part, own)
            asked = [name for name in names if name in own]
            for batch in ds.dataset(part, format="parquet").to_batches(columns=asked):
                _refuse_garbled(batch)
                yield as_text(_laid_out(batch, names, told), schema)


def _laid_out(batch: pa.RecordBatch, names: Sequence[str], told: Mapping[str, str]) -> pa.RecordBatch:
    """Return a part's lines with all columns of its table: its own, what its folders tell, and nothing."""
    if batch.schema.names == list(names):
        return batch
    count = batch.num_rows
    own = set(batch.schema.names)
    columns = [
        batch.column(name)
        if name in own
        else pa.repeat(pa.scalar(told.get(name) or None, pa.string()), count)
        for name in names
    ]
    return pa.RecordBatch.from_arrays(columns, names=list(names))


def _refuse_namesakes(names: Sequence[str]) -> None:
    """Name the column that stands twice in a Parquet: no engine tells two of one name apart.

    Raises:
        RefusedError: FI01.
    """
    for name, count in Counter(names).items():
        if count > 1:
            raise RefusedError("FI01", "namesakes", name=name)


def _refuse_garbled(batch: pa.RecordBatch) -> None:
    """Name the column whose text is not UTF-8, as Parquet promises and nobody checks who writes it.

    Raises:
        RefusedError: FI01.
    """
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            texts = column.dictionary if pa.types.is_dictionary(column.type) else column
            if pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type):
                texts.validate(full=True)
        except pa.ArrowInvalid:
            raise RefusedError("FI01", "garbled", name=name) from None


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
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        with contextlib.suppress(pa.ArrowInvalid):  # not UTF-8: see cell()
            return column.cast(pa.string())
    if pa.types.is_floating(column.type):
        texts = (None if value is None else floating_text(value) for value in column.to_pylist())
        return pa.array(texts, pa.string())
    try:
        return pa.array(
            [None if value is None else cell(value)[0] for value in column.to_pylist()], pa.string()
        )
    except (ValueError, OverflowError):  # a date before year 1, which some systems export for a missing one
        return column.cast(pa.string())


@dataclass(slots=True)
class TextStream:
    """A delimited text whose encoding and delimiter are known."""

    path: Path
    encoding: str
    mark: str
    records: list[Record]
    """The first ones, among which the header stands."""
    lines: list[int]
    """Physical lines up to and with each of them."""
    short: list[list[str]] = field(default_factory=list)
    long: int = 0
    """Columns of a line that has too many, once one was met."""

    @classmethod
    def of(cls, path: Path, encoding: str) -> TextStream:
        """Look at the beginning of a text; raises as :func:`open_stream` does."""
        with path.open("rb") as file:
            sample = file.read(_SAMPLE)
        whole = sample[: sample.rfind(b"\n") + 1] if len(sample) == _SAMPLE else sample
        name = decode.canonical(encoding) or decode.detect(whole)
        head = whole.decode(name, "replace").removeprefix("\ufeff")
        mark = delimiting.delimiter(head)
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=mark)
        pairs = [
            ([delimited.unquoted(text) for text in record], reader.line_num)
            for record in islice(reader, FIRST_RECORDS)
        ]
        return cls(path, name, mark, [record for record, _ in pairs], [line for _, line in pairs])

    def batches(self, header: int, columns: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """Yield the chosen columns of the records after the header; short lines come last, filled up.

        Raises:
            RefusedError: FI01 ``ragged``, lines have more columns than the header; ``quote``, one is never closed.
        """
        schema, names = schema_of(self.records[header], columns), unique(self.records[header])
        if self._nothing_follows(header):
            return
        try:
            for batch in self._reader(names, schema, self.lines[header]):
                yield pa.RecordBatch.from_arrays([_whole(column) for column in batch.columns], schema=schema)
        except pa.ArrowInvalid:
            if self.long:
                raise RefusedError("FI01", "ragged", expected=len(names), actual=self.long) from None
            raise
        rows = [[delimited.unquoted(row[column]) for column in columns] for row in self.short]
        yield pa.RecordBatch.from_arrays(
            [
                pa.array(column, pa.string())
                for column in (zip(*rows, strict=True) if rows else [[]] * len(columns))
            ],
            schema=schema,
        )

    def _reader(self, names: Sequence[str], schema: pa.Schema, skip: int) -> Iterator[pa.RecordBatch]:
        yield from pcsv.open_csv(
            self.path,
            pcsv.ReadOptions(column_names=names, skip_rows=skip, encoding=self.encoding),
            pcsv.ParseOptions(delimiter=self.mark, newlines_in_values=True, invalid_row_handler=self._misfit),
            pcsv.ConvertOptions(column_types=schema, include_columns=schema.names, strings_can_be_null=False),
        )

    def _misfit(self, row: Any) -> str:
        """Keep a short line, as an export's footer is; a long one means that the columns are not what they seem."""
        texts = next(csv.reader([row.text], delimiter=self.mark), [])
        while len(texts) > row.expected_columns and not texts[-1].strip():
            texts.pop()
        if len(texts) > row.expected_columns or len(self.short) >= _MANY:
            self.long = row.actual_columns
            return "error"
        self.short.append(texts + [""] * (row.expected_columns - len(texts)))
        return "skip"

    def _nothing_follows(self, header: int) -> bool:
        """Tell a file that ends with its header: Arrow takes it for an error."""
        skip = self.lines[header]
        with self.path.open(encoding=self.encoding, newline="") as file:
            return not any(line.strip() for line in islice(file, skip, skip + 100))


def _whole(column: pa.Array) -> pa.Array:
    """Return a column without Excel's ways of keeping zeros: ="0012", and a tab behind a number or before it.

    Raises:
        RefusedError: FI01 ``quote``, a cell is longer than any: a quote was opened and never closed.
    """
    if (pc.max(pc.binary_length(column)).as_py() or 0) > _LONGEST:
        raise RefusedError("FI01", "quote")
    if pc.any(pc.or_(pc.starts_with(column, "\t"), pc.ends_with(column, "\t"))).as_py():
        column = pc.ascii_trim(column, "\t")
    if not pc.any(pc.starts_with(column, '="')).as_py():
        return column
    return pc.replace_substring_regex(column, _QUOTED, r"\1")
