"""Whether anybody has written since: SQLite counts, for each connection, the commits of all the others."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlalchemy as sa


class Commits:
    """A connection of its own that never writes, and so sees everybody's commits. Thread-safe."""

    def __init__(self, url: sa.URL) -> None:
        self._file = url.database if url.get_backend_name() == "sqlite" else None
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def number(self) -> int | None:
        """Return SQLite's ``data_version``: another number after every commit. None on another database."""
        if self._file is None:
            return None
        with self._lock:
            try:
                # Fetched whole: a statement left half read would hold the write-ahead log back from being emptied.
                [(number,)] = self._opened(self._file).execute("PRAGMA data_version").fetchall()
            except sqlite3.Error:
                return None
        return int(number)

    def _opened(self, file: str) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        return self._connection

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
