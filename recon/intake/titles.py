"""What the parent needs to know of a long table before a child has read it; nothing heavy is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def is_parquet(path: Path) -> bool:
    """Tell a Parquet file by its content, and a folder that holds the parts of one."""
    if path.is_dir():
        return any(is_parquet(part) for part in path.rglob("*") if part.is_file())
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Return column names apart from each other: a second ``学号`` becomes ``学号 (2)``, a nameless one its place."""
    found: dict[str, None] = {}
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        title = unlike = name.strip() or f"({place})"
        while unlike in found:  # a column may be called 学号 (2) by itself
            seen[title] = seen.get(title, 1) + 1
            unlike = f"{title} ({seen[title]})"
        found[unlike] = None
    return tuple(found)
