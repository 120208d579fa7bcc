"""A table with a name, from whatever sheet it stood on."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from recon.errors import ExtractError
from recon.normalise.headers import FIRST_ROWS, is_data
from recon.normalise.registers import mistaken
from recon.normalise.registers.dates import Exported, exported
from recon.normalise.registers.vocabulary import CHSI_WORDS, lexicon
from recon.normalise.spellings import folded
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recon.campaign import Campaign
    from recon.model import FileRead, RawSheet
    from recon.normalise.headings import Lexicon

_TOO_LONG = r"^\d{16,}$|^\d\.\d+[Ee]\+1[5-9]$"


class NamedTable(NamedTuple):
    """A table and the name by which messages speak of it; its columns are called as its header calls them."""

    name: str
    table: pa.Table
    numbers: tuple[int, ...] = ()
    """Physical row of each line, where the table came from a sheet: messages name it."""
    exported: Exported = Exported()
    above: str = ""
    """What stands above its header and speaks of a roster (``mistaken.above``)."""

    def line(self, at: int) -> int:
        """Return the physical row of the line at ``at``; its place where the table had no sheet."""
        return self.numbers[at] if self.numbers else at + 1


def tables(read: FileRead, campaign: Campaign) -> tuple[NamedTable, ...]:
    """Return the tables of an extract, register or list: one per sheet that holds any.

    Args:
        read: what intake read.
        campaign: its header aliases.

    Raises:
        ExtractError: no sheet has a header, or ID numbers went through Excel as numbers.
    """
    words = lexicon(campaign)
    found = [
        NamedTable(_name(read, sheet), *table)
        for sheet in read.sheets
        if (table := _table(read, sheet, words, campaign))
    ]
    if not found:
        raise ExtractError(
            path=read.file,
            reason=Text(
                "没有找到表头。请把系统导出的原表原样放入，不要删改第一行。",
                "no header row was found. Give the file as the system exported it, with its first row.",
            ),
        )
    return tuple(found)


def _name(read: FileRead, sheet: RawSheet) -> str:
    several = sum(1 for other in read.sheets if other.rows) > 1
    return f"{read.file}#{sheet.name}" if several and sheet.name else read.file


def _table(
    read: FileRead, sheet: RawSheet, words: Lexicon, campaign: Campaign
) -> tuple[pa.Table, tuple[int, ...], Exported, str] | None:
    at = header_of(sheet, words)
    if at is None:
        return None
    table = beside(sheet).slice(at + 1)
    columns = {}
    for index, title in _titles(sheet.rows[at].values):
        if words.code(title) == "id_card":
            _refuse_damaged(read.file, title, table, index)
        columns[title] = table[f"c{index}"]
    lines = [row.values for row in sheet.rows[:at]]
    day = exported(lines, read.file, read.received_at)
    return pa.table(columns), tuple(table["number"].to_pylist()), day, mistaken.above(lines, campaign)


def beside(sheet: RawSheet) -> pa.Table:
    """Return a sheet's rows by columns, as :attr:`recon.model.RawSheet.long` has them."""
    if sheet.long is not None:
        return sheet.long
    values = zip_longest(*(row.values for row in sheet.rows), fillvalue="")
    columns = {f"c{place}": pa.array(column, pa.string()) for place, column in enumerate(values)}
    numbers = pa.array([row.number for row in sheet.rows], pa.int64())
    return pa.table(
        {"number": numbers, "types": pa.array([row.types for row in sheet.rows], pa.string()), **columns}
    )


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


def _titles(values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the columns with a title; a title that comes again gets its number."""
    seen: dict[str, int] = {}
    for index, value in enumerate(values):
        title = "".join(value.split())
        if not title:
            continue
        seen[title] = seen.get(title, 0) + 1
        yield index, title if seen[title] == 1 else f"{title} ({seen[title]})"


def _refuse_damaged(file: str, title: str, table: pa.Table, index: int) -> None:
    """Refuse ID numbers kept as numbers: their last three digits are gone; no comparison could be trusted."""
    kinds = pc.utf8_slice_codeunits(table["types"], index, index + 1)
    lost = table.filter(
        pc.and_(pc.equal(kinds, "n"), pc.match_substring_regex(table[f"c{index}"], _TOO_LONG))
    )
    if lost.num_rows:
        raise ExtractError(path=file, reason=damaged(title, str(lost["number"][0])))


def damaged(column: str, row: str = "") -> Text:
    """Return the reason for refusing an ID column that lost digits."""
    where = (f"（第 {row} 行）", f" (row {row})") if row else ("", "")
    return Text(
        f"“{column}”列{where[0]}是数字而不是文本，第15位以后已丢失。请重新导出，该列须为文本。",
        f"column {column}{where[1]} holds numbers: digits beyond the 15th are lost. Export it as text.",
    )
