"""Every kind of output as text, cell by cell, reviewed as a diff.

After a deliberate change run this file with ``RECON_GOLDEN=write`` in the environment, then read the diff.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from recon.export import KINDS
from recon.export.entry import documents
from recon.export.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.result import Result
    from recon.words import Lang

GOLDEN = Path(__file__).parent / "golden"
NUMBER = "1864001400002"
"""The student of the case file."""


def told(data: bytes) -> Iterator[str]:
    """Say a workbook cell by cell: place | value | number format and fill | note."""
    book = openpyxl.load_workbook(BytesIO(data))
    for sheet in book.worksheets:
        page = sheet.page_setup
        yield f"== {sheet.title}: paper {page.paperSize} {page.orientation}, repeats {sheet.print_title_rows}"
        yield f"   merged {' '.join(sorted(str(area) for area in sheet.merged_cells.ranges))}"
        widths = (f"{key}={size.width:.1f}" for key, size in sheet.column_dimensions.items())
        yield f"   widths {' '.join(widths)}"
        for choice in sheet.data_validations.dataValidation:
            yield f"   choice {choice.sqref} {choice.type} {choice.formula1}"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    fill = cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else ""
                    link = f" -> {cell.hyperlink.location}" if cell.hyperlink else ""
                    note = cell.comment.text.replace("\n", " / ") if cell.comment else ""
                    parts = (
                        cell.coordinate,
                        f"{cell.value}{link}",
                        f"{cell.number_format} {fill}".strip(),
                        note,
                    )
                    yield " | ".join(parts).rstrip(" |")


def said(kind: str, result: Result, lang: Lang) -> str:
    """Return every document of a kind as text, under its file name."""
    parts = []
    for document in documents(kind, View(result, lang), (NUMBER,) if kind == "case" else ()):
        parts.append(f"#### {document.name}")
        if document.name.endswith(".xlsx"):
            parts.extend(told(document.data))
        else:
            parts.append(document.data.decode().replace("\r\n", "\n").lstrip("\ufeff").rstrip("\n"))
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_documents_are_as_reviewed(kind, lang, small):
    path = GOLDEN / (f"{kind}.txt" if lang == "zh" else f"{kind}.en.txt")
    text = said(kind, small, lang)
    if os.environ.get("RECON_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
