"""Inside the child: a sheet of many rows, laid down by columns so that the parent makes no object of a cell."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import pyarrow as pa

from recon.intake.grid import FIRST

if TYPE_CHECKING:
    from pathlib import Path

    from recon.intake.grid import Grid


def lay(grid: Grid, path: Path) -> None:
    """Write a sheet's rows into an Arrow file and keep only the first in the answer.

    Columns: ``number`` (int64), ``types`` (text), ``c0`` … (text; ``""`` right of a row's last cell).
    """
    columns = {
        f"c{place}": _texts(column) for place, column in enumerate(zip_longest(*grid.values, fillvalue=""))
    }
    table = pa.table({"number": pa.array(grid.numbers, pa.int64()), "types": _texts(grid.types), **columns})
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    grid.laid, grid.counted = str(path), grid.cells
    for rows in (grid.numbers, grid.values, grid.types):
        del rows[FIRST:]


def _texts(values: object) -> pa.Array:
    """Return texts as Arrow; a lone surrogate, as some writers leave, becomes U+FFFD as on the wire."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        whole = (text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for text in values)  # type: ignore[attr-defined]
        return pa.array(list(whole), pa.string())
