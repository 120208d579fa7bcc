"""Word documents and dBase tables made by hand, as Word, WPS and FoxPro write them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tests.support.books import DOC, RELS, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(
    body: str,
    *,
    styles: str = "",
    extra: Mapping[str, str | bytes] | None = None,
    main: str = "word/document.xml",
    before: str = "",
) -> bytes:
    """Return a Word document: ``body`` is what stands inside ``<w:body>``, ``before`` what stands before the root."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{DOC}/officeDocument" '
        f'Target="{main}"/></Relationships>',
        main: f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    return zipped({**parts, **(extra or {})})


def run(text: str, look: str = "") -> str:
    """Return a run; ``look`` is what stands inside its properties."""
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    """Return a paragraph of these runs, plain texts among them."""
    return f"<w:p>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def tc(*inside: str, look: str = "") -> str:
    """Return a cell: texts, or whole paragraphs and tables; ``look`` is what stands inside its properties."""
    body = "".join(one if one.startswith(("<w:p>", "<w:tbl")) else paragraph(one) for one in inside)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{body or '<w:p/>'}</w:tc>"


def tr(*cells: str, look: str = "") -> str:
    """Return a row of cells, plain texts among them."""
    body = "".join(one if one.startswith("<w:tc") else tc(one) for one in cells)
    return f"<w:tr><w:trPr>{look}</w:trPr>{body}</w:tr>"


def tbl(*rows: str, widths: Sequence[int] = ()) -> str:
    """Return a table of these rows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    """Return the property of a cell that goes over so many grid columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


Column = tuple[str, str, int] | tuple[str, str, int, int]
"""Name, type's letter, length, decimals."""


def dbf(
    columns: Sequence[Column],
    records: Sequence[Sequence[str | bytes]],
    *,
    version: int = 0x03,
    page: int = 0,
    encoding: str = "gb18030",
    deleted: Sequence[int] = (),
    flags: Mapping[str, int] | None = None,
    counted: int | None = None,
    locked: bool = False,
) -> bytes:
    """Return a dBase table; ``deleted`` are places of records, ``flags`` a field's own (2: may be null)."""
    described, size = b"", 1
    for name, kind, length, *decimals in columns:
        raw = name.encode(encoding)[:10].ljust(11, b"\0")
        own = (flags or {}).get(name, 0)
        described += raw + struct.pack("<cIBBB13x", kind.encode(), size, length, sum(decimals), own)
        size += length
    head = 32 + len(described) + 1 + (263 if version == 0x30 else 0)
    start = struct.pack(
        "<BBBBIHH3xB13xBxx",
        version,
        120,
        6,
        1,
        len(records) if counted is None else counted,
        head,
        size,
        locked,
        page,
    )
    body = b"".join(
        (b"*" if place in deleted else b" ")
        + b"".join(_field(value, column, encoding) for value, column in zip(record, columns, strict=True))
        for place, record in enumerate(records)
    )
    return (start + described + b"\r").ljust(head, b"\0") + body + b"\x1a"


def _field(value: str | bytes, column: Column, encoding: str) -> bytes:
    raw = value.encode(encoding) if isinstance(value, str) else value
    return raw.rjust(column[2])[: column[2]] if column[1] in "NF" else raw.ljust(column[2])[: column[2]]
