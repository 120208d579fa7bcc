"""A sheet while it is being read: the light form that travels from the child to the parent as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from recon.intake.cells import BLANK, TEXT, cell

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    merged: list[list[int]] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """Count the non-empty cells."""
        return sum(len(types) - types.count(BLANK) for types in self.types)

    def add(self, number: int, values: Sequence[str], types: str) -> None:
        """Append a row; trailing blanks are cut, an empty row is left out."""
        width = len(types.rstrip(BLANK))
        if width:
            self.numbers.append(number)
            self.values.append(list(values[:width]))
            self.types.append(types[:width])

    def add_python(self, number: int, row: list[Any]) -> None:
        """Append a row of Python values as a library reads them; the list is used up."""
        if row.count("") == len(row):
            return  # most rows of a far-flung sheet
        while row[-1] == "":
            row.pop()
        kinds = [(TEXT if value else BLANK) if type(value) is str else "" for value in row]
        for place, value in enumerate(row) if "" in kinds else ():
            if not kinds[place]:
                row[place], kinds[place] = cell(value)
        self.add(number, row, "".join(kinds))

    def add_texts(self, number: int, row: Sequence[str]) -> None:
        """Append a row of texts, as a CSV file or a web page holds them."""
        self.add(number, row, "".join(TEXT if value else BLANK for value in row))

    def plain(self) -> dict[str, Any]:
        """Return the form that goes over the wire (``asdict`` would copy every cell)."""
        return {member.name: getattr(self, member.name) for member in fields(self)}
