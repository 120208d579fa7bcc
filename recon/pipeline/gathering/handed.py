"""What a caller hands over as frames: read and shaped, as a run gathers files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recon import normalise
from recon.normalise import NamedTable
from recon.normalise.registers.vocabulary import lexicon
from recon.pipeline.gathering import frames, raw, scanned
from recon.pipeline.gathering.gather import Gathered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.model import Block, Site
    from recon.normalise import Extract
    from recon.pipeline.gathering.columns import Columns


def gathered_frames(
    roster: Any, extract: Any, campaign: Campaign, engine: Engine, lists: Mapping[str, Any]
) -> Gathered:
    """Return rosters, extracts and lists that a caller holds as frames or Parquet, read and shaped.

    Args:
        roster: a frame, or a path of Parquet.
        extract: likewise, or several in a list.
        campaign: header words, codes and scope.
        engine: scans what stays where it lies.
        lists: photos, planned and sites, each a frame, several, or None.

    Raises:
        ReconError: something cannot be read, or lacks what is needed.
    """
    tables = {name: _named(value, name, campaign) for name, value in lists.items() if value is not None}
    # A frame of an engine's own may be bound to the connection that reads the extract meanwhile.
    apart = isinstance(roster, str | Path | pa.Table)
    with ThreadPoolExecutor(1) as beside:
        read = beside.submit(_raw, roster, campaign) if apart else None
        merged, register = _official(extract, tables.get("sites", []), campaign, engine)
        rows, blocks, columns = read.result() if read else _raw(roster, campaign)
    photos = normalise.photos(tables["photos"], campaign) if "photos" in tables else None
    planned = normalise.planned(tables["planned"], campaign) if "planned" in tables else None
    return Gathered(
        campaign=campaign,
        extract=merged,
        photos=photos,
        planned=planned,
        register=register,
        submissions=(),
        reads=(),
        shaped=(),
        roster=rows,
        blocks=blocks,
        notes=(
            *normalise.notes_of_lists(tables, photos, planned, campaign),
            *normalise.notes_of_sites(tables.get("sites", ()), register, campaign),
        ),
        columns=columns,
    )


def _raw(roster: Any, campaign: Campaign) -> tuple[pa.Table, tuple[Block, ...], Columns]:
    return raw.raw_roster(raw.lying(roster, campaign), campaign)


def _official(
    extract: Any, lists: Sequence[NamedTable], campaign: Campaign, engine: Engine
) -> tuple[Extract, tuple[Site, ...]]:
    """Return the merged extract and the register: left where it lies if that can be, else read whole."""
    several = extract if isinstance(extract, list | tuple) else [extract]
    for file in (file for one in several for file in scanned.parquet_files(one)):
        frames.check_file(file, "extract")
    lying = scanned.extract(several, lists, campaign, engine)
    if lying is not None:
        return lying
    merged = normalise.enrolments(_named(several, "extract", campaign), campaign)
    register = normalise.register(lists, merged.table, campaign)
    return replace(merged, table=normalise.place(merged.table, register)), register


def _named(value: Any, name: str, campaign: Campaign) -> list[NamedTable]:
    """Return a frame, or several in a list, as named tables of text.

    Each of several has a name of its own: what stands in two of them is not said twice in one.
    """
    several = value if isinstance(value, list | tuple) else [value]
    called = [name] if len(several) == 1 else [f"{name} {n}" for n in range(1, len(several) + 1)]
    words = lexicon(campaign)
    tables = [frames.to_arrow(one, name) for one in several]
    for call, one, table in zip(called, several, tables, strict=True):
        frames.refuse_lost_digits(table, one, call, words)
    return [
        NamedTable(call, frames.texts(table, name, words)) for call, table in zip(called, tables, strict=True)
    ]
