"""CSV that Excel opens as it is: UTF-8 with BOM, and no cell that Excel would take for a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

if TYPE_CHECKING:
    from pathlib import Path

BOM = b"\xef\xbb\xbf"
STARTERS = "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫"
"""Characters that start a formula in Excel: ASCII, white space it passes over, full width and small forms."""
_STARTS = f"^[{STARTERS.replace('-', chr(92) + '-')}]"


def guard(table: pa.Table) -> pa.Table:
    """Return the table with a leading ``'`` in every cell that would start a formula (docs/contract.md, "Values")."""
    for index, column in enumerate(table.schema):
        if pa.types.is_string(column.type):
            table = table.set_column(index, column, _guarded(table.column(index)))
    return table


def _guarded(values: pa.ChunkedArray) -> pa.ChunkedArray:
    risky = pc.match_substring_regex(values, _STARTS)
    if not pc.any(risky).as_py():
        return values
    return pc.if_else(risky, pc.binary_join_element_wise("'", values, ""), values)


def write(table: pa.Table, path: Path) -> Path:
    """Write a table as CSV: header unquoted, truth values ``true``/``false``, every other cell as text."""
    with path.open("wb") as file:
        file.write(BOM)
        file.write(",".join(table.column_names).encode() + b"\n")
        options = csv.WriteOptions(include_header=False, quoting_style="needed")
        csv.write_csv(_without_empty_batches(guard(table)), file, options)
    return path


def _without_empty_batches(table: pa.Table) -> pa.Table:
    """Leave out batches of no rows: for a first one Arrow writes whatever its buffer happens to hold."""
    return pa.Table.from_batches([part for part in table.to_batches() if part.num_rows], table.schema)
