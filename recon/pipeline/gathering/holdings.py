"""What the school holds: its extracts, the register of sites, the photo register and the lists, read and shaped."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recon import intake, normalise
from recon.campaign.clock import today
from recon.errors import ExtractError
from recon.pipeline.gathering import door
from recon.sites import described

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

    from recon.intake.sources import Source
    from recon.model import Site, Submission
    from recon.normalise import Extract, NamedTable
    from recon.pipeline.inputs import Inputs, Options
    from recon.words import Text


class Holdings(NamedTuple):
    """What the school holds, read and shaped."""

    extract: Extract
    register: tuple[Site, ...]
    photos: pa.Table | None
    planned: pa.Table | None
    submissions: tuple[Submission, ...]
    notes: tuple[Text, ...]
    """What has to be said of the lists."""


def official_side(inputs: Inputs, options: Options, pool: intake.Pool) -> Holdings:
    """Read what the school holds.

    Raises:
        ExtractError: an extract or register cannot be used.
    """
    campaign = inputs.campaign
    extract = official_tables(inputs, options, pool)
    lists = {name: _lists(inputs, name, pool) for name in ("photos", "planned", "sites", "submissions")}
    register = _register(inputs, lists["sites"], extract)
    photos = normalise.photos(lists["photos"], campaign) if lists["photos"] else None
    planned = normalise.planned(lists["planned"], campaign) if lists["planned"] else None
    return Holdings(
        extract=replace(extract, table=normalise.place(extract.table, register)),
        register=register,
        photos=photos,
        planned=planned,
        submissions=normalise.submissions(lists["submissions"]),
        notes=(
            *normalise.notes_of_lists(lists, photos, planned, campaign),
            *normalise.notes_of_sites(lists["sites"], register, campaign),
        ),
    )


def official_sites(inputs: Inputs, options: Options) -> tuple[Site, ...]:
    """Return the register that the extracts and the site list define together."""
    with intake.Pool(inputs.campaign.limits, roomy=True) as pool:
        extract = official_tables(inputs, options, pool)
        return _register(inputs, _lists(inputs, "sites", pool), extract)


def photo_register(inputs: Inputs) -> pa.Table | None:
    """Return the photo register as it was given, every line with its status; None when none was given."""
    with intake.Pool(inputs.campaign.limits, roomy=True) as pool:
        tables = _lists(inputs, "photos", pool)
    return normalise.photos(tables, inputs.campaign) if tables else None


def official_tables(inputs: Inputs, options: Options, pool: intake.Pool) -> Extract:
    """Read and merge the extracts; a database URL is asked its query.

    Raises:
        ExtractError: one cannot be used, or no student is in any.
    """
    with ThreadPoolExecutor(pool.workers, "extract") as threads:
        given = intake.told_apart(inputs.extracts)
        several = [threads.submit(_extract, one, at, inputs, pool) for at, one in enumerate(given, 1)]
        found = []
        for number, one in enumerate(several, 1):
            options.progress("extract", number, len(several))
            found += one.result()
    if inputs.extract_date:
        told = normalise.Exported(inputs.extract_date, "told")
        found = [one if one.exported.day else one._replace(exported=told) for one in found]
    extract = normalise.enrolments(found, inputs.campaign)
    if not extract.table.num_rows:
        names = "、".join(origin.file for origin in extract.origins)
        raise ExtractError(path=names, reason=normalise.NOBODY)
    return extract


def _extract(extract: str | Source, at: int, inputs: Inputs, pool: intake.Pool) -> list[NamedTable]:
    """Return the tables of the extract that was given at a place, counted from one."""
    if isinstance(extract, str) and intake.is_address(extract):
        table = intake.read_query(extract, inputs.query)
        exported = normalise.Exported(today().isoformat(), "query")
        return [normalise.NamedTable(f"database {at}" if at > 1 else "database", table, exported=exported)]
    source = intake.local(extract) if isinstance(extract, str) else extract
    return list(door.tables(source, "--extract", inputs, pool))


def _register(inputs: Inputs, listed: list[NamedTable], extract: Extract) -> tuple[Site, ...]:
    return described(normalise.register(listed, extract.table, inputs.campaign), inputs.register)


def _lists(inputs: Inputs, name: str, pool: intake.Pool) -> list[NamedTable]:
    """Return the tables of one kind of register or list."""
    sources: Sequence[Path | Source] = getattr(inputs, name)
    return [table for source in sources for table in door.tables(source, f"--{name}", inputs, pool)]
