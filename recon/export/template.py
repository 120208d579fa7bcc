"""The campaign's own form, filled: its title, header, styles and print set-up stay, the students go below.

XlsxWriter makes our sheets and cannot open a workbook; so the sheet it made is carried over cell by cell with
openpyxl, and the sheets beside it are copied. openpyxl drops what it does not model: a form with such parts is
not used, and the parts are named.
"""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, range_boundaries
from xlsxwriter.utility import xl_rowcol_to_cell

from recon.campaign import forms
from recon.export.forms import SERIAL
from recon.export.parts import copy_sheet, losses, quiet
from recon.export.style import height
from recon.words import OWN_TITLES, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.campaign.forms import Header
    from recon.export.desk import Desk
    from recon.export.view import View

_UNIT_LABEL = re.compile(
    r"^(?P<label>[^：:]*(?:单位|学习中心|教学点|函授站|工作站|分校)[^：:]{0,12}[：:])[\s_＿X×]*(?P<rest>.*)$",
    re.DOTALL,
)
"""A cell that asks for the unit: ``学习中心、函授站名称（盖章）：      负责人签字：``."""
_LOST = Text(
    "[templates] {key}：表样含有{lost}，填写时会丢失，已改用内置表样。",
    "[templates] {key}: the form holds {lost}, which would be lost; the built-in form is used.",
)
_UNKNOWN = Text(
    "[templates] {key}：不认识“{words}”列，已留空。",
    "[templates] {key}: unknown columns {words}, left empty.",
)
_FULL_WIDTH = "　　"


def complaints(view: View) -> list[str]:
    """Return what must be said about the campaign's own forms: why one is not used, which columns stay empty."""
    said = []
    for key in forms.KEYS:
        data = workbook(view.campaign, key.removesuffix("_form"))
        if data is None:
            continue
        lost = "、".join(text.say(view.lang) for text in losses(data))
        if lost:
            said.append(_LOST.say(view.lang, key=key, lost=lost))
        elif words := "、".join(_unknown(view.campaign, forms.header(data))):
            said.append(_UNKNOWN.say(view.lang, key=key, words=words))
    return said


def _unknown(campaign: Campaign, header: Header) -> list[str]:
    aliases = {alias.upper() for several in campaign.headers.values() for alias in several}
    known = {*forms.meanings(), *aliases, *(word.upper() for word in OWN_TITLES)}
    return [word for _, word in header.titles if word.upper() not in known]


def workbook(campaign: Campaign, code: str) -> bytes | None:
    """Return a category's own form, None where the campaign has none."""
    value = campaign.templates.get(f"{code}_form", "")
    return forms.workbook(value) if value else None


@lru_cache(maxsize=8)
def _fit(data: bytes) -> bool:
    return not losses(data)


def _own(desk: Desk) -> bytes | None:
    """Return the campaign's own form where it has one that can be filled without loss."""
    form = workbook(desk.view.campaign, desk.form.code)
    return form if form is not None and _fit(form) else None


def placing(desk: Desk, head: int) -> Callable[[int, int], str]:
    """Return how to say where a cell of our first sheet (row and column from 0) stands at last."""
    form = _own(desk)
    if form is None:
        return lambda row, column: str(xl_rowcol_to_cell(row, column))
    header = forms.header(form)
    places = layout(header, desk.form.titles, (SERIAL, *desk.form.titles))
    down = header.row - head
    return lambda row, column: str(xl_rowcol_to_cell(row + down, places[column + 1] - 1))


def layout(header: Header, fields: Sequence[str], titles: Sequence[str]) -> dict[int, int]:
    """Return our column → the form's, both from 1; what the form has no column for goes to its right."""
    words = {word: at for at, word in header.titles}
    own = iter([at for at, word in header.titles if word not in OWN_TITLES])
    places, free = {}, max(words.values()) + 1
    for column, title in enumerate(titles, 1):
        at = next(own, None) if 1 < column <= 1 + len(fields) else words.get(title)
        if at is None:
            at, free = free, free + 1
        places[column] = at
    return places


