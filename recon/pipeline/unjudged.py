"""What a workspace has taken in since its newest run: a result that does not know of it is no basis for a hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow.parquet as pq

from recon.pipeline.ruled_since import ruled_since
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from recon.workspace import RunRecord, Workspace

SOURCES = "sources"
"""Where the record of a run keeps which extracts and lists it was judged by."""


FILES = Text(
    "有 {n} 份新收到的文件尚未核对。请重新核对。",
    "{n} {n:file that came since is|files that came since are} not reconciled yet. Reconcile again.",
)
OTHERS = Text(
    "学籍数据或参照名单已有增减，尚未据此核对。请重新核对。",
    "An extract or a list came, or was retired, since the numbers were counted. Reconcile again.",
)
RULINGS = Text(
    "有 {n} 条裁定尚未计入表格和统计。请重新核对。",
    "{n} {n:ruling does|rulings do} not stand in the sheets and counts yet. Reconcile again.",
)
ANSWERS = Text(
    "有 {n} 名学生的未报原因或迟报答复尚未计入。请重新核对。",
    "What was said of {n} late or missing {n:student|students} is not counted yet. Reconcile again.",
)


class Unjudged(NamedTuple):
    """What the newest run does not know of."""

    files: int
    """Rosters that came since."""
    sources: bool
    """An extract or a list came, or was retired."""
    rulings: int
    """Findings on which another ruling stands than when the run began."""
    answers: int
    """Students of whom an excuse or an admission came, or was taken back."""

    def said(self) -> list[Text]:
        """Return it in sentences; none where the newest run knows of everything."""
        told = zip((FILES, OTHERS, RULINGS, ANSWERS), self, strict=True)
        return [text.filled(n=n) for text, n in told if n]


def unjudged(workspace: Workspace) -> Unjudged:
    """Return what the newest run does not know of; nothing where there is no run."""
    run = workspace.newest_result()
    if run is None:
        return Unjudged(0, sources=False, rulings=0, answers=0)
    judged = set(pq.read_table(run.folder / "files.parquet", columns=["sha256"])["sha256"].to_pylist())
    return Unjudged(
        files_since(workspace, run, judged),
        other_sources(workspace, run),
        ruled_since(workspace, run),
        workspace.answered_since(run.started_at),
    )


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
