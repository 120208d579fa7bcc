"""Processes killed at random moments: whatever they had been told is kept, is kept."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from recon.workspace import Workspace
from tests.support import office_acts

if TYPE_CHECKING:
    from pathlib import Path

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["recon.workspace.workspace", "tests.support.office_acts"])
AT_ONCE = 2


def kill_some(path: Path, turn: int, dice: random.Random) -> list[tuple[str, str]]:
    """Let processes work, kill each at a random moment; return what they had been told was kept."""
    told: list[tuple[str, str]] = []
    working = []
    for number in range(AT_ONCE):
        mine, theirs = FORKS.Pipe(duplex=False)
        arguments = (str(path), turn * AT_ONCE + number, dice.getrandbits(32), theirs)
        process = FORKS.Process(target=office_acts.act_until_killed, args=arguments)
        process.start()
        theirs.close()
        working.append((process, mine))
    for process, mine in working:
        told.append(mine.recv())
        time.sleep(dice.random() * 0.05)
        process.kill()
        told += everything(mine)
        process.join()
        process.close()
        mine.close()
    return told


def everything(pipe: multiprocessing.connection.Connection) -> list[tuple[str, str]]:
    heard = []
    try:
        while True:
            heard.append(pipe.recv())
    except (EOFError, OSError):
        return heard


def check_kept(ws: Workspace, told: dict[str, set[str]]) -> None:
    assert told["ruling"] <= set(ws.ruled())
    assert told["answer"] <= set(ws.excused())
    received = {one.sha256: one for one in ws.submissions()}
    assert told["submission"] <= set(received)
    assert all(received[sha256].unit == "64003" for sha256 in told["submission"])
    assert told["return"] <= {sheet.unit for sheet in ws.returns()}
    assert told["site"] <= set(ws.said_of_sites())
    assert told["point"] <= {point.point for point in ws.points() if point.sha256}
    versions = ws.handovers()
    assert told["handover"] <= {version.sha256 for version in versions}
    assert [version.number for version in versions] == list(range(1, len(versions) + 1)), "no number is lost"
    assert told["run"] <= {str(run.folder) for run in ws.runs(limit=100_000) if run.state == "finished"}


def kill_again_and_again(ws: Workspace, kills: int, seed: int) -> None:
    dice, told = random.Random(seed), defaultdict(set)
    for turn in range(kills // AT_ONCE):
        for kind, name in kill_some(ws.path, turn, dice):
            told[kind].add(name)
        begun = time.monotonic()
        with Workspace.open(ws.path) as again:
            again.run_folders.sweep()
            assert time.monotonic() - begun < 5
            check_kept(again, told)
            if turn % 5 == 0 or turn == kills // AT_ONCE - 1:
                assert again.verify().problems == ()
    kinds = ("ruling", "answer", "submission", "run", "return", "site", "point", "handover")
    assert all(told[kind] for kind in kinds)
    left = [
        path.name for path in (ws.path / "runs").iterdir() if path.is_dir() and path.name.endswith(".part")
    ]
    assert left == []


def test_forty_kills_lose_nothing_that_was_acknowledged(ws: Workspace) -> None:
    kill_again_and_again(ws, 40, seed=1)


@pytest.mark.nightly
def test_a_thousand_kills_lose_nothing_that_was_acknowledged(ws: Workspace) -> None:
    kill_again_and_again(ws, 1_000, seed=2)
