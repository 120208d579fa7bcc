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
    seen: dict[str, int] = {}
    found = []
    for place, name in enumerate(names, 1):
        title = name.strip() or f"({place})"
        seen[title] = seen.get(title, 0) + 1
        found.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return tuple(found)
