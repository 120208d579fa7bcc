"""The students of one block, column by column: what was written, and in which type of cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.model import TYPE_CHARS
from recon.normalise.merged import covered, tall
from recon.values.cohort import in_years, season_of
from recon.values.folding import CLEAN, fold
from recon.words import CellType

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Column

_BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Students:
    """Students as columns of equal length: physical row numbers, then values and cell types per field."""

    numbers: tuple[int, ...]
    values: Mapping[str, list[str]]
    types: Mapping[str, list[str]]

    def __len__(self) -> int:
        """Return how many students there are."""
        return len(self.numbers)

    def without(self, codes: Collection[str]) -> Students:
        """Return the students with these fields unread."""
        if not codes:
            return self
        values = {code: texts for code, texts in self.values.items() if code not in codes}
        return Students(self.numbers, values, {code: self.types[code] for code in values})

    def unsent(self, codes: Collection[str]) -> Students:
        """Return the students with empty cells of these fields unread: nobody left them empty, they were not asked."""
        here = {code: texts for code, texts in self.values.items() if code in codes}
        types = {
            code: [
                kind if text else str(CellType.ABSENT)
                for kind, text in zip(self.types[code], texts, strict=True)
            ]
            for code, texts in here.items()
        }
        nowhere = [code for code, texts in here.items() if not any(texts)]
        return Students(self.numbers, self.values, {**self.types, **types}).without(nowhere)


def gather(sheet: RawSheet, rows: Sequence[RawRow], columns: Sequence[Column]) -> Students:
    """Read the chosen columns of the chosen rows; a cell merged downwards counts for every row it covers."""
    values = {column.code: _values(rows, column.index) for column in columns}
    alike = rows[0].types if len({row.types for row in rows}) == 1 else ""
    types = {
        column.code: _same_types(alike, column.index, len(rows))
        or _types(rows, column.index, values[column.code])
        for column in columns
    }
    _fill_merged(sheet, rows, columns, values, types)
    return Students(tuple(row.number for row in rows), values, types)


def _values(rows: Sequence[RawRow], at: int) -> list[str]:
    return [row.values[at] if at < len(row.values) else "" for row in rows]


def _same_types(alike: str, at: int, count: int) -> list[str]:
    """Return the types of a column where all rows have the same ones; nothing where they have not, or it is blank."""
    char = alike[at : at + 1].strip()
    return [TYPE_CHARS[char]] * count if char else []


def _types(rows: Sequence[RawRow], at: int, values: Sequence[str]) -> list[str]:
    chars = [row.types[at] if at < len(row.types) else " " for row in rows]
    return [
        TYPE_CHARS[char] if char != " " else ("text" if value else _BLANK)
        for char, value in zip(chars, values, strict=True)
    ]


def _fill_merged(
    sheet: RawSheet,
    rows: Sequence[RawRow],
    columns: Sequence[Column],
    values: Mapping[str, list[str]],
    types: Mapping[str, list[str]],
) -> None:
    """Give the covered cells of a vertical merge what its first cell shows: that is what a person sees."""
    areas = tall(sheet.merged)
    if not areas:
        return
    numbers = [row.number for row in rows]
    for column in columns:
        said, kinds = values[column.code], types[column.code]
        for top, at in covered(areas, numbers, column.place):
            if not said[at]:
                said[at], kinds[at] = said[top], kinds[top]


def fuller(rows: Sequence[RawRow], columns: Sequence[Column]) -> tuple[Column, bool]:
    """Choose between columns that name one field: the first no other contradicts; else is there a contradiction?

    A column half empty beside a full one says nothing against it; two halves that complete each other do. Nor does
    one that says the same in other words (入学时间 2018-09-01 beside 年级 2018秋), or less (2018级, a day of no term).
    """
    texts = [[value.strip() for value in _values(rows, column.index)] for column in columns]
    holding = [at for at, column in enumerate(texts) if any(column)] or [0]
    code = columns[0].code
    agreed = (at for at in holding if all(_says_nothing_else(code, texts[at], other) for other in texts))
    chosen = next(agreed, None)
    return columns[holding[0] if chosen is None else chosen], chosen is None


def _says_nothing_else(code: str, mine: Sequence[str], other: Sequence[str]) -> bool:
    pairs = {(own, theirs) for own, theirs in zip(mine, other, strict=True) if theirs and theirs != own}
    return all(_means_the_same(code, own, theirs) for own, theirs in pairs)


def _means_the_same(code: str, own: str, theirs: str) -> bool:
    if code not in CLEAN:
        return False
    mine, other = fold(code, own).value, fold(code, theirs).value
    less = (
        code == "cohort" and season_of(mine) != "" == season_of(other) and in_years(mine) == in_years(other)
    )
    return mine == other != "" or less
