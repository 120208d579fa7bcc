"""Writing that survives a power cut: a file is complete under its name, or it is not there.

Every file and folder of a workspace belongs to its owner alone (0600, 0700): it holds personal data.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from typing import IO, TYPE_CHECKING, Self

from recon.disk import settle_file, sync_folder
from recon.errors import REASONS, OutputError
from recon.words import Text

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

BLOCK = 1 << 20
"""Bytes read at a time; an extract may have gigabytes."""
PART = ".part"
"""Marks what is still being written; such a name is never read."""
_ANOTHER = Text("换一个文件名，或先移走该文件", "Choose another name, or move the file away")


class Incoming:
    """A file being written under a name nobody reads; :meth:`settle` gives it its own."""

    def __init__(self, folder: Path) -> None:
        self.part = folder / f".{secrets.token_hex(8)}{PART}"
        self.handle = open_private(self.part)

    def settle(self, target: Path) -> None:
        """Make it durable and give it its name, in the place of whatever had that name."""
        self.handle.flush()
        os.fsync(self.handle.fileno())
        self.handle.close()
        self.part.replace(target)
        sync_folder(target.parent)

    def __enter__(self) -> Self:
        """Return the open file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was not settled, also where the last of it finds no room on the disk."""
        try:
            self.handle.close()
        finally:
            self.part.unlink(missing_ok=True)


def check_vacant(path: Path) -> None:
    """Refuse a name that something has: what is kept nowhere else must not go for what is written now.

    Raises:
        OutputError: a file, a link or a folder stands there.
    """
    if path.is_dir():
        raise OutputError.of(path, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    if os.path.lexists(path):
        raise OutputError(path=path, reason=REASONS[errno.EEXIST], advice=_ANOTHER)


def write(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all."""
    with Incoming(path.parent) as incoming:
        incoming.handle.write(data)
        incoming.settle(path)


def open_private(path: Path) -> IO[bytes]:
    """Create a new file for writing that only its owner may read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def sync_tree(path: Path) -> None:
    """Make every file below ``path`` durable and private; used before a folder gets its final name."""
    for below in sorted(path.rglob("*")):
        if below.is_dir():
            below.chmod(0o700)
            sync_folder(below)
        else:
            settle_file(below)
    path.chmod(0o700)
    sync_folder(path)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex, read block by block."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
