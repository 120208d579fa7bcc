"""What intake hands on: files, sheets and rows, exactly as read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

TYPE_CHARS: Mapping[str, str] = {
    "t": "text",
    "n": "number",
    "d": "date",
    "b": "boolean",
    "e": "error",
    "f": "formula",
    " ": "blank",
}
"""One character per cell in :attr:`RawRow.types`; ``f`` is a formula's cached value (text), whatever its type."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One physical row: its number (1-based), the cells from column A on as text, and one type character per cell."""

    number: int
    values: tuple[str, ...]
    types: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet exactly as read. Rows without any value are left out; ``cells`` counts the non-empty ones."""

    name: str
    rows: tuple[RawRow, ...]
    cells: int
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    """1-based column numbers."""
    struck_rows: frozenset[int] = frozenset()
    """Rows most of whose filled cells are struck out, where the kind of file tells (not xlsb, csv, Parquet)."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """(first row, first column, last row, last column), 1-based, inclusive."""
    above: tuple[str, ...] = ()
    """Lines of a document that stand above its table: titles without a row."""
    long: pa.Table | None = None
    """Every row of a long extract (``number`` int64, ``types`` and ``c0`` … text, ``""`` where nothing stands), where
    it was asked for so; ``rows`` then holds the first ones alone."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a file-level rule says about a file (or a header): the rule's code and the message's values."""

    rule: str
    details: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0
    cell: str = ""
    field: str = ""


def outermost(file: str) -> str:
    """Return the file that was received: of a member of an archive, the archive."""
    return file.split("!/", 1)[0]


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of a submission after intake: read, or refused with the rule that says why."""

    file: str
    """Relative to the given PATH, with ``/``; archive members joined by ``!/``."""
    sha256: str
    size: int
    kind: str
    """By content: xlsx, xls, xlsb, ods, csv, html, spreadsheetml …; empty when unknown."""
    verdict: str
    """``read`` or ``refused``."""
    sheets: tuple[RawSheet, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    received_at: str = ""
    """ISO time with +08:00 from a mail header, else empty."""
    sender: str = ""
    seconds: float = 0.0

    @property
    def refused(self) -> bool:
        """True when nothing of the file can be used."""
        return self.verdict == "refused"
