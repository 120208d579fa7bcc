"""Which styles of a Word document strike their text out or hide it."""

from __future__ import annotations

from recon.intake.readers.walking import XmlWalk
from recon.intake.refusal import RefusedError

MARKS = {"strike": "struck", "dstrike": "struck", "vanish": "hidden"}
"""A property of text → what it makes of it."""
OFF = frozenset({"0", "false", "off"})


def marking_styles(data: bytes) -> dict[str, frozenset[str]]:
    """Return the styles that mark their text, by their identifiers; nearly every document has none.

    Args:
        data: the part of styles; broken styles mark nothing.
    """
    if b"strike" not in data and b"vanish" not in data:
        return {}
    walk = _Styles()
    try:
        walk.feed(data)
    except RefusedError:
        return {}
    return {style: marks for style in walk.own if (marks := walk.marks(style))}


class _Styles(XmlWalk):
    """Gathers what each style says itself, and on which other one it is based."""

    def __init__(self) -> None:
        self.own: dict[str, dict[str, bool]] = {}
        self._based: dict[str, str] = {}
        self._style, self._inside = "", False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("styleId", "")
            self.own[self._style] = {}
        elif name == "basedOn" and self._style:
            self._based[self._style] = attributes.get("val", "")
        elif name == "rPr":
            self._inside = bool(self._style)
        elif name in MARKS and self._inside:
            self.own[self._style][MARKS[name]] = attributes.get("val") not in OFF

    def end(self, name: str) -> None:
        if name == "rPr":
            self._inside = False
        elif name == "style":
            self._style = ""

    def marks(self, style: str) -> frozenset[str]:
        """Return how a style marks its text, by itself or by what it is based on."""
        said: dict[str, bool] = {}
        seen: set[str] = set()
        while style in self.own and style not in seen:
            seen.add(style)
            said = self.own[style] | said
            style = self._based.get(style, "")
        return frozenset(mark for mark, on in said.items() if on)
