"""The official side of the newest run, kept ready: a single file can be judged without reading extracts again.

A cache and nothing more: it is made anew when extracts, registers, campaign or register change, is in no backup, and a
purge removes it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from recon import disk, normalise
from recon.errors import writing
from recon.model import Site, Submission
from recon.normalise.registers.extracts import Origin
from recon.workspace import durable
from recon.workspace.ledger import canonical
from recon.workspace.memory import STANDBY, STANDBY_PART

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from recon.campaign import Campaign
    from recon.pipeline.gathering.gather import Gathered
    from recon.workspace import Workspace

_TOLD = "told.json"
_TABLES = ("extract", "duplicates", "photos", "planned")


def key(workspace: Workspace) -> str:
    """Return what the official side hangs on: extracts and registers by hash, campaign, the office's register."""
    sources = sorted((source.kind, source.sha256) for source in workspace.sources())
    register = {code: asdict(site) for code, site in workspace.said_of_sites().items()}
    said = canonical([sources, workspace.campaign_text(), register])
    return hashlib.sha256(said.encode()).hexdigest()


def keep(workspace: Workspace, gathered: Gathered, of: str) -> None:
    """Keep the official side of a run; what an engine reads where it lies (no Arrow table) needs no copy.

    Args:
        workspace: where it is kept.
        gathered: what was read.
        of: what :func:`key` told before anything was read; a list that came meanwhile is not in it.

    Raises:
        OutputError: the disk does not take it.
    """
    tables = {
        "extract": gathered.extract.table,
        "duplicates": gathered.extract.duplicates,
        "photos": gathered.photos,
        "planned": gathered.planned,
    }
    if not isinstance(tables["extract"], pa.Table):
        return
    target = workspace.path / STANDBY
    part = target.with_name(f"{STANDBY_PART}{secrets.token_hex(8)}")
    try:
        with writing(target):
            _write(disk.private_folder(part), tables, _told(of, gathered))
            _put(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(part: Path, tables: Mapping[str, pa.Table | None], told: Mapping[str, object]) -> None:
    for name, table in tables.items():
        if table is not None:
            pq.write_table(table, part / f"{name}.parquet", compression="zstd")
    (part / _TOLD).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    durable.sync_tree(part)


def _put(part: Path, target: Path) -> None:
    """Put a folder in the place of another; of two runs that come to it at one moment either may stay."""
    shutil.rmtree(target, ignore_errors=True)
    try:
        part.replace(target)
    except OSError:
        if not target.is_dir():
            raise


def _told(of: str, gathered: Gathered) -> dict[str, object]:
    return {
        "key": of,
        "asked": sorted(gathered.extract.asked),
        "skipped": gathered.extract.skipped,
        "origins": [list(origin) for origin in gathered.extract.origins],
        "register": [asdict(site) for site in gathered.register],
        "submissions": [asdict(said) for said in gathered.submissions],
    }


def found(workspace: Workspace, of: str, campaign: Campaign, rosters: Gathered) -> Gathered | None:
    """Return rosters beside the official side that was kept; None where none is, or it is not that of :func:`key`."""
    folder = workspace.path / STANDBY
    try:
        told = json.loads((folder / _TOLD).read_text(encoding="utf-8"))
        tables = {name: _table(folder / f"{name}.parquet") for name in _TABLES}
    except (OSError, ValueError, pa.ArrowException):
        return None
    if told["key"] != of or tables["extract"] is None or tables["duplicates"] is None:
        return None
    extract = normalise.Extract(
        tables["extract"],
        tables["duplicates"],
        frozenset(told["asked"]),
        told["skipped"],
        tuple(Origin(*origin) for origin in told["origins"]),
    )
    return replace(
        rosters,
        campaign=campaign,
        extract=extract,
        photos=tables["photos"],
        planned=tables["planned"],
        register=tuple(Site(**site) for site in told["register"]),
        submissions=tuple(Submission(**said) for said in told["submissions"]),
    )


def _table(path: Path) -> pa.Table | None:
    return pq.read_table(path) if path.is_file() else None
