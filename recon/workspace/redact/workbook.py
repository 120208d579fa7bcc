"""Taking a person out of an xlsx: whole rows are emptied, everything else stays byte by byte as it was sent."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.workspace.redact.person import Person

_PREFIX = rb"(?:\w+:)?"
_ROW = re.compile(rb"<" + _PREFIX + rb"row\b[^>]*?(?:/>|>.*?</" + _PREFIX + rb"row>)", re.DOTALL)
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_SHARED_CELL = re.compile(
    rb"<" + _PREFIX + rb'c\b[^>]*\bt="s"[^>]*>\s*<' + _PREFIX + rb"v>\s*(\d+)\s*<", re.DOTALL
)
_ITEM = re.compile(rb"<" + _PREFIX + rb"si\b[^>]*?(?:/>|>.*?</" + _PREFIX + rb"si>)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br?:?id="([^"]*)"')
_TARGET = re.compile(r"<Relationship\b[^>]*>")
_QUOTES = {"&quot;": '"', "&apos;": "'"}


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Tell whether a zip is an xlsx or xlsm."""
    return "xl/workbook.xml" in archive.namelist()


def redact(archive: zipfile.ZipFile, person: Person, file: str) -> bytes | None:
    """Return the workbook without the person; nothing when the person is not in it."""
    sent = {name: archive.read(name) for name in archive.namelist()}
    parts = dict(sent)
    shared = next((name for name in parts if name.lower() == "xl/sharedstrings.xml"), "")
    strings = [text_of(item) for item in _ITEM.findall(parts[shared])] if shared else []
    sheets = dict(_sheets(parts))
    emptied: set[int] = set()
    for path, name in sheets.items():
        if path in parts:
            parts[path], indices = _empty_rows(parts[path], strings, person, person.at(file, name))
            emptied |= indices
    if shared:
        kept = {int(n) for path in sheets if path in parts for n in _SHARED_CELL.findall(parts[path])}
        parts[shared] = _forget(parts[shared], strings, person, emptied - kept)
    for path, data in parts.items():
        if path not in sheets and path != shared and path.endswith((".xml", ".vml", ".rels")):
            parts[path] = _erase(data, person)
    return None if parts == sent else _packed(archive, parts)


def text_of(xml: bytes) -> str:
    """Return the text between the tags of a piece of XML."""
    return unescape(_TAG.sub("", xml.decode("utf-8", "replace")), _QUOTES)


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the part and the name of every sheet."""
    targets = {}
    for relation in _TARGET.findall(parts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")):
        attributes = dict(re.findall(r'(?<!\w)(\w+)="([^"]*)"', relation))
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    for name, relation in _SHEET.findall(parts["xl/workbook.xml"].decode("utf-8", "replace")):
        yield targets.get(relation, ""), unescape(name, _QUOTES)


def _empty_rows(
    sheet: bytes, strings: list[str], person: Person, rows: frozenset[int]
) -> tuple[bytes, set[int]]:
    """Empty the person's rows; return the sheet and the shared strings that stood in them."""
    marked = {n for n, text in enumerate(strings) if person.marks(text)}
    indices: set[int] = set()

    def emptied(found: re.Match[bytes]) -> bytes:
        row = found.group()
        mine = {int(n) for n in _SHARED_CELL.findall(row)}
        number = _ROW_NUMBER.search(row[: row.find(b">") + 1])
        listed = number is not None and int(number.group(1)) in rows
        if not (listed or mine & marked or person.marks(text_of(row))):
            return row
        indices.update(mine)
        head = row[: row.find(b">") + 1]
        name = re.match(rb"<([\w:]+)", row)
        assert name is not None
        return row if head.endswith(b"/>") else head + b"</" + name.group(1) + b">"

    return _ROW.sub(emptied, sheet), indices


def _forget(shared: bytes, strings: list[str], person: Person, unused: set[int]) -> bytes:
    """Empty the shared strings that only the person's rows used, and those that hold a number."""
    position = -1

    def forgotten(found: re.Match[bytes]) -> bytes:
        nonlocal position
        position += 1
        if position in unused or person.marks(strings[position]):
            name = re.match(rb"<([\w:]*?)si\b", found.group())
            prefix = name.group(1) if name else b""
            return b"<" + prefix + b"si><" + prefix + b"t></" + prefix + b"t></" + prefix + b"si>"
        return found.group()

    return _ITEM.sub(forgotten, shared)


def _erase(xml: bytes, person: Person) -> bytes:
    """Take numbers and names out of comments, properties, caches."""
    text = xml.decode("utf-8", "surrogateescape")
    for value in person.spelled:
        text = text.replace(value, "")
    return text.encode("utf-8", "surrogateescape")


def _packed(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in archive.infolist():
            packed.writestr(zipfile.ZipInfo(member.filename, member.date_time), parts[member.filename])
    return out.getvalue()
