"""Taking a person out of an xlsx: whole rows are emptied, everything else stays byte by byte as it was sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import unescape

from recon.workspace.redact import parts

if TYPE_CHECKING:
    import zipfile

    from recon.workspace.redact.person import Person

_PREFIX = rb"(?:\w{1,20}:)?"
_ROW = re.compile(rb"<" + _PREFIX + rb"row\b[^>]*?(?:/>|>.*?</" + _PREFIX + rb"row\s{0,9}>)", re.DOTALL)
_ROW_NUMBER = re.compile(rb"""\sr\s{0,9}=\s{0,9}["'](\d{1,9})["']""")
_SHARED_CELL = re.compile(
    rb"<" + _PREFIX + rb"""c\b[^>]*\bt=["']s["'][^>]*>\s*<""" + _PREFIX + rb"v>\s*(\d+)\s*<", re.DOTALL
)
_ITEM = re.compile(rb"<" + _PREFIX + rb"si\b[^>]*?(?:/>|>.*?</" + _PREFIX + rb"si>)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ROWS = re.compile(rb"<" + _PREFIX + rb"sheetData\b.*</" + _PREFIX + rb"sheetData\s{0,9}>", re.DOTALL)
_QUOTES = {"&quot;": '"', "&apos;": "'"}


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Tell whether a zip is an xlsx or xlsm, whatever its main part is called."""
    return parts.workbook(parts.read(archive)) != ""


def redact(archive: zipfile.ZipFile, person: Person, file: str) -> bytes | None:
    """Return the workbook without the person; nothing when the person is not in it.

    What is embedded was never read, and is not kept where the person is in the workbook.
    """
    sent = parts.read(archive)
    main = parts.workbook(sent)
    kept = dict(sent)
    shared = parts.related(sent, main, "sharedStrings") or ["xl/sharedStrings.xml"]
    strings = [text_of(item) for item in _ITEM.findall(kept.get(shared[0], b""))]
    sheets = dict(parts.sheets(sent, main))
    emptied: set[int] = set()
    for path, name in sheets.items():
        if path in kept:
            kept[path], indices = _empty_rows(kept[path], strings, person, person.at(file, name))
            emptied |= indices
            kept[path] = _erase_around(kept[path], person)
    if shared[0] in kept:
        still = {int(n) for path in sheets if path in kept for n in _SHARED_CELL.findall(kept[path])}
        kept[shared[0]] = _forget(kept[shared[0]], strings, person, emptied - still)
    for path, data in kept.items():
        if path not in sheets and path != shared[0] and path.lower().endswith((".xml", ".vml", ".rels")):
            kept[path] = _erase(data, person)
    return None if kept == sent else parts.packed(archive, kept, person)


def text_of(xml: bytes) -> str:
    """Return the text between the tags of a piece of XML."""
    return unescape(_TAG.sub("", xml.decode("utf-8", "replace")), _QUOTES)


def _empty_rows(
    sheet: bytes, strings: list[str], person: Person, rows: frozenset[int]
) -> tuple[bytes, set[int]]:
    """Empty the person's rows; return the sheet and the shared strings that stood in them."""
    marked = {n for n, text in enumerate(strings) if person.marks(text)}
    indices: set[int] = set()
    at = 0

    def emptied(found: re.Match[bytes]) -> bytes:
        nonlocal at
        row = found.group()
        mine = {int(n) for n in _SHARED_CELL.findall(row)}
        number = _ROW_NUMBER.search(row[: row.find(b">") + 1])
        at = int(number.group(1)) if number else at + 1
        listed = at in rows
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


def _erase_around(sheet: bytes, person: Person) -> bytes:
    """Take numbers and names out of what stands beside a sheet's rows: headers, choices, links."""
    rows = _ROWS.search(sheet)
    if rows is None:
        return sheet
    return _erase(sheet[: rows.start()], person) + rows.group() + _erase(sheet[rows.end() :], person)
