"""xls and et: values by the fast reader, marks from the records."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.locks import unlock
from recon.intake.readers import biff, calamine
from recon.intake.readers.checks import settle
from recon.intake.sniff import OLE

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job


def read(job: Job, reply: Answer) -> None:
    """Read every worksheet.

    Raises:
        RefusedError: FI02 encrypted, FI01 damaged.
    """
    stream, storages = workbook_stream(Path(job.path))
    look = biff.look(stream)
    if look.encrypted:
        path = unlock(job)
        job, look = replace(job, path=str(path)), biff.look(workbook_stream(path)[0])
    told = {
        "macros": look.macros,
        "external": look.external,
        "embedded": any(s.startswith("MBD") for s in storages),
    }
    for reason in (reason for reason, seen in told.items() if seen):
        reply.tell("FI04", reason)
    for place, grid in calamine.read_sheets(job.path):
        marks = look.sheets[place] if place < len(look.sheets) else None
        reply.grids.append(settle(grid, marks, reply))


def workbook_stream(path: Path) -> tuple[bytes, list[str]]:
    """Return the stream of records and the names of the storages beside it; nothing where the container is broken."""
    import olefile

    with path.open("rb") as file:
        if file.read(len(OLE)) != OLE:
            return path.read_bytes(), []
    try:
        with olefile.OleFileIO(path) as container:
            names = {parts[0].lower(): parts[0] for parts in container.listdir()}
            name = names.get("workbook") or names.get("book")
            storages = sorted({parts[0] for parts in container.listdir(streams=False, storages=True)})
            return (container.openstream(name).read() if name else b""), storages
    except Exception:  # noqa: BLE001  olefile raises many kinds; the reader itself may know better
        return b"", []
