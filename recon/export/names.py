"""File names: site code, name, kind, round, date; safe on every system, Windows most of all."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\s]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST_PART = 40
UNKNOWN = "单位不明"
"""Stands for the unit of a file whose sender is not known (site code ``?``)."""


def safe(part: str) -> str:
    """Return a piece of a file name without what a file system refuses or hides."""
    seen = "".join(
        char for char in part if unicodedata.category(char) not in {"Cf", "Cc", "Cs"} or char in "\t\n"
    )
    plain = _FORBIDDEN.sub("_", seen).strip("._ ")[:_LONGEST_PART].strip("._ ")
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain


def join(parts: Iterable[str], suffix: str) -> str:
    """Return a file name of the non-empty parts: ``6400312_西夏工作站_更正表_20200611.xlsx``."""
    kept = [safe(part) for part in parts]
    return "_".join(part for part in kept if part) + suffix


def unique(name: str, taken: set[str]) -> str:
    """Return the name, numbered where another file has it (case does not tell files apart)."""
    stem, dot, suffix = name.rpartition(".")
    number, chosen = 2, name
    while chosen.lower() in taken:
        chosen = f"{stem}（{number}）{dot}{suffix}"
        number += 1
    taken.add(chosen.lower())
    return chosen
