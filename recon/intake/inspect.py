"""What ``recon inspect`` says of a file, and its sheets as CSV, exactly as read."""

from __future__ import annotations

import csv
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from recon.verdicts import IGNORED, KINDS, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from recon.model import FileRead, RawSheet, Trouble
    from recon.words import Lang

    Headers = Mapping[str, tuple[str, int, Sequence[str]]]
    """Sheet → (which table, header row, field codes), as :func:`recon.normalise.headings_of` found them."""

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 100
"""Bytes of a sheet's or file's name that go into a path: a disk takes 255 for both, Windows 260 for the whole path."""


def verdict(read: FileRead, headers: Headers | None = None, lang: Lang = "zh") -> dict[str, Any]:
    """Return the JSON line about one file (docs/contract.md, "Commands").

    ``rule`` and ``message`` are those of the first trouble, if there is any; a refusal always comes first.
    """
    first = next(iter(read.troubles), None)
    return {
        "file": read.file,
        "verdict": read.verdict,
        "rule": first.rule if first else "",
        "message": _message(read, first, lang),
        "kind": read.kind,
        "sheets": [_sheet(sheet, (headers or {}).get(sheet.name, ("", 0, ()))) for sheet in read.sheets],
        "troubles": [{"rule": t.rule, "sheet": t.sheet, "message": say(t, lang)} for t in read.troubles],
        "sha256": read.sha256,
        "received_at": read.received_at,
        "seconds": read.seconds,
    }


def _message(read: FileRead, first: Trouble | None, lang: Lang) -> str:
    if read.verdict == "ignored":
        return IGNORED.say(lang, kind=KINDS[read.kind].say(lang))
    return say(first, lang) if first else ""


def _sheet(sheet: RawSheet, header: tuple[str, int, Sequence[str]]) -> dict[str, Any]:
    table, row, fields = header
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "cells": sheet.cells,
        "rows": len(sheet.rows),
        "table": table,
        "header_row": row,
        "fields": list(fields),
    }


def dump(read: FileRead, folder: Path, taken: set[str] | None = None) -> list[Path]:
    """Write every sheet as CSV (UTF-8 with BOM) below ``folder`` and return the files.

    Rows keep their place: an empty row is an empty line. Values are exact; nothing is put before ``=``. What ``taken``
    holds was written before, for another file, and is not overwritten.
    """
    written: list[Path] = []
    base = folder.joinpath(*(_safe(part) for part in read.file.split("/") if part))
    for number, sheet in enumerate(read.sheets, 1):
        name = f"{base.name}.{number}{'.' + _safe(sheet.name) if sheet.name else ''}"
        path = _free(base.with_name(name), set() if taken is None else taken)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            line = 0
            for row in sheet.rows:
                writer.writerows([()] * (row.number - line - 1))
                writer.writerow(row.values)
                line = row.number
        written.append(path)
    return written


def _free(path: Path, taken: set[str]) -> Path:
    """Return where a sheet goes: names that are one on some disk, or were made one, do not overwrite each other."""
    name, number = f"{path.name}.csv", 2
    while (known := unicodedata.normalize("NFC", f"{path.with_name(name)}").casefold()) in taken:
        name, number = f"{path.name} ({number}).csv", number + 1
    taken.add(known)
    return path.with_name(name)


def _safe(name: str) -> str:
    """Return a name every file system takes; ``..``, drives and Windows' devices lead nowhere."""
    safe = _UNSAFE.sub("_", name).strip(". ").encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")
    return f"_{safe}" if not safe or _DEVICE.match(safe) else safe
