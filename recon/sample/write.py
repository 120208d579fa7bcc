"""Writing files whose bytes depend on nothing but their content: no clock, no locale, no random ids."""

from __future__ import annotations

import csv
import io
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from xlsxwriter.workbook import Workbook

    from recon.sample.extracts import Table

CREATED = datetime(2020, 6, 1, 8, 0, 0, tzinfo=UTC).replace(tzinfo=None)


def open_workbook(buffer: io.BytesIO) -> Workbook:
    """Return a workbook with fixed document properties; text stays text, whatever it looks like."""
    plain = {
        "in_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(buffer, plain)
    book.set_properties({"created": CREATED, "author": "示例", "title": "示例数据（虚构）"})
    return book


def table_to_xlsx(table: Table) -> bytes:
    """Write an export: header in row 1, every cell text; an empty text leaves the cell out."""
    buffer = io.BytesIO()
    book = open_workbook(buffer)
    sheet = book.add_worksheet(table.sheet)
    for n, row in enumerate((table.header, *table.rows)):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(n, column, text)
    book.close()
    return buffer.getvalue()


def rows_to_csv(rows: Iterable[Sequence[str]], encoding: str = "utf-8-sig") -> bytes:
    """Write rows as CSV with CRLF line ends, as Excel does."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def save(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
