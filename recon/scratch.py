"""Folders for what a process holds in clear while it works; what a killed one left is removed by the next."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
import tempfile
import time
import weakref
from pathlib import Path

PREFIX = "recon-"
_HELD = "held"
"""The file that its maker keeps locked: the operating system lets go of it when the maker dies, however it dies."""
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})
"""How a disk says that it knows no locks, as some network shares do; it says so each time."""
_TRIES, _A_MOMENT = 20, 0.05
"""How often a folder is removed that something is still put into, and seconds between."""


class Scratch:
    """A folder of one's own below the temporary folder, removed when closed, let go of, or at the end of Python.

    Args:
        kind: stands in the folder's name, such as ``intake-``.
    """

    def __init__(self, kind: str = "") -> None:
        sweep()
        self.path, handle = _made(kind)
        self._end = weakref.finalize(self, _let_go, self.path, handle, os.getpid())

    def close(self) -> None:
        """Remove the folder; a second time does nothing."""
        self._end()

    def __enter__(self) -> Path:
        """Return the folder."""
        return self.path

    def __exit__(self, *_: object) -> None:
        """Remove the folder."""
        self.close()


def sweep() -> None:
    """Remove this user's folders whose makers are dead; a folder without a lock is not one of ours."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if not _is_own(folder):
                continue
            handle = os.open(folder / _HELD, os.O_RDWR)
            if _locked(handle):
                _remove(folder, handle)
            else:
                os.close(handle)


def _is_own(folder: Path) -> bool:
    found = folder.lstat()  # a link is nobody's folder
    return stat.S_ISDIR(found.st_mode) and (sys.platform == "win32" or found.st_uid == os.getuid())


def _made(kind: str) -> tuple[Path, int]:
    """Return a fresh folder and the handle of its lock.

    Between making and locking, another process' sweep may take it for a dead one's: then make another. On a disk that
    knows no locks no sweep takes anything.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX + kind))
        try:
            handle = os.open(folder / _HELD, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:
            continue
        if _locked(handle) is not False and (folder / _HELD).exists():
            return folder, handle
        os.close(handle)


def _locked(handle: int) -> bool | None:
    """Take the lock if nobody holds it; tell whether it was free, None where the disk knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return None if error.errno in _NO_LOCKS else False
    return True


def _let_go(folder: Path, handle: int, maker: int) -> None:
    """Remove a maker's folder; a child that was forked off holds it too, and ends while its maker is at work."""
    if os.getpid() == maker:
        _remove(folder, handle)


def _remove(folder: Path, handle: int) -> None:
    """Remove a folder; who is stopped does so while a thread of his own may still be putting something into it."""
    os.close(handle)  # Windows removes no file that is open
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_A_MOMENT)
