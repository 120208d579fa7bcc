"""What opens a site's file, told by a person: its password, or how its text is encoded.

Kept in the workspace, outside the ledger and its log.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recon.workspace import durable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME, ENCODINGS = "passwords.json", "encodings.json"


def read(folder: Path, which: str = NAME) -> dict[str, str]:
    """Return file → password (or encoding) as somebody told them; nothing when nobody did."""
    path = folder / which
    if not path.is_file():
        return {}
    told: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return told


def forget(folder: Path, renamed: Mapping[str, str] | None = None) -> None:
    """Drop what was told of files that a purge renamed, or of all: whoever needs it tells it again."""
    for which in (NAME, ENCODINGS):
        told = read(folder, which)
        kept = {name: word for name, word in told.items() if renamed is not None and name not in renamed}
        if kept != told:
            (folder / which).unlink()
            for name, word in kept.items():
                keep(folder, name, word, which)


def keep(folder: Path, file: str, word: str, which: str = NAME) -> None:
    """Keep a file's password (or encoding) for this run and the later ones; an empty one is forgotten."""
    told = read(folder, which) | {file: word}
    known = {name: said for name, said in sorted(told.items()) if said}
    durable.write(folder / which, json.dumps(known, ensure_ascii=False, indent=1).encode())
