"""The tables of an extract, a register or a list, from whatever sheets they stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from recon.errors import ExtractError
from recon.normalise.data_lines import is_data
from recon.normalise.headers import FIRST_ROWS
from recon.normalise.registers import layout, mistaken
from recon.normalise.registers.dates import exported
from recon.normalise.registers.heads import heads
from recon.normalise.registers.lost_digits import refuse_damaged
from recon.normalise.registers.named import NamedTable
from recon.normalise.registers.vocabulary import CHSI_WORDS, lexicon
from recon.normalise.spellings import folded
from recon.verdicts import NO_HEADER
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recon.campaign import Campaign
    from recon.model import FileRead, RawSheet
    from recon.normalise.columns import Column
    from recon.normalise.headings import Lexicon
    from recon.normalise.registers.heads import Head

_FEW = 3
"""Fields that the header of a list names at least, where a file has several sheets."""
_HEADLESS = Text(
    "这个工作表有学生的号码，但没有表头，前面也没有列相同的工作表。请补上表头，或删去这个工作表。",
    "this sheet holds students' numbers and no header, and no sheet before it has its columns. Give it a header, or "
    "take the sheet out.",
)


def tables(read: FileRead, campaign: Campaign) -> tuple[NamedTable, ...]:
    """Return the tables of an extract, register or list: one per sheet that holds any.

    Args:
        read: what intake read.
        campaign: its header aliases.

    Raises:
        ExtractError: no sheet has a header, students stand on a sheet without one, or ID numbers went through Excel
            as numbers.
    """
    words = lexicon(campaign)
    found: list[NamedTable] = []
    columns: tuple[Column, ...] = ()
    best = [header_of(sheet, words) for sheet in read.sheets]
    for sheet, at in zip(read.sheets, best, strict=True):
        if at is None and any(place is not None for place in best):
            found += _going_on(read, sheet, columns)
        elif at is not None and not _explains(sheet, at, _most(read.sheets, best, words), words):
            for head in heads(sheet, at, words):
                columns = head.columns
                found += _headed(read, sheet, head, campaign)
    if not found:
        raise ExtractError(path=read.file, reason=NO_HEADER)
    return tuple(found)


def _name(read: FileRead, sheet: RawSheet) -> str:
    several = sum(1 for other in read.sheets if other.rows) > 1
    return f"{read.file}#{sheet.name}" if several and sheet.name else read.file


def _headed(read: FileRead, sheet: RawSheet, head: Head, campaign: Campaign) -> Iterator[NamedTable]:
    """Yield the table below a header, or the several it names side by side."""
    body = layout.carried(layout.without_foot(head.body, head.columns), head.columns, sheet.merged)
    lines = [*((text,) for text in sheet.above), *(row.values for row in sheet.rows[: head.first])]
    told = exported(lines, read.file, read.received_at), mistaken.above(lines, campaign)
    for part in layout.parts(head.columns, body):
        yield _laid(read, sheet, part, body)._replace(exported=told[0], above=told[1])


def _going_on(read: FileRead, sheet: RawSheet, columns: Sequence[Column]) -> Iterator[NamedTable]:
    """Yield what a sheet without a header holds of the list before it: an export parts a long one so.

    Raises:
        ExtractError: students whose columns nobody can tell; they would be lost.
    """
    body = layout.beside(sheet) if sheet.rows else None
    if body is None or not layout.holds_numbers(body):
        return
    if columns and layout.goes_on(columns, body):
        yield _laid(read, sheet, columns, body)
    elif layout.is_list(body):
        raise ExtractError(path=_name(read, sheet), reason=_HEADLESS)


def _laid(read: FileRead, sheet: RawSheet, columns: Sequence[Column], body: pa.Table) -> NamedTable:
    """Return the columns of a list as a table, each under its title."""
    known = [column for column in columns if f"c{column.index}" in body.column_names]
    for column in known:
        if column.code == "id_card":
            refuse_damaged(read.file, column.text, body, column.index)
    titles = layout.numbered(column.text for column in known)
    texts = {title: layout.texts(body, column) for title, column in zip(titles, known, strict=True)}
    return NamedTable(_name(read, sheet), pa.table(texts), tuple(body["number"].to_pylist()))


def _most(sheets: Sequence[RawSheet], heads: Sequence[int | None], words: Lexicon) -> int:
    """Return how many fields the fullest header of a file names."""
    named = (_score(s.rows[at].values, words) for s, at in zip(sheets, heads, strict=True) if at is not None)
    return max(named, default=0)


def _explains(sheet: RawSheet, at: int, most: int, words: Lexicon) -> bool:
    """Tell a sheet that only speaks of the columns (字段 含义) from the list that another sheet of the file is."""
    score = _score(sheet.rows[at].values, words)
    return score < _FEW <= most and not layout.holds_numbers(layout.beside(sheet))


def header_of(sheet: RawSheet, words: Lexicon) -> int | None:
    """Return the position of the line that names most columns; the first of equals."""
    return _best([row.values for row in sheet.rows[:FIRST_ROWS] if row.number <= FIRST_ROWS], words)


def header_choice(campaign: Campaign) -> Callable[[Sequence[Sequence[str]]], int | None]:
    """Return what finds the header among the first records of a table that is streamed."""
    words = lexicon(campaign)
    return lambda records: _best(records, words)


def wanted(campaign: Campaign) -> Callable[[str], bool]:
    """Return what tells whether a column of an extract means anything here; the others need not be carried."""
    words = lexicon(campaign)
    return lambda title: bool(words.code(title)) or folded(title) in CHSI_WORDS


def _best(lines: Sequence[Sequence[str]], words: Lexicon) -> int | None:
    scores = [0 if is_data(values) else _score(values, words) for values in lines]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def _score(values: Sequence[str], words: Lexicon) -> int:
    return len({words.code(value) for value in values if value.strip()} - {""})
