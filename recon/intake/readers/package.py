"""The zip package of a modern workbook, opened with mistrust: real bytes are counted, overlaps refused."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote

from recon.intake.refusal import RefusedError
from recon.intake.zipping import check_layout, inflate, opened

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from xml.etree.ElementTree import Element

    from recon.intake.job import Answer, Bounds

_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_READ = (".xml", ".rels", ".bin")
_KEEP = 64 << 20
"""Bytes kept between the check and the reading."""


class Package:
    """Parts by name; names are matched as Excel does: any case, either slash, with or without a leading one."""

    def __init__(self, path: Path, bounds: Bounds) -> None:
        self._zip = opened(path)
        self._bounds = bounds
        self._kept: dict[str, bytes] = {}
        self._seen: Counter[str] = Counter()
        check_layout(self._zip, bounds)
        infos = [(plain(info.filename), info) for info in self._zip.infolist() if not info.is_dir()]
        self._infos = dict(infos)
        self.twice = sorted(name for name, count in Counter(name for name, _ in infos).items() if count > 1)
        """Parts that stand in the package twice: readers disagree on which one counts."""

    def __enter__(self) -> Self:
        """Return the package."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the zip."""
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """Every part's name, lower case."""
        return list(self._infos)

    def check(self) -> None:
        """Inflate every part a reader may want once, counting: no library must be the first to meet a bomb.

        Raises:
            RefusedError: FI06 over a limit, FI01 a DOCTYPE or a broken part.
        """
        room = _KEEP
        for name in self._infos:
            if name.endswith(_READ):
                data = self.part(name)
                if len(data) <= room:
                    self._kept[name] = data
                    room -= len(data)

    def tell_twice(self, reply: Answer, *starts: str) -> None:
        """Say that a part whose name begins so stands in it twice (FI12): programs disagree on what it says."""
        found = [name for name in self.twice if name.startswith(starts)]
        if found:
            reply.tell("FI12", "twice", part=found[0])

    def part(self, name: str) -> bytes:
        """Return a part's bytes, XML as UTF-8; empty when there is none.

        Raises:
            RefusedError: FI06 over a limit, FI01 a DOCTYPE.
        """
        name = plain(name)
        info = self._infos.get(name)
        if info is None or name in self._kept:
            return self._kept.get(name, b"")
        data = inflate(self._zip, info, self._bounds, self._seen.total() - self._seen[name])
        self._seen[name] = len(data)
        if info.filename.lower().endswith((".xml", ".rels")):
            data = utf8(data)
            refuse_doctype(data)
        return data

    def xml(self, name: str) -> Element | None:
        """Return a small part parsed; None when it is missing."""
        import xml.etree.ElementTree as ET

        data = self.part(name)
        return ET.fromstring(data) if data else None  # noqa: S314 -- no DOCTYPE, hence no entity

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id → (last word of the type, target part)."""
        folder, _, leaf = plain(name).rpartition("/")
        root = self.xml(f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                word = relation.get("Type", "").rpartition("/")[2]
                part = _resolve(folder, target)
                if part not in self._infos:  # sheet%32.xml is another spelling of sheet2.xml
                    part = _resolve(folder, unquote(target))
                found[relation.get("Id", "")] = (word, part)
        return found


def plain(name: str) -> str:
    """Return a part's name in the one spelling used here."""
    return name.replace("\\", "/").lstrip("/").lower()


def utf8(data: bytes) -> bytes:
    """Return XML that came as UTF-16 in UTF-8, its declaration rewritten."""
    if not data.startswith(_UTF16):
        return data
    text = data.decode(
        "utf-16" if data[:1] in b"\xff\xfe" else "utf-16-le" if data[0] else "utf-16-be", "replace"
    )
    return re.sub(r'\A(<\?xml[^>]*?encoding=["\'])[^"\']+', r"\1utf-8", text.lstrip("\ufeff")).encode()


def refuse_doctype(data: bytes) -> None:
    """Refuse a document type: no honest workbook has one, and entities are how XML bombs are built."""
    # The search for a single byte is far quicker, and rules out most files.
    if b"!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise RefusedError("FI01", "doctype")


def _resolve(folder: str, target: str) -> str:
    """Return the part a relation points to, relative to ``folder`` unless it begins with a slash."""
    target = target.replace("\\", "/")
    parts = [] if target.startswith("/") else folder.split("/")
    for piece in target.split("/"):
        if piece == "..":
            parts = parts[:-1]
        elif piece not in {"", "."}:
            parts.append(piece)
    return "/".join(part for part in parts if part).lower()
