"""Files as sites and their programs write them, made by hand: no reader's bug is hidden by a writer's kindness."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_DOC = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of these parts."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return room.getvalue()


def ooxml(
    sheets: Mapping[str, str],
    *,
    strings: Sequence[str] = (),
    styles: str = "",
    book: str = "",
    states: Mapping[str, str] | None = None,
    strict: bool = False,
    extra: Mapping[str, str | bytes] | None = None,
    without: Sequence[str] = (),
) -> bytes:
    """Return a workbook: sheet name → what stands inside ``<worksheet>``; ``strings`` are whole ``<si>`` bodies."""
    main, doc = (STRICT, STRICT_DOC) if strict else (MAIN, DOC)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}, doc),
    }
    links = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}" state="{(states or {}).get(name, "visible")}"/>'
        for n, name in enumerate(sheets, 1)
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{main}" xmlns:r="{doc}">{book}<sheets>{listed}</sheets></workbook>'
    )
    for n, inside in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{main}" xmlns:r="{doc}">{inside}</worksheet>'
        )
    if strings:
        links["rIdS"] = ("sharedStrings", "sharedStrings.xml")
        body = "".join(f"<si>{si}</si>" for si in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{body}</sst>'
    if styles:
        links["rIdT"] = ("styles", "styles.xml")
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    parts["xl/_rels/workbook.xml.rels"] = _relations(links, doc)
    kept = {name: part for name, part in parts.items() if name not in without}
    return zipped({**kept, **(extra or {})})


def _relations(links: Mapping[str, tuple[str, str]], doc: str) -> str:
    body = "".join(
        f'<Relationship Id="{key}" Type="{doc}/{kind}" Target="{target}"/>'
        for key, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{RELS}">{body}</Relationships>'


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE file of these streams; ``a/b`` puts a stream into a storage ([MS-CFB], version 3)."""
    names: dict[str, list[str]] = {"": []}
    for path in streams:
        parts = path.split("/")
        for depth in range(len(parts)):
            parent, here = "/".join(parts[:depth]), "/".join(parts[: depth + 1])
            if here not in names[parent]:
                names[parent].append(here)
            if depth < len(parts) - 1:
                names.setdefault(here, [])
    order = [""]
    for here in order:
        order += [name for name in names.get(here, []) if name not in order]
    places = {name: place for place, name in enumerate(order)}
    sectors: list[bytes] = []
    chain: list[int] = []

    def lay(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, max(len(data), 1), 512)]
        sectors.extend(pieces)
        chain.extend([*range(first + 1, first + len(pieces)), 0xFFFFFFFE])
        return first

    directory = b""
    firsts = {path: lay(data.ljust(4096, b"\0")) for path, data in streams.items()}
    for name in order:
        leaf = ("Root Entry" if not name else name.rpartition("/")[2]).encode("utf-16-le") + b"\0\0"
        siblings = names[name.rpartition("/")[0]] if name else []
        at = siblings.index(name) if name else 0
        after = places[siblings[at + 1]] if name and at + 1 < len(siblings) else 0xFFFFFFFF
        child = places[names[name][0]] if names.get(name) else 0xFFFFFFFF
        kind = 5 if not name else 2 if name in streams else 1
        directory += leaf.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(leaf), kind, 1, 0xFFFFFFFF, after, child
        )
        first = firsts.get(name, 0xFFFFFFFE if not name else 0)
        size = max(len(streams[name]), 4096) if name in streams else 0
        directory += bytes(36) + struct.pack("<IQ", first, size)
    start = lay(directory)
    tables = -(-(len(sectors) + 1) // 127)
    fats = list(range(len(sectors), len(sectors) + tables))
    chain += [0xFFFFFFFD] * tables
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512 * tables, b"\xff")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, tables, start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *fats, *[0xFFFFFFFF] * (109 - tables))
    return head + b"".join(sectors) + table


def record(kind: int, body: bytes) -> bytes:
    """Return one BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def xls(
    sheets: Mapping[str, bytes], *, visible: Mapping[str, int] | None = None, before: bytes = b""
) -> bytes:
    """Return a BIFF8 workbook: sheet name → its records between BOF and EOF."""
    bof = lambda kind: record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))  # noqa: E731
    entries = {name: name.encode("utf-16-le") for name in sheets}
    length = len(bof(5)) + len(before) + sum(4 + 8 + len(raw) for raw in entries.values()) + 4
    body, listed = b"", b""
    for name, records in sheets.items():
        raw = entries[name]
        hidden = (visible or {}).get(name, 0)
        listed += record(0x0085, struct.pack("<IBBBB", length + len(body), hidden, 0, len(raw) // 2, 1) + raw)
        body += bof(0x10) + records + record(0x000A, b"")
    return compound({"Workbook": bof(5) + before + listed + record(0x000A, b"") + body})


def label(row: int, column: int, text: str) -> bytes:
    """Return a BIFF8 LABEL record, 0-based."""
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float) -> bytes:
    """Return a NUMBER record, 0-based."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def part(kind: int, body: bytes = b"") -> bytes:
    """Return one record of a binary workbook (BIFF12): number and size are of seven bits a byte."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size = bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 127 | 128, len(body) >> 7])
    return number + size + body


def wide(text: str) -> bytes:
    """Return a text as binary workbooks hold it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(rows: Sequence[Sequence[str | float | None]], name: str = "S", *, hidden: bool = False) -> bytes:
    """Return a binary workbook (xlsb) of one sheet; a None is the error #N/A."""
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    body = part(129) + part(148, size) + part(145)
    for row, cells in enumerate(rows):
        body += part(0, struct.pack("<IIHHBI", row, 0, 300, 0, 0, 0))
        for column, value in enumerate(cells):
            head = struct.pack("<II", column, 0)
            if value is None:
                body += part(3, head + b"\x2a")
            elif isinstance(value, str):
                body += part(6, head + wide(value))
            else:
                body += part(5, head + struct.pack("<d", value))
    body += part(146) + part(130)
    sheet = part(156, struct.pack("<II", int(hidden), 1) + wide("rId1") + wide(name))
    book = part(131) + part(143) + sheet + part(144) + part(132)
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}, DOC),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _relations({"rId1": ("worksheet", "worksheets/sheet1.bin")}, DOC),
            "xl/worksheets/sheet1.bin": body,
        }
    )
