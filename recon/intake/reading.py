"""From paths to :class:`recon.model.FileRead`: one for every file, in order, whatever happens."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from recon import lean
from recon.campaign import Limits
from recon.intake.job import Job
from recon.intake.pool import Pool
from recon.intake.refusal import RefusedError
from recon.intake.sources import Source, ignored, sources
from recon.intake.students import Attached
from recon.intake.whole import Whole, size_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from recon.intake.job import Answer, Bounds, Member
    from recon.model import FileRead

DEPTH = 5
"""Archives inside archives, at most."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a person told beforehand, by file name (``a.zip!/b.xlsx`` or ``b.xlsx``)."""

    passwords: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)


def look_up(table: Mapping[str, str], file: str) -> str:
    """Return what was told of a file, under its whole name or the last part of it."""
    return table.get(file) or table.get(file.rpartition("/")[2], "")


def read_paths(  # noqa: PLR0913 -- each is something a caller may know, and none follows from another
    paths: Sequence[Path | Source],
    *,
    limits: Limits | None = None,
    passwords: Mapping[str, str] | None = None,
    encodings: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
    pool: Pool | None = None,
    once: bool = True,
    long: bool = False,
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
        once: leave the sheets out of a file that came before with the same bytes; False where each is looked at.
        long: have sheets of many rows as a table (:attr:`recon.model.RawSheet.long`), as extracts are.

    Raises:
        MissingPathError: a path is not there.
    """
    found = sources(paths)
    own = pool or Pool(limits or Limits())
    outer = _Outer(Keys(passwords or {}, encodings or {}), own, long=long)
    try:
        yield from mark_repeats(_in_order(found, outer), progress, keep=not once)
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


def _in_order(found: Sequence[Source], outer: _Outer) -> Iterator[FileRead]:
    """Read with as many threads as there are children, a few files ahead, answers in the order asked."""

    def whole(source: Source) -> list[FileRead]:
        return list(_read(source, replace(outer, whole=Whole.of(outer.pool.bounds))))

    ahead: deque[Future[list[FileRead]]] = deque()
    threads = ThreadPoolExecutor(outer.pool.workers, "intake")
    try:
        for source in found:
            ahead.append(threads.submit(whole, source))
            if len(ahead) > 4 * outer.pool.workers:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()
    finally:
        outer.ended.set()
        threads.shutdown(cancel_futures=True)


def mark_repeats(
    reads: Iterable[FileRead], progress: Callable[[str], None] | None = None, *, keep: bool
) -> Iterator[FileRead]:
    """Mark files of the same bytes as an earlier one (FI08); their sheets are left out unless ``keep``."""
    first: dict[str, str] = {}
    for read in reads:
        if progress:
            progress(read.file)
        earlier = first.setdefault(read.sha256, read.file) if read.sha256 else read.file
        if earlier == read.file:
            yield read
        else:
            yield _told().again(read, earlier, keep=keep)


@dataclass(slots=True)
class _Outer:
    """What a file inherits from those it lies in."""

    keys: Keys
    pool: Pool
    depth: int = DEPTH
    received_at: str = ""
    sender: str = ""
    bounds: Bounds | None = None
    """What is left of the limits on the way down to it."""
    whole: Whole | None = None
    """What is left for everything inside the same file, whichever way down."""
    long: bool = False
    ended: Event = field(default_factory=Event)
    """Set once nobody waits for the answer: of a file full of files the next one is not begun."""


def _read(source: Source, outer: _Outer) -> Iterator[FileRead]:
    if why := ignored(source.file):
        yield _told().passed_over(source.file, why)
        return
    try:
        if why := _no_file(source):
            yield _told().refused(source.file, "FI01", {"reason": why})
            return
        digest, size = _digest(source.path)
    except OSError:
        yield _told().refused(source.file, "FI01", {"reason": "no-access"})
        return
    with outer.pool.room() as room:
        start = time.perf_counter()
        reply = outer.pool.ask(_job(source, room, outer))
        reply.received_at = reply.received_at or outer.received_at
        reply.sender = reply.sender or outer.sender
        _refuse_empty(source, reply)
        _refuse_more(reply, outer)
        yield _told().of_answer(
            source.file, (digest, size), reply, seconds=round(time.perf_counter() - start, 4)
        )
        yield from _members(source, reply, outer)


def _no_file(source: Source) -> str:
    """Return why there is no file to open, or nothing."""
    if source.linked:
        return "link"
    if source.path.is_dir():  # a folder that opens was replaced by its files before
        return "closed-folder"
    return "" if source.path.is_file() else "no-file"


def _refuse_empty(source: Source, reply: Answer) -> None:
    """Refuse an archive or a mail of which nothing is anybody's roster: what a system leaves there, a picture."""
    members = reply.members or []
    if members and all(_is_nobodys(source, member) for member in members):
        reply.refuse(RefusedError("FI01", "empty-archive" if reply.kind == "zip" else "no-attachment"))
        reply.members = members  # so that each member is reported as passed over


def _is_nobodys(source: Source, member: Member) -> bool:
    return not member.rule and (not member.path or bool(ignored(f"{source.file}!/{member.name}")))


def _job(source: Source, room: Path, outer: _Outer) -> Job:
    return Job(
        path=str(source.path),
        name=source.file,
        into=str(room),
        bounds=_bounds(outer),
        password=look_up(outer.keys.passwords, source.file),
        encoding=look_up(outer.keys.encodings, source.file),
        long=outer.long,
    )


def _bounds(outer: _Outer) -> Bounds:
    """Return the limits of the next file; where all inside one file is used up, nothing more is unpacked."""
    bounds = outer.bounds or outer.pool.bounds
    return replace(bounds, total_bytes=0) if outer.whole and outer.whole.spent() else bounds


def _refuse_more(reply: Answer, outer: _Outer) -> None:
    """Say why an archive was not unpacked that is not too large by itself."""
    if outer.whole and outer.whole.spent() and reply.reason == "total":
        reply.troubles[0][1].update(reason="whole", limit=str(Whole.of(outer.pool.bounds).members))


def _members(source: Source, reply: Answer, outer: _Outer) -> Iterator[FileRead]:
    """Read what lies inside a file; the limits hold over all of it, however deep and however often."""
    members = reply.members or []
    left = outer.bounds or outer.pool.bounds
    if outer.whole:
        outer.whole.use(reply, outer.pool.bounds)
    left = replace(left, members=left.members - len(members), total_bytes=left.total_bytes - size_of(members))
    inner = replace(
        outer, depth=outer.depth - 1, bounds=left, received_at=reply.received_at, sender=reply.sender
    )
    asked, attached = any(member.body for member in members), Attached()
    for member in members:  # a mail's own text comes last
        if outer.ended.is_set():
            return
        reads = _member(source, member, inner)
        if member.body:
            yield from _body(list(reads), attached)
            continue
        for read in reads:
            if asked:
                _weigh(read, attached)
            yield read


def _weigh(read: FileRead, attached: Attached) -> None:
    for sheet in read.sheets:
        attached.take([row.values for row in sheet.rows], whole=sheet.long is None)


def _body(reads: Sequence[FileRead], attached: Attached) -> Iterator[FileRead]:
    """Yield a mail's own text; passed over where an attachment is the list, and told what only the text has."""
    rows = [(row.number, row.values) for read in reads for sheet in read.sheets for row in sheet.rows]
    more = attached.left(rows)
    for read in reads:
        yield read if more is None else _told().body_passed_over(read, more)


def _member(source: Source, member: Member, inner: _Outer) -> Iterator[FileRead]:
    file = f"{source.file}!/{member.name}"
    if member.rule:
        yield _told().refused(file, member.rule, member.details, member.size)
    elif not member.path:
        yield _told().passed_over(file, member.details.get("kind", ""), member.size)
    elif inner.depth < 0:
        yield _told().refused(file, "FI06", {"reason": "depth", "limit": str(DEPTH)}, member.size)
    else:
        yield from _read(Source(Path(member.path), file), inner)


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


def _told() -> Any:
    """Return the module that makes what is read into nouns: it is loaded while a child is already at work."""
    return lean.load("recon.intake.told")
