"""The runs that are open: each once for everybody, the newest few only."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from recon.ui.store.run import Run

if TYPE_CHECKING:
    from pathlib import Path

KEPT_OPEN: Final = 2
"""Runs kept in memory: the newest, and the one somebody still looks at while it is replaced."""
_OPEN: dict[Path, tuple[int, Run]] = {}
_OPENING = threading.Lock()


def stamp(folder: Path) -> int:
    """Return when a run's results were written: a purge rewrites them in their place."""
    return (folder / "students.parquet").stat().st_mtime_ns


def open_run(folder: Path) -> Run:
    """Return the run of a folder, opened once; what a purge has rewritten is forgotten and opened anew."""
    with _OPENING:
        written, found = _OPEN.pop(folder, (0, None))
        now = stamp(folder)
        if found is None or written != now:
            found = Run(folder)
        _OPEN[folder] = now, found
        while len(_OPEN) > KEPT_OPEN:
            del _OPEN[next(iter(_OPEN))]
    return found


def forget() -> None:
    """Forget every run that is kept open."""
    with _OPENING:
        _OPEN.clear()
