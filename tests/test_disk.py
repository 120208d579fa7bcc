"""What is asked of a disk is asked in the way every system grants it."""

from __future__ import annotations

import fcntl
import os
import stat
from typing import TYPE_CHECKING

import pytest

from recon import disk
from recon.export import atomic
from recon.sample import write
from recon.workspace import durable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _tree(folder: Path) -> None:
    (folder / "below").mkdir()
    (folder / "below" / "a.csv").write_bytes(b"1")
    durable.sync_tree(folder)


def _staged(folder: Path) -> None:
    with atomic.stage(folder) as stage:
        (stage / "a.csv").write_bytes(b"1")


@pytest.mark.parametrize(
    "put",
    [
        _tree,
        _staged,
        lambda folder: durable.write(folder / "a.csv", b"1"),
        lambda folder: write.save(folder / "a.csv", b"1"),
    ],
    ids=["tree", "stage", "durable", "sample"],
)
def test_a_file_is_synced_by_a_handle_that_may_write(
    put: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses any other."""
    modes, real = [], os.fsync

    def watched(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            modes.append(fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE)
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    put(tmp_path)
    assert modes
    assert os.O_RDONLY not in modes


def test_a_new_folder_and_what_is_above_it_belong_to_their_owner(tmp_path: Path) -> None:
    made = disk.private_folder(tmp_path / "a" / "b")
    assert [stat.S_IMODE(one.stat().st_mode) for one in (made, made.parent)] == [0o700, 0o700]
