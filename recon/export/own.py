"""The layout ``own``: a copy of the site's own workbook, only the accepted cells changed and marked.

openpyxl keeps styles, widths and merged cells but drops what it does not model; a workbook with such parts is
not copied, and the parts are named, so that nothing of a site's file is lost without a word. What a copy of ours never
has (formulas, links, anything hidden) is told on its last sheet.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.xml.functions import iterparse

from recon.export import own_cells, own_log
from recon.export.book import note_size
from recon.export.parts import GONE, SHEETS, losses, quiet
from recon.marks import AUTHOR
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from recon.export.lines import Change
    from recon.export.view import View

_UNCOUNTED = Text("公式没有保存计算结果", "formulas without a stored result")
_OTHERWISE = Text("文件的保存方式特殊", "the file was saved in an unusual way")
_AREA = re.compile(
    r"\A(?:'(?:[^'\[\]]|'')+'|[^'!,()\[\]\s]+)!"
    r"(?:\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7})\Z"
)
"""A name for cells of the book itself, as a list of choices uses one; anything else may be a formula or a link."""


class Copy(NamedTuple):
    """A copied workbook, or why it was not copied."""

    data: bytes
    lost: tuple[Text, ...] = ()


def copy(
    view: View, whose: tuple[str, str], original: bytes | None, made: Sequence[Change], rows: Any = None
) -> Copy:
    """Return the site's workbook with these changes, or what of it would be lost.

    Args:
        view: for the language and the campaign.
        whose: unit and form of the file.
        original: the file's bytes as received, None when it is not at hand.
        made: the accepted changes of this file.
        rows: its live rows (Arrow, :data:`recon.model.ROWS`): what is a number there becomes text.
    """
    lost = losses(original)
    if lost or original is None:
        return Copy(b"", lost or (GONE,))
    book = _opened(original)
    sheets = {change.sheet for change in made}.union(() if rows is None else rows["sheet"].to_pylist())
    if book is None or not sheets <= set(book.sheetnames):
        return Copy(b"", (_OTHERWISE,))
    formulas = list(_formulas(original))
    if not all(formulas):
        return Copy(b"", (_UNCOUNTED,))
    made, same = (made, 0) if rows is None else own_cells.with_numbers(book, rows, made)
    if why := own_cells.apply(book, rows, made, view):
        return Copy(b"", (why,))
    told = {own_log.TEXTS.filled(count=same): same, own_log.FORMULAS: len(formulas)} | _cleaned(book)
    own_log.write(book, view, whose, made, [text for text, count in told.items() if count])
    out = BytesIO()
    book.save(out)
    return Copy(quiet(out.getvalue()))


def _opened(original: bytes) -> Any:
    """Return the book with the results of its formulas; None where openpyxl cannot make anything of it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(BytesIO(original), data_only=True, keep_links=False, rich_text=True)
    except Exception:  # noqa: BLE001 -- a workbook written oddly makes openpyxl raise almost anything
        return None


def _formulas(original: bytes) -> Iterator[bool]:
    """Tell of each formula whether its result is stored; a copy shows results, its cell would be empty.

    Excel writes an empty result beside ``t="str"`` alone: there it is an empty text.
    """
    with zipfile.ZipFile(BytesIO(original)) as archive:
        for name in filter(SHEETS.match, archive.namelist()):
            with archive.open(name) as part:
                for _, element in iterparse(part):
                    if element.tag.endswith("}c"):
                        yield from _stored(element)
                    elif element.tag.endswith("}row"):
                        element.clear()


def _stored(cell: Element) -> Iterator[bool]:
    if cell.find("{*}f") is not None:
        result = cell.find("{*}v")
        yield result is not None and (bool(result.text) or cell.get("t") == "str")


def _cleaned(book: Any) -> dict[Text, int]:
    """Take out links and names, show what is hidden, and leave no text that could become a formula; count each."""
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    return {
        own_log.NAMES: _unnamed(book),
        own_log.HIDDEN: sum([_shown(sheet) for sheet in book.worksheets]),
        own_log.LINKS: sum([_unlinked(sheet) for sheet in book.worksheets]),
    }


def _unnamed(book: Any) -> int:
    """Take out every name, of the book or of a sheet, but those of an area of the book itself."""
    count = 0
    for held in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        names = [name for name, one in held.items() if one.hidden or not _AREA.match(one.attr_text or "")]
        for name in names:
            del held[name]
        count += len(names)
    return count


def _shown(sheet: Any) -> int:
    """Show what is hidden in a sheet, or by a filter; return how much was."""
    hidden = [
        one for one in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()) if one.hidden
    ]
    for dimension in hidden:
        dimension.hidden = False
    for one in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()):
        one.collapsed = False
    for filtered in (sheet.auto_filter, *(table.autoFilter for table in sheet.tables.values())):
        if filtered is not None:
            filtered.filterColumn = []
    was, sheet.sheet_state = sheet.sheet_state, "visible"
    unsized, sheet.sheet_format.zeroHeight = bool(sheet.sheet_format.zeroHeight), None
    return len(hidden) + int(was != "visible") + int(unsized)


def _unlinked(sheet: Any) -> int:
    """Take the links out of a sheet, leave no text that could become a formula, and show notes whole.

    Only the cells there are, not all up to the last, which may stand in the last row and column of Excel.

    Returns:
        how many links there were.
    """
    count = 0
    for cell in sheet._cells.values():  # noqa: SLF001
        if isinstance(cell, MergedCell):
            continue
        count += cell.hyperlink is not None
        cell.hyperlink = None
        if cell.comment:  # openpyxl forgets how large it was
            cell.comment.width, cell.comment.height = note_size(cell.comment.text)
        if cell.data_type == "f":
            cell.data_type = "s"
    return count
