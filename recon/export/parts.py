"""What openpyxl keeps of a workbook and what it drops; copying a sheet; no green triangles."""

from __future__ import annotations

import re
import zipfile
from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from recon.export.book import EVERY_CELL
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_XLSX = Text("不是 .xlsx 工作簿", "not an .xlsx workbook")
GONE = Text("原文件已不在", "the original is not at hand")
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/.*|xl/(workbook|styles|sharedStrings|calcChain)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/theme/.*|xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?"
    r"|xl/printerSettings/.*|xl/(comments\d*|comments/comment\d+|drawings/(vmlDrawing|commentsDrawing)\d+)\.(xml|vml)"
    r"|xl/drawings/_rels/vmlDrawing\d+\.vml\.rels|xl/tables/.*"
    r"|xl/metadata\.xml|xl/persons/.*|docMetadata/.*|customXml/.*"
)
"""Parts that openpyxl writes again, or that show nothing (print settings, an office's labels)."""
_LOST = (
    ("xl/vbaProject", Text("宏", "macros")),
    ("xl/charts/", Text("图表", "charts")),
    ("xl/media/", Text("图片", "pictures")),
    ("xl/drawings/", Text("图形", "drawings")),
    ("xl/pivot", Text("数据透视表", "pivot tables")),
    ("xl/externalLinks/", Text("外部链接", "external links")),
    ("xl/embeddings/", Text("嵌入对象", "embedded objects")),
    ("xl/activeX/", Text("控件", "controls")),
    ("xl/ctrlProps/", Text("控件", "controls")),
    ("xl/threadedComments/", Text("会话式批注", "threaded comments")),
)
_OTHER = Text("其他内容 {part}", "another part, {part}")
_LOCKED = Text("有打开密码", "an open password")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of what a workbook with an open password holds."""
SHEETS = re.compile(r"\Axl/worksheets/sheet")
"""How the parts of sheets begin."""
_INSIDE = (
    (SHEETS, b"<extLst", Text("扩展条件格式或迷你图", "extended formats or sparklines")),
    (SHEETS, b"<protectedRanges", Text("允许编辑的区域", "areas that may be edited")),
    (SHEETS, b"<customSheetViews", Text("自定义视图", "views of the user's own")),
    (re.compile(r"\Axl/drawings/vmlDrawing"), b'ObjectType="(?!Note")', Text("控件", "controls")),
)
"""What openpyxl drops inside of parts that it keeps: where, what it looks like, and what it is called."""
_AFTER = re.compile(
    rb"<(?:smartTags|drawing|legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems"
    rb"|tableParts|extLst)\b|</worksheet>"
)
"""What the schema puts after ``ignoredErrors``."""
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WIDEST = 100
"""Columns looked at: a width may be told for all 16,384."""
_QUIET = (
    f'<ignoredErrors><ignoredError sqref="{EVERY_CELL}" numberStoredAsText="1"/></ignoredErrors>'.encode()
)


def losses(original: bytes | None) -> tuple[Text, ...]:
    """Return the parts of a workbook that openpyxl would lose, each once."""
    if original is None:
        return (GONE,)
    try:
        with zipfile.ZipFile(BytesIO(original)) as archive:
            names = archive.namelist()
            inside = list(_inside(archive))
    except zipfile.BadZipFile:
        return (_LOCKED if _ENCRYPTED in original else NOT_XLSX,)
    if "xl/workbook.xml" not in names:
        return (NOT_XLSX,)
    parts = [_part(name) for name in names if not name.endswith("/") and not _KEPT.fullmatch(name)]
    return tuple(dict.fromkeys([*parts, *inside]))


def _inside(archive: zipfile.ZipFile) -> Iterator[Text]:
    """Yield what is lost inside of parts that are kept."""
    for name in archive.namelist():
        asked = [(pattern, text) for where, pattern, text in _INSIDE if where.match(name)]
        data = archive.read(name) if asked else b""
        yield from (text for pattern, text in asked if re.search(pattern, data))


def _part(name: str) -> Text:
    for start, text in _LOST:
        if name.startswith(start):
            return text
    return _OTHER.filled(part=name)


def quiet(data: bytes) -> bytes:
    """Return a workbook without green triangles for numbers kept as text, which openpyxl cannot say itself.

    The moment of saving, which openpyxl writes, goes too: equal results give equal bytes.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.startswith("xl/worksheets/sheet") and b"<ignoredErrors" not in text:
                text = _AFTER.sub(lambda found: _QUIET + found[0], text, count=1)
            if part.filename == "docProps/core.xml":
                text = _SAVED.sub(rb"\g<1>2020-01-01T00:00:00Z", text)
            new.writestr(zipfile.ZipInfo(part.filename), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def copy_sheet(sheet: Any, book: Any) -> None:
    """Copy a sheet of ours into another workbook: values, looks, notes and print set-up."""
    other = book.create_sheet(sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, MergedCell):
                _copy_cell(cell, other.cell(cell.row, cell.column))
    for column, size in widths(sheet).items():
        other.column_dimensions[get_column_letter(column)].width = size
    for number, size in sheet.row_dimensions.items():
        other.row_dimensions[number].height = size.height
    for area in sheet.merged_cells.ranges:
        other.merge_cells(str(area))
    other.page_setup, other.page_margins = copy(sheet.page_setup), copy(sheet.page_margins)
    other.print_options, other.HeaderFooter = copy(sheet.print_options), copy(sheet.HeaderFooter)
    other.sheet_properties, other.sheet_format = copy(sheet.sheet_properties), copy(sheet.sheet_format)
    other.sheet_view.showGridLines = sheet.sheet_view.showGridLines
    other.freeze_panes, other.print_title_rows = sheet.freeze_panes, sheet.print_title_rows


def widths(sheet: Any) -> dict[int, float]:
    """Return the width of each column that has one of its own; a file tells equal neighbours as one."""
    return {
        column: size.width
        for size in sheet.column_dimensions.values()
        if size.min and size.width
        for column in range(size.min, min(size.max or size.min, _WIDEST) + 1)
    }


def _copy_cell(cell: Any, other: Any) -> None:
    other.value = cell.value
    if isinstance(cell.value, str):
        other.data_type = "s"
    for name in ("font", "fill", "border", "alignment", "protection"):
        setattr(other, name, copy(getattr(cell, name)))
    other.number_format = cell.number_format
    if cell.comment:
        other.comment = Comment(
            cell.comment.text, cell.comment.author, cell.comment.height, cell.comment.width
        )