def housed(desk: Desk, head: int) -> bytes:
    """Finish a workbook whose first sheet is the official form, on the campaign's own form where it has one.

    Args:
        desk: the workbook in the making.
        head: the row (from 0) below the header of its first sheet.
    """
    made = desk.book.finish()
    form = _own(desk)
    if form is None:
        return made
    ours, theirs = openpyxl.load_workbook(BytesIO(made)), openpyxl.load_workbook(BytesIO(form))
    header = forms.header(form)
    for sheet in list(theirs.worksheets):
        if sheet.title != header.sheet:
            theirs.remove(sheet)
    for name in list(theirs.defined_names):
        del theirs.defined_names[name]
    _Filling(desk, ours.worksheets[0], theirs.worksheets[0], header, head).fill()
    for sheet in ours.worksheets[1:]:
        copy_sheet(sheet, theirs)
    theirs.properties.creator = theirs.properties.lastModifiedBy = ours.properties.creator
    theirs.properties.created = theirs.properties.modified = ours.properties.created
    out = BytesIO()
    theirs.save(out)
    return quiet(out.getvalue())


class _Filling:
    """Carries our sheet's rows over to the form's sheet."""

    def __init__(self, desk: Desk, ours: Any, sheet: Any, header: Header, head: int) -> None:
        self.desk, self.ours, self.sheet, self.header = desk, ours, sheet, header
        self.head = head
        self.places = self._columns()

    def fill(self) -> None:
        """Do it: the footer is taken off, the students are written, the footer goes below them."""
        sheet, first = self.sheet, self.header.row + 1
        self._above()
        numbers = dict(self.header.titles)
        names = {
            at for at, word in numbers.items() if forms.meanings().get(word.upper()) in {"name", "student_no"}
        }
        style = _Row(sheet, first, max(self.places.values()))
        footer = _Footer(sheet, first, names)
        self._students(style, first)
        footer.put(first + self.ours.max_row - self.head)
        sheet.print_area = None
        sheet.print_title_rows = sheet.print_title_rows or f"{self.header.row}:{self.header.row}"
        sheet.freeze_panes = f"A{first}"
        sheet.sheet_state = "visible"
        for dimension in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()):
            dimension.hidden = False
        self._choices(first)

    def _columns(self) -> dict[int, int]:
        """Return our column → the form's; columns the form does not have are added to it."""
        titles = [str(cell.value or "") for cell in self.ours[self.head]]
        places = layout(self.header, self.desk.form.titles, titles)
        last = self.header.titles[-1][0]
        for column, at in sorted(places.items(), key=lambda pair: pair[1]):
            if at > last:
                self._new_column(at, column, titles[column - 1])
        return places

    def _new_column(self, at: int, column: int, title: str) -> None:
        """Add a column to the right of the form, headed like its last one."""
        like, cell = self.sheet.cell(self.header.row, at - 1), self.sheet.cell(self.header.row, at)
        cell.value, cell._style = title, copy(like._style)  # noqa: SLF001 -- openpyxl's own way to share a style
        below = self.sheet.cell(self.header.row + 1, at - 1)
        self.sheet.cell(self.header.row + 1, at)._style = copy(below._style)  # noqa: SLF001
        size = self.ours.column_dimensions[get_column_letter(column)].width
        self.sheet.column_dimensions[get_column_letter(at)].width = size

    def _above(self) -> None:
        """Fill what stands above the header: {unit} and the like, and the cell that asks for the unit."""
        view, desk = self.desk.view, self.desk
        unit = desk.named if desk.unit else "全省"
        values = {
            "{unit}": unit,
            "{count}": str(self.ours.max_row - self.head),
            "{title}": view.campaign.title or view.campaign.id,
            "{date}": view.day,
        }
        for cell in _texts(self.sheet, 1, self.header.row - 1):
            for word, value in values.items():
                cell.value = cell.value.replace(word, value)
            asked = _UNIT_LABEL.match(cell.value)
            if asked and unit not in cell.value:
                cell.value = f"{asked['label']}{unit}{_FULL_WIDTH}{asked['rest']}".rstrip()
        marked = self.ours.cell(1, self.ours.max_column)
        if str(marked.value or "").startswith("recon:"):
            at = max(self.places.values())
            place = self.sheet.cell(1, at)
            if isinstance(place, MergedCell) or place.value:
                place = self.sheet.cell(1, at + 1)
            place.value = marked.value

    def _students(self, style: _Row, first: int) -> None:
        widths = [self.sheet.column_dimensions[get_column_letter(at)].width for at in self.places.values()]
        rows = self.ours.iter_rows(min_row=self.head + 1)
        for number, row in enumerate(rows, first):
            texts = [str(cell.value or "") for cell in row]
            style.apply(number, height(texts, widths))
            for cell in row:
                self._carry(cell, self.sheet.cell(number, self.places[cell.column]))

    def _carry(self, ours: Any, theirs: Any) -> None:
        """Carry over one value as text, with the mark of a change and its note."""
        theirs.value = ours.value
        theirs.number_format = "@"
        if ours.value is not None:
            theirs.data_type = "s"
        if ours.fill.fill_type:
            theirs.fill = copy(ours.fill)
        if not ours.protection.locked:
            theirs.protection = copy(ours.protection)
        if ours.comment:
            theirs.comment = Comment(
                ours.comment.text, ours.comment.author, ours.comment.height, ours.comment.width
            )

    def _choices(self, first: int) -> None:
        """Carry over the choices a clerk has, and the lock of what may not be changed."""
        if self.ours.protection.sheet:
            self.sheet.protection = copy(self.ours.protection)
        for choice in self.ours.data_validations.dataValidation:
            moved = copy(choice)
            moved.sqref = type(choice.sqref)(
                " ".join(self._moved(str(area), first) for area in choice.sqref.ranges)
            )
            self.sheet.add_data_validation(moved)

    def _moved(self, area: str, first: int) -> str:
        left, top, right, bottom = range_boundaries(area)
        down = first - self.head - 1
        columns = (get_column_letter(self.places[column]) for column in (left, right))
        return f"{next(columns)}{top + down}:{next(columns)}{bottom + down}"


