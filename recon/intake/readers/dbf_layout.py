"""The head of a dBase or FoxPro table: how many records there are, how long each is, and what its fields are."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_VERSIONS = frozenset({0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7B, 0x83, 0x8B, 0xCB, 0xE5, 0xF5, 0xFB})
"""dBase III to V, FoxPro and Visual FoxPro; dBase 7 lays its head out in another way."""
_KINDS = frozenset("CNFDLMGPBIYTVQW0")
_START, _FIELD, _END = 32, 32, 0x0D
_NULLABLE, _VARYING = 0x02, frozenset("VQ")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the file's own encoding, its type's letter, and where it stands in a record."""

    name: bytes
    kind: str
    start: int
    size: int
    full_bit: int = -1
    """The flag that says that a text of varying length is shorter than its field (Visual FoxPro)."""
    null_bit: int = -1

    @property
    def end(self) -> int:
        """Where the next field begins."""
        return self.start + self.size


@dataclass(frozen=True, slots=True)
class Layout:
    """What the head says; ``page`` is the number of a code page, ``fields`` are in the order of a record."""

    records: int
    head: int
    size: int
    page: int
    locked: bool
    fields: tuple[Field, ...]

    @property
    def flags(self) -> Field | None:
        """The field that holds the flags of all others."""
        return next((field for field in self.fields if field.kind == "0"), None)


def layout(data: bytes) -> Layout | None:
    """Return what the head of a file says, None where it is no such table.

    Args:
        data: the beginning of the file, its first 64 KiB at least. A text may begin with the same bytes, so that
            everything has to fit: the fields' types, and their lengths together.
    """
    if len(data) <= _START or data[0] not in _VERSIONS or data[2] > 12 or data[3] > 31:
        return None
    records, head, size = struct.unpack_from("<IHH", data, 4)
    found = _described(data[:head]) if head <= len(data) else None
    if not found:
        return None
    for long in (False, True):
        fields = _placed(found, long=long)
        if fields[-1].end == size:
            return Layout(records, head, size, data[29], data[15] == 1, fields)
    return None


def _described(head: bytes) -> list[bytes]:
    """Return the descriptions of the fields; none where one of them is impossible."""
    found = []
    for at in range(_START, len(head) - _FIELD + 1, _FIELD):
        if head[at] == _END:
            break
        one = head[at : at + _FIELD]
        name = one[:11].partition(b"\0")[0]
        if not name or min(name) < 0x20 or chr(one[11]) not in _KINDS or not one[16]:
            return []
        found.append(one)
    return found


def _placed(described: list[bytes], *, long: bool) -> tuple[Field, ...]:
    """Give every field its place; a ``long`` text has the higher byte of its length where decimals stand."""
    found, at, bit = [], 1, 0
    for one in described:
        kind, size, nullable = chr(one[11]), one[16], bool(one[18] & _NULLABLE)
        size += one[17] << 8 if long and kind == "C" else 0
        full = bit if kind in _VARYING else -1
        bit += kind in _VARYING
        null = bit if nullable else -1
        bit += nullable
        found.append(Field(one[:11].partition(b"\0")[0], kind, at, size, full, null))
        at += size
    return tuple(found)
