"""Gather: read every file of a run and shape it; nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from recon import intake, normalise
from recon.errors import NoRosterError
from recon.intake.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.model import Block, FileRead, Site, Submission
    from recon.normalise import Extract, NamedTable, Shaped
    from recon.pipeline.inputs import Inputs, Options


@dataclass(frozen=True)
class Gathered:
    """Everything a judgement needs, read and shaped."""

    campaign: Campaign
    extract: Extract
    photos: pa.Table | None
    planned: pa.Table | None
    register: tuple[Site, ...]
    submissions: tuple[Submission, ...]
    reads: tuple[FileRead, ...]
    """Without their sheets: what they held is in ``shaped``."""
    shaped: tuple[Shaped, ...]
    roster: pa.Table
    blocks: tuple[Block, ...]


def gather(inputs: Inputs, options: Options) -> Gathered:
    """Read a run's inputs.

    Raises:
        MissingPathError: a path is not there.
        NoRosterError: no file at all below the rosters' paths.
        ExtractError: an extract or register cannot be used.
    """
    campaign = inputs.campaign
    with intake.Pool(campaign.limits) as pool:
        extract = official_tables(inputs, campaign, options)
        lists = {
            name: _lists(getattr(inputs, name), f"--{name}", campaign)
            for name in ("photos", "planned", "sites", "submissions")
        }
        reads, shaped = _rosters(inputs, options, pool)
    register = normalise.register(lists["sites"], extract.table, campaign)
    placed = replace(extract, table=normalise.place(extract.table, register))
    roster, blocks = normalise.roster(shaped)
    return Gathered(
        campaign=campaign,
        extract=placed,
        photos=normalise.photos(lists["photos"], campaign) if lists["photos"] else None,
        planned=normalise.planned(lists["planned"]) if lists["planned"] else None,
        register=register,
        submissions=_with_mail(normalise.submissions(lists["submissions"]), reads),
        reads=tuple(reads),
        shaped=tuple(shaped),
        roster=roster,
        blocks=blocks,
    )


def official_tables(inputs: Inputs, campaign: Campaign, options: Options) -> Extract:
    """Read and merge the extracts; a database URL is asked its query."""
    tables: list[NamedTable] = []
    for number, extract in enumerate(inputs.extracts, 1):
        options.progress("extract", number, len(inputs.extracts))
        if isinstance(extract, str) and "://" in extract:
            tables.append(normalise.NamedTable("database", intake.read_query(extract, inputs.query)))
        else:
            source = extract if isinstance(extract, Source) else Source(Path(extract))
            tables.extend(_tables(source, "--extract", campaign))
    return normalise.enrolments(tables, campaign)


def official_sites(inputs: Inputs, options: Options) -> tuple[Site, ...]:
    """Return the register that the extracts and the site list define together."""
    extract = official_tables(inputs, inputs.campaign, options)
    return normalise.register(_lists(inputs.sites, "--sites", inputs.campaign), extract.table, inputs.campaign)


def _lists(sources: Sequence[Path | Source], option: str, campaign: Campaign) -> list[NamedTable]:
    chosen = [s if isinstance(s, Source) else Source(s) for s in sources]
    return [table for source in chosen for table in _tables(source, option, campaign)]


def _tables(source: Source, option: str, campaign: Campaign) -> Iterator[NamedTable]:
    """Return the tables of an extract, register or list through the same door as rosters, with larger limits."""
    yield from intake.read_official(source.path, source.name, option=option, limits=campaign.limits, shape=normalise.tables)


def _rosters(inputs: Inputs, options: Options, pool: intake.Pool) -> tuple[list[FileRead], list[Shaped]]:
    reads: list[FileRead] = []
    shaped: list[Shaped] = []
    for read in _read_all(inputs, options, pool):
        shaped.append(normalise.shape(read, inputs.campaign))
        reads.append(replace(read, sheets=()))
    if not reads:
        raise NoRosterError(path="、".join(str(r.path if isinstance(r, Source) else r) for r in inputs.rosters))
    return reads, shaped


def _read_all(inputs: Inputs, options: Options, pool: intake.Pool) -> Iterable[FileRead]:
    count = 0

    def tell(_: str) -> None:
        nonlocal count
        count += 1
        options.progress("read", count, 0)

    paths = [r.path if isinstance(r, Source) else r for r in inputs.rosters]
    return intake.read_paths(
        paths, limits=inputs.campaign.limits, passwords=inputs.passwords, progress=tell, pool=pool
    )


def _with_mail(told: Iterable[Submission], reads: Iterable[FileRead]) -> tuple[Submission, ...]:
    """Add what mail headers know of files nobody told us about; what a person said goes first."""
    from recon.model import Submission as Told

    by_file = {submission.file: submission for submission in told}
    for read in reads:
        said = by_file.get(read.file, Told(read.file))
        if read.received_at and not said.received_at:
            by_file[read.file] = replace(said, received_at=read.received_at)
    return tuple(by_file.values())
