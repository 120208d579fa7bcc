"""The job that writes outputs: one kind, for one unit or all, as files or as one zip."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recon import disk
from recon.worker import sealed
from recon.workspace import JobCancelledError, durable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.worker.loop import Job
    from recon.workspace import Workspace


def ask_for(
    workspace: Workspace,
    kind: str,
    units: Sequence[str] = (),
    *,
    actor: str,
    password: str = "",
    **more: Any,
) -> int:
    """Ask the worker for outputs; return the job's number.

    Args:
        workspace: whose newest run is written.
        kind: one of :data:`recon.export.KINDS`.
        units: unit codes (for ``case`` student numbers); empty for all.
        actor: who asks.
        password: the open password of every workbook; neither the job table nor the log ever holds it.
        more: ``lang``, ``layout`` (official or own), ``zip`` (one file instead of many), ``version`` (of the
            hand-over; 0 the newest, -1 what the run says), ``out`` (a folder of the worker's machine); and what only
            the page reads again: ``branch`` (whose units they are) and ``name`` (of the zip they are fetched in).
    """
    payload = {"kind": kind, "units": list(units), **more}
    if password:
        payload["sealed"] = sealed.leave(workspace, password)
    number: int = workspace.jobs.enqueue("export", payload, actor=actor)
    return number


def export(job: Job, workspace: Workspace) -> None:
    """Write outputs of one ``kind`` for ``units`` (all) into ``out``, or below the workspace's ``exports``.

    Raises:
        WorkspaceError: nothing has been reconciled yet, or the password is no longer there.
        OptionError: there is no such kind, or nothing to write.
    """
    key = job.payload.get("sealed", "")
    try:
        paths, told = _write(job, workspace, sealed.take(workspace, key))
    except JobCancelledError:
        if _is_over(job, workspace):  # else another worker takes it up, and needs the password
            sealed.drop(workspace, key)
        raise
    except Exception:
        sealed.drop(workspace, key)
        raise
    kind = job.payload["kind"]
    workspace.log("download", actor=job.actor, what=kind, count=len(paths), job=job.claim.job.id)
    job.result(folder=str(paths[0].parent) if paths else "", files=[path.name for path in paths], told=told)
    sealed.drop(workspace, key)


def _is_over(job: Job, workspace: Workspace) -> bool:
    """Tell whether somebody asked for the stop; the claim shows the job as it was when it was taken."""
    now = workspace.jobs.status(job.claim.job.id)
    return now is None or now.cancelling


def _write(job: Job, workspace: Workspace, password: str) -> tuple[list[Path], list[str]]:
    from recon.export import open_run, write, write_zip
    from recon.pipeline.giving import how

    newest = workspace.newest_run()
    asked, told = job.payload, list[str]()
    own = workspace.path / "exports" / str(job.claim.job.id)
    out = Path(asked["out"]) if asked.get("out") else disk.private_folder(own)
    made_as = how(workspace, layout=asked.get("layout", "official"), version=asked.get("version", 0))
    options: dict[str, Any] = {
        "units": tuple(asked.get("units", ())),
        "lang": asked.get("lang") or workspace.campaign().lang,
        "how": replace(made_as, tell=told.append, password=password, progress=job.progress),
    }
    made = write_zip if asked.get("zip") else write
    paths = made(asked["kind"], open_run(newest), out, **options)
    if out == own:
        durable.sync_tree(out)
    return paths, told
