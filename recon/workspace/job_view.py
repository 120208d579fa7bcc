"""A job as a page shows it, and a worker's right to one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recon.words import Text
from recon.workspace.tables import JOB

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as a page shows it; ``state`` is queued, running, done, failed or cancelled."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    actor: str
    state: str
    created_at: str
    started_at: str = ""
    finished_at: str = ""
    attempts: int = 0
    done: int = 0
    total: int = 0
    stage: str = ""
    """A code of what is being done."""
    cancelling: bool = False
    result: Mapping[str, Any] = field(default_factory=dict)
    error: Text | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's right to a job: good for this attempt only."""

    job: JobView
    worker: str

    @property
    def mine(self) -> sa.ColumnElement[bool]:
        """Return the condition that the claim still holds."""
        return (
            (JOB.c.id == self.job.id)
            & (JOB.c.state == "running")
            & (JOB.c.worker == self.worker)
            & (JOB.c.attempts == self.job.attempts)
        )


def view(row: sa.Row[Any]) -> JobView:
    """Return a row of the job table for people to look at."""
    error = json.loads(row.error) if row.error else None
    return JobView(
        id=row.id,
        kind=row.kind,
        payload=json.loads(row.payload),
        actor=row.actor,
        state=row.state,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        attempts=row.attempts,
        done=row.done,
        total=row.total,
        stage=row.stage,
        cancelling=bool(row.cancel) and row.state == "running",
        result=json.loads(row.result),
        error=Text(error["zh"], error["en"]) if error else None,
    )
