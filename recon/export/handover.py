"""The hand-over (移交): what goes to the photographer, and what stays on the waiting list.

In ``list`` mode one list per form, by shooting point, site and time slot; in ``capture-code`` mode counts only,
since no list of names or numbers may leave the office (docs/definitions.md, "The job").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.export.desk import Desk
from recon.export.forms import SERIAL, official
from recon.export.handover_sums import summary
from recon.export.lines import Line, lines
from recon.export.pending import Reasons
from recon.export.style import width
from recon.export.template import housed
from recon.marks import MARK_CHANGES
from recon.words import Text

if TYPE_CHECKING:
    from recon.export.handover_lists import Lists

POINT = "拍摄点"
WHEN = "拍摄时间"
WAITING = "待定名单"
_WAITING_TITLE = Text("待定名单（{form}）", "Waiting list ({form})")
_WAITING_ABOUT = Text(
    "以下 {count} 人已报送但尚有错误或学籍信息待核，暂不移交。本表留存学籍科，不得外送。",
    "{count} {count:student was submitted but is|students were submitted but are} open or held. This list stays in "
    "the office.",
)
_REASON = Text("待定原因", "待定原因 Reason")
_HELD = Text("学籍信息待核", "record under review")


def build(who: Lists, code: str) -> bytes | None:
    """Return the list of one form with its counts, None when nobody is handed over on it."""
    view, homes = who.view, who.numbers(code, goes=True)
    if not homes:
        return None
    desk = Desk(view, "", official(code, view.campaign))
    rows = _rows(who, desk, homes)
    notice = (who.frozen.said(view), "line") if who.frozen else ("", "")
    widest = max(width(who.slots[line.enrol_id].when) for line in rows)
    page = desk.official(len(rows), ((POINT, 18), (WHEN, min(max(20, widest + 2), 40))), notice=notice)
    head = page.row
    styles = ("mid", *desk.form.styles, "cell", "mid")
    for number, line in enumerate(rows, 1):
        place = who.slots[line.enrol_id]
        page.line((str(number), *line.values, place.point, place.when), styles)
    summary(desk.book, who, code)
    return housed(desk, head)


def _rows(who: Lists, desk: Desk, homes: dict[int, str]) -> list[Line]:
    """Return one row a student, by point, slot, site and the roster's order."""
    first: dict[int, Line] = {}
    for line in lines(who.rows, desk.form):
        if line.enrol_id in homes:
            first.setdefault(line.enrol_id, line)
    turn = {number: index for index, number in enumerate(who.slots)}
    return sorted(first.values(), key=lambda line: turn[line.enrol_id])


def waiting(who: Lists, code: str) -> bytes | None:
    """Return one form's waiting list with reasons, None when nobody waits; it stays in the office."""
    people, view = who.numbers(code, goes=False), who.view
    if not people:
        return None
    desk = Desk(view, "", official(code, view.campaign))
    page = desk.marked(WAITING, (5.5, *desk.form.widths, 44), MARK_CHANGES)
    page.banner(desk.say(_WAITING_TITLE, form=desk.say(desk.form.name)), "title", 30)
    page.banner(desk.say(_WAITING_ABOUT, count=len(people)), "line")
    page.head((SERIAL, *desk.form.titles, desk.say(_REASON)))
    reasons: dict[str, Reasons] = {}
    for number, line in enumerate(_stuck(who, desk, people), 1):
        own = reasons.get(line.unit) or reasons.setdefault(line.unit, Reasons(view, line.unit))
        said = desk.say(_HELD) if line.held and not line.open else own.text(own.of(line))
        page.line((str(number), *line.values, said), ("mid", *desk.form.styles, "cell"))
    return desk.book.finish()


def _stuck(who: Lists, desk: Desk, people: dict[int, str]) -> list[Line]:
    """Return one row of each student: the one that is open or held, where two units sent the student."""
    chosen: dict[int, Line] = {}
    for line in lines(who.rows, desk.form):
        if line.enrol_id in people:
            known = chosen.setdefault(line.enrol_id, line)
            if (line.open or line.held) and not (known.open or known.held):
                chosen[line.enrol_id] = line
    return sorted(chosen.values(), key=lambda line: (line.unit, line.row_id))
