"""From paths to :class:`recon.model.FileRead`: one for every file, in order, whatever happens."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from recon.campaign import Limits
from recon.intake.job import Answer, Job
from recon.intake.pool import Pool
from recon.intake.sources import Source, ignored, sources
from recon.model import FileRead, RawRow, RawSheet, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from recon.intake.grid import Grid
    from recon.intake.job import Member

DEPTH = 5
"""Archives inside archives, at most."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a person told beforehand, by file name (``a.zip!/b.xlsx`` or ``b.xlsx``)."""

    passwords: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)


def of(table: Mapping[str, str], file: str) -> str:
    """Look a file up by its whole name, else by the last part of it."""
    return table.get(file) or table.get(file.rpartition("/")[2], "")


def read_paths(
    paths: Sequence[Path | Source],
    *,
    limits: Limits | None = None,
    passwords: Mapping[str, str] | None = None,
    encodings: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
    pool: Pool | None = None,
) -> Iterator[FileRead]:
    """Read every file under ``paths``: folders recursively, archives and mails opened.

    Yields one :class:`FileRead` per file in a fixed order: paths as given, names sorted, members after their
    archive. A file with the same bytes as an earlier one carries FI08 and no sheets: the same bytes count once.

    Args:
        paths: files and folders; a :class:`Source` where a file is known by another name (an original in a vault).
        limits: of the campaign; the defaults when left out.
        passwords: file name → password (``a.zip!/b.xlsx``, or just ``b.xlsx``).
        encodings: file name → encoding, the answer to an FI12 question.
        progress: called with each file's name when it is done.
        pool: children to use; by default a pool of its own, closed at the end.

    Raises:
        MissingPathError: a path is not there.
    """
    found = sources(paths)
    keys = Keys(passwords or {}, encodings or {})
    own = pool or Pool(limits or Limits())
    try:
        yield from _once(_in_order(found, own, keys), progress)
    finally:
        if pool is None:
            own.close()


def read_file(
    path: Path,
    *,
    limits: Limits | None = None,
    passwords: Mapping[str, str] | None = None,
    encodings: Mapping[str, str] | None = None,
    pool: Pool | None = None,
) -> list[FileRead]:
    """Read one file: itself, and for an archive or a mail its members after it. See :func:`read_paths`."""
    return list(read_paths([path], limits=limits, passwords=passwords, encodings=encodings, pool=pool))


def _in_order(found: Sequence[Source], pool: Pool, keys: Keys) -> Iterator[FileRead]:
    """Read with as many threads as there are children, a few files ahead, answers in the order asked."""

    def whole(source: Source) -> list[FileRead]:
        return list(_read(source, pool, keys, DEPTH))

    ahead: deque[Future[list[FileRead]]] = deque()
    with ThreadPoolExecutor(pool.workers) as threads:
        for source in found:
            ahead.append(threads.submit(whole, source))
            if len(ahead) > 4 * pool.workers:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()


def _once(reads: Iterable[FileRead], progress: Callable[[str], None] | None) -> Iterator[FileRead]:
    first: dict[str, str] = {}
    for read in reads:
        if progress:
            progress(read.file)
        earlier = (
            first.setdefault(read.sha256, read.file)
            if read.sha256 and read.verdict != "ignored"
            else read.file
        )
        if earlier == read.file:
            yield read
        else:
            again = Trouble("FI08", {"reason": "same", "first": earlier})
            yield replace(read, sheets=(), troubles=(*read.troubles, again))


def _read(source: Source, pool: Pool, keys: Keys, depth: int) -> Iterator[FileRead]:
    if why := ignored(source.file):
        yield FileRead(source.file, "", 0, why, "ignored")
        return
    if not source.path.is_file():
        yield _refused(source, "link" if source.path.is_symlink() else "no-file")
        return
    start = time.perf_counter()
    try:
        digest, size = _digest(source.path)
    except OSError:
        yield _refused(source, "no-access")
        return
    with pool.room() as room:
        job = Job(
            path=str(source.path),
            name=source.file,
            into=str(room),
            bounds=pool.bounds,
            password=of(keys.passwords, source.file),
            encoding=of(keys.encodings, source.file),
        )
        reply = pool.ask(job)
        seconds = round(time.perf_counter() - start, 4)
        yield _file_read(source, digest, size, reply, seconds)
        for member in reply.members or ():
            yield from _member(source, member, pool, keys, depth)


def _member(source: Source, member: Member, pool: Pool, keys: Keys, depth: int) -> Iterator[FileRead]:
    file = f"{source.file}!/{member.name}"
    if member.rule:
        trouble = Trouble(member.rule, member.details)
        yield FileRead(file, "", member.size, "", "refused", troubles=(trouble,))
    elif depth == 0:
        yield FileRead(file, "", member.size, "", "refused", troubles=(Trouble("FI06", {"reason": "depth"}),))
    else:
        yield from _read(Source(Path(member.path), file), pool, keys, depth - 1)


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


def _refused(source: Source, reason: str) -> FileRead:
    return FileRead(source.file, "", 0, "", "refused", troubles=(Trouble("FI01", {"reason": reason}),))


def _file_read(source: Source, digest: str, size: int, reply: Answer, seconds: float) -> FileRead:
    return FileRead(
        file=source.file,
        sha256=digest,
        size=size,
        kind=reply.kind,
        verdict="refused" if reply.refused else "read",
        sheets=tuple(_sheet(grid) for grid in reply.grids),
        troubles=tuple(Trouble(rule, details, sheet) for rule, details, sheet in reply.troubles),
        received_at=reply.received_at,
        sender=reply.sender,
        seconds=seconds,
    )


def _sheet(grid: Grid) -> RawSheet:
    return RawSheet(
        name=grid.name,
        rows=tuple(
            RawRow(number, tuple(values), types)
            for number, values, types in zip(grid.numbers, grid.values, grid.types, strict=True)
        ),
        cells=grid.cells,
        hidden=grid.hidden,
        hidden_rows=frozenset(grid.hidden_rows),
        hidden_columns=frozenset(grid.hidden_columns),
        merged=tuple((a, b, c, d) for a, b, c, d in grid.merged),
    )
