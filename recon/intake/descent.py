"""One file and what lies inside it: archives and mails are gone down into, within limits that hold over all of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from recon import lean
from recon.intake.job import Job
from recon.intake.origin import Origin, no_file
from recon.intake.refusal import RefusedError
from recon.intake.sources import Source, ignored
from recon.intake.students import Attached
from recon.intake.whole import Whole, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recon.intake.job import Answer, Bounds, Member
    from recon.intake.pool import Pool
    from recon.model import FileRead

DEPTH = 5
"""Archives inside archives, at most."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a person told beforehand, by file name (``a.zip!/b.xlsx`` or ``b.xlsx``)."""

    passwords: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)


def _look_up(table: Mapping[str, str], file: str) -> str:
    """Return what was told of a file, under its whole name or the last part of it."""
    return table.get(file) or table.get(file.rpartition("/")[2], "")


@dataclass(frozen=True, slots=True)
class Asked:
    """What holds for every file of one reading."""

    keys: Keys
    pool: Pool
    long: bool = False
    ended: Event = field(default_factory=Event)
    """Set once nobody waits for the answer: of a file full of files the next one is not begun."""


@dataclass(frozen=True, slots=True)
class _Outer:
    """What a file inherits from those it lies in."""

    asked: Asked
    whole: Whole
    """What is left for everything inside the same file, whichever way down."""
    bounds: Bounds
    """What is left of the limits on the way down to it."""
    depth: int = DEPTH
    received_at: str = ""
    sender: str = ""


def read_whole(source: Source, asked: Asked) -> list[FileRead]:
    """Return a file and, where it is an archive or a mail, everything in it after it."""
    bounds = asked.pool.bounds
    return list(_read(source, _Outer(asked, Whole.of(bounds), bounds)))


def _read(source: Source, outer: _Outer) -> Iterator[FileRead]:
    if why := ignored(source.file):
        yield _told().passed_over(source.file, why)
        return
    try:
        if why := no_file(source):
            yield _told().refused(source.file, "FI01", {"reason": why})
            return
        origin = Origin.of(source.path, outer.asked.pool.bounds)
    except OSError:
        yield _told().refused(source.file, "FI01", {"reason": "no-access"})
        return
    with outer.asked.pool.room() as room:
        start = time.perf_counter()
        reply = outer.asked.pool.ask(_job(source, room, outer))
        if not origin.stands(source.path):
            reply.troubles.clear()  # what was noticed is of other bytes
            reply.refuse(RefusedError("FI01", "changed"))
        reply.received_at = reply.received_at or outer.received_at
        reply.sender = reply.sender or outer.sender
        _refuse_empty(source, reply)
        _refuse_more(reply, outer)
        seconds = round(time.perf_counter() - start, 4)
        yield _told().of_answer(source.file, (origin.sha256, origin.size), reply, seconds=seconds)
        yield from _members(source, reply, outer)


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
        password=_look_up(outer.asked.keys.passwords, source.file),
        encoding=_look_up(outer.asked.keys.encodings, source.file),
        long=outer.asked.long,
    )


def _bounds(outer: _Outer) -> Bounds:
    """Return the limits of the next file; where all inside one file is used up, nothing more is unpacked."""
    return replace(outer.bounds, total_bytes=0) if outer.whole.spent() else outer.bounds


def _refuse_more(reply: Answer, outer: _Outer) -> None:
    """Say why an archive was not unpacked that is not too large by itself."""
    if outer.whole.spent() and reply.reason == "total":
        reply.troubles[0][1].update(reason="whole")


def _members(source: Source, reply: Answer, outer: _Outer) -> Iterator[FileRead]:
    """Read what lies inside a file; the limits hold over all of it, however deep and however often."""
    members = reply.members or []
    outer.whole.use(reply, outer.asked.pool.bounds)
    left = outer.bounds
    left = replace(left, members=left.members - len(members), total_bytes=left.total_bytes - size_of(members))
    inner = replace(
        outer, depth=outer.depth - 1, bounds=left, received_at=reply.received_at, sender=reply.sender
    )
    asked, attached = any(member.body for member in members), Attached()
    for member in members:  # a mail's own text comes last
        if outer.asked.ended.is_set():
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


def _told() -> Any:
    """Return the module that makes what is read into nouns: it is loaded while a child is already at work."""
    return lean.load("recon.intake.told")
