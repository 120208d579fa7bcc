"""Put files in their place whole: an interrupted write leaves the old or the new file, complete.

What is written belongs to its owner alone (0600, new folders 0700), since nearly all of it is personal data.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from recon.disk import private_folder, settle_file, sync_folder
from recon.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = ".recon-"
"""How a stage's folder begins; one left behind by a killed run is removed by a later one."""
_AT_ONCE = 8
"""Files that are synced at a time: a disk is waited for, not a processor."""
_STALE = 3600.0
"""Seconds after which a stage counts as left behind."""


@contextmanager
def stage(out: Path) -> Iterator[Path]:
    """Yield an empty folder inside ``out``; at the end of the block its files take their places in ``out``.

    Everything is written and synced before the first file moves, so a full disk changes nothing in ``out``.

    Raises:
        OutputError: ``out`` cannot be written (permission, a file in the way, disk full, open elsewhere).
    """
    try:
        private_folder(out)
        _sweep(out)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=out))
    except OSError as error:
        raise _refused(out, error) from None
    try:
        yield folder
        _move(folder, out)
    except OSError as error:
        raise _refused(out, error) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(out: Path) -> None:
    """Make sure early that a folder can be written, before an hour of work is put into it.

    Raises:
        OutputError: it cannot.
    """
    with stage(out) as folder:
        (folder / "probe").write_bytes(b"")
        (folder / "probe").unlink()


def put(path: Path, data: bytes) -> Path:
    """Write one file whole.

    Raises:
        OutputError: it cannot be written.
    """
    with stage(path.parent) as folder:
        (folder / path.name).write_bytes(data)
    return path


def _sweep(out: Path) -> None:
    """Remove what killed runs left behind; a stage of another program at work is younger."""
    for folder in out.glob(f"{PREFIX}*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > _STALE:
            shutil.rmtree(folder, ignore_errors=True)


def _move(folder: Path, out: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for _ in threads.map(settle_file, files):
            pass
    goals = [out / path.relative_to(folder) for path in files]
    for path, goal in zip(files, goals, strict=True):
        _make_way(goal)
        private_folder(goal.parent)
        path.replace(goal)
    for parent in {goal.parent for goal in goals}:
        sync_folder(parent)


def _make_way(goal: Path) -> None:
    """Remove a Parquet file where a folder of parts goes, and the other way round."""
    if goal.suffix == goal.parent.suffix == ".parquet" and goal.parent.is_file():
        goal.parent.unlink()
    elif goal.suffix == ".parquet" and goal.is_dir():
        shutil.rmtree(goal)


def _refused(out: Path, error: OSError) -> OutputError:
    path = Path(error.filename) if isinstance(error.filename, str | Path) else out
    if path in out.parents:  # a parent folder is the obstacle, so name that one
        return OutputError.of(path, error)
    name = path.name
    return OutputError.of(out / name if not name.startswith(PREFIX) and name != out.name else out, error)
