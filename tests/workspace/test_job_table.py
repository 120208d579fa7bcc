from __future__ import annotations

import pytest
import sqlalchemy as sa

from recon.errors import OutputError
from recon.worker import Job, do
from recon.workspace import JobCancelledError, Workspace
from recon.workspace.jobs import ATTEMPTS
from recon.workspace.tables import JOB


def lapse(ws: Workspace) -> None:
    """Let every lease run out."""
    with ws.ledger.write() as connection:
        connection.execute(sa.update(JOB).values(lease_until=0.0))


def test_jobs_are_done_in_the_order_they_were_asked_for(ws: Workspace) -> None:
    first, second = (ws.jobs.enqueue("run", {"n": n}, actor="li") for n in (1, 2))
    claims = [ws.jobs.claim("w"), ws.jobs.claim("w")]
    assert [claim.job.id for claim in claims if claim] == [first, second]
    assert ws.jobs.claim("w") is None


def test_a_job_is_claimed_by_one_worker_only(ws: Workspace) -> None:
    ws.jobs.enqueue("run", {}, actor="li")
    assert ws.jobs.claim("one") is not None
    assert ws.jobs.claim("two") is None


def test_a_silent_workers_job_goes_to_the_next_and_the_first_can_no_longer_write(ws: Workspace) -> None:
    job = ws.jobs.enqueue("run", {}, actor="li")
    dead = ws.jobs.claim("one")
    lapse(ws)
    alive = ws.jobs.claim("two")
    assert dead is not None
    assert alive is not None
    assert ws.jobs.progress(dead, 9, 9, "zombie") is False
    assert ws.jobs.finish(dead, {"by": "zombie"}) is False
    assert ws.jobs.finish(alive, {"by": "second"}) is True
    view = ws.jobs.status(job)
    assert view is not None
    assert (view.state, view.result, view.attempts) == ("done", {"by": "second"}, 2)


def test_a_job_that_kills_its_worker_again_and_again_is_given_up(ws: Workspace) -> None:
    job = ws.jobs.enqueue("run", {}, actor="li")
    for _ in range(ATTEMPTS):
        assert ws.jobs.claim("w") is not None
        lapse(ws)
    assert ws.jobs.claim("w") is None
    view = ws.jobs.status(job)
    assert view is not None
    assert view.state == "failed"
    assert view.error is not None
    assert "3" in view.error.zh


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_at_its_next_step(ws: Workspace) -> None:
    waiting, running = ws.jobs.enqueue("run", {}, actor="li"), ws.jobs.enqueue("run", {}, actor="li")
    ws.jobs.cancel(waiting, actor="wang")
    claim = ws.jobs.claim("w")
    assert claim is not None
    assert claim.job.id == running
    ws.jobs.cancel(running, actor="wang")

    def handler(job: Job, _: Workspace) -> None:
        job.progress(1, 10, "read")
        pytest.fail("it went on after it was cancelled")

    do(ws, claim, {"run": handler})
    assert [view.state for view in ws.jobs.recent()] == ["cancelled", "cancelled"]
    assert [entry.act for entry in ws.entries(2)] == ["cancel", "cancel"]
    assert ws.jobs.open() == []


def test_a_handler_tells_progress_and_a_result(ws: Workspace) -> None:
    job = ws.jobs.enqueue("run", {"engine": "duckdb"}, actor="li")
    claim = ws.jobs.claim("w")
    assert claim is not None
    seen = []

    def handler(job: Job, workspace: Workspace) -> None:
        assert (job.payload, job.actor) == ({"engine": "duckdb"}, "li")
        for done in (0, 1, 2):
            job.progress(done, 2, "read")
        seen.append(workspace.jobs.status(job.claim.job.id))
        job.result(files=2)

    do(ws, claim, {"run": handler})
    view = ws.jobs.status(job)
    assert view is not None
    assert (view.state, view.result) == ("done", {"files": 2})
    assert (seen[0].state, seen[0].done, seen[0].total, seen[0].stage) == ("running", 2, 2, "read")


def test_an_error_of_ours_is_told_in_both_languages(ws: Workspace) -> None:
    job = ws.jobs.enqueue("run", {}, actor="li")
    claim = ws.jobs.claim("w")
    assert claim is not None

    def handler(_job: Job, _ws: Workspace) -> None:
        raise OutputError(path="D:/out", reason="disk full")

    do(ws, claim, {"run": handler})
    view = ws.jobs.status(job)
    assert view is not None
    assert view.error is not None
    assert view.state == "failed"
    assert "无法写入" in view.error.zh
    assert "D:/out" in view.error.en


def test_an_unforeseen_error_never_quotes_a_student(ws: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    job = ws.jobs.enqueue("run", {}, actor="li")
    claim = ws.jobs.claim("w")
    assert claim is not None

    def handler(_job: Job, _ws: Workspace) -> None:
        raise KeyError("1864001450123 张三")

    do(ws, claim, {"run": handler})
    view = ws.jobs.status(job)
    assert view is not None
    assert view.error is not None
    assert "KeyError" in view.error.zh
    assert "1864001450123" not in f"{view}{caplog.text}"
    assert "test_job_table.py" in caplog.text


def test_work_nobody_knows_is_said(ws: Workspace) -> None:
    job = ws.jobs.enqueue("fly", {}, actor="li")
    claim = ws.jobs.claim("w")
    assert claim is not None
    do(ws, claim, {})
    view = ws.jobs.status(job)
    assert view is not None
    assert view.error is not None
    assert "fly" in view.error.en


def test_an_ending_worker_gives_its_job_back(ws: Workspace) -> None:
    job = ws.jobs.enqueue("run", {}, actor="li")
    claim = ws.jobs.claim("w")
    assert claim is not None

    def handler(_job: Job, _ws: Workspace) -> None:
        raise JobCancelledError

    do(ws, claim, {"run": handler}, alive=lambda: False)
    view = ws.jobs.status(job)
    assert view is not None
    assert (view.state, view.attempts) == ("queued", 0)


def test_only_this_machines_jobs_are_recovered(ws: Workspace) -> None:
    for worker in ("here:1", "there:1"):
        ws.jobs.enqueue("run", {}, actor="li")
        assert ws.jobs.claim(worker) is not None
    ws.jobs.recover("here")
    taken = ws.jobs.claim("here:2")
    assert taken is not None
    assert taken.job.id == 1
    assert ws.jobs.claim("here:2") is None


def test_no_job_is_nothing(ws: Workspace) -> None:
    assert ws.jobs.status(7) is None
