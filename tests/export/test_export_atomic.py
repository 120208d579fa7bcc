"""Whatever stops a write, the folder holds the old complete file or the new complete one, for its owner alone."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recon.errors import OutputError
from recon.export import prepare, write
from recon.export.atomic import put, stage

SIZE, FILES = 200_000, 12
"""Of the files a killed process was writing."""
WRITER = """
import sys
from pathlib import Path
from recon.export.atomic import stage
out, size, files = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for turn in range(1000):
    letter = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[turn % 26 : turn % 26 + 1]
    with stage(out) as folder:
        for number in range(files):
            (folder / f"{number}.bin").write_bytes(letter * size)
    print(turn, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in access lists")
def test_files_and_new_folders_belong_to_their_owner_alone(small, tmp_path):
    before = os.umask(0o022)
    try:
        paths = write("corrected", small, tmp_path / "new" / "out")
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("new", "new/out")] == [0o700, 0o700]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in access lists")
def test_a_folder_that_is_there_keeps_its_rights(small, tmp_path):
    tmp_path.chmod(0o750)
    write("circular", small, tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("seed", range(4))
def test_a_process_killed_at_any_moment_leaves_whole_files(seed, tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(SIZE), str(FILES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path.cwd()) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.4))
        process.kill()
    for number in range(FILES):
        data = (tmp_path / f"{number}.bin").read_bytes()
        assert len(data) == SIZE
        assert data == data[:1] * SIZE


class FullDiskError(OSError):
    """What the system says when nothing fits any more."""

    def __init__(self):
        super().__init__(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_disk_that_fills_up_leaves_the_old_files(after, small, tmp_path, monkeypatch):
    first = write("corrected", small, tmp_path)
    before = {path.name: path.read_bytes() for path in first}
    left, whole = [after], Path.write_bytes

    def full(path, data):
        left[0] -= 1
        if left[0] < 0:
            whole(path, data[: len(data) // 2])
            raise FullDiskError
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError):
        write("corrected", small, tmp_path, lang="en")
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_that_cannot_be_synced_never_takes_its_place(tmp_path, monkeypatch):
    put(tmp_path / "a.txt", b"old")

    def full(_):
        raise FullDiskError

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError):
        put(tmp_path / "a.txt", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_what_a_killed_run_left_behind_is_cleared_up_later(tmp_path):
    left = tmp_path / ".recon-left"
    left.mkdir()
    long_ago = time.time() - 7200
    os.utime(left, (long_ago, long_ago))
    with stage(tmp_path) as young:
        prepare(tmp_path)
        assert young.exists()
    assert not left.exists()
