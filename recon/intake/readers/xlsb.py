"""xlsb: values by the fast reader, marks from the binary parts ([MS-XLSB] 2.3)."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.marks import Marks
from recon.intake.readers import calamine
from recon.intake.readers.biff import ERRORS
from recon.intake.readers.checks import settle
from recon.intake.readers.lost_sheets import MODULE, Listed, tell_lost_sheets
from recon.intake.readers.ooxml import main_part, tell_active
from recon.intake.readers.package import Package
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.intake.grid import Grid
    from recon.intake.job import Answer, Job

_NO_TEXT = 0xFFFFFFFF
_ROW, _COLUMNS, _SHEET = 0, 60, 156
_VALUES = frozenset({2, 4, 5, 7, 9, 10, 62})
_TEXTS = frozenset({6, 8})
_ERRORS = frozenset({3, 11})
_FORMULAS = frozenset({8, 9, 10, 11})


def read(job: Job, reply: Answer) -> None:
    """Read every worksheet.

    Raises:
        RefusedError: FI06 over the limits, FI01 damaged.
    """
    try:
        with Package(Path(job.path), job.bounds) as package:
            package.check()
            tell_active(package.names, reply)
            package.tell_twice(reply, "xl/")
            listed = _listed(package)
            looks = [_look(package.part(sheet.part)) if sheet.part else None for sheet in listed]
            read = _read(job, looks)
            reply.grids += [settle(grid, looks[n] if n < len(looks) else None, reply) for n, grid in read]
            tell_lost_sheets(package, listed, {place for place, _ in read}, reply, _holds_cells)
    except zipfile.BadZipFile:
        raise RefusedError("FI01", "broken-zip") from None


def _read(job: Job, looks: Sequence[Marks | None]) -> list[tuple[int, Grid]]:
    if any(marks is not None and marks.sparse for marks in looks):
        # calamine would allocate every cell of the used range, and no other library reads xlsb.
        raise RefusedError("FI01", "memory")
    return list(calamine.read_sheets(job.path))


def _holds_cells(data: bytes) -> bool:
    return _look(data).cells > 0


def _listed(package: Package) -> list[Listed]:
    """Return every sheet in the workbook's order."""
    main = main_part(package)
    related = package.related(main)
    found = []
    for kind, body in records(package.part(main)):
        if kind == _SHEET and len(body) >= 12:
            (length,) = struct.unpack_from("<I", body, 8)
            length = 0 if length == _NO_TEXT else length
            link = body[12 : 12 + 2 * min(length, 255)].decode("utf-16-le", "replace")
            name = body[16 + 2 * length :].decode("utf-16-le", "replace")
            relation, part = related.get(link, ("", "")) if link else (MODULE, "")
            found.append(Listed(name, part, relation))
    return found


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (number, body) of every record, as far as they are whole."""
    offset = 0
    while offset < len(data):
        kind, offset = _varint(data, offset, 2)
        size, offset = _varint(data, offset, 4)
        if offset + size > len(data):
            return
        yield kind, data[offset : offset + size]
        offset += size


def _varint(data: bytes, offset: int, most: int) -> tuple[int, int]:
    """Read seven bits a byte, the lowest first, while the eighth is set; a record's number keeps its eighth bits."""
    value = 0
    for step in range(most):
        byte = data[offset + step] if offset + step < len(data) else 0
        value |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            return value, offset + step + 1
    return value, offset + most


def _look(data: bytes) -> Marks:
    marks, row = Marks(), 0
    for kind, body in records(data):
        if kind == _ROW and len(body) >= 12:
            row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & 0x10:
                marks.hidden_rows.add(row)
        elif kind == _COLUMNS and len(body) >= 18:
            first, last = struct.unpack_from("<II", body)
            if body[16] & 1:
                marks.hidden_columns.update(range(first + 1, min(last, 16383) + 2))
        elif len(body) >= 9:
            _cell(marks, kind, row, body)
    return marks


def _cell(marks: Marks, kind: int, row: int, body: bytes) -> None:
    here = (row, struct.unpack_from("<I", body)[0] + 1)
    if kind in _ERRORS:
        marks.errors[here] = ERRORS.get(body[8], "#N/A")
    elif kind not in _VALUES and not (kind in _TEXTS and body[8:12] != b"\x00\x00\x00\x00"):
        return
    marks.cells += 1
    marks.last_row, marks.last_column = max(marks.last_row, here[0]), max(marks.last_column, here[1])
    if kind in _FORMULAS:
        marks.formulas.add(here)
