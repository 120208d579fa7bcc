"""Several children at work, and a folder for what archives contain."""

from __future__ import annotations

import contextlib
import os
import queue
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from recon.errors import OutputError, ReconError
from recon.intake.job import Bounds
from recon.intake.refusal import FULL
from recon.intake.worker import Worker
from recon.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from types import TracebackType

    from recon.campaign import Limits
    from recon.intake.job import Answer, Job


class Pool:
    """Children that read files; safe to use from several threads.

    Children start when first needed and are reused; one that dies is replaced. Start a pool from a worker or a
    command, never from a page script.

    Args:
        limits: the campaign's limits.
        workers: children at work at a time; by default one per processor, at most four.
        roomy: use the larger limits of extracts and registers.
    """

    def __init__(self, limits: Limits, *, workers: int = 0, roomy: bool = False) -> None:
        self.bounds = bounds(limits, roomy=roomy)
        self.workers = workers or min(4, os.cpu_count() or 1)
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._all = [Worker(self.bounds.memory_bytes) for _ in range(self.workers)]
        for worker in self._all:
            self._idle.put(worker)
        self._rooms = Scratch("intake-")
        self._closed = False

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every child and remove the folder."""
        self.close()

    def close(self) -> None:
        """End every child and remove the folder."""
        self._closed = True
        for worker in self._all:
            worker.end()
        self._rooms.close()

    def begin(self, files: int) -> None:
        """Start the children that so many files will be given to, so that they are ready when the files are."""
        with self._idle.mutex:
            idle = self._idle.queue[-files:] if files > 0 else []
        for worker in reversed(idle):  # the queue hands out the last worker put back first
            # A child that does not start is reported when a file is read.
            with contextlib.suppress(ReconError):
                worker.begin()

    def ask(self, job: Job) -> Answer:
        """Have a file read by a free child; waits for one.

        A child that died of a reader is not the last word: a second one tries the other readers.

        Raises:
            OutputError: there is no room for what is read; that is nothing against the file.
            RuntimeError: the pool was closed by another thread, as when a run is cancelled.
        """
        worker = self._idle.get()
        try:
            if self._closed:
                raise RuntimeError("closed")
            reply = worker.ask(job)
            if reply.reason == FULL:
                number = int(reply.troubles[0][1]["errno"])
                raise OutputError.of(self._rooms.path.parent, OSError(number, ""))
            if reply.reason == "crash" and not job.avoid and not self._closed:
                second = worker.ask(replace(job, avoid=("calamine",)))
                return reply if second.refused else second
            return reply
        finally:
            self._idle.put(worker)

    def wait_for(self, other: Future[Any]) -> None:
        """Leave one child idle until other work is done: it is what everybody waits for, and needs the processor."""
        if self.workers > 1:
            held = self._idle.get()
            other.add_done_callback(lambda _: self._idle.put(held))

    @contextlib.contextmanager
    def room(self) -> Iterator[Path]:
        """Lend an empty folder for the members of one archive."""
        with tempfile.TemporaryDirectory(dir=self._rooms.path, ignore_cleanup_errors=True) as folder:
            yield Path(folder)


def bounds(limits: Limits, *, roomy: bool = False) -> Bounds:
    """Return the limits a child works under; ``roomy`` for extracts and registers."""
    if roomy:
        return Bounds(
            file_bytes=limits.extract_bytes,
            total_bytes=limits.extract_bytes,
            members=limits.members,
            ratio=limits.ratio,
            cells=1 << 40,
            seconds=limits.extract_seconds,
            memory_bytes=limits.extract_memory_bytes,
        )
    names = Bounds.__dataclass_fields__
    return Bounds(**{name: getattr(limits, name) for name in names})
