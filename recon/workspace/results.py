"""Results without a person: a redacted folder is laid beside each run's, sealed, and put in its place."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon import disk
from recon.errors import writing
from recon.workspace import durable, records
from recon.workspace.memory import FIRST, STANDBY, STANDBY_PART
from recon.workspace.redact import Person, redact
from recon.workspace.runs import MANIFEST, write_manifest
from recon.workspace.tables import RUN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from recon.workspace.ledger import Ledger
    from recon.workspace.memory import Memory

_WAITING = ".purged"
"""Ends the name of a folder that waits to take a run's place."""
_TEXTS = frozenset({".json", ".toml"})
"""Settings and counts: words are blanked in them, never lines taken out."""


def prepare(memory: Memory, whom: Person) -> dict[int, str]:
    """Lay a redacted folder beside every finished run the person is in; return run → hash of its manifest.

    Raises:
        OutputError: there is no room for it; nothing was taken out yet.
    """
    with memory.ledger.read() as connection:
        query = sa.select(RUN.c.id, RUN.c.campaign).where(RUN.c.state == "finished")
        finished = connection.execute(query).all()
    manifests = {run.id: _lay(memory, run.id, whom.within(run.campaign)) for run in finished}
    return {run: manifest for run, manifest in manifests.items() if manifest}


def reseal(connection: sa.Connection, ledger: Ledger, manifests: Mapping[int, str], actor: str) -> None:
    """Say in the ledger that these manifests hold from now on."""
    query = sa.select(RUN).where(RUN.c.id.in_(manifests))
    rows = [{**row, "manifest": manifests[row["id"]]} for row in connection.execute(query).mappings()]
    records.change(connection, ledger, RUN, rows, "purge", actor)


def waiting(memory: Memory) -> bool:
    """Tell whether a folder waits to take a run's place."""
    return any(memory.run_folders.folder.glob(f".*{_WAITING}"))


def swap(connection: sa.Connection, memory: Memory) -> None:
    """Put the folders in place that the ledger asks for, and remove those of runs it no longer knows."""
    runs = memory.run_folders
    manifests = {
        row.id: row.manifest for row in connection.execute(sa.select(RUN).where(RUN.c.state == "finished"))
    }
    for folder in runs.folder.glob(f".*{_WAITING}"):
        run = int(folder.name.removeprefix(".").removesuffix(_WAITING))
        if _manifest(folder) == manifests.get(run):
            shutil.rmtree(runs.final(run), ignore_errors=True)
            folder.replace(runs.final(run))
        else:
            shutil.rmtree(folder)
    known = set(connection.scalars(sa.select(RUN.c.id)))
    for folder in runs.folder.glob("[0-9]*"):
        if folder.name.isdigit() and int(folder.name) not in known:
            shutil.rmtree(folder)
    _sweep_unfinished(runs.folder, known)
    disk.sync_folder(runs.folder)
    for remade in ("exports", STANDBY, FIRST):
        shutil.rmtree(memory.path / remade, ignore_errors=True)
    for killed in memory.path.glob(f"{STANDBY_PART}*"):
        shutil.rmtree(killed, ignore_errors=True)


def _sweep_unfinished(folder: Path, known: set[int]) -> None:
    """Remove what a run left that was under way when its campaign was purged."""
    for unfinished in folder.glob(f".*{durable.PART}"):
        number = unfinished.name.removeprefix(".").removesuffix(durable.PART)
        if number.isdigit() and int(number) not in known:
            shutil.rmtree(unfinished, ignore_errors=True)


def _lay(memory: Memory, run: int, whom: Person) -> str:
    """Write a run's redacted folder; return its manifest's hash, empty when the person is not in the run."""
    folder = memory.run_folders.final(run)
    files = {
        path: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    after = {path: _redacted(path, data, whom) for path, data in files.items()}
    if after == files:
        return ""
    aside = folder.with_name(f".{folder.name}{_WAITING}")
    shutil.rmtree(aside, ignore_errors=True)
    left = {path.relative_to(folder): data for path, data in after.items() if data is not None}
    with writing(folder.parent):
        return _written(aside, left)


def _written(aside: Path, files: Mapping[Path, bytes]) -> str:
    """Write a folder that survives a power cut; return its manifest's hash."""
    for name, data in files.items():
        target = aside / name
        disk.private_folder(target.parent)
        with durable.open_private(target) as out:
            out.write(data)
    manifest = write_manifest(aside)
    durable.sync_tree(aside)
    return manifest


def _redacted(path: Path, data: bytes, whom: Person) -> bytes | None:
    if path.suffix in _TEXTS:
        return whom.erase_words(data.decode("utf-8")).encode()
    return redact(data, whom, path.name)


def _manifest(folder: Path) -> str:
    path = folder / MANIFEST
    return durable.sha256_of(path) if path.is_file() else ""
