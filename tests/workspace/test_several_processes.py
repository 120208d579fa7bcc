from __future__ import annotations

import multiprocessing
import threading
from typing import TYPE_CHECKING

import pytest

from tests.support import office_acts

if TYPE_CHECKING:
    from recon.workspace import Workspace

SPAWN = multiprocessing.get_context("spawn")
PROCESSES = 8


def rule_in_processes(ws: Workspace, count: int) -> None:
    processes = [
        SPAWN.Process(target=office_acts.rule_many_times, args=(str(ws.path), number, count))
        for number in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * PROCESSES


def check_nothing_is_lost(ws: Workspace, count: int) -> None:
    ruled = ws.ruled()
    assert len(ruled) == PROCESSES * count + 1
    assert ruled[office_acts.SHARED].version == PROCESSES * (count // 10)
    assert ws.verify().problems == ()


def test_eight_processes_rule_at_once_and_nothing_is_lost_or_locked(ws: Workspace) -> None:
    rule_in_processes(ws, 30)
    check_nothing_is_lost(ws, 30)


@pytest.mark.nightly
def test_eight_processes_rule_five_hundred_times_each(ws: Workspace) -> None:
    rule_in_processes(ws, 500)
    check_nothing_is_lost(ws, 500)


def test_threads_of_one_process_share_a_workspace(ws: Workspace) -> None:
    def rule(thread: int) -> None:
        for number in range(20):
            ws.rule(f"{thread:08x}{number:08x}", "accept", actor=f"t{thread}")
            ws.receive(f"file {number}".encode(), f"{number}.xlsx", actor=f"t{thread}")

    threads = [threading.Thread(target=rule, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ws.ruled()) == 80
    assert {one.arrivals for one in ws.submissions()} == {4}
    assert len(ws.submissions()) == 20
    assert ws.verify().problems == ()
