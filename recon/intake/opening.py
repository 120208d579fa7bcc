"""Inside the child: choose a reader by content, check the limits, and say what was seen."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from recon.asides import in_rows
from recon.intake import CONTAINERS
from recon.intake.grid import LONG
from recon.intake.naming import name_apart, shortened
from recon.intake.refusal import RefusedError
from recon.intake.sniff import EXTENSIONS, sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.intake.job import Answer, Job

_LONGEST = 100
"""Characters of a sheet's name that are told; Excel allows 31."""
_WIDEST = 16_384
"""Columns of a sheet, in every spreadsheet program; a text file or a page may go on for millions."""
WORKBOOKS = frozenset({"xlsx", "xls", "xlsb"})


def open_file(job: Job, reply: Answer) -> None:
    """Read ``job.path`` into ``reply``.

    Raises:
        RefusedError: the file cannot be read, with the rule and the reason.
    """
    path = Path(job.path)
    if job.bulk:
        import_module("recon.intake.readers.bulk").read(job, reply)
        return
    reply.kind = sniff(path)
    limit = job.bounds.total_bytes if reply.kind in CONTAINERS else job.bounds.file_bytes
    if (size := path.stat().st_size) > limit:
        raise RefusedError("FI06", "total" if reply.kind in CONTAINERS else "file", size=size, limit=limit)
    if reply.kind == "encrypted":
        job, reply.kind = opened(job)
    _reader(reply.kind)(job, reply)
    _tell_struck(reply)
    _shorten(reply)
    name_apart(reply.grids)
    if sum(grid.cells for grid in reply.grids) > job.bounds.cells:
        raise RefusedError("FI06", "cells", limit=job.bounds.cells)
    if any(len(types) > _WIDEST for grid in reply.grids for types in grid.types):
        raise RefusedError("FI06", "columns", limit=_WIDEST)
    _compare_name(job.name, reply)
    for place, grid in enumerate(reply.grids):
        if job.long and len(grid.numbers) >= LONG:
            import_module("recon.intake.readers.long").lay(grid, Path(job.into) / f"sheet-{place}.arrow")


def opened(job: Job) -> tuple[Job, str]:
    """Return the job for the decrypted workbook, and its kind."""
    from recon.intake.locks import unlock

    path = unlock(job)
    return replace(job, path=str(path)), sniff(path)


def _tell_struck(reply: Answer) -> None:
    """Say in which rows a text that is struck out was left out."""
    for grid in reply.grids:
        if grid.partly_struck:
            reply.tell("FI12", "struck-text", grid.name, rows=in_rows(grid.partly_struck))


def _shorten(reply: Answer) -> None:
    """Cut names of sheets that no program could give: each would stand in every finding of its sheet."""
    for grid in reply.grids:
        grid.name = shortened(grid.name, _LONGEST)
    reply.troubles = [(rule, details, shortened(sheet, _LONGEST)) for rule, details, sheet in reply.troubles]


def _compare_name(name: str, reply: Answer) -> None:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    promised = EXTENSIONS.get(ending, "")
    if promised and reply.kind not in (promised, "empty"):
        reply.tell("FI03", "kind", kind=reply.kind, ending=ending)
    if reply.kind not in WORKBOOKS | CONTAINERS | {"parquet"}:
        reply.tell("FI15", "kind", kind=reply.kind)


_READERS = {
    "xlsx": "readers.ooxml",
    "xls": "readers.xls",
    "xlsb": "readers.xlsb",
    "ods": "readers.ods",
    "fods": "readers.ods",
    "csv": "readers.delimited",
    "docx": "readers.docx",
    "dbf": "readers.dbf",
    "html": "readers.html",
    "mht": "readers.mht",
    "spreadsheetml": "readers.spreadsheetml",
    "parquet": "readers.parquet",
    "zip": "containers.zips",
    "eml": "containers.mail",
    "mbox": "containers.mail",
    "msg": "containers.outlook",
}
"""Kind → the module that reads it."""


def _reader(kind: str) -> Callable[[Job, Answer], None]:
    """Import the reader of a kind; most runs need one or two of them."""
    if kind not in _READERS:
        raise RefusedError("FI01", kind)
    reader: Callable[[Job, Answer], None] = import_module(f"recon.intake.{_READERS[kind]}").read
    return reader
