"""What a workspace has taken in since its newest run: a result that does not know of it is no basis for a hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Collection

    from recon.workspace import RunRecord, Workspace

SOURCES = "sources"
"""Where the record of a run keeps which extracts and lists it was judged by."""


class Unjudged(NamedTuple):
    """What the newest run does not know of."""

    files: int
    """Rosters that came since."""
    sources: bool
    """An extract or a list came, or was retired."""


def unjudged(workspace: Workspace) -> Unjudged:
    """Return what the newest run does not know of; nothing where there is no run."""
    run = next((one for one in workspace.runs(limit=20) if one.state == "finished"), None)
    if run is None:
        return Unjudged(0, sources=False)
    judged = set(pq.read_table(run.folder / "files.parquet", columns=["sha256"])["sha256"].to_pylist())
    return Unjudged(files_since(workspace, run, judged), other_sources(workspace, run))


def files_since(workspace: Workspace, run: RunRecord, judged: Collection[str]) -> int:
    """Return how many files were taken in since a run began and are not among the bytes it judged."""
    late = (one for one in workspace.submissions() if one.taken_at >= run.started_at)
    return sum(one.sha256 not in judged for one in late)


def held(workspace: Workspace) -> str:
    """Return which extracts and lists take part in runs, as the record of a run keeps it."""
    return " ".join(sorted(f"{one.kind}:{one.sha256}" for one in workspace.sources()))


def other_sources(workspace: Workspace, run: RunRecord) -> bool:
    """Tell whether other extracts and lists are held than a run was judged by; a run kept from before does not tell."""
    return SOURCES in run.inputs and run.inputs[SOURCES] != held(workspace)
