from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon.errors import WorkspaceError
from recon.pipeline.unjudged import unjudged

if TYPE_CHECKING:
    from recon.workspace import Workspace


def test_a_run_gets_its_name_only_when_it_is_whole(ws: Workspace) -> None:
    run = ws.start_run(actor="li", inputs={"files": 3})
    assert run.folder.name == ".000001.part"
    (run.folder / "findings.parquet").write_bytes(b"1")
    assert ws.latest_run() is None
    folder = ws.finish_run(run.id, {"rows": {"read": 10}})
    assert folder == ws.latest_run() == ws.path / "runs" / "000001"
    (record,) = ws.runs()
    assert (record.state, record.inputs, record.summary) == ("finished", {"files": 3}, {"rows": {"read": 10}})
    assert ws.verify().ok


def test_the_newest_finished_run_counts(ws: Workspace) -> None:
    finished = [ws.finish_run(ws.start_run(actor="li").id, {}) for _ in range(2)]
    failed = ws.start_run(actor="li")
    ws.fail_run(failed.id, "ExtractError")
    assert ws.latest_run() == finished[-1]
    assert not failed.folder.exists()
    assert [run.state for run in ws.runs()] == ["failed", "finished", "finished"]


def test_however_many_runs_failed_since_the_result_is_there(office: Workspace) -> None:
    assert office.newest_result() is None
    good = office.start_run(actor="li")
    pq.write_table(pa.table({"sha256": pa.array([], pa.string())}), good.folder / "files.parquet")
    office.finish_run(good.id, {"rows": 1})
    for _ in range(21):
        office.fail_run(office.start_run(actor="li").id, "ExtractError")
    office.receive(b"roster", "a.xlsx", actor="li")
    newest = office.newest_result()
    assert newest is not None
    assert (newest.id, newest.summary) == (good.id, {"rows": 1})
    assert unjudged(office).files == 1, "the dashboard went on as if nothing had ever been judged"


def test_a_closed_run_is_closed(ws: Workspace) -> None:
    run = ws.start_run(actor="li")
    ws.finish_run(run.id, {})
    for again in (
        lambda: ws.finish_run(run.id, {}),
        lambda: ws.fail_run(run.id, "late"),
        lambda: ws.finish_run(99, {}),
    ):
        with pytest.raises(WorkspaceError):
            again()
    assert ws.latest_run() is not None


def test_what_a_dead_process_left_is_swept_and_what_lives_is_not(office: Workspace) -> None:
    left = "import sys; from recon.workspace import Workspace; ws = Workspace.open(sys.argv[1]);"
    left += "run = ws.start_run(actor='dead'); (run.folder / 'half').write_bytes(b'1')"
    subprocess.run([sys.executable, "-c", left, str(office.path)], check=True)
    mine = office.start_run(actor="li")
    assert {run.actor: run.state for run in office.runs()} == {"li": "started", "dead": "failed"}
    assert [run.reason for run in office.runs()] == ["", "interrupted"]
    assert [path.name for path in (office.path / "runs").iterdir() if path.is_dir()] == [mine.folder.name]
    office.finish_run(mine.id, {})
    assert office.verify().ok
