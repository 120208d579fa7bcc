"""Several processes write what one would have written, and none outlives the one that started it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from recon.errors import OutputError
from recon.export import Scribes, scribes, scribing, write_contract_files
from recon.export.view import View

if TYPE_CHECKING:
    from pathlib import Path

    from recon.result import Result

KINDS = ("corrected", "returned")


@pytest.fixture
def many(run) -> Result:
    """More units than are handed out at a time; two of them would give their files the same name."""
    for number in range(26):
        unit = f"64{number:05}" if number < 24 else ("77a", "77A")[number - 24]
        run.site(unit, "" if number >= 24 else f"示例第{number}教学点", "示例分校", "64001")
        row = run.row(unit, student_no=f"18640014{number:05}", name=("张 三", "张三"))
        run.finding("ID07", row, unit=unit, field="id_card", severity="error", charged=True, open=True)
    return run.result()


def told(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.xlsx")}


@pytest.mark.parametrize("count", [1, 2])
def test_the_files_do_not_depend_on_how_many_write_them(many, tmp_path, count):
    for name, helpers in (("alone", Scribes()), ("together", Scribes(count))):
        write_contract_files(many, tmp_path / name, scribes=helpers)
    alone = told(tmp_path / "alone")
    assert told(tmp_path / "together") == alone
    assert sum("更正表" in name for name in alone) == 26
    assert not list(tmp_path.rglob(".recon-*"))


def test_what_a_dead_process_leaves_is_made_by_the_others(many, tmp_path):
    with Scribes(2) as helpers:
        helpers._processes[0].kill()
        paths = helpers.write(KINDS, View(many), tmp_path)
    assert len(paths) == len(told(tmp_path)) == 52


def test_who_has_died_before_a_job_comes_back_is_not_waited_for(many, tmp_path, monkeypatch):
    with Scribes(1) as helpers:
        os.kill(helpers._processes[0].pid, signal.SIGSTOP)  # it takes a job and never answers …
        monkeypatch.setattr(scribes, "perform", slowly := Slowly(helpers))  # … until it is killed
        assert len(helpers.write(KINDS, View(many), tmp_path)) == 52
    assert slowly.killed


class Slowly:
    """Makes documents as ever, and kills the other process on the way."""

    def __init__(self, helpers: Scribes) -> None:
        self.helpers, self.killed = helpers, False

    def __call__(self, view, jobs, into):
        self.helpers._processes[0].kill()
        self.killed = True
        return scribing.perform(view, jobs, into)


def test_what_goes_wrong_in_another_process_is_raised_here_and_leaves_nothing(many, tmp_path, monkeypatch):
    def remove(_view, jobs, into):
        shutil.rmtree(into / "corrected", ignore_errors=True)  # as if a disk had been pulled out
        time.sleep(0.3)
        return {job.number: [] for job in jobs}

    monkeypatch.setattr(scribes, "perform", remove)
    helpers = Scribes(1)
    with pytest.raises(OutputError, match="No such file"):
        write_contract_files(many, tmp_path, scribes=helpers)
    assert list(tmp_path.iterdir()) == []
    assert helpers._processes == []


PARENT = """
import sys, time
from recon.export import Scribes
with Scribes(2) as helpers:
    print(*(one.pid for one in helpers._processes), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_no_process_outlives_the_one_that_started_it(name):
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler){PARENT}",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        parent.send_signal(getattr(signal, name))
        parent.wait(30)
    until = time.monotonic() + 20
    while any(alive(pid) for pid in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert len(children) == 2
    assert not any(alive(pid) for pid in children)


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_small_run_starts_nobody():
    assert Scribes.for_rows(scribes.FEW - 1, 4)._processes == []
    with Scribes.for_rows(scribes.FEW, 2) as helpers:
        assert len(helpers._processes) == 1
    assert Scribes.for_rows(scribes.FEW, 1)._processes == []
