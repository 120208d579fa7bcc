"""From paths to :class:`recon.model.FileRead`: one for every file, in order, whatever happens."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from recon import lean
from recon.campaign import Limits
from recon.intake.descent import Asked, Keys, read_whole
from recon.intake.pool import Pool
from recon.intake.sources import Source, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from recon.model import FileRead


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
    asked = Asked(Keys(passwords or {}, encodings or {}), own, long=long)
    try:
        yield from mark_repeats(_in_order(found, asked), progress, keep=not once)
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


def _in_order(found: Sequence[Source], asked: Asked) -> Iterator[FileRead]:
    """Read with as many threads as there are children, a few files ahead, answers in the order asked."""
    ahead: deque[Future[list[FileRead]]] = deque()
    threads = ThreadPoolExecutor(asked.pool.workers, "intake")
    try:
        for source in found:
            ahead.append(threads.submit(read_whole, source, asked))
            if len(ahead) > 4 * asked.pool.workers:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()
    finally:
        asked.ended.set()
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


def _told() -> Any:
    """Return the module that makes what is read into nouns: it is loaded while a child is already at work."""
    return lean.load("recon.intake.told")
