"""The campaign's own form, filled: its title, header, styles and print set-up stay, the students go below.

XlsxWriter makes our sheets and cannot open a workbook; so the sheet it made is carried over cell by cell with
openpyxl, and the sheets beside it are copied. openpyxl drops what it does not model: a form with such parts is
not used, and the parts are named. openpyxl is imported on use: most campaigns have no form of their own.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from recon.campaign import forms
from recon.export.forms import SERIAL
from recon.marks import OWN_TITLES
from recon.words import Text, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.campaign import Campaign
    from recon.campaign.forms import Header
    from recon.export.desk import Desk
    from recon.export.view import View

_LOST = Text(
    "[templates] {key}：表样含有{lost}，填写时会丢失，已改用内置表样。",
    "[templates] {key}: the form holds {lost}, which would be lost; the built-in form is used.",
)
_UNKNOWN = Text(
    "[templates] {key}：不认识“{words}”列，已留空。",
    "[templates] {key}: unknown columns {words}, left empty.",
)


def complaints(view: View) -> list[str]:
    """Return what must be said about the campaign's own forms: why one is not used, which columns stay empty."""
    said = []
    for key in forms.KEYS:
        data = workbook(view.campaign, key.removesuffix("_form"))
        if data is None:
            continue
        from recon.export.parts import losses

        lost = listing([text.say(view.lang) for text in losses(data)], view.lang)
        if lost:
            said.append(_LOST.say(view.lang, key=key, lost=lost))
        elif words := listing(_unknown(view.campaign, forms.header(data)), view.lang):
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
    from recon.export.parts import losses

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
    from recon.export.template_filling import layout

    header = forms.header(form)
    places = layout(header, desk.form.titles, (SERIAL, *desk.form.titles))
    down = header.row - head
    return lambda row, column: str(xl_rowcol_to_cell(row + down, places[column + 1] - 1))


def housed(desk: Desk, head: int) -> bytes:
    """Finish a workbook whose first sheet is the official form, on the campaign's own form where it has one.

    Args:
        desk: the workbook in the making.
        head: the row (from 0) below the header of its first sheet.
    """
    made = desk.book.finish()
    form = _own(desk)
    return made if form is None else _filled(desk, head, made, form)


def _filled(desk: Desk, head: int, made: bytes, form: bytes) -> bytes:
    """Carry our workbook over to the campaign's own form."""
    import openpyxl

    from recon.export.parts import copy_sheet, quiet
    from recon.export.template_filling import Filling

    ours, theirs = openpyxl.load_workbook(BytesIO(made)), openpyxl.load_workbook(BytesIO(form))
    header = forms.header(form)
    for sheet in list(theirs.worksheets):
        if sheet.title != header.sheet:
            theirs.remove(sheet)
    for name in list(theirs.defined_names):
        del theirs.defined_names[name]
    Filling(desk, ours.worksheets[0], theirs.worksheets[0], header, head).fill()
    for sheet in ours.worksheets[1:]:
        copy_sheet(sheet, theirs)
    theirs.properties.creator = theirs.properties.lastModifiedBy = ours.properties.creator
    theirs.properties.created = theirs.properties.modified = ours.properties.created
    out = BytesIO()
    theirs.save(out)
    return quiet(out.getvalue())
