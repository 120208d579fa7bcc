from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from recon.worker import attended, attending, main, start_worker
from recon.workspace import Workspace
from recon.workspace.lock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def soon(happened: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until something has happened."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def state(ws: Workspace, job: int) -> str:
    view = ws.jobs.status(job)
    assert view is not None
    return view.state


@pytest.fixture
def worker(ws: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    process = start_worker(ws.path)
    yield process
    process.kill()
    process.wait()


def test_a_worker_does_what_is_asked_and_says_what_it_cannot(
    ws: Workspace, worker: subprocess.Popen[bytes]
) -> None:
    job = ws.jobs.enqueue("export", {"kind": "corrected"}, actor="li")
    soon(lambda: state(ws, job) == "failed")
    view = ws.jobs.status(job)
    assert view is not None
    assert view.error is not None
    assert "还没有核对结果" in view.error.zh
    assert worker.poll() is None, "a job that cannot be done does not end the worker"


def test_a_second_worker_ends_at_once_and_the_first_goes_on(
    ws: Workspace, worker: subprocess.Popen[bytes]
) -> None:
    soon(lambda: is_served(ws))
    second = start_worker(ws.path)
    assert second.wait(timeout=20) == 0
    assert worker.poll() is None


def is_served(ws: Workspace) -> bool:
    lock = FileLock(ws.path / "worker.lock")
    free = lock.acquire()
    lock.release()
    return not free


def test_a_killed_workers_job_is_taken_up_by_the_next(ws: Workspace, worker: subprocess.Popen[bytes]) -> None:
    soon(lambda: is_served(ws))
    worker.kill()
    worker.wait()
    job = ws.jobs.enqueue("fly", {}, actor="li")
    claim = ws.jobs.claim(f"{os.uname().nodename}:{worker.pid}")
    assert claim is not None, "as if the worker had taken it before it was killed"
    begun = time.monotonic()
    second = start_worker(ws.path)
    try:
        soon(lambda: state(ws, job) == "failed")
        assert time.monotonic() - begun < 10
    finally:
        second.terminate()
        assert second.wait(timeout=20) == 0


def test_a_worker_ends_when_told_to(ws: Workspace, worker: subprocess.Popen[bytes]) -> None:
    soon(lambda: is_served(ws))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0


def test_a_worker_ends_with_its_parent(office: Workspace) -> None:
    parent = (
        "import sys, time; from recon.worker import start_worker; start_worker(sys.argv[1]); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", parent, str(office.path)])
    try:
        soon(lambda: is_served(office))
    finally:
        process.kill()
        process.wait()
    soon(lambda: not is_served(office))


def test_no_workspace_is_said_without_a_traceback(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    assert main(["--workspace", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "recon workspace init" in told
    assert "Traceback" not in told


def holder(ws: Workspace) -> int:
    """Return the process that did the newest job."""
    job = ws.jobs.enqueue("fly", {}, actor="li")
    soon(lambda: state(ws, job) == "failed")
    with ws.ledger.read() as connection:
        name = connection.exec_driver_sql(f"SELECT worker FROM job WHERE id = {job}").scalar_one()
    return int(str(name).rpartition(":")[2])


def test_a_worker_that_dies_while_the_workspace_is_served_is_followed_by_another(office: Workspace) -> None:
    with attended(office.path, pause=0.1):
        first = holder(office)
        os.kill(first, signal.SIGKILL)
        assert holder(office) != first
    soon(lambda: not is_served(office))


class Ended:
    """A worker that could not open the workspace."""

    returncode = 2

    def poll(self) -> int:
        return self.returncode

    def wait(self, _: float) -> None: ...

    def terminate(self) -> None: ...


def test_workers_that_end_at_once_follow_each_other_ever_more_slowly_and_are_told_once(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged ledger cost a process and a line of the log every three seconds, for as long as it was served."""
    begun: list[float] = []

    def begin(_: Path) -> Ended:
        begun.append(time.monotonic())
        return Ended()

    monkeypatch.setattr(attending, "start_worker", begin)
    with attended(office.path, pause=0.02):
        soon(lambda: len(begun) > 4)
    between = [later - earlier for earlier, later in pairwise(begun)]
    assert all(rest > 0.015 * 2**at for at, rest in enumerate(between)), between
    assert caplog.text.count("the worker ended (2)") == 1


def test_two_servers_share_a_worker_and_the_one_that_stays_gets_its_own(office: Workspace) -> None:
    with attended(office.path, pause=0.1):
        with attended(office.path, pause=0.1):
            first = holder(office)
            assert holder(office) == first
        assert holder(office)


def test_a_workspace_on_a_disk_that_is_connected_later_is_served(office: Workspace, tmp_path: Path) -> None:
    place = tmp_path / "disk" / "office"
    with attended(place, pause=0.1):
        shutil.copytree(office.path, place)
        with Workspace.open(place) as there:
            assert holder(there)


def test_a_worker_ends_when_its_workspace_was_moved_away(
    office: Workspace, tmp_path: Path, worker_of: Callable[[Path], subprocess.Popen[bytes]]
) -> None:
    place = tmp_path / "here"
    shutil.copytree(office.path, place)
    worker = worker_of(place)
    with Workspace.open(place) as there:
        soon(lambda: is_served(there))
    place.rename(tmp_path / "there")
    assert worker.wait(timeout=20) == 0


@pytest.fixture
def worker_of() -> Iterator[Callable[[Path], subprocess.Popen[bytes]]]:
    begun = []

    def begin(place: Path) -> subprocess.Popen[bytes]:
        begun.append(start_worker(place))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.wait()
