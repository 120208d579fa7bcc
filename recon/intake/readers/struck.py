"""Which cell styles of a workbook strike their text out: a row a clerk crossed out instead of deleting it."""

from __future__ import annotations

from recon.intake.readers.rich_text import OFF
from recon.intake.readers.walking import XmlWalk
from recon.intake.refusal import RefusedError


def struck_styles(data: bytes) -> frozenset[int]:
    """Return the indices of the styles (``s`` of a cell) whose font is struck out; nearly every workbook has none.

    Args:
        data: the part of styles, UTF-8; broken styles strike nothing.
    """
    if b"strike" not in data:
        return frozenset()
    walk = _Styles()
    try:
        walk.feed(data)
    except RefusedError:
        return frozenset()
    return frozenset(at for at, font in enumerate(walk.used) if font in walk.struck)


class _Styles(XmlWalk):
    """Gathers the struck fonts, and the font of each style in turn."""

    def __init__(self) -> None:
        self.struck: set[int] = set()
        self.used: list[int] = []
        self._inside, self._fonts = "", 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"fonts", "cellXfs"}:
            self._inside = name
        elif name == "strike" and self._inside == "fonts" and attributes.get("val") not in OFF:
            self.struck.add(self._fonts)
        elif name == "xf" and self._inside == "cellXfs":
            font = attributes.get("fontId", "0")
            self.used.append(int(font) if font.isdigit() else 0)

    def end(self, name: str) -> None:
        if name == "font" and self._inside == "fonts":
            self._fonts += 1
        elif name in {"fonts", "cellXfs"}:
            self._inside = ""
