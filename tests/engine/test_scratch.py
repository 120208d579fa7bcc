"""What a run holds in clear goes when its process goes, however it goes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from recon.scratch import Scratch, sweep


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def killed(temporary: Path) -> Path:
    """Return the folder that a killed process left."""
    code = f"""
import tempfile, time
from recon.scratch import Scratch
tempfile.tempdir = {str(temporary)!r}
scratch = Scratch()
print(scratch.path, flush=True)
time.sleep(60)
"""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        sweep()
        assert folder.is_dir()  # its maker lives
        process.send_signal(signal.SIGKILL)
    return folder


def test_a_dead_process_folder_is_swept_and_a_living_one_is_not(temporary: Path) -> None:
    with Scratch() as mine:
        left = killed(temporary)
        assert left.is_dir()
        with Scratch() as other:
            assert not left.exists()
            assert mine.is_dir()
            assert other != mine
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows' own locks")
@pytest.mark.parametrize("refusal", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_on_a_disk_without_locks_there_is_a_folder_too_and_nobody_takes_it(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, refusal: int
) -> None:
    def refused(_handle: int, _how: int) -> None:
        raise OSError(refusal, os.strerror(refusal))

    monkeypatch.setattr("fcntl.flock", refused)
    with Scratch() as mine:
        sweep()
        assert mine.is_dir()
        assert [one.name for one in temporary.iterdir()] == [mine.name]
    assert list(temporary.iterdir()) == []


def test_what_is_not_ours_is_left_alone(temporary: Path) -> None:
    (temporary / "recon-of-somebody").mkdir()
    (temporary / "recon-notes.txt").write_text("x", encoding="utf-8")
    (temporary / "recon-link").symlink_to(temporary / "recon-of-somebody")
    sweep()
    assert len(list(temporary.iterdir())) == 3


def test_a_scratch_that_is_let_go_of_is_removed(temporary: Path) -> None:
    scratch = Scratch("kind-")
    assert scratch.path.name.startswith("recon-kind-")
    del scratch
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_forked_child_leaves_the_folder_of_its_maker_alone(temporary: Path) -> None:
    code = f"""
import os, tempfile
from recon.scratch import Scratch
tempfile.tempdir = {str(temporary)!r}
scratch = Scratch()
child = os.fork()
if child == 0:
    raise SystemExit
os.waitpid(child, 0)
print(scratch.path.is_dir())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
    assert list(temporary.iterdir()) == []


def test_a_thread_still_at_work_leaves_no_folder_behind(temporary: Path) -> None:
    """Whoever is stopped removes the folder while a reader's thread still makes and clears rooms in it."""
    scratch, ends = Scratch(), time.monotonic() + 0.3

    def work() -> None:
        while time.monotonic() < ends:
            room = scratch.path / f"room-{time.monotonic_ns()}"
            try:
                room.mkdir()
                room.rmdir()
            except OSError:
                return

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    scratch.close()
    for thread in threads:
        thread.join()
    assert list(temporary.iterdir()) == []
