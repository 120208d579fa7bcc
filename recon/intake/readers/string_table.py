"""The string table of a workbook: how many texts it has, which are empty, and which are struck out in part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recon.intake.readers.rich_text import Runs, is_uneven
from recon.intake.readers.walking import XmlWalk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.intake.readers.rich_text import Pieces


@dataclass(frozen=True, slots=True)
class Strings:
    """What a workbook's string table has: how many texts, and which of them are empty. By default it is unknown."""

    count: int = 1 << 31
    empty: frozenset[int] = frozenset()
    uneven: Mapping[int, Pieces] = field(default_factory=dict)
    """The texts that may be struck out in part, by their index."""


def strings_of(data: bytes) -> Strings:
    """Return what the string table's part holds (phonetic runs are no text).

    Raises:
        RefusedError: FI01, the XML is broken.
    """
    walk = _Table()
    walk.feed(data)
    return Strings(walk.count, frozenset(walk.empty), walk.uneven)


class _Table(XmlWalk):
    def __init__(self) -> None:
        self.empty: set[int] = set()
        self.uneven: dict[int, Pieces] = {}
        self._runs = Runs()
        self.count = 0
        self._filled = self._phonetic = self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.count, self._filled = self.count + 1, False
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._inside = not self._phonetic
        else:
            self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self._end_text()

    def text(self, piece: str) -> None:
        self._filled |= self._inside
        if self._inside:
            self._runs.hear(piece)

    def _end_text(self) -> None:
        pieces = self._runs.taken()
        if not self._filled:
            self.empty.add(self.count - 1)
        elif is_uneven(pieces):
            self.uneven[self.count - 1] = pieces
