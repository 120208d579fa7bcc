"""Taking a person out of a dBase table: the records are blanked, and the others keep their numbers."""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recon.workspace.redact.person import Person

_VERSIONS = frozenset({0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7B, 0x83, 0x8B, 0xCB, 0xE5, 0xF5, 0xFB})
_START, _FIELD, _END = 32, 32, 0x0D
_TEXTS = b"CNFDV"
_CODES = ("gb18030", "utf-8", "cp950")


def is_table(data: bytes) -> bool:
    """Tell whether a file is a dBase or FoxPro table whose fields fill its records."""
    if len(data) <= _START or data[0] not in _VERSIONS:
        return False
    head, size = struct.unpack_from("<HH", data, 8)
    edges = _edges(data)
    return len(edges) > 1 and head <= len(data) and edges[-1][0] == size


def redact(data: bytes, person: Person, file: str) -> bytes:
    """Return the table without the person: the same bytes when the person is not in it."""
    count, head, size = struct.unpack_from("<IHH", data, 4)
    edges, listed = _edges(data), person.at(file, "")
    kept = bytearray(data)
    for number in range(min(count, (len(data) - head) // size)):
        at = head + number * size
        if number + 2 in listed or _is_in(data[at : at + size], edges, person):
            kept[at : at + size] = b" " * size
    return bytes(kept)


def _edges(data: bytes) -> list[tuple[int, bool]]:
    """Return where each field begins and whether it is text; the last one is the end of a record."""
    edges, at = [], 1
    for one in range(_START, len(data) - _FIELD + 1, _FIELD):
        if data[one] == _END:
            break
        text = data[one + 11] in _TEXTS
        edges.append((at, text))
        at += data[one + 16] + ((data[one + 17] << 8) if data[one + 11] == ord("C") else 0)
    return [*edges, (at, False)]


def _is_in(record: bytes, edges: list[tuple[int, bool]], person: Person) -> bool:
    texts = [record[start:end] for (start, text), (end, _) in pairwise(edges) if text]
    return any(person.marks(raw.decode(code, "replace")) for raw in texts for code in _CODES)
