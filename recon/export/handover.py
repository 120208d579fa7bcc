"""The hand-over (移交): what goes to the photographer, and what stays on the waiting list.

In ``list`` mode one list per form, by shooting point and site; in ``capture-code`` mode counts only, since no
list of names or numbers may leave the office (domain.md §2).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from recon.export.book import Book
from recon.export.desk import Desk
from recon.export.forms import SERIAL, official
from recon.export.lines import Line, lines
from recon.export.pending import Reasons
from recon.export.tables import table
from recon.words import MARK_CHANGES, Category, Text, mark, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.export.view import View

POINT = "拍摄点"
DAYS = "拍摄日期"
WAITING = "待定名单"
_SUMS = "汇总"
_UNPLANNED = Text("（未安排）", "(not planned)")
_SUMS_TITLE = Text("{campaign}移交人数汇总", "{campaign}: hand-over counts")
_SUMS_ABOUT = Text(
    "截至 {day}　移交 + 待定 = 已按时报送（含往届）", "As of {day}. Handed over + waiting = submitted in time"
)
_SUMS_HEAD = (
    Text("拍摄点", "Shooting point"),
    Text("拍摄日期", "Dates"),
    Text("教学点", "Site"),
    Text("类别", "Category"),
    Text("移交", "Handed over"),
    Text("待定", "Waiting"),
    Text("合计", "Total"),
)
_TOTAL = Text("合计", "Total")
_WAITING_TITLE = Text("待定名单（{form}）", "Waiting list ({form})")
_WAITING_ABOUT = Text(
    "以下 {count} 人已报送但尚有错误或学籍信息待核，暂不移交。本表留存学籍科，不得外送。",
    "These {count} students were submitted but are open or held. This list stays in the office.",
)
_HELD = Text("学籍信息待核", "record under review")


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a site's students are shot."""

    point: str
    days: str


def place(view: View, site: str) -> Place:
    """Return the shooting point that serves a site, or a unit above it."""
    line = view.tree.line(site)
    for shooting in view.campaign.shooting:
        if any(unit in shooting.serves for unit in line):
            name = view.site(shooting.point).site_name or shooting.point
            return Place(name, "、".join(str(day) for day in shooting.dates))
    return Place(_UNPLANNED.say(view.lang), "")


def submitted(view: View) -> list[dict[str, Any]]:
    """Return the due and eligible students who were submitted in time, clean or not."""
    students = table(view.result, "students")
    wanted = pc.and_(pc.equal(students["state"], "submitted"), pc.or_(students["due"], students["eligible"]))
    return list(students.filter(wanted).to_pylist())


def build(view: View, code: str) -> bytes | None:
    """Return the list of one form with its counts, None when nobody is handed over on it."""
    people = [student for student in submitted(view) if student["category"] == code and student["clean"]]
    if not people:
        return None
    desk = Desk(view, "", official(code, view.campaign))
    rows = _rows(view, desk, people)
    page = desk.official(len(rows), ((POINT, 16), (DAYS, 24)))
    styles = ("mid", *desk.form.styles, "cell", "cell")
    for number, (where, line) in enumerate(rows, 1):
        page.line((str(number), *line.values, where.point, where.days), styles)
    page.quiet()
    _sums(desk.book, view, [student for student in submitted(view) if student["category"] == code])
    return desk.book.finish()


def _rows(view: View, desk: Desk, people: Iterable[dict[str, Any]]) -> list[tuple[Place, Line]]:
    """Return one row a student and where it is shot, by point, site and the roster's order."""
    homes = {student["enrol_id"]: student["site_code"] for student in people}
    places = {site: place(view, site) for site in set(homes.values())}
    first: dict[int, Line] = {}
    for line in lines(view.live, desk.form):
        if line.enrol_id in homes:
            first.setdefault(line.enrol_id, line)
    rows = [(places[homes[number]], homes[number], line) for number, line in first.items()]
    rows.sort(key=lambda row: (row[0].point, row[1], row[2].row_id))
    return [(where, line) for where, _, line in rows]


def waiting(view: View, code: str) -> bytes | None:
    """Return one form's waiting list with reasons, None when nobody waits; it stays in the office."""
    people = {s["enrol_id"] for s in submitted(view) if s["category"] == code and not s["clean"]}
    if not people:
        return None
    desk = Desk(view, "", official(code, view.campaign))
    page = desk.marked(WAITING, (5.5, *desk.form.widths, 38), MARK_CHANGES)
    page.banner(desk.say(_WAITING_TITLE, form=desk.say(desk.form.name)), "title", 30)
    page.banner(desk.say(_WAITING_ABOUT, count=len(people)), "line")
    page.head((SERIAL, *desk.form.titles, "待定原因"))
    reasons: dict[str, Reasons] = {}
    for number, line in enumerate(_stuck(view, desk, people), 1):
        own = reasons.get(line.unit) or reasons.setdefault(line.unit, Reasons(view, line.unit))
        said = desk.say(_HELD) if line.held and not line.open else own.text(own.of(line))
        page.line((str(number), *line.values, said), ("mid", *desk.form.styles, "cell"))
    page.quiet()
    return desk.book.finish()


def _stuck(view: View, desk: Desk, people: set[int]) -> list[Line]:
    """Return one row of each student: the one that is open or held, where two units sent the student."""
    chosen: dict[int, Line] = {}
    for line in lines(view.live, desk.form):
        if line.enrol_id in people:
            known = chosen.setdefault(line.enrol_id, line)
            if (line.open or line.held) and not (known.open or known.held):
                chosen[line.enrol_id] = line
    return sorted(chosen.values(), key=lambda line: (line.unit, line.row_id))


def counts(view: View) -> bytes:
    """Return the workbook of counts alone, as ``capture-code`` mode allows it."""
    book = Book()
    _sums(book, view, submitted(view))
    return book.finish()


def _sums(book: Book, view: View, people: Sequence[dict[str, Any]]) -> None:
    """Write counts by shooting point, site and category; their sum is what was submitted in time."""
    page = book.page(_SUMS, (20, 26, 30, 12, 10, 10, 10), landscape=False)
    page.banner(mark(MARK_CHANGES, view.campaign.id), "mark", 14)
    page.banner(_SUMS_TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id), "title", 32)
    page.banner(_SUMS_ABOUT.say(view.lang, day=view.day), "line", 22)
    page.head([text.say(view.lang) for text in _SUMS_HEAD])
    found: Counter[tuple[str, str, bool]] = Counter(
        (s["site_code"], s["category"], s["clean"]) for s in people
    )
    places = {site: place(view, site) for site, _, _ in found}
    keys = sorted({(places[site].point, site, category) for site, category, _ in found})
    for point, site, category in keys:
        name = title(Category(category), view.lang)
        numbers = (found[site, category, True], found[site, category, False])
        _sum_row(page, (point, places[site].days, view.named(site), name), numbers)
    total = [sum(count for key, count in found.items() if key[2] == clean) for clean in (True, False)]
    _sum_row(page, (_TOTAL.say(view.lang), "", "", ""), total, "band")


def _sum_row(page: Any, names: Sequence[str], numbers: Sequence[int], name: str = "cell") -> None:
    for column, text in enumerate(names):
        page.put(page.row, column, text, name)
    for column, value in enumerate((*numbers, sum(numbers)), len(names)):
        page.number(page.row, column, value, "count-band" if name == "band" else "count")
    page.next()
