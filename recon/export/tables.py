"""A run's tables on disk: exact Parquet, the summary and the campaign, and back again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from recon import campaign as campaigns
from recon.campaign.dump import dumps
from recon.errors import WorkspaceError
from recon.export.atomic import stage
from recon.result import TABLES, Result
from recon.words import Text

if TYPE_CHECKING:
    from pathlib import Path

SUMMARY = "summary.json"
CAMPAIGN = "campaign.toml"
PART_ROWS = 200_000


def table(result: Result, name: str) -> pa.Table:
    """Return one table with the columns and types of ``recon.result.TABLES``; empty when there is none."""
    schema = TABLES[name]
    found = result.tables.get(name)
    return schema.empty_table() if found is None else found.select(schema.names).cast(schema)


def parquet(data: pa.Table, path: Path) -> Path:
    """Write one table as Parquet; the same table gives the same bytes."""
    pq.write_table(data, path, compression="zstd")
    return path


def parts(data: pa.Table, path: Path, rows: int = PART_ROWS) -> Path:
    """Write one table as a folder of Parquet parts in its order: a cluster reads the parts side by side."""
    path.mkdir()
    for number, start in enumerate(range(0, max(data.num_rows, 1), rows)):
        parquet(data.slice(start, rows), path / f"part-{number:05}.parquet")
    return path


def save(result: Result, folder: Path) -> None:
    """Write every table of a run as ``<name>.parquet`` beside ``summary.json`` and ``campaign.toml``.

    Raises:
        OutputError: the folder cannot be written; what stood there before is untouched.
    """
    with stage(folder) as place:
        for name in TABLES:
            parquet(table(result, name), place / f"{name}.parquet")
        (place / CAMPAIGN).write_text(dumps(result.campaign), encoding="utf-8", newline="\n")
        write_summary(result.summary | {"lang": result.lang}, place)


def write_summary(summary: dict[str, object], folder: Path) -> Path:
    """Write ``summary.json``; dates and paths become text."""
    text = json.dumps(summary, ensure_ascii=False, indent=2, default=str)
    path = folder / SUMMARY
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def open_run(folder: Path) -> Result:
    """Read a run that :func:`save` wrote.

    Raises:
        WorkspaceError: a file of the run is missing or damaged.
        CampaignError: its campaign can no longer be read.
    """
    try:
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        tables = {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}
    except (OSError, ValueError, pa.ArrowException) as error:
        name = type(error).__name__
        reason = Text(f"运行结果不完整（{name}），请重新运行", f"the run is incomplete ({name}); run again")
        raise WorkspaceError(path=folder, reason=reason) from None
    return Result(campaigns.load(folder / CAMPAIGN), tables, summary, lang=summary.get("lang", "zh"))
