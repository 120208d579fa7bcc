"""What opens a site's file, told by a person: its password, or how its text is encoded.

Kept in the workspace, outside the ledger and its log.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recon.errors import WorkspaceError
from recon.words import Text
from recon.workspace import durable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME, ENCODINGS = "passwords.json", "encodings.json"
_DAMAGED = Text(
    "其中的 {file} 已损坏，读不出来。请删去这个文件，再把其中的内容（各文件的密码或编码）重新告知",
    "its {file} is damaged and cannot be read. Delete that file, and tell again what it held (passwords, encodings)",
)


def read(folder: Path, which: str = NAME) -> dict[str, str]:
    """Return file → password (or encoding) as somebody told them; nothing when nobody did.

    Raises:
        WorkspaceError: what was told cannot be read any more.
    """
    told = _told(folder / which)
    if told is None:
        raise WorkspaceError(path=folder, reason=_DAMAGED.filled(file=which))
    return told


def _told(path: Path) -> dict[str, str] | None:
    """Return what a file holds, None where it is damaged."""
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    whole = isinstance(told, dict) and all(isinstance(word, str) for word in told.values())
    return told if whole else None


def forget(folder: Path, renamed: Mapping[str, str] | None = None) -> None:
    """Drop what was told of files that a purge renamed, or of all: whoever needs it tells it again."""
    for which in (NAME, ENCODINGS):
        told = _told(folder / which)  # of a damaged file nobody can say whom it names
        kept = {
            name: word for name, word in (told or {}).items() if renamed is not None and name not in renamed
        }
        if kept != told:
            (folder / which).unlink()
            for name, word in kept.items():
                keep(folder, name, word, which)


def keep(folder: Path, file: str, word: str, which: str = NAME) -> None:
    """Keep a file's password (or encoding) for this run and the later ones; an empty one is forgotten."""
    told = read(folder, which) | {file: word}
    known = {name: said for name, said in sorted(told.items()) if said}
    durable.write(folder / which, json.dumps(known, ensure_ascii=False, indent=1).encode())
