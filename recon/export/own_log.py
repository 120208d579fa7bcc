"""The sheet 更正说明 at the end of a copied workbook: every changed cell, and what else a copy does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from recon.export import advice
from recon.export.book import A4
from recon.export.explained import CHANGES, named, shown
from recon.export.own_cells import put
from recon.export.style import BODY_FONT, HEAD, INK, LINE, height
from recon.marks import AUTHOR, MARK_CHANGES, mark
from recon.words import Text, Trust, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.export.lines import Change
    from recon.export.view import View

TEXTS = Text(
    "{count} 个存为数值或日期的单元格已改为文本，内容不变。",
    "{count} {count:cell that was a number or a date is|cells that were numbers or dates are} text now; "
    "{count:it says|they say} the same.",
)
FORMULAS = Text(
    "公式已改为原来的计算结果，不随更正重算。",
    "Formulas have become the results they had; these do not follow what was corrected.",
)
NAMES = Text("公式用的名称和指向别处的名称已去掉。", "Names of formulas and of other places were taken out.")
HIDDEN = Text(
    "原来隐藏或被筛选掉的行、列、工作表已全部显示。",
    "Rows, columns and sheets that were hidden or filtered out are shown.",
)
LINKS = Text("超链接已去掉，文字不变。", "Links were taken out; their words stay.")
_ELSE = Text(
    "除上列单元格外，内容与原文件相同。", "Apart from the cells above, everything is as in the file sent."
)
_HEAD: tuple[tuple[Text, float], ...] = (
    (Text("学号所在行", "Row"), 11),
    (Text("单元格", "Cell"), 10),
    (Text("项目", "Field"), 12),
    (Text("更正前", "Before"), 24),
    (Text("更正后", "After"), 24),
    (Text("原因", "Why"), 34),
    (Text("办理方式", "How"), 18),
    (Text("办理人", "By"), 12),
)
_SIZES = tuple(size for _, size in _HEAD)


def write(
    book: Any, view: View, whose: tuple[str, str], made: Sequence[Change], done: Sequence[Text]
) -> None:
    """Add 更正说明 with its mark, as on the official form; ``done`` is what else was changed."""
    taken = set(book.sheetnames)
    sheet = book.create_sheet(CHANGES if CHANGES not in taken else f"{CHANGES}（{AUTHOR}）")
    put(sheet["A1"], mark(MARK_CHANGES, view.campaign.id, *whose))
    sheet["A1"].font = Font(name=BODY_FONT, size=8, color=INK[1:])
    _line(sheet, 2, [text.say(view.lang) for text, _ in _HEAD], head=True)
    for number, texts in enumerate(_lines(view, made), 3):
        _line(sheet, number, texts)
    for number, text in enumerate((_ELSE, *done), sheet.max_row + 2):
        put(sheet.cell(number, 1), text.say(view.lang))
        sheet.cell(number, 1).font = Font(name=BODY_FONT, size=10, color=INK[1:])
    _page(sheet)


def _lines(view: View, made: Sequence[Change]) -> Iterator[tuple[str, ...]]:
    several = len({one.sheet for one in made}) > 1
    for one in made:
        yield (
            str(one.row),
            f"{one.sheet}!{one.cell}" if several else one.cell,
            named(one.field, view.lang),
            *shown(one, view.lang),
            advice.why(one.rule, view.lang),
            title(Trust(one.trust), view.lang),
            one.who,
        )


def _line(sheet: Any, number: int, texts: Sequence[str], *, head: bool = False) -> None:
    """Write one row of the table, as high as its texts need."""
    side = Side("thin", color=LINE[1:])
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(number, column)
        put(cell, text)
        cell.font = Font(name=BODY_FONT, size=10, color=INK[1:], bold=head)
        cell.border = Border(side, side, side, side)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if head else None)
        if head:
            cell.fill = PatternFill("solid", fgColor=HEAD[1:])
    sheet.row_dimensions[number].height = height(texts, _SIZES)


def _page(sheet: Any) -> None:
    """Make the sheet print on A4, and keep its header in sight."""
    for letter, size in zip("ABCDEFGH", _SIZES, strict=True):
        sheet.column_dimensions[letter].width = size
    sheet.freeze_panes, sheet.print_title_rows = "A3", "2:2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
