"""File names: site code, name, kind, round, date; safe on every system, Windows most of all."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\s]+')
_RESERVED = re.compile(
    r"(con|conin\$|conout\$|prn|aux|nul|clock\$|com[\d¹²³]|lpt[\d¹²³])(\..*)?", re.IGNORECASE
)
"""Names of devices on Windows, with any suffix."""
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_PICTURES = frozenset({"So", "Sk"})
"""Emoji and their skin tones: zip programs of Chinese Windows cannot name a file with them."""
_LONGEST_PART = 40
_LONGEST = 200
"""Bytes of a whole name in UTF-8: every file system takes 255, and a number may be added."""
UNKNOWN = "单位不明"
"""Stands for the unit of a file whose sender is not known (site code ``?``)."""


def safe(part: str) -> str:
    """Return a piece of a file name without what a file system refuses or hides."""
    seen = "".join(char for char in unicodedata.normalize("NFC", part) if _is_kept(char))
    plain = _trimmed(_FORBIDDEN.sub("_", seen), _LONGEST_PART)
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    joins_pictures = category == "Mn" and "\ufe00" <= char <= "\ufe0f"
    return char in "\t\n" or not (category in _UNSEEN | _PICTURES or joins_pictures)


def _trimmed(text: str, most: int) -> str:
    return text.strip("._ ")[:most].strip("._ ")


def join(parts: Iterable[str], suffix: str) -> str:
    """Return a file name of the non-empty parts: ``6400312_西夏工作站_更正表_20200611.xlsx``.

    A name too long for a file system loses characters of its longest part, so kind, round and date stay.
    """
    kept = [part for part in map(safe, parts) if part]
    while len(("_".join(kept) + suffix).encode()) > _LONGEST:
        longest = max(range(len(kept)), key=lambda index: len(kept[index].encode()))
        kept[longest] = _trimmed(kept[longest], len(kept[longest]) - 1)
    return "_".join(kept) + suffix


def unique(name: str, taken: set[str]) -> str:
    """Return the name, numbered where another file has it (case does not tell files apart)."""
    stem, dot, suffix = name.rpartition(".")
    number, chosen = 2, name
    while chosen.lower() in taken:
        chosen = f"{stem}（{number}）{dot}{suffix}"
        number += 1
    taken.add(chosen.lower())
    return chosen
