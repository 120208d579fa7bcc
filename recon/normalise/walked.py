"""What a walk through a sheet finds: lines, tables of students, and everything else, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.model import RawRow
    from recon.normalise.columns import Header


@dataclass(frozen=True, slots=True)
class Line:
    """The filled cells of one physical row, apart for columns that are fields and columns that are not."""

    values: Sequence[str]
    fields: Mapping[str, str]
    serial: int = -1
    """Index of the 序号 column, -1 when there is none."""
    announced: bool = False
    """Whether the line above says that this one is an example."""

    @property
    def texts(self) -> list[str]:
        """Return the non-empty cells."""
        return [value.strip() for value in self.values if value.strip()]


@dataclass(slots=True)
class Table:
    """One table while it is read: its header, the lines above, its students, and rows nobody can place."""

    header: Header
    above: list[RawRow] = field(default_factory=list)
    students: list[RawRow] = field(default_factory=list)
    doubtful: list[RawRow] = field(default_factory=list)
    mentions: list[RawRow] = field(default_factory=list)
    """Lines that are no students and mention one; whoever is on the sheet as well is not lost."""
    marked: list[RawRow] = field(default_factory=list)
    """Of the students those that a cell calls an example: typed over the one the form came with."""
    away: list[RawRow] = field(default_factory=list)
    """Students below a line that says they will not come; they are none of ``students``."""
    goes_on: bool = False
    """Whether its header is that of the sheet before (``continued``), which has broken no rule here."""


@dataclass(slots=True)
class Walk:
    """What a sheet holds."""

    tables: list[Table] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    stray: list[RawRow] = field(default_factory=list)
    """Rows with a student's number that stand under no header."""
    beside: list[RawRow] = field(default_factory=list)
    """Rows with a name and a number in columns beside the tables that have no header."""
    kinds: dict[int, str] = field(default_factory=dict)
    """Row below a header that is no student → what it is."""
