"""What the parent needs to know of a long table before a child has read it; nothing heavy is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from recon.intake.delta import refuse_outdated

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

SUFFIX: Final = ".parquet"
SYSTEM: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".localized", "ehthumbs.db", "icon\r"})
"""What systems leave in folders, in small letters."""
_MAGIC: Final = b"PAR1"
_PLATFORMS: Final = ("", ".crc", ".json", ".bin", SUFFIX)
"""How the names of files end that a platform marks, or their folder, by a low line."""
_NULL: Final = "__HIVE_DEFAULT_PARTITION__"


def is_parquet(path: Path) -> bool:
    """Tell a Parquet file by its content, and a folder that holds the parts of one and nothing else."""
    return bool(parts_of(path)) if path.is_dir() else _begins_so(path)


def parts_of(folder: Path) -> list[Path]:
    """Return the files of a Parquet table that is a folder, in order of their names.

    None where something of another kind lies beside them: then it is a folder of files, none of which may be passed
    over. What platforms write beside their parts (``_SUCCESS``, ``.part-0.parquet.crc``) is nobody's table.

    Raises:
        ExtractError: it is a Delta table with parts that count no more.
    """
    refuse_outdated(folder)
    inside = [
        path for path in sorted(folder.rglob("*")) if not _aside(path.relative_to(folder)) and path.is_file()
    ]
    return inside if all(path.suffix.lower() == SUFFIX or _begins_so(path) for path in inside) else []


def _begins_so(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _aside(path: Path) -> bool:
    """Tell what a platform or a system leaves among the parts of a table, as Spark and Arrow pass it over."""
    *folders, name = path.parts
    own = [name, *(folder for folder in folders if "=" not in folder)]
    marked = any(part.startswith("_") for part in own) and path.suffix.lower() in _PLATFORMS
    return marked or any(part.startswith(".") for part in own) or name.lower() in SYSTEM


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
