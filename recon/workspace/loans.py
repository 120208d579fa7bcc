"""Copies in the clear of sealed originals, for readers that need a path: private, and gone with their process."""

from __future__ import annotations

import os
import secrets
import shutil
from typing import TYPE_CHECKING

from recon import disk
from recon.errors import writing
from recon.workspace import durable
from recon.workspace.lock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PREFIX, _LOCK = ".clear-", "lock"


class Loans:
    """What one process was lent; the folder's lock dies with it, so that the next one may clear up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own: Path | None = None
        self._lock: FileLock | None = None

    def lend(self, sha256: str, blocks: Iterable[bytes]) -> Path:
        """Write a copy in the clear, or find the one already lent."""
        if self._own is None:
            self._own = disk.private_folder(self.folder / f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}")
            self._lock = FileLock(self._own / _LOCK)
            self._lock.acquire()
        target = self._own / sha256
        if not target.is_file():
            with writing(self.folder), durable.Incoming(self._own) as incoming:
                incoming.handle.writelines(blocks)
                incoming.settle(target)
        return target

    def forget(self) -> None:
        """Remove what this process was lent."""
        if self._lock is not None:
            self._lock.release()
        if self._own is not None:
            shutil.rmtree(self._own, ignore_errors=True)
        self._own = self._lock = None

    def sweep(self) -> None:
        """Remove what dead processes left."""
        for left in self.folder.glob(f"{_PREFIX}*"):
            lock = FileLock(left / _LOCK)
            if left != self._own and (not lock.path.exists() or lock.acquire()):
                lock.release()
                shutil.rmtree(left, ignore_errors=True)

    def bury(self, sha256: str) -> None:
        """Remove every copy of one original, whoever was lent it: a purge has taken it out."""
        for copy in self.folder.glob(f"{_PREFIX}*/{sha256}"):
            copy.unlink(missing_ok=True)
