"""Which bytes a file had when it was read, and whether they were still there afterwards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from recon.intake.job import Bounds
    from recon.intake.sources import Source


@dataclass(frozen=True, slots=True)
class Origin:
    """A file's bytes by SHA-256 and size, and when they were last written (nanoseconds)."""

    sha256: str
    """Empty where it is larger than any file may be: it is refused, and need not be gone through."""
    size: int
    written: int

    @classmethod
    def of(cls, path: Path, bounds: Bounds) -> Origin:
        """Look at a file before it is read within ``bounds``.

        Raises:
            OSError: it may not be read.
        """
        found = path.stat()
        with path.open("rb") as file:
            if found.st_size > max(bounds.file_bytes, bounds.total_bytes):
                return cls("", found.st_size, found.st_mtime_ns)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return cls(digest, file.tell(), found.st_mtime_ns)

    def stands(self, path: Path) -> bool:
        """Tell whether the file is as it was: another process reads it by its name, while somebody may save it."""
        try:
            now = path.stat()
        except OSError:
            return False
        return (now.st_size, now.st_mtime_ns) == (self.size, self.written)


def no_file(source: Source) -> str:
    """Return why there is no file to open (FI01), or nothing."""
    if source.linked:
        return "link"
    if source.path.is_dir():  # a folder that opens was replaced by its files before
        return "closed-folder"
    return "" if source.path.is_file() else "no-file"
