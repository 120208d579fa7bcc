"""Starting and ending the worker's process: one per workspace, and none without its parent."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from recon import children
from recon.errors import ReconError
from recon.worker.handlers import HANDLERS
from recon.worker.loop import LOG, work
from recon.workspace import Workspace, durable
from recon.workspace.lock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_LOG_BYTES = 1_000_000


def start_worker(workspace: str | Path) -> subprocess.Popen[bytes]:
    """Start a worker that ends with this process; a second one for the same workspace ends by itself at once.

    Call it from a command or from the dashboard's front door, never from a page script.
    """
    command = [
        sys.executable,
        "-m",
        "recon.worker",
        "--workspace",
        str(workspace),
        "--parent",
        str(os.getpid()),
    ]
    return subprocess.Popen(  # noqa: S603 -- our own interpreter and our own module
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=children.finding_us(),
        # Apart from the terminal: Ctrl-C is for the parent, whose end the worker notices by itself.
        start_new_session=os.name != "nt",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a workspace until told to end; 0 also when another worker serves it already, 2 when it cannot."""
    parser = argparse.ArgumentParser(
        prog="python -m recon.worker", description="Do a workspace's background jobs."
    )
    parser.add_argument("--workspace", required=True, help="the workspace's folder")
    parser.add_argument("--parent", type=int, default=0, help="end when this process has ended")
    given = parser.parse_args(arguments)
    try:
        workspace = Workspace.open(given.workspace)
    except ReconError as error:
        sys.stderr.write(f"{error.say('zh')}\n{error}\n")
        return 2
    with workspace:
        return _serve(workspace, given.parent)


def _serve(workspace: Workspace, parent: int) -> int:
    lock = FileLock(workspace.path / "worker.lock")
    if not lock.acquire():
        return 0
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    _log_to(workspace.path / "worker.log")
    has_parent, mine = parent_watch(parent), Workspace.identity(workspace.path)

    def alive() -> bool:
        """Whoever moved the folder away, or put a backup in its place, must find no job done in the old one."""
        return not ending.is_set() and has_parent() and Workspace.identity(workspace.path) == mine

    try:
        work(workspace, HANDLERS, alive)
    finally:
        lock.release()
    return 0


def parent_watch(parent: int) -> Callable[[], bool]:
    """Return how to ask whether the parent still runs; without a parent the answer is always yes."""
    if not parent:
        return lambda: True
    if os.name == "nt":
        return _windows_watch(parent)
    if os.getppid() == parent:  # a dead parent's children get another one, so its number cannot mislead
        return lambda: os.getppid() == parent
    return lambda: _runs(parent)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _windows_watch(parent: int) -> Callable[[], bool]:
    """Hold a handle of the parent: its number may be given to another process, its handle is not."""
    import ctypes

    synchronise, timed_out = 0x0010_0000, 0x0102
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(synchronise, False, parent)
    return lambda: bool(handle) and kernel.WaitForSingleObject(handle, 0) == timed_out


def _log_to(path: Path) -> None:
    """Write the worker's own troubles beside the ledger: kinds and places of errors, never a value."""
    if not path.exists():
        durable.open_private(path).close()
    handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
