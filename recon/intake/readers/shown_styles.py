"""Which cell styles of a workbook show more than their cells hold (:mod:`recon.intake.shown`)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from recon.intake.readers.walking import XmlWalk
from recon.intake.refusal import RefusedError
from recon.intake.shown import Shown, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NO_SHOWN: Mapping[int, Shown] = {}
_WIDE = 0x01
"""The bit of a text's flags that says two bytes a sign ([MS-XLS] 2.5.294)."""


def of_xlsx(data: bytes) -> Mapping[int, Shown]:
    """Return by the index of a style (``s`` of a cell) what it adds; nearly every workbook has none.

    Args:
        data: the part of styles, UTF-8; broken styles add nothing.
    """
    if b"numFmt " not in data:
        return _NO_SHOWN
    walk = _Formats()
    try:
        walk.feed(data)
    except RefusedError:
        return _NO_SHOWN
    return _by_style(walk.codes, walk.used)


def of_xls(formats: Sequence[bytes], styles: Iterable[bytes]) -> Mapping[int, Shown]:
    """Return by the index of a cell's format what it adds.

    Args:
        formats: the bodies of a BIFF8 workbook's FORMAT records.
        styles: those of its XF records.
    """
    codes = dict(_code(body) for body in formats if len(body) >= 5)
    return _by_style(
        codes, [struct.unpack_from("<H", body, 2)[0] if len(body) >= 4 else 0 for body in styles]
    )


def _by_style(codes: Mapping[int, str], used: Iterable[int]) -> Mapping[int, Shown]:
    shown = {number: found for number, code in codes.items() if (found := parse(code))}
    return {at: shown[number] for at, number in enumerate(used) if number in shown} if shown else _NO_SHOWN


def _code(body: bytes) -> tuple[int, str]:
    number, size, flags = struct.unpack_from("<HHB", body)
    if flags & _WIDE:
        return number, body[5 : 5 + 2 * size].decode("utf-16-le", "replace")
    return number, body[5 : 5 + size].decode("latin-1")


class _Formats(XmlWalk):
    """Gathers the number formats, and the number format of each style in turn."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.used: list[int] = []
        self._inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"numFmts", "cellXfs"}:
            self._inside = name
        number = attributes.get("numFmtId", "")
        if name == "numFmt" and self._inside == "numFmts" and number.isdigit():
            self.codes[int(number)] = attributes.get("formatCode", "")
        elif name == "xf" and self._inside == "cellXfs":
            self.used.append(int(number) if number.isdigit() else 0)

    def end(self, name: str) -> None:
        if name in {"numFmts", "cellXfs"}:
            self._inside = ""
