"""Results: one folder per run, written under a name nobody reads, then given its own and never changed."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon import disk
from recon.campaign.clock import now
from recon.errors import WorkspaceError, writing
from recon.words import Text
from recon.workspace import campaigns, chain, durable, records
from recon.workspace.ledger import canonical
from recon.workspace.lock import FileLock
from recon.workspace.tables import RUN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from recon.workspace.ledger import Ledger

MANIFEST = "manifest.json"
_NOT_OPEN = Text("第 {run} 次核对不在进行中", "run {run} is not under way")


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run: ``state`` is started, finished or failed; ``folder`` is where it writes, or wrote."""

    id: int
    state: str
    folder: Path
    started_at: str
    finished_at: str
    actor: str
    reason: str = ""
    inputs: Mapping[str, Any] = field(default_factory=dict)
    summary: Mapping[str, Any] = field(default_factory=dict)


class Runs:
    """The runs of a workspace. One under way holds a lock that dies with its process."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self.ledger = ledger
        self.folder = folder
        self._held: dict[int, FileLock] = {}

    def start(self, actor: str, inputs: Mapping[str, Any]) -> RunRecord:
        """Allot an id and a folder to write into."""
        disk.private_folder(self.folder)
        self.sweep()
        with self.ledger.write() as connection:
            values = {"campaign": campaigns.current(connection), "state": "started", "actor": actor}
            values |= {"inputs": canonical(dict(inputs)), "summary": "{}", "started_at": now()}
            run_id = connection.scalar(RUN.insert().returning(RUN.c.id), values)
            assert run_id is not None
            self._hold(run_id)
            chain.append(connection, self.ledger, "run-start", actor, {"run": run_id})
        disk.private_folder(self._part(run_id))
        return self.get(run_id)

    def finish(self, run_id: int, summary: Mapping[str, Any]) -> Path:
        """Make the folder durable, immutable and known; return its final name.

        Raises:
            WorkspaceError: the run is not under way.
            OutputError: the disk does not take it; the run can be finished again or failed.
        """
        part, final = self._part(run_id), self.final(run_id)
        if self.get(run_id).state != "started" or not part.is_dir():
            raise self._not_open(run_id)
        with writing(final):
            digest = write_manifest(part)
            durable.sync_tree(part)
            part.replace(final)
            disk.sync_folder(self.folder)
        self._close(run_id, state="finished", summary=canonical(dict(summary)), manifest=digest)
        return final

    def fail(self, run_id: int, reason: str) -> None:
        """Note that a run came to nothing (``reason`` is a code) and remove what it wrote.

        Raises:
            WorkspaceError: the run is not under way.
        """
        if self.get(run_id).state != "started":
            raise self._not_open(run_id)
        for folder in (self._part(run_id), self.final(run_id)):
            shutil.rmtree(folder, ignore_errors=True)
        self._close(run_id, state="failed", reason=reason)

    def get(self, run_id: int) -> RunRecord:
        """Return one run.

        Raises:
            WorkspaceError: there is none with this id.
        """
        with self.ledger.read() as connection:
            row = connection.execute(sa.select(RUN).where(RUN.c.id == run_id)).first()
        if row is None:
            raise self._not_open(run_id)
        return self._record(row)

    def listed(self, limit: int = 50) -> list[RunRecord]:
        """Return the campaign's runs, newest first."""
        with self.ledger.read() as connection:
            query = sa.select(RUN).where(RUN.c.campaign == campaigns.current(connection))
            rows = connection.execute(query.order_by(RUN.c.id.desc()).limit(limit)).all()
        return [self._record(row) for row in rows]

    def finished(self) -> list[Path]:
        """Return the folders of the campaign's finished runs, newest first."""
        with self.ledger.read() as connection:
            mine = (RUN.c.campaign == campaigns.current(connection)) & (RUN.c.state == "finished")
            return [
                self.final(run)
                for run in connection.scalars(sa.select(RUN.c.id).where(mine).order_by(RUN.c.id.desc()))
            ]

    def newest(self) -> RunRecord | None:
        """Return the newest finished run, if there is one."""
        with self.ledger.read() as connection:
            mine = (RUN.c.campaign == campaigns.current(connection)) & (RUN.c.state == "finished")
            row = connection.execute(sa.select(RUN).where(mine).order_by(RUN.c.id.desc()).limit(1)).first()
        return self._record(row) if row else None

    def latest(self) -> Path | None:
        """Return the folder of the newest finished run, if there is one."""
        return next(iter(self.finished()), None)

    def sweep(self) -> int:
        """Fail the runs whose process died, and remove what they left; return how many."""
        with self.ledger.read() as connection:
            open_runs = list(connection.scalars(sa.select(RUN.c.id).where(RUN.c.state == "started")))
        dead = [run_id for run_id in open_runs if run_id not in self._held and self._is_dead(run_id)]
        for run_id in dead:
            with suppress(WorkspaceError):  # another process has marked it meanwhile
                self.fail(run_id, "interrupted")
        return len(dead)

    def final(self, run_id: int) -> Path:
        """Return the folder of a finished run."""
        return self.folder / f"{run_id:06d}"

    def release(self) -> None:
        """Let go of the locks of runs under way."""
        for run_id in list(self._held):
            self._let_go(run_id)

    def _part(self, run_id: int) -> Path:
        return self.folder / f".{run_id:06d}{durable.PART}"

    def _lock_file(self, run_id: int) -> Path:
        return self.folder / f".{run_id:06d}.lock"

    def _hold(self, run_id: int) -> None:
        """Lock before the run is visible, so that nobody can take it for a dead one."""
        lock = FileLock(self._lock_file(run_id))
        if lock.acquire():
            self._held[run_id] = lock

    def _let_go(self, run_id: int) -> None:
        lock = self._held.pop(run_id, None)
        if lock is not None:
            lock.release()
            lock.path.unlink(missing_ok=True)

    def _is_dead(self, run_id: int) -> bool:
        lock = FileLock(self._lock_file(run_id))
        if not lock.acquire():
            return False
        lock.release()
        lock.path.unlink(missing_ok=True)
        return True

    def _close(self, run_id: int, **values: str) -> None:
        """Move a run out of ``started`` once; the log seals what it became."""
        with self.ledger.write() as connection:
            query = sa.select(RUN).where(RUN.c.id == run_id, RUN.c.state == "started")
            row = connection.execute(query).mappings().first()
            if row is None:
                raise self._not_open(run_id)
            after = {**row, **values, "finished_at": now()}
            connection.execute(
                RUN.update().where(RUN.c.id == run_id).values(**values, finished_at=after["finished_at"])
            )
            act = "run-finish" if values["state"] == "finished" else "run-fail"
            told = {
                "run": run_id,
                "row": records.name(RUN, run_id),
                "seal": records.seal(self.ledger, RUN, after),
            }
            chain.append(connection, self.ledger, act, row["actor"], told)
        self._let_go(run_id)

    def _record(self, row: sa.Row[Any]) -> RunRecord:
        folder = self.final(row.id) if row.state == "finished" else self._part(row.id)
        inputs, summary = json.loads(row.inputs), json.loads(row.summary)
        return RunRecord(
            row.id, row.state, folder, row.started_at, row.finished_at, row.actor, row.reason, inputs, summary
        )

    def _not_open(self, run_id: int) -> WorkspaceError:
        reason = _NOT_OPEN.filled(run=run_id)
        return WorkspaceError(path=self.ledger.folder, reason=reason)


def write_manifest(folder: Path) -> str:
    """List every file of a run with its hash; return the list's own hash, which the log will hold."""
    listing = {
        below.relative_to(folder).as_posix(): durable.sha256_of(below)
        for below in sorted(folder.rglob("*"))
        if below.is_file() and below.name != MANIFEST
    }
    durable.write(folder / MANIFEST, json.dumps(listing, ensure_ascii=False, indent=1).encode())
    return durable.sha256_of(folder / MANIFEST)
