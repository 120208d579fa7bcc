"""The office of the sample campaign, made once in the user's folder: a first look needs no files."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Final

from recon.errors import writing
from recon.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED: Final = Path(__file__).resolve().parents[2] / "sample_data"
"""The campaign that comes with the source; an installed package grows one instead."""
_SINGLE: Final = {"photos": "photos.xlsx", "planned": "planned.xlsx", "sites": "sites.csv"}
_ACTOR: Final = "sample"
"""Who made the office that comes by itself; one that somebody opens carries that person."""


def user_folder() -> Path:
    """Return this user's folder for what programs keep by themselves."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "recon"


def sample_place(folder: Path) -> Path:
    """Return where the sample's workspace lies below ``folder``."""
    return folder / "sample"


def sample_office(folder: Path) -> Path:
    """Return the sample's workspace below ``folder``, made now if it is not there, its first run asked for.

    It is made beside its place and moved there whole: a start that is interrupted leaves nothing half made.

    Raises:
        OutputError: nothing can be written there.
    """
    place = sample_place(folder)
    if Workspace.exists(place):
        return place
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        half = Path(mkdtemp(prefix="sample-", dir=folder))
        try:
            source = SHIPPED if SHIPPED.is_dir() else _grown(half / "source")
            adopt(source, half / "office")
            (half / "office").replace(place)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    return place


def _grown(folder: Path) -> Path:
    from recon.sample import make

    make(folder)
    return folder


def adopt(source: Path, office: Path) -> None:
    """Make a workspace of a campaign's folder (``campaign.toml``, extracts, registers, rosters); ask for a run."""
    text = (source / "campaign.toml").read_text(encoding="utf-8")
    with Workspace.init(office, text, actor=_ACTOR) as place:
        _fill(place, source, _ACTOR)


def try_out(place: Workspace, actor: str) -> None:
    """Put the sample into a workspace that holds nothing yet, as a campaign of its own, and ask for a run."""
    with TemporaryDirectory(prefix="recon-sample-") as folder:
        source = SHIPPED if SHIPPED.is_dir() else _grown(Path(folder) / "source")
        place.save_campaign((source / "campaign.toml").read_text(encoding="utf-8"), actor=actor)
        _fill(place, source, actor)


def _fill(place: Workspace, source: Path, actor: str) -> None:
    for kind, path in _sources(source):
        place.add_source(kind, path, path.name, actor=actor)
    rosters = source / "rosters"
    for path in sorted(p for p in rosters.rglob("*") if p.is_file()):
        place.receive(path, path.relative_to(rosters).as_posix(), actor=actor, channel="folder")
    place.jobs.enqueue("run", {}, actor=actor)


def _sources(source: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted((source / "extracts").iterdir()):
        yield "extract", path
    for kind, name in _SINGLE.items():
        if (source / name).is_file():
            yield kind, source / name
    if (source / "submissions.csv").is_file():
        yield "submissions", source / "submissions.csv"
