"""The job table: a page or a command asks for long work; the worker, which may die at any moment, does it.

A claimed job has a lease that its worker renews; when it runs out, the job is anybody's again. Each claim
raises ``attempts``, and only the newest may write: a worker thought dead cannot overwrite its successor.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.words import Text
from recon.workspace import campaigns, chain
from recon.workspace.job_view import Claim, JobView, view
from recon.workspace.ledger import canonical
from recon.workspace.tables import JOB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.workspace.ledger import Ledger

LEASE = 30.0
"""Seconds a claim holds without a sign of life."""
ATTEMPTS = 3
"""A job that brought its worker down this often is not tried again."""
OPEN = ("queued", "running")
GAVE_UP = Text(
    "处理程序连续 {count} 次意外中止，已停止重试。请把最近放入的文件逐个再试，找出有问题的那一个。",
    "The worker stopped unexpectedly {count} {count:time|times}, so this is not tried again. "
    "Hand in the latest files one by one to find the one that causes it.",
)


class Jobs:
    """The queue of one workspace."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def enqueue(self, kind: str, payload: Mapping[str, Any], *, actor: str) -> int:
        """Ask for work; return the job's id."""
        with self.ledger.write() as connection:
            values = {
                "campaign": campaigns.current(connection),
                "kind": kind,
                "payload": canonical(dict(payload)),
            }
            values |= {"actor": actor, "state": "queued", "created_at": now(), "result": "{}"}
            job_id: int = connection.execute(JOB.insert().returning(JOB.c.id), values).scalar_one()
            return job_id

    def status(self, job_id: int) -> JobView | None:
        """Return one job, or nothing when there is none with this id."""
        with self.ledger.read() as connection:
            row = connection.execute(sa.select(JOB).where(JOB.c.id == job_id)).first()
        return view(row) if row else None

    def recent(self, limit: int = 20) -> list[JobView]:
        """Return jobs of the campaign at work, newest first: what another one's made or broke is not this one's."""
        with self.ledger.read() as connection:
            mine = JOB.c.campaign == campaigns.current(connection)
        return self._listed(sa.select(JOB).where(mine).order_by(JOB.c.id.desc()).limit(limit))

    def open(self) -> list[JobView]:
        """Return what is waiting or being done, oldest first."""
        return self._listed(sa.select(JOB).where(JOB.c.state.in_(OPEN)).order_by(JOB.c.id))

    def cancel(self, job_id: int, *, actor: str) -> None:
        """Ask for a stop: at once for a waiting job, at its next step for one being done."""
        with self.ledger.write() as connection:
            waiting = JOB.update().where(JOB.c.id == job_id, JOB.c.state == "queued")
            running = JOB.update().where(JOB.c.id == job_id, JOB.c.state == "running")
            stopped = connection.execute(
                waiting.values(state="cancelled", finished_at=now(), cancel=1)
            ).rowcount
            asked = connection.execute(running.values(cancel=1)).rowcount
            if stopped or asked:
                chain.append(connection, self.ledger, "cancel", actor, {"job": job_id})

    def claim(self, worker: str) -> Claim | None:
        """Take the oldest job that nobody works on; nothing when there is none."""
        if not self._waiting():
            return None
        with self.ledger.write() as connection:
            self._give_up(connection)
            row = connection.execute(sa.select(JOB).where(_free()).order_by(JOB.c.id).limit(1)).first()
            if row is None:
                return None
            values = {
                "state": "running",
                "worker": worker,
                "attempts": row.attempts + 1,
                "done": 0,
                "total": 0,
            }
            values |= {"lease_until": time.time() + LEASE, "started_at": now(), "stage": ""}
            connection.execute(JOB.update().where(JOB.c.id == row.id).values(**values))
            return Claim(view(connection.execute(sa.select(JOB).where(JOB.c.id == row.id)).one()), worker)

    def recover(self, host: str) -> None:
        """Give back what this machine's dead workers held; only who holds the worker's lock may ask."""
        with self.ledger.write() as connection:
            held = (JOB.c.state == "running") & JOB.c.worker.startswith(f"{host}:", autoescape=True)
            connection.execute(JOB.update().where(held).values(lease_until=0.0))

    def give_back(self, claim: Claim) -> None:
        """Return a job undone, for the next worker: this attempt does not count."""
        self._write(claim, state="queued", attempts=claim.job.attempts - 1)

    def beat(self, claim: Claim) -> bool:
        """Renew a lease; false when the claim is lost or a stop was asked for."""
        return self._write(claim, lease_until=time.time() + LEASE)

    def progress(self, claim: Claim, done: int, total: int, stage: str) -> bool:
        """Tell how far it is; false when the claim is lost or a stop was asked for."""
        return self._write(claim, done=done, total=total, stage=stage, lease_until=time.time() + LEASE)

    def finish(self, claim: Claim, result: Mapping[str, Any]) -> bool:
        """Close a job that was done; false when the claim is lost."""
        return self._close(claim, state="done", result=canonical(dict(result)))

    def fail(self, claim: Claim, error: Text) -> bool:
        """Close a job that could not be done, with what a person should read."""
        return self._close(claim, state="failed", error=canonical({"zh": error.zh, "en": error.en}))

    def stopped(self, claim: Claim) -> bool:
        """Close a job that was cancelled."""
        return self._close(claim, state="cancelled")

    def _waiting(self) -> bool:
        """Look before asking for the writer's turn: an idle worker must not disturb anybody."""
        with self.ledger.read() as connection:
            return connection.scalar(sa.select(JOB.c.id).where(_free()).limit(1)) is not None

    def _give_up(self, connection: sa.Connection) -> None:
        said = GAVE_UP.filled(count=ATTEMPTS)
        message = canonical({"zh": said.zh, "en": said.en})
        hopeless = JOB.update().where(_free(), JOB.c.attempts >= ATTEMPTS)
        connection.execute(hopeless.values(state="failed", error=message, finished_at=now()))
        stopped = JOB.update().where(_free(), JOB.c.cancel == 1)
        connection.execute(stopped.values(state="cancelled", finished_at=now()))

    def _write(self, claim: Claim, **values: Any) -> bool:
        with self.ledger.write() as connection:
            update = JOB.update().where(claim.mine).values(**values).returning(JOB.c.cancel)
            return bool(connection.scalar(update) == 0)

    def _close(self, claim: Claim, **values: Any) -> bool:
        with self.ledger.write() as connection:
            return bool(
                connection.execute(
                    JOB.update().where(claim.mine).values(**values, finished_at=now())
                ).rowcount
            )

    def _listed(self, query: sa.Select[Any]) -> list[JobView]:
        with self.ledger.read() as connection:
            return [view(row) for row in connection.execute(query)]


def _free() -> sa.ColumnElement[bool]:
    """Return the condition that nobody works on a job: waiting, or its worker has gone silent."""
    return (JOB.c.state == "queued") | ((JOB.c.state == "running") & (JOB.c.lease_until < time.time()))
