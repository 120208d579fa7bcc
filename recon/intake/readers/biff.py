"""A second look at an xls workbook's records (BIFF2 to BIFF8; WPS writes the same into .et).

Only counted and marked here: values come from the fast reader. Source: [MS-XLS] 2.3 (records), 2.5.10 (error codes).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recon.intake.marks import Marks
from recon.intake.readers.biff_struck import formats_of, struck_formats
from recon.intake.readers.shown_styles import of_xls
from recon.intake.readers.sst import empty_strings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recon.intake.shown import Shown

ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
"""Error code → what Excel shows."""

_BOFS = frozenset({0x0809, 0x0409, 0x0209, 0x0009})
_EOF, _FILEPASS, _BOUNDSHEET, _SUPBOOK, _VBA = 0x000A, 0x002F, 0x0085, 0x01AE, 0x00D3
_CODEPAGE, _BIFF5 = 0x0042, 0x0500
_ROW, _COLUMNS, _STRING, _SST_LABEL = 0x0208, 0x007D, 0x0207, 0x00FD
_SST, _CONTINUE = 0x00FC, 0x003C
_FONT, _FORMAT, _CODE, _BIFF8 = 0x0031, 0x00E0, 0x041E, 0x0600
_NUMBERS = frozenset({0x0203, 0x027E, 0x0002, 0x0003})
_LABELS = frozenset({0x0204, 0x00D6, 0x0004})
_MANY_NUMBERS, _BOOL_OR_ERROR = 0x00BD, 0x0205
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_OWN_BOOK = (b"\x01\x04", b"\x01\x3a")


@dataclass(slots=True)
class Look:
    """What the records say of the whole workbook."""

    sheets: list[Marks] = field(default_factory=list)
    """In the workbook's order, one per sheet of any kind."""
    encrypted: bool = False
    macros: bool = False
    external: bool = False
    old: bool = False
    """Before BIFF8 (Excel 95 and earlier): texts are bytes of a code page."""
    codepage: int = 0
    """What the workbook says of them, 0 when it says nothing."""


def look(stream: bytes) -> Look:
    """Walk through the records of a Workbook stream; a broken record ends the walk of its part."""
    found = Look()
    offsets: list[int] = []
    strings: list[bytes] = []
    styles: dict[int, list[bytes]] = {_FONT: [], _FORMAT: [], _CODE: []}
    before = 0
    version = _version(stream)
    found.old = version <= _BIFF5
    for kind, body in records(stream, 0):
        if kind == _EOF:
            break
        if kind == _SST or (kind == _CONTINUE and before == _SST):
            strings.append(body)
            before = _SST
            continue
        before = kind
        if kind == _FILEPASS:
            found.encrypted = True
            return found
        if kind == _CODEPAGE and len(body) >= 2:
            found.codepage = struct.unpack_from("<H", body)[0]
        if kind == _BOUNDSHEET and len(body) >= 4:
            offsets.append(struct.unpack_from("<I", body)[0])
        if kind in styles:
            styles[kind].append(body)
        found.macros |= kind == _VBA
        found.external |= kind == _SUPBOOK and body[2:4] not in _OWN_BOOK
    empty = empty_strings(strings)
    one = [0] if version < _BIFF5 else []  # before BIFF5 a file was one sheet
    struck = struck_formats(styles[_FONT], styles[_FORMAT])
    # Before BIFF8 formats are bytes of a code page.
    shown = of_xls(styles[_CODE] if version >= _BIFF8 else [], styles[_FORMAT])
    found.sheets = [_sheet(stream, offset, empty, struck, shown) for offset in offsets or one]
    return found


def _version(stream: bytes) -> int:
    """Return the version the first record tells: 0x0600 for BIFF8, 0x0500 for BIFF5, below it one of the first."""
    kind, body = next(records(stream, 0), (0, b""))
    return struct.unpack_from("<H", body)[0] if kind == 0x0809 and len(body) >= 2 else kind >> 8


