"""The omission list (漏报表): who is due but was not submitted, with boxes for the site's answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from recon.export.desk import Desk
from recon.export.forms import SERIAL, official
from recon.marks import ANSWERS, MARK_OMISSIONS, NOTE
from recon.words import Category, Reason, Text, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.export.view import View

SHEET = "漏报表"
KNOWN = (
    "institution_code",
    "student_no",
    "exam_no",
    "name",
    "sex",
    "id_card",
    "level",
    "major",
    "cohort",
    "site",
)
"""The columns of the official form a run knows of a student nobody sent."""
STATE = "情况"
TICK = "√"
_TITLE = Text("漏报表（{form}）", "Omission list ({form})")
_ABOUT = Text(
    "{unit}：以下 {count} 名应采集学生尚未按时报送。请在相应的答复栏打“√”，需要时写明情况，然后发回本表。",
    "{unit}: due and not submitted in time: {count}. Tick one answer, add a remark, send it back.",
)


def forms(view: View, unit: str) -> list[str]:
    """Return the forms of which a unit has omissions."""
    return [form for form in Category if (unit, form) in view.omitted]


def build(view: View, unit: str, code: str) -> bytes:
    """Return the workbook of one unit and form."""
    form = official(code, view.campaign)
    desk = Desk(view, unit, replace(form, columns=tuple(c for c in KNOWN if c in form.columns)))
    lines = view.omitted.get((unit, code), [])
    columns = (*desk.form.widths, 7, *[6.0] * len(ANSWERS), 20)
    page = desk.marked(SHEET, (5.5, *columns), MARK_OMISSIONS)
    page.banner(desk.say(_TITLE, form=desk.say(form.name)), "title", 30)
    page.banner(desk.say(_ABOUT, unit=desk.named, count=len(lines)), "line")
    page.head((SERIAL, *desk.form.titles, STATE, *ANSWERS, NOTE))
    first = page.row
    styles = ("mid", *desk.form.styles, "mid", *["tick"] * len(ANSWERS), "answer")
    for number, line in enumerate(lines, 1):
        state = title(Reason(line["reason"]), view.lang)
        page.line(
            (str(number), *known(view, line, desk.form.columns), state, *[""] * (len(ANSWERS) + 1)), styles
        )
    _ticks(page, first, 2 + len(desk.form.columns))
    return desk.book.finish()


def _ticks(page: Any, first: int, column: int) -> None:
    """Offer a tick in the answer boxes."""
    if page.row > first:
        choice = {"validate": "list", "source": [TICK], "error_type": "warning"}
        page.sheet.data_validation(first, column, page.row - 1, column + len(ANSWERS) - 1, choice)


def known(view: View, line: dict[str, Any], columns: Sequence[str]) -> list[str]:
    """Return what the extract says of a student, by column; empty where the run does not know."""
    student = view.students.get((line["category"], line["student_no"]), {})
    values = (
        student
        | line
        | {
            "institution_code": view.campaign.institution_code(line["category"]),
            "site": view.site(line["site_code"]).site_name,
        }
    )
    return [str(values.get(column, "")) for column in columns]
