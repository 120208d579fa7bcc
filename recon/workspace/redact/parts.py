"""The parts of an Office document, as they are told to belong together: names and places are the sender's choice."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recon.workspace.redact.person import Person

_WORKBOOK = "xl/workbook.xml"
_UNSEEN = ("/embeddings/", "/thumbnail.")
"""What is embedded was never read as rows; the picture of the first page shows them."""
_ENCLOSED = (".htm", ".html", ".mht", ".txt", ".rtf", ".doc", ".docx", ".xls", ".xlsx")
"""Endings of whole documents that Word shows among its own text."""
_MARKUP = (".xml", ".rels", ".vml")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_DECLARED = re.compile(r"\A(<\?xml[^>]{0,200}?encoding=[\"'])[^\"']+")
_RELATION = re.compile(r"<(?:\w{1,20}:)?Relationship\b[^>]*>")
_SHEET = re.compile(r"<(?:\w{1,20}:)?sheet\b[^>]*>")
_ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]{1,60})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""")


def read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return every part by its name, XML that came as UTF-16 in UTF-8."""
    sent = {name: archive.read(name) for name in archive.namelist()}
    return {
        name: _utf8(data) if name.lower().endswith((".xml", ".rels")) else data for name, data in sent.items()
    }


def is_package(archive: zipfile.ZipFile) -> bool:
    """Tell whether a zip is one document (xlsx, docx, xlsb, ods, slides), not an archive of them."""
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    return not names.isdisjoint(
        {"[content_types].xml", "content.xml", "_rels/.rels", "xl/workbook.bin", _WORKBOOK}
    )


def packed(archive: zipfile.ZipFile, kept: Mapping[str, bytes], person: Person) -> bytes:
    """Return the document with these parts; of those nobody can look into only the names stay."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for member in archive.infolist():
            data = b"" if _hidden(member.filename, kept[member.filename], person) else kept[member.filename]
            written.writestr(zipfile.ZipInfo(member.filename, member.date_time), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _hidden(name: str, data: bytes, person: Person) -> bool:
    """Tell whether a part may show the person and is none whose markup was looked into."""
    name = f"/{name}".lower()
    if name.endswith(_ENCLOSED) or any(word in name for word in _UNSEEN):
        return True
    codes = ("utf-8", "gb18030", "utf-16-le")
    return not name.endswith(_MARKUP) and any(
        one.encode(code) in data for one in person.names for code in codes
    )


def related(parts: Mapping[str, bytes], part: str, kind: str) -> list[str]:
    """Return the parts that a part names as being of a kind; of an empty part, those the document names."""
    return [target for said, _, target in _relations(parts, part) if said == kind]


def workbook(parts: Mapping[str, bytes]) -> str:
    """Return the main part of a workbook; empty where it is another document."""
    named = related(parts, "", "officeDocument")
    found = next((name for name in named if related(parts, name, "worksheet")), "")
    return found or (_WORKBOOK if _WORKBOOK in parts else "")


def sheets(parts: Mapping[str, bytes], workbook: str) -> Iterator[tuple[str, str]]:
    """Yield the part and the name of every sheet of a workbook."""
    targets = {identity: target for _, identity, target in _relations(parts, workbook)}
    for tag in _SHEET.findall(parts[workbook].decode("utf-8", "replace")):
        said = _attributes(tag)
        link = next((value for name, value in said.items() if name.rpartition(":")[2] == "id"), "")
        yield targets.get(link, ""), said.get("name", "")


def _relations(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the id and the part of everything a part points to."""
    folder, leaf = posixpath.split(part)
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in parts}
    listed = names.get(posixpath.join(folder, "_rels", f"{leaf}.rels").lower(), "")
    for tag in _RELATION.findall(parts.get(listed, b"").decode("utf-8", "replace")):
        said = _attributes(tag)
        target = posixpath.normpath(posixpath.join("/", folder, said.get("Target", "").replace("\\", "/")))
        found = names.get(target.lstrip("/").lower(), "")
        yield said.get("Type", "").rpartition("/")[2], said.get("Id", ""), found


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def _utf8(data: bytes) -> bytes:
    if not data.startswith(_UTF16):
        return data
    code = "utf-16" if data[:1] in b"\xff\xfe" else "utf-16-le" if data[0] else "utf-16-be"
    return _DECLARED.sub(r"\1utf-8", data.decode(code, "replace").lstrip("\ufeff")).encode()
