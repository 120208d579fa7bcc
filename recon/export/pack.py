"""The site pack (上报表): the official form pre-filled from the extract, with notice and leaflet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.export.book import PROSE
from recon.export.desk import Desk
from recon.export.forms import official
from recon.export.letters import leaflet, notice
from recon.export.omissions import known
from recon.export.template import housed
from recon.marks import COMES, EXCUSES, MARK_CHANGES, MARK_PACK, STAYS_AWAY, WHETHER, WHY_NOT, mark
from recon.words import Category, Text

if TYPE_CHECKING:
    from recon.export.book import Page
    from recon.export.view import View

_SPARE = 30
"""Empty lines for students the extract does not have yet."""
_NOTICE = Text("通知", "Notice")
_LEAFLET = Text("学生须知", "Leaflet")


def forms(view: View, unit: str) -> list[str]:
    """Return the forms of which a unit has students."""
    return [form for form in Category if (unit, form) in view.expected]


def build(view: View, unit: str, code: str) -> bytes:
    """Return the workbook of one unit and form."""
    desk = Desk(view, unit, official(code, view.campaign))
    students = view.expected.get((unit, code), [])
    page = desk.official(len(students), ((WHETHER, 9), (WHY_NOT, 12)))
    page.put(0, page.last, mark(MARK_PACK, view.campaign.id, unit, code), "mark")
    first = page.row
    for number, student in enumerate(students, 1):
        page.line((str(number), *known(view, student, desk.form.columns), COMES, ""), _styles(desk))
    for _ in range(_SPARE):
        page.line([""] * (page.last + 1), _styles(desk, spare=True))
    _choices(desk, page, first)
    page.sheet.protect("", {"insert_rows": True, "delete_rows": True, "sort": True, "format_rows": True})
    for name, text in ((_NOTICE, notice(view, unit)), (_LEAFLET, leaflet(view, unit))):
        _letter(desk, name, text)
    return housed(desk, first)


def _styles(desk: Desk, *, spare: bool = False) -> list[str]:
    """Everything may be typed over but the institution code, which the notice forbids to change."""
    cells = ["mid" if code == "institution_code" and not spare else "open" for code in desk.form.columns]
    return ["mid", *cells, "tick", "tick"]


def _choices(desk: Desk, page: Page, first: int) -> None:
    """Offer the values a clerk may choose from; a length is only warned about: other documents exist."""
    last = page.row - 1
    columns = {code: index for index, code in enumerate(desk.form.columns, 1)}
    scope = desk.view.campaign.scope.get(Category(desk.form.code))
    code = desk.view.campaign.institution_code(desk.form.code)
    lists = {
        columns.get("institution_code"): [code] if code else [],
        columns.get("sex"): ["男", "女"],
        columns.get("level"): list(scope.levels) if scope else [],
        page.last - 1: [COMES, STAYS_AWAY],
        page.last: list(EXCUSES),
    }
    for column, source in lists.items():
        if column is not None and source:
            page.sheet.data_validation(first, column, last, column, {"validate": "list", "source": source})
    lengths = {"id_card": 18, **({"student_no": 13} if desk.form.code == Category.OPEN else {})}
    for name, size in lengths.items():
        if name in columns:
            rule = {"validate": "length", "criteria": "=", "value": size, "error_type": "warning"}
            page.sheet.data_validation(first, columns[name], last, columns[name], rule)


def _letter(desk: Desk, name: Text, text: str) -> None:
    """Add a sheet with a text, one paragraph a line."""
    page = desk.marked(desk.say(name), PROSE, MARK_CHANGES, landscape=False)
    heading, _, rest = text.partition("\n")
    page.banner(heading, "title", 36)
    for paragraph in rest.split("\n"):
        page.banner(paragraph, "para")
