"""Extracts of millions of rows: a child streams them into an Arrow file, which the parent maps into memory.

No row becomes a Python object, and of a wide export only the columns somebody asks for are carried.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recon.errors import ExtractError
from recon.intake.job import Job
from recon.intake.mapping import mapped
from recon.intake.sniff import sniff
from recon.intake.titles import is_parquet, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pyarrow as pa

    from recon.intake.grid import Grid
    from recon.intake.job import Answer
    from recon.intake.pool import Pool
    from recon.intake.sources import Source

    Choose = Callable[[Sequence[Sequence[str]]], int | None]
    """From the first records to the position of the header among them; None when there is none."""
    Keep = Callable[[str], bool]
    """Is a column of this title wanted?"""

LARGE = 8 << 20
"""Bytes from which a text is streamed; below, it is read cell by cell, and messages can name the row."""


def is_bulk(path: Path) -> bool:
    """Tell what is streamed: Parquet, by its content, and a long delimited text."""
    if path.is_dir():
        return is_parquet(path)
    if path.stat().st_size == 0:
        return False
    return is_parquet(path) or (path.stat().st_size >= LARGE and sniff(path) == "csv")


def read_bulk(source: Source, pool: Pool, *, choose: Choose, keep: Keep | None = None) -> pa.Table:
    """Read a Parquet file or folder, or a delimited text of any size.

    Args:
        source: where it lies and what messages call it.
        pool: a roomy one: its limits are those of extracts.
        choose: finds the header among the first 30 records; a Parquet has one record, its column names.
        keep: which columns are wanted; all of them when none would be.

    Returns:
        String columns in the file's order; a second namesake is called ``name (2)``. A null of Parquet stays null,
        an empty field of a text is ``""``.

    Raises:
        ExtractError: damaged, no header, the encoding is in doubt, or lines that do not fit the header.
    """
    with pool.room() as room:
        job = Job(str(source.path), source.file, str(room), pool.bounds, bulk=True)
        header, columns = _chosen(_asked(pool, job).grids[0], source, choose, keep)
        laid = room / "table.arrow"
        _asked(pool, replace(job, lay=str(laid), header=header, columns=columns))
        return mapped(laid)


def _chosen(head: Grid, source: Source, choose: Choose, keep: Keep | None) -> tuple[int, tuple[int, ...]]:
    """Return the header's place among the records of the file, and the columns that are wanted."""
    at = choose(head.values)
    if at is None:
        from recon.verdicts import NO_HEADER

        raise ExtractError(path=source.file, reason=NO_HEADER)
    titles = unique(head.values[at])
    columns = tuple(place for place, title in enumerate(titles) if keep is None or keep(title))
    return head.numbers[at] - 1, columns or tuple(range(len(titles)))


def _asked(pool: Pool, job: Job) -> Answer:
    reply = pool.ask(job)
    if reply.refused:
        from recon import verdicts
        from recon.model import Trouble

        rule, details, sheet = reply.troubles[0]
        raise ExtractError(path=job.name, reason=verdicts.official(Trouble(rule, details, sheet)))
    return reply