class _Row:
    """How a row of students looks on the form: its first row below the header."""

    def __init__(self, sheet: Any, row: int, last: int) -> None:
        self.sheet = sheet
        self.styles = {at: copy(sheet.cell(row, at)._style) for at in range(1, last + 1)}  # noqa: SLF001
        self.height = sheet.row_dimensions[row].height

    def apply(self, number: int, needed: float) -> None:
        """Give a row this look, as high as its texts need."""
        for at, style in self.styles.items():
            self.sheet.cell(number, at)._style = copy(style)  # noqa: SLF001
        self.sheet.row_dimensions[number].height = max(self.height or 0.0, needed)


class _Footer:
    """What stands below the students of a form (填表人, 审核人): taken off, and put back below them."""

    def __init__(self, sheet: Any, first: int, names: set[int]) -> None:
        self.sheet = sheet
        last = sheet.max_row
        start = next((n for n in range(first, last + 1) if _is_footer(sheet, n, names)), last + 1)
        self.cells = [
            (cell.row - start, cell.column, cell.value, copy(cell._style))  # noqa: SLF001
            for row in sheet.iter_rows(min_row=start, max_row=last)
            for cell in row
            if not isinstance(cell, MergedCell) and (cell.value is not None or cell.has_style)
        ]
        self.heights = {n - start: sheet.row_dimensions[n].height for n in range(start, last + 1)}
        areas = [area for area in list(sheet.merged_cells.ranges) if area.max_row >= first]
        self.merged = [area for area in areas if area.min_row >= start]
        self.start = start
        for area in areas:
            sheet.unmerge_cells(str(area))
        if last >= first:
            sheet.delete_rows(first, last - first + 1)

    def put(self, row: int) -> None:
        """Write it from this row on."""
        for down, column, value, style in self.cells:
            cell = self.sheet.cell(row + down, column)
            cell.value, cell._style = value, style  # noqa: SLF001
        for down, tall in self.heights.items():
            self.sheet.row_dimensions[row + down].height = tall
        for area in self.merged:
            area.shift(row_shift=row - self.start)
            self.sheet.merge_cells(str(area))


def _is_footer(sheet: Any, row: int, names: Mapping[int, str] | set[int]) -> bool:
    """Tell whether a row holds words but neither a name nor a number of a student."""
    cells = [cell for cell in sheet[row] if isinstance(cell.value, str) and cell.value.strip()]
    words = [cell for cell in cells if not cell.value.strip().isdigit()]
    return bool(words) and not any(cell.column in names for cell in cells)


def _texts(sheet: Any, first: int, last: int) -> Iterator[Any]:
    for row in sheet.iter_rows(min_row=first, max_row=last):
        yield from (cell for cell in row if isinstance(cell.value, str) and not isinstance(cell, MergedCell))
