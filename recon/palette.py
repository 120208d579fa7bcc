"""One colour per meaning, on every page, told apart by colour-blind eyes, in light and in dark.

Neighbours differ in lightness as well as in hue: every pair that can stand side by side is at least 18
apart in CIELAB to protan, deutan and tritan eyes, and every number on a colour has a contrast of 4.5
(``tests/test_palette.py`` computes both).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

GOOD: Final = "#199f8d"
DONE: Final = "#145e5e"
ATTENTION: Final = "#e7ba4b"
BAD: Final = "#cb4830"
HELD: Final = "#8457b1"
LATE: Final = "#642e19"
CALM: Final = "#94bde8"
QUIET: Final = "#c5cbd1"
FAINT: Final = "#4f5869"

COLOURS: Final[dict[str, str]] = {
    # what became of a due student (docs/definitions.md, "Who is due")
    "clean": GOOD,
    "open": ATTENTION,
    "held": HELD,
    "late": LATE,
    "excused": CALM,
    "awaited": QUIET,
    "omitted": BAD,
    # the photo on the day it is needed
    "valid": GOOD,
    "expiring": ATTENTION,
    "expired": BAD,
    "unknown": HELD,
    "none": FAINT,
    "not_asked": QUIET,
    # where a site stands; ``clean`` as above
    "silent": BAD,
    "declared-nil": CALM,
    "unreadable": HELD,
    "received": QUIET,
    "checked": ATTENTION,
    "signed-off": DONE,
    # severities
    "fatal": "#8e2f2f",
    "error": BAD,
    "warning": ATTENTION,
    "info": CALM,
}
"""Meaning → colour."""

PILL_INK: Final = 0.502
"""Above this luminance a grid writes black; a hair more than its 0.5, since it rounds otherwise than we do."""
WHITE_READS: Final = 1.05 / 4.5 - 0.05
"""The luminance below which white text has a contrast of 4.5."""

SHARE_SCALE: Final = ((0.0, BAD), (0.6, "#e7b59b"), (0.85, "#dfe6dc"), (1.0, GOOD))
"""From a share of nothing to all of them: attention is drawn where little has come."""


def colour(meaning: str) -> str:
    """Return the colour of a meaning; an unknown one is quiet rather than loud."""
    return COLOURS.get(meaning, QUIET)


def channels(hex_colour: str) -> tuple[int, int, int]:
    """Return red, green and blue (0–255) of ``#rrggbb``."""
    return int(hex_colour[1:3], 16), int(hex_colour[3:5], 16), int(hex_colour[5:7], 16)


def luminance(hex_colour: str) -> float:
    """Return the relative luminance, 0–1 (WCAG 2.2)."""
    parts = [c / 255 for c in channels(hex_colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink(background: str) -> str:
    """Return the text colour with the better contrast on ``background``."""
    light = luminance(background)
    return "#ffffff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.055 else "#10202b"


def pill(meaning: str) -> str:
    """Return the shade of a meaning's colour for a pill in a grid.

    The grid chooses the ink by itself: black above a luminance of 0.5, else white. So a shade on which neither
    reads is made lighter or darker, whichever is nearer.
    """
    start = channels(colour(meaning))
    for step in range(101):
        for end in (0, 255):
            shade = "#{:02x}{:02x}{:02x}".format(*(round(c + (end - c) * step / 100) for c in start))
            light = luminance(shade)
            if light > PILL_INK or light <= WHITE_READS:
                return shade
    raise AssertionError(meaning)


def share_colour(share: float) -> str:
    """Return the colour of a share (0–1) on :data:`SHARE_SCALE`."""
    share = min(max(share, 0.0), 1.0)
    for (low, start), (high, end) in pairwise(SHARE_SCALE):
        if share <= high:
            part = (share - low) / (high - low)
            mixed = (round(a + (b - a) * part) for a, b in zip(channels(start), channels(end), strict=True))
            return "#{:02x}{:02x}{:02x}".format(*mixed)
    return SHARE_SCALE[-1][1]
