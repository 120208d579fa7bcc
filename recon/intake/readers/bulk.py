"""Inside the child: the beginning of a table of millions of rows, then the whole of it as an Arrow file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from recon.intake.grid import Grid
from recon.intake.refusal import RefusedError, is_full
from recon.intake.tables import open_stream, schema_of

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job


def read(job: Job, reply: Answer) -> None:
    """Answer with the first records; where the job says into which file (``lay``), write the table there.

    Raises:
        RefusedError: FI01 damaged, or lines that do not fit the header; FI12 the encoding is in doubt.
    """
    try:
        stream = open_stream(Path(job.path), job.encoding)
        if job.lay:
            schema = schema_of(stream.records[job.header], job.columns)
            with pa.OSFile(job.lay, "wb") as file, pa.ipc.new_file(file, schema) as writer:
                for batch in stream.batches(job.header, job.columns):
                    writer.write_batch(batch)
            return
    except UnicodeError:
        raise RefusedError("FI12", "encoding", candidates="gb18030, utf-8, big5") from None
    except (pa.ArrowException, OSError) as error:
        if is_full(error):
            raise
        raise RefusedError("FI01", "damaged", error=type(error).__name__) from None
    grid = Grid("")
    for number, record in enumerate(stream.records, 1):
        grid.add_texts(number, list(record))
    reply.grids.append(grid)