def texts(stream: bytes) -> bytes:
    """Return the bytes of all texts of an old workbook, to tell their encoding by."""
    return b"\n".join(body[8:] for kind, body in records(stream, 0) if kind in _LABELS)


def records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, body) of every record from ``offset`` on, as far as they are whole."""
    view = memoryview(stream)
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        if kind == 0 and size == 0:
            return  # the padding at the stream's end
        yield kind, bytes(view[offset + 4 : offset + 4 + size])
        offset += 4 + size


def _sheet(
    stream: bytes, offset: int, empty: frozenset[int], struck: frozenset[int], shown: Mapping[int, Shown]
) -> Marks:
    marks = Marks()
    waiting: tuple[int, int] | None = None
    """A formula whose text follows in its own record."""
    for kind, body in _of_sheet(stream, offset):
        if kind == _STRING and waiting:
            if body[:2] != b"\x00\x00":
                _count(marks, *waiting, formula=True)
            waiting = None
        elif len(body) >= 6 and not (kind == _SST_LABEL and _index(body) in empty):
            waiting = _record(marks, kind, body) or waiting
            for used in formats_of(kind, body) if struck else ():
                marks.cross(struct.unpack_from("<H", body)[0] + 1, struck=used in struck)
            if shown:
                _dress(marks, kind, body, shown)
    return marks


def _dress(marks: Marks, kind: int, body: bytes, shown: Mapping[int, Shown]) -> None:
    """Mark the filled cells of a record whose formats show more than they hold."""
    row, column = struct.unpack_from("<HH", body)
    for place, used in enumerate(formats_of(kind, body), column + 1):
        if used in shown:
            marks.dressed[row + 1, place] = shown[used]


def _of_sheet(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one sheet; a chart inside it has records of the same numbers, which are passed over."""
    depth = 0
    for kind, body in records(stream, offset):
        depth += (kind in _BOFS) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, body


def _index(body: bytes) -> int:
    """Return which shared string a LABELSST record shows."""
    return int(struct.unpack_from("<I", body.ljust(10, b"\0"), 6)[0])


def _record(marks: Marks, kind: int, body: bytes) -> tuple[int, int] | None:
    """Take in one record of a sheet; return the place of a formula whose text is still to come."""
    row, column = struct.unpack_from("<HH", body)
    row, column = row + 1, column + 1
    if kind in _NUMBERS or kind == _SST_LABEL or (kind in _LABELS and body[6:8] != b"\x00\x00"):
        _count(marks, row, column)
    elif kind == _MANY_NUMBERS:
        for place in range(column, column + (len(body) - 6) // 6):
            _count(marks, row, place)
    elif kind == _BOOL_OR_ERROR and len(body) >= 8:
        _count(marks, row, column, error=body[6] if body[7] else -1)
    elif kind in _FORMULAS and len(body) >= 14:
        return _formula(marks, row, column, body[6:14])
    elif kind == _ROW and len(body) >= 14 and body[12] & 0x20:
        marks.hidden_rows.add(row)
    elif kind == _COLUMNS and len(body) >= 10 and body[8] & 1:
        marks.hidden_columns.update(range(row, column + 1))
    return None


def _formula(marks: Marks, row: int, column: int, result: bytes) -> tuple[int, int] | None:
    """Take in a formula's cached value: eight bytes, a number unless the last two are 0xFFFF."""
    if result[6:] != b"\xff\xff":
        _count(marks, row, column, formula=True)
    elif result[0] == 0:
        return row, column
    elif result[0] == 1:
        _count(marks, row, column, formula=True)
    elif result[0] == 2:
        _count(marks, row, column, formula=True, error=result[2])
    return None


def _count(marks: Marks, row: int, column: int, *, formula: bool = False, error: int = -1) -> None:
    marks.cells += 1
    marks.last_row, marks.last_column = max(marks.last_row, row), max(marks.last_column, column)
    if formula:
        marks.formulas.add((row, column))
    if error >= 0:
        marks.errors[row, column] = ERRORS.get(error, "#N/A")
