"""What the parent needs to know of a long table before a child has read it; nothing heavy is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


PARTED = Text(
    "{columns} 只写在子文件夹的名称中（分区），文件里没有，读取时会丢失。请不分区重新导出，或用 DuckDB 读取："
    "SELECT * FROM read_parquet('文件夹/**/*.parquet', hive_partitioning = true)",
    "only the names of its folders tell {columns} (partitions) and none of its files, so that it would be lost. Write "
    "it without partitions, or read it with DuckDB: SELECT * FROM read_parquet('FOLDER/**/*.parquet', "
    "hive_partitioning = true)",
)


def is_parquet(path: Path) -> bool:
    """Tell a Parquet file by its content, and a folder that holds the parts of one."""
    if path.is_dir():
        return any(is_parquet(part) for part in path.rglob("*") if part.is_file())
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def partitions(path: Path) -> tuple[str, ...]:
    """Return the columns that only the folders of a Parquet table tell, as ``年级=2018秋季`` does."""
    if not path.is_dir():
        return ()
    above = {part.parent.relative_to(path) for part in path.rglob("*=*/*.parquet")}
    return tuple(
        dict.fromkeys(name.partition("=")[0] for one in sorted(above) for name in one.parts if "=" in name)
    )


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
