"""Jobs, one after the other: claimed, kept alive while they are done, and closed with words for a person."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from recon.errors import ReconError, frames_of
from recon.words import Text
from recon.worker import sealed
from recon.workspace import JobCancelledError
from recon.workspace.jobs import LEASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from recon.workspace import Claim, Workspace

    Handler = Callable[["Job", Workspace], None]

POLL = 0.3
"""Seconds between looks at an empty queue."""
BEAT = LEASE / 10
"""Seconds between signs of life."""
TELL = 0.2
"""Seconds between two notes of progress: each is a write to the ledger."""
LOG = logging.getLogger("recon.worker")
UNEXPECTED = Text(
    "程序内部出错（{kind}）。已收到的文件和裁定都已保存；请把工作区里的 worker.log 交给维护人员。",
    "Something went wrong inside ({kind}). What was received and decided is safe; "
    "give worker.log from the workspace to whoever looks after the software.",
)


class UnknownWorkError(ReconError):
    """A job of a kind this version has no handler for (``kind``)."""

    message = Text(
        "无法执行“{kind}”：本版本不认识这项工作。", "This version does not know the work {kind!r}."
    )


class Job:
    """One claimed job in the hands of its handler."""

    def __init__(self, workspace: Workspace, claim: Claim) -> None:
        self._jobs = workspace.jobs
        self.claim = claim
        self.payload: Mapping[str, Any] = claim.job.payload
        self.actor = claim.job.actor
        self.stop = threading.Event()
        """Set when the job was cancelled, its lease lost, or the worker is to end."""
        self.outcome: dict[str, Any] = {}
        self._told = (0.0, "")

    def progress(self, done: int, total: int, stage: str = "") -> None:
        """Tell how far it is; call it often, at the latest between two files.

        Raises:
            JobCancelledError: stop now.
        """
        if self.stop.is_set():
            raise JobCancelledError
        moment, before = self._told
        if stage == before and done < total and time.monotonic() - moment < TELL:
            return
        self._told = (time.monotonic(), stage)
        if not self._jobs.progress(self.claim, done, total, stage):
            raise JobCancelledError

    def result(self, **values: Any) -> None:
        """Note what the page shall be told when the job is done: counts, codes, names of folders."""
        self.outcome |= values


def work(workspace: Workspace, handlers: Mapping[str, Handler], alive: Callable[[], bool]) -> None:
    """Do jobs until ``alive`` says no."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    workspace.jobs.recover(socket.gethostname())
    workspace.tidy()
    sealed.sweep(workspace)
    while alive():
        claim = workspace.jobs.claim(name)
        if claim is None:
            time.sleep(POLL)
        else:
            do(workspace, claim, handlers, alive)


def do(
    workspace: Workspace,
    claim: Claim,
    handlers: Mapping[str, Handler],
    alive: Callable[[], bool] = lambda: True,
) -> None:
    """Do one job and close it: done, failed with words for a person, cancelled, or given back."""
    job, jobs = Job(workspace, claim), workspace.jobs
    try:
        with _beating(workspace, job, alive):
            handlers.get(claim.job.kind, _unknown)(job, workspace)
        jobs.finish(claim, job.outcome)
    except JobCancelledError:
        jobs.stopped(claim) if alive() else jobs.give_back(claim)
    except ReconError as error:
        jobs.fail(claim, Text(error.say("zh"), error.say("en")))
    except Exception as error:  # noqa: BLE001 -- whatever a handler does, the next job must be served
        LOG.error(  # noqa: TRY400 -- the message of an unforeseen error may quote a student
            "%s in a %s job\n%s", type(error).__name__, claim.job.kind, frames_of(error)
        )
        kind = type(error).__name__
        jobs.fail(claim, UNEXPECTED.filled(kind=kind))


@contextmanager
def _beating(workspace: Workspace, job: Job, alive: Callable[[], bool]) -> Iterator[None]:
    """Renew the job's lease from a thread of its own, for a handler may be busy for long."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(BEAT):
            with suppress(ReconError):  # the lease outlives several missed beats
                if not alive() or not workspace.jobs.beat(job.claim):
                    job.stop.set()

    thread = threading.Thread(target=beat, name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _unknown(job: Job, _workspace: Workspace) -> None:
    raise UnknownWorkError(kind=job.claim.job.kind)
