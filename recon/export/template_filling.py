"""Carries the sheet we made over to the campaign's own form, cell by cell."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, range_boundaries

from recon.campaign import forms
from recon.export.parts import widths
from recon.export.style import height
from recon.export.template_rows import Footer, Look
from recon.marks import OWN_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.campaign.forms import Header
    from recon.export.desk import Desk

_UNIT_LABEL = re.compile(
    r"^(?P<label>[^：:]*(?:单位|学习中心|教学点|函授站|工作站|分校)[^：:]{0,12}[：:])[\s_＿X×]*(?P<rest>.*)$",
    re.DOTALL,
)
"""A cell that asks for the unit: ``学习中心、函授站名称（盖章）：      负责人签字：``."""
_FULL_WIDTH = "　　"
_PLAIN_WIDTH = 8.43
"""Of a column whose width a form does not tell."""


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


class Filling:
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
        style = Look(sheet, first, max(self.places.values()))
        footer = Footer(sheet, first, names)
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
        self.sheet.column_dimensions[get_column_letter(at)].width = widths(self.ours)[column]

    def _above(self) -> None:
        """Fill what stands above the header: {unit} and the like, and the cell that asks for the unit."""
        view, desk = self.desk.view, self.desk
        unit = view.named(desk.unit, "zh") if desk.unit else "全省"  # the form is Chinese in either language
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
            cell.data_type = "s"  # a title that begins with = must not become a formula
        marked = self.ours.cell(1, self.ours.max_column)
        if str(marked.value or "").startswith("recon:"):
            at = max(self.places.values())
            place = self.sheet.cell(1, at)
            if isinstance(place, MergedCell) or place.value:
                place = self.sheet.cell(1, at + 1)
            place.value = marked.value

    def _students(self, style: Look, first: int) -> None:
        known = widths(self.sheet)
        sizes = [known.get(at, _PLAIN_WIDTH) for at in self.places.values()]
        rows = self.ours.iter_rows(min_row=self.head + 1)
        for number, row in enumerate(rows, first):
            texts = [str(cell.value or "") for cell in row]
            style.apply(number, height(texts, sizes))
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


def _texts(sheet: Any, first: int, last: int) -> Iterator[Any]:
    for row in sheet.iter_rows(min_row=first, max_row=last):
        yield from (cell for cell in row if isinstance(cell.value, str) and not isinstance(cell, MergedCell))
