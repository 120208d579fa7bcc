"""What the worker can do, by the kind of a job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recon.campaign.clock import now
from recon.worker.exporting import export

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recon.words import Lang
    from recon.worker.loop import Job
    from recon.workspace import Workspace


def take_in(job: Job, workspace: Workspace) -> None:
    """Receive every file below ``paths``, then run; each is safe by itself, whatever happens to the next."""
    from recon.intake.sources import plain_files, sources

    files, left = plain_files(sources([Path(path) for path in job.payload.get("paths", ())]))
    if left:
        job.result(left_out="、".join(source.file for source in left))
    channel = job.payload.get("channel", "folder")
    moment = now()  # one moment for all: no file name decides which is the later round
    for number, source in enumerate(files):
        job.progress(number, len(files), "receive")
        workspace.receive(source.path, source.file, actor=job.actor, channel=channel, taken_at=moment)
    run(job, workspace)


def run(job: Job, workspace: Workspace) -> None:
    """Judge everything the workspace holds; the result is a new folder below ``runs``."""
    from recon.pipeline import Options
    from recon.pipeline.office import run_office

    options = Options(
        engine=job.payload.get("engine") or "duckdb",
        lang=_lang(job, workspace),
        progress=lambda stage, done, total: job.progress(done, total, stage),
    )
    folder, _ = run_office(workspace, actor=job.actor, options=options)
    job.result(folder=folder.name)


def first_verdict(job: Job, workspace: Workspace) -> None:
    """Judge one received ``file`` at once; receipt and return sheet lie below the workspace until the next run."""
    from recon.pipeline.dropped import judge_one

    told = judge_one(workspace, job.payload["file"], actor=job.actor, lang=_lang(job, workspace))
    job.result(
        folder=str(told.folder),
        files=[path.name for path in told.files],
        seconds=told.seconds,
        errors=sum(receipt.errors for receipt in told.receipts),
        verdicts=sorted({receipt.verdict for receipt in told.receipts}),
    )


def _lang(job: Job, workspace: Workspace) -> Lang:
    lang: Lang = job.payload.get("lang") or workspace.campaign().lang
    return lang


HANDLERS: Mapping[str, Callable[[Job, Workspace], None]] = {
    "intake-and-run": take_in,
    "run": run,
    "first-verdict": first_verdict,
    "export": export,
}
"""Kind of a job → who does it. A kind nobody knows fails with words for a person."""
