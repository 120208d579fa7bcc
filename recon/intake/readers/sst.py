"""Which shared strings of an xls workbook are empty ([MS-XLS] 2.4.265 SST, 2.5.293 XLUnicodeRichExtendedString)."""

from __future__ import annotations

import struct


def empty_strings(bodies: list[bytes]) -> frozenset[int]:
    """Return the indices of strings without characters.

    Args:
        bodies: the SST record's body and those of the CONTINUE records after it. A string's characters may be cut by
            the end of a record; the next one then begins with a byte that says anew how wide they are.
    """
    walk = _Walk(bodies)
    found: set[int] = set()
    try:
        walk.skip(8)
        for index in range(1 << 24):
            if walk.string() == 0:
                found.add(index)
    except (struct.error, IndexError):
        pass  # the table's end
    return frozenset(found)


class _Walk:
    """A place in a chain of record bodies."""

    def __init__(self, bodies: list[bytes]) -> None:
        self._bodies, self._body, self._at = bodies, 0, 0

    def string(self) -> int:
        """Pass one string; return how many characters it has."""
        self._settle()
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        phonetic = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        self._characters(length, flags)
        self.skip(4 * runs + phonetic)
        return int(length)

    def skip(self, size: int) -> None:
        """Pass bytes, over record ends."""
        while size > 0:
            step = min(size, self._left())
            self._at += step
            size -= step
            if size:
                self._next()

    def _characters(self, length: int, flags: int) -> None:
        while length:
            width = 2 if flags & 1 else 1
            step = min(length, self._left() // width)
            self._at += step * width
            length -= step
            if length:
                self._next()
                flags = self._take(1)[0]

    def _left(self) -> int:
        return len(self._bodies[self._body]) - self._at

    def _next(self) -> None:
        self._body, self._at = self._body + 1, 0
        self._bodies[self._body]

    def _settle(self) -> None:
        """Go to the next record at the end of this one."""
        if not self._left():
            self._next()

    def _take(self, size: int) -> bytes:
        piece = self._bodies[self._body][self._at : self._at + size]
        self._at += size
        return piece
