"""The one door for extracts, registers and lists: whatever kind of file they come in, tables come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import intake, normalise, verdicts
from recon.errors import ExtractError, MissingPathError
from recon.intake.sources import Source
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from recon.model import FileRead
    from recon.normalise import NamedTable
    from recon.pipeline.inputs import Inputs

_SMALL = frozenset({"--sites", "--submissions"})
"""Lists that people write: read cell by cell, so that a message names the row."""

_FOLDER = Text(
    "文件夹中没有可读取的文件",
    "it is a folder without a file that could be read",
)


def tables(source: Path | Source, option: str, inputs: Inputs, pool: intake.Pool) -> Iterator[NamedTable]:
    """Return the tables of one file; an archive's or a mail's, of every file in it.

    Parquet and long texts are streamed, everything else comes the same way as rosters do.

    Raises:
        MissingPathError: there is no such file.
        ExtractError: a file cannot be read, or has no header that can be understood.
    """
    found = source if isinstance(source, Source) else Source(source, source.name)
    if not found.path.exists():
        raise MissingPathError(option=option.removeprefix("--"), path=found.path)
    named = found.file if isinstance(source, Source) else source.as_posix()
    if option == "--extract" and (reason := intake.as_database(found.path, named)):
        raise ExtractError(path=found.file, reason=reason)
    if option not in _SMALL and intake.is_bulk(found.path):
        yield _streamed(found, inputs, pool)
        return
    if found.path.is_dir():
        raise ExtractError(path=found.file, reason=_FOLDER)
    for read in _read(found, inputs, pool, long=option not in _SMALL):
        if read.refused:
            raise ExtractError(path=read.file, reason=verdicts.official(read.troubles[0]))
        told = tuple(_unread(read))
        for table in normalise.tables(read, inputs.campaign):
            yield table._replace(told=told)
            told = ()


def _unread(read: FileRead) -> Iterator[Text]:
    """Yield what was left out of a file or is in doubt: a record marked as deleted may be a student of the office."""
    for trouble in read.troubles:
        if trouble.rule == "FI12":
            said = verdicts.official(trouble)
            yield Text(f"{read.file}：{said.zh}", f"{read.file}: {said.en}")


def _read(source: Source, inputs: Inputs, pool: intake.Pool, *, long: bool) -> Iterator[FileRead]:
    """Yield the files that hold tables: not the archive around them, nor what a system leaves in it."""
    reads = intake.read_paths(
        [source], limits=inputs.campaign.limits, pool=pool, passwords=inputs.passwords, once=False, long=long
    )
    for read in reads:
        if read.refused or (read.verdict == "read" and read.kind not in intake.CONTAINERS):
            yield read


def _streamed(source: Source, inputs: Inputs, pool: intake.Pool) -> NamedTable:
    above: list[Sequence[str]] = []

    def choose(records: Sequence[Sequence[str]]) -> int | None:
        at = normalise.header_choice(inputs.campaign)(records)
        above[:] = records[: at or 0]
        return at

    def keep(title: str) -> bool:
        return normalise.wanted(inputs.campaign)(title)

    table = intake.read_bulk(source, pool, choose=choose, keep=keep)
    day, roster = normalise.exported(above, source.file), normalise.above(above, inputs.campaign)
    return normalise.NamedTable(source.file, table, exported=day, above=roster)
