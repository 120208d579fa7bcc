"""How our workbooks look: one calm palette, the fonts of an official document, borders that print."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INK = "#1F2933"
MUTED = "#7B8794"
LINE = "#9AA5B1"
HEAD = "#DCE6F1"
BAND = "#F3F6FA"
FILLS = {
    "fatal": "#F4B6B6",
    "error": "#F8D7DA",
    "warning": "#FFE8C2",
    "info": "#E3F0FB",
    "changed": "#FFF3C4",
    "ask": "#E4F1E1",
}
"""Background of a cell by severity; ``changed`` was corrected by us, ``ask`` waits for the reader's pen."""
TITLE_FONT = "方正小标宋简体"
"""The title font of official documents; where it is missing Office falls back to 宋体."""
BODY_FONT = "宋体"
_GB2312 = 134
LARGER = 0.9
"""How much of a text goes on a line at 11 points, where cells have 10."""
ROW = 18.0
"""Height of a row with one line, in points."""

_FONT: dict[str, Any] = {"font_name": BODY_FONT, "font_size": 10, "font_color": INK, "font_charset": _GB2312}
_BOX: dict[str, Any] = {"border": 1, "border_color": LINE, "valign": "vcenter"}
_TEXT: dict[str, Any] = {**_FONT, **_BOX, "num_format": "@"}

STYLES: dict[str, dict[str, Any]] = {
    "annex": {**_FONT, "font_name": "黑体", "font_size": 12, "num_format": "@", "valign": "vcenter"},
    "title": {
        **_FONT,
        "font_name": TITLE_FONT,
        "font_size": 18,
        "align": "center",
        "valign": "vcenter",
        "num_format": "@",
    },
    "line": {**_FONT, "font_size": 11, "valign": "vcenter", "num_format": "@"},
    "mark": {
        **_FONT,
        "font_size": 8,
        "font_color": MUTED,
        "align": "right",
        "valign": "vcenter",
        "num_format": "@",
    },
    "head": {**_TEXT, "bold": True, "bg_color": HEAD, "align": "center", "text_wrap": True},
    "cell": {**_TEXT, "text_wrap": True},
    "mid": {**_TEXT, "align": "center"},
    "bold": {**_TEXT, "bold": True, "text_wrap": True},
    "band": {**_TEXT, "bold": True, "bg_color": BAND, "text_wrap": True},
    "link": {**_TEXT, "font_color": "#1F5FA8", "underline": 1, "align": "center"},
    "note": {**_FONT, "font_color": MUTED, "text_wrap": True, "valign": "top", "num_format": "@"},
    "para": {**_FONT, "font_size": 11, "text_wrap": True, "valign": "top", "num_format": "@"},
    "count": {**_FONT, **_BOX, "num_format": "0", "align": "right"},
    "count-band": {**_FONT, **_BOX, "num_format": "0", "align": "right", "bold": True, "bg_color": BAND},
    "share": {**_FONT, **_BOX, "num_format": "0.00%", "align": "right"},
    "share-band": {**_FONT, **_BOX, "num_format": "0.00%", "align": "right", "bold": True, "bg_color": BAND},
    "open": {**_TEXT, "text_wrap": True, "locked": False},
    "tick": {**_TEXT, "align": "center", "bg_color": FILLS["ask"], "locked": False},
    "answer": {**_TEXT, "text_wrap": True, "bg_color": FILLS["ask"], "locked": False},
}


def style(name: str) -> dict[str, Any]:
    """Return the XlsxWriter properties of ``cell`` or ``cell:error`` (a style with a fill of FILLS)."""
    base, _, fill = name.partition(":")
    return STYLES[base] | ({"bg_color": FILLS[fill]} if fill else {})


@lru_cache(maxsize=20_000)
def width(text: str) -> int:
    """Return how many columns of a spreadsheet a text takes: a Han or full-width character takes two."""
    return len(text) if text.isascii() else sum(2 if char >= "\u1100" else 1 for char in text)


def height(texts: Sequence[str], widths: Iterable[float]) -> float:
    """Return how high a row must be, in points, to show wrapped texts whole in columns of these widths.

    Office fits wrapped rows by itself when it opens a file, other programs and printing services do not.
    """
    cells: Iterable[tuple[str, float]] = zip(texts, widths, strict=False)
    if "\n" not in "".join(texts):  # too short to wrap: spares nearly all cells the counting
        cells = [(text, size) for text, size in cells if len(text) * 2 >= size]
        cells = [(text, size) for text, size in cells if len(text) >= size or not text.isascii()]
    most = max((_lines(text, size) for text, size in cells), default=1)
    return _tall(most)


def heights(columns: Sequence[Sequence[str]], widths: Iterable[float]) -> dict[int, float]:
    """Return how high rows must be that are higher than one line (see :func:`height`), by their place."""
    most: dict[int, int] = {}
    for texts, size in zip(columns, widths, strict=False):
        if not _may_wrap(texts, size):
            continue
        counts = {text: _lines(text, size) for text in set(texts)}
        if max(counts.values()) > 1:
            for place, text in enumerate(texts):
                if counts[text] > most.get(place, 1):
                    most[place] = counts[text]
    return {place: _tall(lines) for place, lines in most.items()}


def _may_wrap(texts: Sequence[str], size: float) -> bool:
    """Tell in a glance whether any of a column's texts may take more than one line."""
    longest, whole = max(map(len, texts)), "".join(texts)
    return (longest * 2 >= size and (longest >= size or not whole.isascii())) or "\n" in whole


def _tall(lines: int) -> float:
    return ROW if lines == 1 else min(ROW + (lines - 1) * 13.0, 400.0)


@lru_cache(maxsize=20_000)
def _lines(text: str, size: float) -> int:
    """A column is measured in digits at 11 points; our 10 points leave a little more room."""
    room = max(int(size * 1.03), 1)
    return sum(max(1, -(-width(part) // room)) for part in text.split("\n"))
