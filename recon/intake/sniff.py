"""What a file is, by its content; its name is only compared."""

from __future__ import annotations

import contextlib
import re
import zipfile
from typing import TYPE_CHECKING

from recon.intake.readers import decode
from recon.intake.readers.dbf_layout import layout
from recon.intake.refusal import RefusedError
from recon.intake.sniff_text import text_kind
from recon.intake.zipping import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_HEAD = 1 << 16
"""Bytes looked at, from the first on that says something; a number of whole characters, however wide they are."""
_FARTHEST = 1 << 27
"""Bytes among which it is looked for: no limit on a roster's size is near it."""
_BLANK = b"\x00 \t\r\n"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PAR1", "parquet"),
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG\r\n", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "bitmap?"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"{\\rtf", "word"),
    (b"MZ", "program?"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard Jet DB", "database"),
    (b"\x00\x01\x00\x00Standard ACE DB", "database"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)
_MAIN = frozenset(
    {"xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml", "content.xml"}
)
"""The main parts of documents that are packages."""
_BIFF_START = re.compile(rb"\x09[\x00\x02\x04\x08]..[\x00-\x07]", re.DOTALL)
_DBASE = re.compile(
    rb"[\x03\x30\x83\x8b\xf5].[\x01-\x0c][\x01-\x1f].{8}\x00{0,2}.{20}[A-Z_][A-Z0-9_]*\x00", re.DOTALL
)
"""dBase and FoxPro whose head is not whole: a version, a day, and the first field's name after 32 bytes."""

EXTENSIONS: dict[str, str] = {
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "xltx": "xlsx",
    "xltm": "xlsx",
    "xls": "xls",
    "xlt": "xls",
    "et": "xls",
    "ett": "xls",
    "xlsb": "xlsb",
    "ods": "ods",
    "ots": "ods",
    "fods": "fods",
    "csv": "csv",
    "tsv": "csv",
    "txt": "csv",
    "tab": "csv",
    "docx": "docx",
    "docm": "docx",
    "dotx": "docx",
    "dotm": "docx",
    "doc": "word",
    "dot": "word",
    "wps": "word",
    "wpt": "word",
    "rtf": "word",
    "odt": "word",
    "dbf": "dbf",
    "htm": "html",
    "html": "html",
    "mht": "mht",
    "mhtml": "mht",
    "xml": "spreadsheetml",
    "zip": "zip",
    "eml": "eml",
    "msg": "msg",
    "mbox": "mbox",
    "parquet": "parquet",
}
"""What a name's ending promises."""
_LISTS = tuple(f".{ending}" for ending, kind in EXTENSIONS.items() if kind != "spreadsheetml")
"""Of these no part of a document is one; its parts are XML."""


def sniff(path: Path) -> str:
    """Return the kind of a file by its content.

    One of xlsx, xls, xlsb, ods, fods, csv, html, mht, spreadsheetml, docx, dbf, parquet; zip, eml, msg, mbox
    (containers); encrypted (a workbook inside); xml, word, slides, pdf, picture, archive, tnef, database, numbers,
    shortcut, json, empty, binary (no roster).

    Raises:
        RefusedError: FI01, the container's own structure is broken.
    """
    head, far = _beginning(path)
    if not head.strip(_BLANK):
        return "empty"
    if head.lstrip(decode.BEFORE).startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(path)
    if far:
        return text_kind(head)
    if head.startswith(OLE):
        return _ole_kind(path)
    return _by_magic(head) or text_kind(head)


def _beginning(path: Path) -> tuple[bytes, bool]:
    """Return where a file begins to say something, behind its mark, and whether that is far down: only a text may."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        mark = decode.mark(head)
        if head[len(mark) :].strip(_BLANK):
            return head, False
        while file.tell() < _FARTHEST and (piece := file.read(_HEAD)):
            if said := piece.lstrip(_BLANK):
                blank = (len(piece) - len(said)) & ~3
                return mark + piece[blank:] + file.read(blank), True
    return head, False


def _by_magic(head: bytes) -> str:
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (not kind.endswith("?") or b"\x00" in head[:64]):
            return {"bitmap?": "picture", "program?": "binary"}.get(kind, kind)
    if head[257:262] == b"ustar":
        return "archive"
    if layout(head):
        return "dbf"
    if _DBASE.match(head):
        return "database"
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "picture"
    return "xls" if _BIFF_START.match(head) else ""


def _zip_kind(path: Path) -> str:
    try:
        with opened(path) as package:
            names = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}
            if "mimetype" in names and not _is_pack(names):
                with contextlib.suppress(Exception), package.open(names["mimetype"]) as member:
                    return _open_document(member.read(200))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise RefusedError("FI01", "broken-zip") from None
    return _package_kind(sorted(names))


def _open_document(mimetype: bytes) -> str:
    return "ods" if b"spreadsheet" in mimetype else "word"


def _package_kind(names: Sequence[str]) -> str:
    if "ofd.xml" in names:
        return "pdf"
    if any(name.endswith(".iwa") for name in names):
        return "numbers"
    if "xl/workbook.bin" in names:
        return "xlsb"
    office = any(name.startswith("xl/") for name in names) or "[content_types].xml" in names
    if office and not _is_pack(names):
        folders = {name.partition("/")[0] for name in names}
        return "docx" if "word" in folders else "slides" if "ppt" in folders else "xlsx"
    return "zip"


def _is_pack(names: Iterable[str]) -> bool:
    """Tell files that were packed together, whatever else lies among them, from the parts of one document.

    A document has its main part, and what it carries in a folder for that.
    """
    known = set(names)
    carried = (name for name in known if "/embeddings/" not in name and not name.startswith("object "))
    return known.isdisjoint(_MAIN) and any(name.endswith(_LISTS) for name in carried)


def _ole_kind(path: Path) -> str:
    import olefile

    try:
        with olefile.OleFileIO(path) as container:
            names = {"/".join(parts).lower() for parts in container.listdir()}
    except Exception:  # noqa: BLE001 -- olefile raises many kinds; the fast reader loops on a broken chain of sectors
        raise RefusedError("FI01", "damaged") from None
    for mark, kind in (
        ("workbook", "xls"),
        ("book", "xls"),
        ("encryptedpackage", "encrypted"),
        ("__properties_version1.0", "msg"),
        ("worddocument", "word"),
        ("powerpoint document", "slides"),
    ):
        if mark in names:
            return kind
    return "binary"
