"""The layout ``own``: a copy of the site's own workbook, only the accepted cells changed and marked.

openpyxl keeps styles, widths and merged cells but drops what it does not model; a workbook with such parts is
not copied, and the parts are named, so that nothing of a site's file is lost without a word.
"""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from recon.export import advice
from recon.export.book import AUTHOR
from recon.export.explained import CHANGES, named, shown
from recon.export.parts import GONE, losses, quiet
from recon.export.style import FILLS
from recon.marks import MARK_CHANGES, mark
from recon.words import Text, Trust, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recon.export.lines import Change
    from recon.export.view import View

_MERGED = Text("要更正的单元格是合并单元格", "a cell to be corrected is merged")
_UNCOUNTED = Text("公式没有保存计算结果", "formulas without a stored result")
_NOTE = Text("{before} → {after}（{rule}）{who}", "{before} → {after} ({rule}) {who}")
_REMARK = Text("原批注：{text}", "Earlier note: {text}")
_HEAD = (
    Text("学号所在行", "Row"),
    Text("单元格", "Cell"),
    Text("项目", "Field"),
    Text("更正前", "Before"),
    Text("更正后", "After"),
    Text("原因", "Why"),
    Text("办理方式", "How"),
    Text("办理人", "By"),
)


class Copy(NamedTuple):
    """A copied workbook, or why it was not copied."""

    data: bytes
    lost: tuple[Text, ...] = ()


def copy(view: View, whose: tuple[str, str], original: bytes | None, made: Sequence[Change]) -> Copy:
    """Return the site's workbook with these changes, or what of it would be lost.

    Args:
        view: for the language and the campaign.
        whose: unit and form of the file.
        original: the file's bytes as received, None when it is not at hand.
        made: the accepted changes of this file.
    """
    lost = losses(original)
    if lost or original is None:
        return Copy(b"", lost or (GONE,))
    book = openpyxl.load_workbook(BytesIO(original), data_only=True, keep_links=False)
    if _uncounted(original, book):
        return Copy(b"", (_UNCOUNTED,))
    if not _apply(book, made, view):
        return Copy(b"", (_MERGED,))
    _clean(book)
    _log(book, view, whose, made)
    out = BytesIO()
    book.save(out)
    return Copy(quiet(out.getvalue()))


def _uncounted(original: bytes, book: Any) -> bool:
    """Tell whether a formula has no stored result; a copy shows results, its cell would be empty."""
    formulas = openpyxl.load_workbook(BytesIO(original), read_only=True)
    return any(
        cell.data_type == "f" and book[sheet.title][cell.coordinate].value is None
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
    )


def _apply(book: Any, made: Iterable[Change], view: View) -> bool:
    """Change and mark the cells; False when one of them is not a cell of its own."""
    fill = PatternFill("solid", fgColor=FILLS["changed"].lstrip("#"))
    cells: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in made:
        cells[change.sheet, change.cell].append(change)
    for (sheet, place), several in cells.items():
        cell = book[sheet][place]
        if isinstance(cell, MergedCell):
            return False
        cell.number_format = "@"
        cell.value = several[-1].after
        cell.data_type = "s"
        cell.fill = fill
        cell.comment = Comment("\n".join(_told(several, cell.comment, view)), AUTHOR)
    return True


def _told(several: Iterable[Change], remark: Comment | None, view: View) -> Iterator[str]:
    """Tell what became of a cell; below it what the site itself had noted there, for a cell has one note."""
    for one in several:
        before, after = shown(one, view.lang)
        yield _NOTE.say(view.lang, before=before, after=after, rule=one.rule, who=_who(one, view))
    if remark:
        yield _REMARK.say(view.lang, text=remark.text)


def _who(change: Change, view: View) -> str:
    return change.who or title(Trust(change.trust), view.lang)


def _clean(book: Any) -> None:
    """Take out links and names, show what is hidden, and leave no text that could become a formula."""
    for name in list(book.defined_names):
        del book.defined_names[name]
    for sheet in book.worksheets:
        sheet.sheet_state = "visible"
        for dimension in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()):
            dimension.hidden = False
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, MergedCell):
                    continue
                cell.hyperlink = None
                if cell.data_type == "f":
                    cell.data_type = "s"
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR


def _log(book: Any, view: View, whose: tuple[str, str], made: Iterable[Change]) -> None:
    """Add 更正说明 with its mark, as on the official form."""
    taken = set(book.sheetnames)
    sheet = book.create_sheet(CHANGES if CHANGES not in taken else f"{CHANGES}（{AUTHOR}）")
    sheet.append([mark(MARK_CHANGES, view.campaign.id, *whose)])
    sheet.append([text.say(view.lang) for text in _HEAD])
    for number, one in enumerate(made, sheet.max_row + 1):
        said, what = named(one.field, view.lang), advice.why(one.rule, view.lang)
        texts = (
            str(one.row),
            one.cell,
            said,
            *shown(one, view.lang),
            what,
            title(Trust(one.trust), view.lang),
            one.who,
        )
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.number_format = text, "@"
            cell.data_type = "s"
    for letter, size in zip("ABCDEFGH", (11, 10, 12, 24, 24, 34, 18, 12), strict=True):
        sheet.column_dimensions[letter].width = size
