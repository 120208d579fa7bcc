"""A ledger of the first release moves forward with its data, wherever the move is cut short."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.workspace import Workspace, backup, beginning, migrate
from recon.workspace.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

RELEASED = Path(__file__).parent / "data" / "office-0.1.zip"
"""A backup that release 0.1 wrote, with something in every table it had."""
STUDENT = "1864001450123"


def test_a_backup_of_the_first_release_is_put_back_and_goes_on(tmp_path: Path, database: str) -> None:
    with Workspace.restore(RELEASED, tmp_path / "office", actor="li", database=database) as ws:
        check_data(ws)
        assert migrate.revision(ws.ledger) == migrate.HEAD
        assert ws.receive(b"new", "new.xlsx", actor="li").again is False
        assert ws.verify().problems == ()


def test_a_workspace_of_the_first_release_opens(tmp_path: Path, database: str) -> None:
    folder = as_released(tmp_path / "office", database)
    with Workspace.open(folder) as ws:
        check_data(ws)


def test_a_move_that_fails_at_any_statement_changes_nothing(tmp_path: Path, database: str) -> None:
    folder = as_released(tmp_path / "office", database)
    statements = 0
    for turn in range(1, 200):
        ledger = opened(folder)
        counted = stop_at(ledger, turn, _fail)
        try:
            migrate.upgrade(ledger)
        except OSError:
            ledger.close()
        else:
            ledger.close()
            break
        statements = counted()
        ledger = opened(folder)
        assert migrate.revision(ledger) == "0001"
        ledger.close()
    assert statements > 10, "the failures were in the way"
    with Workspace.open(folder) as ws:
        check_data(ws)


def test_a_move_that_is_killed_between_statements_is_made_the_next_time(tmp_path: Path) -> None:
    folder = as_released(tmp_path / "office", "")
    spawn = multiprocessing.get_context("spawn")
    for turn in (1, 4, 8, 12):
        process = spawn.Process(target=migrate_until, args=(str(folder), turn))
        process.start()
        process.join()
        assert process.exitcode == 9
        ledger = opened(folder)
        assert migrate.revision(ledger) == "0001"
        ledger.close()
    with Workspace.open(folder) as ws:
        check_data(ws)


def check_data(ws: Workspace) -> None:
    assert ws.verify().problems == ()
    assert ws.excused() == {STUDENT: "缓拍"}
    assert [one.student_no for one in ws.answers("admit")] == ["1864001450124"]
    (kept,) = ws.submissions()
    assert ws.original(kept.sha256).read_bytes() == b"roster"
    assert (kept.unit, kept.kind, kept.arrivals) == ("64003", "add", 2)
    assert {line.kind for line in ws.diary("64003")} == {"call", "returned"}
    assert [run.state for run in ws.runs()] == ["failed", "finished"]
    assert ws.handovers() == []


def as_released(folder: Path, database: str) -> Path:
    """Make a workspace whose ledger has the first release's schema and data."""
    with beginning.made(folder, database, backup.secret_of(RELEASED), revision="0001") as ledger:
        backup.load(RELEASED, folder, ledger)
    ledger.close()
    return folder


def opened(folder: Path) -> Ledger:
    """Open a ledger without moving it forward."""
    secret = bytes.fromhex((folder / "secret").read_text(encoding="ascii"))
    return Ledger(folder, beginning._url(folder), secret)


def stop_at(ledger: Ledger, turn: int, stop: Callable[[], None]) -> Callable[[], int]:
    """Do ``stop`` before the n-th statement that changes the schema or its number; return how many there were."""
    seen: list[str] = []

    def count(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith(("CREATE", "UPDATE", "INSERT")):
            seen.append(statement)
            if len(seen) == turn:
                stop()

    sa.event.listen(ledger.engine, "before_cursor_execute", count)
    return lambda: len(seen)


def _fail() -> None:
    raise OSError(28, "No space left on device")


def migrate_until(folder: str, turn: int) -> None:
    """Move forward in a process that dies before the n-th statement."""
    ledger = opened(Path(folder))
    stop_at(ledger, turn, lambda: os._exit(9))
    migrate.upgrade(ledger)
