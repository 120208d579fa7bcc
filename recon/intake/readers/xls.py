"""xls and et: values by the fast reader, marks from the records."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.locks import unlock
from recon.intake.readers import biff, by_xlrd, calamine, decode
from recon.intake.readers.checks import settle
from recon.intake.refusal import RefusedError
from recon.intake.sniff import OLE

_SAY_NOTHING = frozenset({0, 367, 437, 1252, 32769})
_CHINESE = {936: "gb18030", 950: "cp950"}
"""Code pages as the encodings that also hold what came later."""

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.intake.grid import Grid
    from recon.intake.job import Answer, Job


def read(job: Job, reply: Answer) -> None:
    """Read every worksheet.

    Raises:
        RefusedError: FI02 encrypted, FI01 damaged.
    """
    stream, storages = workbook_stream(Path(job.path))
    if not stream:
        raise RefusedError("FI01", "damaged")
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
    slow = _Slow(Path(job.path), encoding_of(stream, look, job.encoding))
    avoid = look.old or "calamine" in job.avoid or any(marks.sparse for marks in look.sheets)
    for place, grid in slow.sheets() if avoid else _fast(job.path, slow):
        marks = look.sheets[place] if place < len(look.sheets) else None
        reply.grids.append(settle(grid, marks, reply, partial(slow.sheet, place)))


def _fast(path: str, slow: _Slow) -> Iterator[tuple[int, Grid]]:
    try:
        yield from calamine.read_sheets(path)
    except calamine.SameNameError:
        yield from slow.sheets()


class _Slow:
    """The second reader, asked only where the first one must not or cannot."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._encoding = encoding
        self._sheets: dict[int, Grid] | None = None

    def sheets(self) -> Iterator[tuple[int, Grid]]:
        return by_xlrd.read_sheets(self._path.read_bytes(), self._encoding)

    def sheet(self, place: int) -> Grid | None:
        if self._sheets is None:
            try:
                self._sheets = dict(self.sheets())
            except RefusedError:
                self._sheets = {}
        return self._sheets.get(place)


def encoding_of(stream: bytes, look: biff.Look, chosen: str) -> str:
    """Return the encoding of an old workbook's texts: chosen, told by the workbook, or found out; else empty.

    A Chinese Excel 95 may say Western and mean Chinese; the fast reader makes nonsense of either.

    Raises:
        RefusedError: FI12, it is in doubt.
    """
    if not look.old or chosen:
        return decode.canonical(chosen)
    if look.codepage not in _SAY_NOTHING:
        return _CHINESE.get(look.codepage, "")
    texts = biff.texts(stream)
    return "" if texts.isascii() else decode.detect(texts)


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
    except Exception:  # noqa: BLE001 -- olefile raises many kinds
        return b"", []
