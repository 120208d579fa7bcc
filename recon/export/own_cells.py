"""The cells of a site's own workbook that are changed: value, colour and note."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from recon import fields
from recon.export import own_shared
from recon.export.explained import shown
from recon.export.lines import Change
from recon.export.style import FILLS
from recon.export.texts import fitting
from recon.marks import AUTHOR
from recon.words import Text, Trust, title

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from recon.export.view import View

_NOTE = Text("{before} → {after}（{rule}）{who}", "{before} → {after} ({rule}) {who}")
_REMARK = Text("原批注：{text}", "Earlier note: {text}")
_UNHEARD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""Signs that no XML holds, and what Excel would take for one of them."""
_KEPT = 15
"""Digits a number cell keeps; of a longer one nobody knows what it was, and it stays as it is, to be seen."""


def with_numbers(book: Any, rows: Any, made: Sequence[Change]) -> tuple[list[Change], int]:
    """Make text of the students' numbers and dates, as on the official form.

    Args:
        book: the workbook.
        rows: its live rows (Arrow, :data:`recon.model.ROWS`).
        made: the changes there are, which put text there already.

    Returns:
        the changes, row by row, with those that say something else as text (a day that is a cohort); and how many
        cells say the same as before: a whole column of notes would hide what was corrected.
    """
    found = list(_numbers(book, rows, made))
    other = [one for one in found if one.before != one.after]
    for one in found:
        put(book[one.sheet][one.cell], one.after)
    return sorted([*made, *other], key=lambda change: change.row_id), len(found) - len(other)


def _numbers(book: Any, rows: Any, made: Sequence[Change]) -> Iterator[Change]:
    """Yield the cells of students that hold a number or a date."""
    known = {(change.sheet, change.cell) for change in made}
    places = ("row_id", "file", "sheet", "row")
    for code in fields.CODES:
        names = (*places, f"{code}_cell", f"{code}_raw", f"{code}_final")
        for row_id, file, sheet, row, cell, raw, final in zip(
            *(rows[n].to_pylist() for n in names), strict=True
        ):
            if cell and final and (sheet, cell) not in known and _is_number(book, sheet, cell, raw):
                rule = "NO04" if code == fields.STUDENT_NO.code else "VO07"
                yield Change(row_id, file, sheet, row, cell, code, raw, final, rule, Trust.SAFE.value, "")


def _is_number(book: Any, sheet: str, place: str, raw: str) -> bool:
    """Tell whether a cell holds a number or a date that lost nothing by being one."""
    if sheet not in book.sheetnames:
        return False
    cell = book[sheet][place]
    number = cell.value is not None and cell.data_type in {"n", "d"} and len(raw) <= _KEPT
    return number and not own_shared.is_over_several(cell, raw)


def apply(book: Any, rows: Any, made: Iterable[Change], view: View) -> Text | None:
    """Change and mark the cells; return why not, where one of them is not a cell of its own.

    Args:
        book: the workbook.
        rows: its live rows (Arrow, :data:`recon.model.ROWS`), None where they are not known.
        made: the changes.
        view: for the language.
    """
    fill = PatternFill("solid", fgColor=FILLS["changed"].lstrip("#"))
    cells: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in made:
        cells[change.sheet, change.cell].append(change)
    merged = _for_several(book, rows, {sheet for sheet, _ in cells})
    for (sheet, place), several in cells.items():
        cell = book[sheet][place]
        text = own_shared.changed(cell, several, merged[sheet])
        if isinstance(text, Text):
            return text
        put(cell, text)
        cell.fill = fill
        told = fitting("\n".join(_told(several, cell.comment, view)))
        cell.comment = Comment(_spelled(told), AUTHOR)
    return None


def _for_several(book: Any, rows: Any, sheets: Collection[str]) -> dict[str, set[str]]:
    """Return, by sheet, the cells merged over several students."""
    students: dict[str, set[int]] = defaultdict(set)
    if rows is not None:
        for sheet, row in zip(rows["sheet"].to_pylist(), rows["row"].to_pylist(), strict=True):
            students[sheet].add(row)
    return {sheet: own_shared.for_several(book[sheet], students[sheet]) for sheet in sheets}


def put(cell: Any, text: str) -> None:
    """Write a text that stays one, whatever it begins with."""
    cell.number_format = "@"
    cell.value = _spelled(fitting(text))
    cell.data_type = "s"


def _spelled(text: str) -> str:
    """Return a text whose signs that no file may hold are spelled as Excel spells them: ``_x0001_``."""
    return _UNHEARD.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _told(several: Iterable[Change], remark: Comment | None, view: View) -> Iterator[str]:
    """Tell what became of a cell; below it what the site itself had noted there, for a cell has one note."""
    for one in several:
        before, after = shown(one, view.lang)
        yield _NOTE.say(view.lang, before=before, after=after, rule=one.rule, who=_who(one, view))
    if remark:
        yield _REMARK.say(view.lang, text=remark.text)


def _who(change: Change, view: View) -> str:
    return change.who or title(Trust(change.trust), view.lang)
