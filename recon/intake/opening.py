"""Inside the child: choose a reader by content, check the limits, and say what was seen."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.refusal import RefusedError
from recon.intake.sniff import EXTENSIONS, sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.intake.job import Answer, Job

CONTAINERS = frozenset({"zip", "eml", "msg", "mbox"})
WORKBOOKS = frozenset({"xlsx", "xls", "xlsb"})


def open_file(job: Job, reply: Answer) -> None:
    """Read ``job.path`` into ``reply``.

    Raises:
        RefusedError: the file cannot be read, with the rule and the reason.
    """
    path = Path(job.path)
    reply.kind = sniff(path)
    limit = job.bounds.total_bytes if reply.kind in CONTAINERS else job.bounds.file_bytes
    if (size := path.stat().st_size) > limit:
        raise RefusedError("FI06", "file", size=size, limit=limit)
    _compare_name(job.name, reply)
    _reader(reply.kind)(job, reply)
    if sum(grid.cells for grid in reply.grids) > job.bounds.cells:
        raise RefusedError("FI06", "cells", limit=job.bounds.cells)


def _compare_name(name: str, reply: Answer) -> None:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    promised = EXTENSIONS.get(ending, "")
    if promised and promised != reply.kind and reply.kind not in {"encrypted", "empty"}:
        reply.tell("FI03", "kind", kind=reply.kind, ending=ending)
    if reply.kind not in WORKBOOKS | CONTAINERS | {"encrypted", "parquet"}:
        reply.tell("FI15", "kind", kind=reply.kind)


_READERS = {
    "xlsx": "ooxml",
    "xls": "xls",
    "xlsb": "xlsb",
    "csv": "delimited",
}
"""Kind → the module that reads it."""


def _reader(kind: str) -> Callable[[Job, Answer], None]:
    """Import the reader of a kind; most runs need one or two of them."""
    if kind not in _READERS:
        raise RefusedError("FI01", kind)
    reader: Callable[[Job, Answer], None] = import_module(f"recon.intake.readers.{_READERS[kind]}").read
    return reader
