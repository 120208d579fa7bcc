"""Word documents and dBase tables made by hand, as Word, WPS and FoxPro write them."""

from __future__ import annotations

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
