"""Parquet files as a sheet: the column names are row 1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from recon.intake.cells import exact
from recon.intake.grid import Grid
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job


def read(job: Job, reply: Answer) -> None:
    """Read the table.

    Raises:
        RefusedError: FI06 too many cells, FI01 damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(job.path) as file:
            if file.metadata.num_rows * file.metadata.num_columns > job.bounds.cells:
                raise RefusedError("FI06", "cells", limit=job.bounds.cells)
            grid = Grid("")
            grid.add_texts(1, file.schema_arrow.names)
            number = 2
            for batch in file.iter_batches():
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    grid.add_python(number, [_cell(value) for value in row])
                    number += 1
    except pa.ArrowException as error:
        raise RefusedError("FI01", "damaged", error=type(error).__name__) from None
    reply.grids.append(grid)


def _cell(value: object) -> object:
    """Return a value as a cell; NaN is how many a program writes that there is none."""
    gone = value is None or (isinstance(value, float) and math.isnan(value))
    return "" if gone else exact(value)
