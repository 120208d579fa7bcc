"""Every write, fsync and rename fails once: what was not acknowledged may be missing, nothing else."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from recon.errors import OutputError, WorkspaceError
from recon.workspace import Workspace, durable, ledger, results
from tests.support.runs import finished, student

if TYPE_CHECKING:
    from collections.abc import Callable

    Act = Callable[[Workspace, int], object]

CAMPAIGN = '[campaign]\nid = "nx-2020"\n'


class Fault:
    """Fails the n-th of the calls it is put in the way of."""

    def __init__(self, at: int) -> None:
        self.at, self.calls = at, 0

    def __call__(self, *_: object, **__: object) -> None:
        self.calls += 1
        if self.calls == self.at:
            raise OSError(28, "No space left on device")

    @property
    def happened(self) -> bool:
        return self.calls >= self.at

    def before(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def failing(*args: Any, **kwargs: Any) -> Any:
            self(*args)
            return original(*args, **kwargs)

        return failing


def receive(ws: Workspace, turn: int) -> None:
    ws.receive(f"roster {turn}".encode(), f"{turn}.xlsx", actor="li", unit="64003")


def add_source(ws: Workspace, turn: int) -> None:
    ws.add_source("extract", f"students {turn}".encode(), "e.xlsx", actor="li", replace=True)


def run(ws: Workspace, turn: int) -> None:
    record = ws.start_run(actor="li")
    (record.folder / "findings.parquet").write_bytes(str(turn).encode())
    ws.finish_run(record.id, {"rows": turn})


def rule(ws: Workspace, turn: int) -> None:
    ws.rule(f"{turn:016x}", "accept", actor="li")


def backup(ws: Workspace, turn: int) -> None:
    ws.backup(ws.path.parent / f"office-{turn}.zip", actor="li")


def approve(ws: Workspace, turn: int) -> None:
    ws.approve_point("64003", b"\x89PNG%d" % turn, "批复.png", actor="li", approved_on="2020-06-01")


def freeze(ws: Workspace, turn: int) -> None:
    finished(ws, [student(1), student(2, name=f"甲{turn}")])
    ws.freeze_handover(actor="li")


def register(ws: Workspace, turn: int) -> None:
    ws.edit_site("6400301", actor="li", contact=f"张{turn}")
    ws.return_sheet("64003", "open", actor="li", text=str(turn))


def with_a_student_to_purge(path: Path) -> Path:
    """Make a closed workspace where one student stands in an original, a run and a hand-over version."""
    with Workspace.init(path, CAMPAIGN, actor="li") as ws:
        ws.receive(f"{GONE['student_no']},甲1\n1864001499999,乙\n".encode(), "a.csv", actor="li")
        finished(ws, [student(0), GONE])
        ws.freeze_handover(actor="li")
    return path


def purge(ws: Workspace, _turn: int) -> None:
    ws.purge_person(GONE["student_no"], actor="li", reason="本人申请")


GONE = student(1)
ON_DISK = {"fsync": (os, "fsync"), "rename": (Path, "replace"), "open": (os, "open")}


@pytest.mark.parametrize("act", [receive, add_source, run, backup, approve, freeze])
@pytest.mark.parametrize("place", ON_DISK)
def test_a_disk_that_fails_once_loses_nothing(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, act: Act, place: str
) -> None:
    for turn in range(1, 40):
        fault = Fault(turn)
        with monkeypatch.context() as patch:
            owner, name = ON_DISK[place]
            patch.setattr(owner, name, fault.before(getattr(owner, name)))
            done = attempt(act, office, turn)
        assert done != fault.happened, "a failure is never taken for success"
        assert office.verify().problems == ()
        if done:
            break
        act(office, turn + 1_000)
    assert done
    assert turn > 1, f"{place} was never in the way"


@pytest.mark.parametrize("act", [receive, add_source, run, rule, backup, approve, register])
def test_a_database_that_fails_once_loses_nothing(ws: Workspace, act: Act) -> None:
    for turn in range(1, 60):
        fault = Fault(turn)
        done = attempt_with(ws, act, turn, fault)
        assert done != fault.happened
        assert ws.verify().problems == ()
        if done:
            break
        act(ws, turn + 1_000)
    assert done
    assert turn > 3


def attempt_with(ws: Workspace, act: Act, turn: int, fault: Fault) -> bool:
    """Let the n-th statement or commit fail."""
    engine = ws.ledger.engine
    for event in ("before_cursor_execute", "commit"):
        sa.event.listen(engine, event, fault)
    try:
        return attempt(act, ws, turn)
    finally:
        for event in ("before_cursor_execute", "commit"):
            sa.event.remove(engine, event, fault)


def attempt(act: Act, ws: Workspace, turn: int) -> bool:
    try:
        act(ws, turn)
    except (OSError, OutputError):
        return False
    return True


@pytest.mark.nightly
@pytest.mark.parametrize("place", ON_DISK)
def test_a_purge_that_fails_anywhere_is_finished_by_the_next_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    honest = with_a_student_to_purge(tmp_path / "honest")
    for turn in range(1, 200):
        folder = shutil.copytree(honest, tmp_path / str(turn))
        fault = Fault(turn)
        with Workspace.open(folder) as ws:
            with monkeypatch.context() as patch:
                owner, name = ON_DISK[place]
                patch.setattr(owner, name, fault.before(getattr(owner, name)))
                done = attempt(purge, ws, turn)
            assert done != fault.happened
            ws.tidy()
            assert ws.verify().problems == ()
            if not done:
                purge(ws, turn)
            assert GONE["student_no"] not in ws.handover_table()["student_no"].to_pylist()
            assert ws.verify().problems == ()
        shutil.rmtree(folder)
        if done:
            break
    assert done
    assert turn > 3


def test_making_a_workspace_can_be_tried_again_wherever_it_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, (owner, name) in ON_DISK.items():
        for turn in range(1, 30):
            fault = Fault(turn)
            folder = tmp_path / f"{place}{turn}"
            with monkeypatch.context() as patch:
                patch.setattr(owner, name, fault.before(getattr(owner, name)))
                try:
                    Workspace.init(folder, CAMPAIGN, actor="li").close()
                except (OSError, OutputError):
                    pass
                else:
                    break
            with Workspace.init(folder, CAMPAIGN, actor="li") as ws:
                assert ws.verify().ok
        assert turn > 1


def test_a_full_disk_is_said_without_the_systems_words(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", Fault(1).before(os.fsync))
    with pytest.raises(OutputError) as told:
        office.receive(b"roster", "张三.xlsx", actor="li")
    assert "无法写入" in told.value.say("zh")
    assert "张三" not in str(told.value)


def test_a_ledger_that_cannot_be_written_is_said(office: Workspace) -> None:
    def full(*_: object) -> None:
        reason = sqlite3.OperationalError("database or disk is full")
        raise sa.exc.OperationalError("INSERT INTO ruling VALUES ('张三')", {}, reason)

    sa.event.listen(office.ledger.engine, "before_cursor_execute", full)
    with pytest.raises(WorkspaceError) as told:
        office.rule("a" * 16, "keep", actor="li", value="张三")
    sa.event.remove(office.ledger.engine, "before_cursor_execute", full)
    assert "磁盘空间" in told.value.say("zh")
    assert "张三" not in str(told.value)
    assert office.rulings() == []


def test_a_part_that_finds_no_room_at_its_end_is_removed(tmp_path: Path) -> None:
    """What is buffered is written when the file is closed: on a full disk that fails, and a backup's part stayed."""

    class Full(io.BytesIO):
        def close(self) -> None:
            super().close()
            raise OSError(28, "No space left on device")

    incoming = durable.Incoming(tmp_path)
    incoming.handle.close()
    incoming.handle = Full()
    with pytest.raises(OSError, match="No space"):
        incoming.__exit__(None, None, None)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_for_an_empty_ledger_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(WorkspaceError, match="disk space"):
        Workspace.init(tmp_path / "office", CAMPAIGN, actor="li")


def test_a_disk_without_room_to_forget_is_said(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is written anew at the end of a purge, which takes as much room once more."""

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(ledger, "_truncate_wal", full)
    with pytest.raises(WorkspaceError, match="disk space"):
        office.ledger.compact()


def test_a_disk_without_room_for_results_is_said_with_the_place(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(ws, [student(1)])
    number = student(1)["student_no"]
    with monkeypatch.context() as patch:
        patch.setattr(results, "write_manifest", Fault(1))
        with pytest.raises(OutputError, match="runs"):
            ws.purge_people([number], actor="li", reason="x")
    assert ws.purge_people([number], actor="li", reason="x").results == 1
    assert ws.verify().ok


def test_a_ledger_that_is_no_database_any_more_asks_for_the_backup(office: Workspace) -> None:
    office.close()
    for path in office.path.glob("ledger.db*"):
        path.unlink()
    (office.path / "ledger.db").write_bytes(bytes(range(256)) * 8)
    with pytest.raises(WorkspaceError) as told:
        Workspace.open(office.path).close()
    assert "recon workspace restore" in told.value.say("zh")
