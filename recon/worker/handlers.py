"""What the worker can do, by the kind of a job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recon.worker.loop import Job
    from recon.workspace import Workspace


def take_in(job: Job, workspace: Workspace) -> None:
    """Receive every file of ``paths``, then run; each is safe by itself, whatever happens to the next."""
    paths = [Path(path) for path in job.payload.get("paths", ())]
    for number, path in enumerate(paths):
        job.progress(number, len(paths), "receive")
        workspace.receive(path, path.name, actor=job.actor, channel=job.payload.get("channel", "folder"))
    run(job, workspace)


def run(job: Job, workspace: Workspace) -> None:
    """Judge everything the workspace holds; the result is a new folder below ``runs``."""
    raise NotImplementedError


HANDLERS: Mapping[str, Callable[[Job, Workspace], None]] = {"intake-and-run": take_in, "run": run}
"""Kind of a job → who does it. A kind nobody knows fails with words for a person."""
