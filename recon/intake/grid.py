"""A sheet while it is being read: the light form that travels from the child to the parent as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from itertools import chain
from typing import TYPE_CHECKING, Any

from recon.intake.cells import BLANK, TEXT, cell

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROWS = ("numbers", "values", "types")
_PIECE = 20_000
"""Rows that go over the wire at a time."""
LONG = 5_000
"""Rows from which a sheet of an extract is laid down by columns."""
FIRST = 60
"""Rows of such a sheet that come with the answer: more than any header stands below."""
_ONLY_TEXT = frozenset({str})


@dataclass(slots=True)
class Grid:
    """One sheet: parallel lists of row numbers, row values and row types. Empty rows are left out."""

    name: str
    numbers: list[int] = field(default_factory=list)
    values: list[list[str]] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    struck_rows: list[int] = field(default_factory=list)
    partly_struck: list[int] = field(default_factory=list)
    """Rows in which text that is struck out was left out beside other text of its cell."""
    merged: list[list[int]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """Lines that stand above the sheet and in none of its rows."""
    laid: str = ""
    """The Arrow file that holds every row of a long sheet."""
    counted: int = -1
    """Its non-empty cells."""

    @property
    def cells(self) -> int:
        """Count the non-empty cells."""
        return len("".join(self.types).replace(BLANK, "")) if self.counted < 0 else self.counted

    def add(self, number: int, values: list[str], types: str) -> None:
        """Append a row; trailing blanks are cut, an empty row is left out."""
        width = len(types.rstrip(BLANK))
        if width:
            self.numbers.append(number)
            self.values.append(values if width == len(values) else values[:width])
            self.types.append(types[:width])

    def add_python(self, number: int, row: list[Any]) -> None:
        """Append a row of Python values as a library reads them; the list is used up."""
        if row and _ONLY_TEXT.issuperset(map(type, row)) and "" not in row:  # the usual case, kept fast
            self.numbers.append(number)
            self.values.append(row)
            self.types.append(TEXT * len(row))
            return
        if row.count("") == len(row):
            return  # the usual case in a sheet with far-flung cells
        while row[-1] == "":
            row.pop()
        kinds = [(TEXT if value else BLANK) if type(value) is str else "" for value in row]
        place = -1
        for _ in range(kinds.count("")):
            place = kinds.index("", place + 1)
            row[place], kinds[place] = cell(row[place])
        self.add(number, row, "".join(kinds))

    def add_texts(self, number: int, row: list[str]) -> None:
        """Append a row of texts, as a CSV file or a web page holds them."""
        self.add(number, row, "".join(TEXT if value else BLANK for value in row))

    def head(self) -> dict[str, Any]:
        """Return the sheet without its rows, as it goes over the wire."""
        return {
            member.name: getattr(self, member.name) for member in fields(self) if member.name not in _ROWS
        }

    def pieces(self, place: int) -> Iterator[dict[str, Any]]:
        """Yield the rows, as they go over the wire; ``place`` is the sheet's among its file's."""
        for start in range(0, len(self.numbers), _PIECE):
            rows = {name: getattr(self, name)[start : start + _PIECE] for name in _ROWS}
            yield {"grid": place, **rows}

    def take(self, piece: dict[str, Any]) -> None:
        """Append a piece of rows from the wire.

        Raises:
            ValueError, TypeError: what came are no rows.
        """
        numbers, values, types = (piece[name] for name in _ROWS)
        if list(map(len, values)) != list(map(len, types)) or len(numbers) != len(types):
            raise ValueError("rows")
        if not {*map(type, types), *map(type, chain.from_iterable(values))} <= {str} or {
            *map(type, numbers)
        } - {int}:
            raise TypeError("rows")
        self.numbers += numbers
        self.values += values
        self.types += types
