"""``recon export``: files from the newest run of a workspace, or from the folder of one run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recon.cli.console import answer, progress
from recon.errors import OptionError, WorkspaceError
from recon.words import Text

if TYPE_CHECKING:
    from recon.words import Lang


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one ``recon export``."""

    kinds: tuple[str, ...]
    workspace: Path
    units: tuple[str, ...]
    student: str
    layout: str
    password_file: Path | None
    out: Path | None
    lang: Lang


_NO_RUN = Text(
    "还没有核对结果。请先运行 recon run --workspace",
    "there is no result yet; run recon run --workspace first",
)


def export(asked: Asked) -> None:
    """Write the files and print their paths, one per line."""
    from recon import export as exports

    for kind in asked.kinds:
        if kind not in exports.KINDS:
            known = "、".join(exports.KINDS)
            raise OptionError(
                option="KIND", reason=Text(f"没有 {kind}；可用：{known}", f"no {kind}; one of {known}")
            )
    result = exports.open_run(run_folder(asked.workspace))
    out = asked.out or Path()
    with progress(asked.lang) as tell:
        paths = [
            path
            for kind in asked.kinds
            for path in exports.write(
                kind,
                result,
                out,
                units=asked.units,
                lang=asked.lang,
                progress=lambda d, t, _: tell("write", d, t),
            )
        ]
    for path in paths:
        answer(str(path))


def run_folder(workspace: Path) -> Path:
    """Return the folder of a workspace's newest run; a run's own folder is taken as it is."""
    if (workspace / "findings.parquet").is_file():
        return workspace
    from recon.workspace import Workspace

    with Workspace.open(workspace) as opened:
        folder = opened.latest_run()
    if folder is None:
        raise WorkspaceError(path=workspace, reason=_NO_RUN)
    return folder
