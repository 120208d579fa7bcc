"""A worker for as long as a workspace is served: one that died, or went with another server, is followed."""

from __future__ import annotations

import logging
import subprocess
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from recon.worker.process import start_worker
from recon.workspace import Workspace
from recon.workspace.lock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOG = logging.getLogger(__name__)
PAUSE = 3.0
"""Seconds between two looks: somebody waits for a job meanwhile."""
LONGEST = 60.0
"""Seconds until another try where one worker after the other ends at once, as none can open the workspace."""


@contextmanager
def attended(workspace: Path, pause: float = PAUSE) -> Iterator[None]:
    """See to it that somebody does the workspace's jobs until the block ends.

    The folder need not be there yet: a disk may be connected later. Several servers of one workspace share one worker.
    """
    ending = threading.Event()
    thread = threading.Thread(target=_attend, args=(workspace, ending, pause), name="attending", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def _attend(workspace: Path, ending: threading.Event, pause: float) -> None:
    worker: subprocess.Popen[bytes] | None = None
    rest = pause
    while not ending.is_set():
        if worker is not None and worker.poll() is None:
            rest = pause
        elif unserved(workspace):
            if worker is not None:
                _tell(worker, again=rest > pause)
                rest = min(2 * rest, LONGEST)
            worker = start_worker(workspace)
        ending.wait(rest)
    if worker is not None:
        worker.terminate()
        with suppress(subprocess.TimeoutExpired):  # one in the middle of a job ends at its next step
            worker.wait(PAUSE)


def _tell(worker: subprocess.Popen[bytes], *, again: bool) -> None:
    """Tell that a worker ended, once of several that did so one after the other."""
    if not again:
        LOG.warning("the worker ended (%s); another one begins", worker.returncode)


def unserved(workspace: Path) -> bool:
    """Tell whether a workspace is there and no worker serves it; one that cannot be written is served by none."""
    lock = FileLock(workspace / "worker.lock")
    try:
        free = Workspace.exists(workspace) and lock.acquire()
    except OSError:
        return False
    lock.release()
    return free
