"""What opens a site's locked workbook: kept in the workspace, outside the ledger and its log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recon.workspace import durable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "passwords.json"


def read(folder: Path) -> dict[str, str]:
    """Return file → password as somebody told them; nothing when nobody did."""
    path = folder / NAME
    if not path.is_file():
        return {}
    told: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return told


def forget(folder: Path, renamed: Mapping[str, str] | None = None) -> None:
    """Drop the passwords of files that a purge renamed, or all of them: whoever needs one tells it again."""
    told = read(folder)
    kept = {name: word for name, word in told.items() if renamed is not None and name not in renamed}
    if kept != told:
        (folder / NAME).unlink()
        for name, word in kept.items():
            keep(folder, name, word)


def keep(folder: Path, file: str, password: str) -> None:
    """Keep a file's password for this run and the later ones; an empty one is forgotten."""
    told = read(folder) | {file: password}
    known = {name: word for name, word in sorted(told.items()) if word}
    durable.write(folder / NAME, json.dumps(known, ensure_ascii=False, indent=1).encode())
