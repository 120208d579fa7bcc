"""Which cells of an xls workbook are struck out: a row a clerk crossed out instead of deleting it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_STRIKE_OUT = 0x0008
"""The bit of a font's options ([MS-XLS] 2.4.122)."""
_NO_FONT = 4
"""There is no font of this index ([MS-XLS] 2.5.129): the fifth record is the font 5."""
_SHARED, _MANY = 0x00FD, 0x00BD
_CELLS = frozenset({0x0203, 0x027E, 0x0204, 0x00D6, 0x0006, 0x0205, _SHARED})
"""Records of one filled cell: row, column, format."""


def struck_formats(fonts: Sequence[bytes], formats: Sequence[bytes]) -> frozenset[int]:
    """Return the indices of the cell formats whose font is struck out.

    Args:
        fonts: the bodies of an xls workbook's FONT records.
        formats: those of its XF records.
    """
    struck = {
        at + (at >= _NO_FONT)
        for at, body in enumerate(fonts)
        if len(body) >= 4 and struct.unpack_from("<H", body, 2)[0] & _STRIKE_OUT
    }
    used = (struct.unpack_from("<H", body)[0] if len(body) >= 2 else 0 for body in formats)
    return frozenset(at for at, font in enumerate(used) if font in struck)


def formats_of(kind: int, body: bytes) -> Iterable[int]:
    """Return the format of each filled cell that a record of a sheet holds."""
    if kind in _CELLS and len(body) >= 6:
        return struct.unpack_from("<H", body, 4)
    if kind == _MANY:
        return [struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 5, 6)]
    return ()
