"""The string table of a workbook: how many texts it has, and which of them are empty."""

from __future__ import annotations

from dataclasses import dataclass

from recon.intake.readers.walking import XmlWalk


@dataclass(frozen=True, slots=True)
class Strings:
    """What a workbook's string table has: how many texts, and which of them are empty. By default it is unknown."""

    count: int = 1 << 31
    empty: frozenset[int] = frozenset()


def strings_of(data: bytes) -> Strings:
    """Return what the string table's part holds (phonetic runs are no text).

    Raises:
        RefusedError: FI01, the XML is broken.
    """
    walk = _Table()
    walk.feed(data)
    return Strings(walk.count, frozenset(walk.empty))


class _Table(XmlWalk):
    def __init__(self) -> None:
        self.empty: set[int] = set()
        self.count = 0
        self._filled = self._phonetic = self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        if name == "si":
            self.count, self._filled = self.count + 1, False
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._inside = not self._phonetic

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si" and not self._filled:
            self.empty.add(self.count - 1)

    def text(self, piece: str) -> None:
        del piece
        self._filled |= self._inside
