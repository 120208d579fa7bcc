"""What the parent needs to know of a long table before a child has read it; nothing heavy is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

_NULL: Final = "__HIVE_DEFAULT_PARTITION__"


def is_parquet(path: Path) -> bool:
    """Tell a Parquet file by its content, and a folder that holds the parts of one."""
    if path.is_dir():
        return any(is_parquet(part) for part in path.rglob("*") if part.is_file())
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def told_by_folders(table: Path, part: Path, own: Collection[str] = ()) -> dict[str, str]:
    """Return what the folders between a Parquet table and one of its files tell: ``年级=2018秋季/`` is a column.

    Platforms that lay a table out by a column (Hive, Spark, DuckDB) leave it out of the files. Signs that no folder may
    have are written as in an address; what was null has a word of its own.

    Args:
        table: a file, or the folder of the whole table.
        part: one of its files.
        own: the columns of that file, which know better.
    """
    if part == table:
        return {}
    parted = (one.partition("=") for one in part.relative_to(table).parent.parts if "=" in one)
    told = {unquote(name): "" if value == _NULL else unquote(value) for name, _, value in parted}
    return {name: value for name, value in told.items() if name not in own}


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
