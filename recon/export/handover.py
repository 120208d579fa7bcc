"""The hand-over (移交): what goes to the photographer, and what stays on the waiting list.

In ``list`` mode one list per form, by shooting point, site and time slot; in ``capture-code`` mode counts only,
since no list of names or numbers may leave the office (docs/definitions.md, "The job").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from recon.export.desk import Desk
from recon.export.forms import SERIAL, official
from recon.export.handover_sums import summary
from recon.export.lines import Line, lines
from recon.export.pending import Reasons
from recon.export.planning import Place, in_order, places
from recon.export.tables import table
from recon.export.template import housed
from recon.marks import MARK_CHANGES
from recon.values.days import moment
from recon.words import Text

if TYPE_CHECKING:
    from recon.export.view import View

POINT = "拍摄点"
WHEN = "拍摄时间"
WAITING = "待定名单"
HANDED = "handed"
_VERSION = Text(
    "移交第 {number} 版　定版时间 {at}　校验值 {sha}", "Version {number}, frozen {at}, checksum {sha}"
)
_WAITING_TITLE = Text("待定名单（{form}）", "Waiting list ({form})")
_WAITING_ABOUT = Text(
    "以下 {count} 人已报送但尚有错误或学籍信息待核，暂不移交。本表留存学籍科，不得外送。",
    "{count} {count:student was submitted but is|students were submitted but are} open or held. This list stays in "
    "the office.",
)
_HELD = Text("学籍信息待核", "record under review")


class Frozen(NamedTuple):
    """One version of the hand-over as the office froze it."""

    number: int
    at: str
    sha256: str
    people: pa.Table
    """One line per student: status, enrol_id, category, site_code and the roster row with its final values."""
    changes: pa.Table | None = None
    """What was added, changed and withdrawn since, where anything was."""

    def said(self, view: View) -> str:
        """Return the line that names the version on paper."""
        at = moment(self.at)
        return _VERSION.say(view.lang, number=self.number, at=at, sha=self.sha256[:16])


@dataclass(frozen=True)
class Lists:
    """Who goes and who waits, from a frozen version or from the run itself."""

    view: View
    frozen: Frozen | None = None

    @cached_property
    def people(self) -> list[dict[str, Any]]:
        """Enrolment, home site, category and whether the student goes: those submitted in time."""
        if self.frozen is not None:
            found = self.frozen.people.select(["enrol_id", "site_code", "category", "status"])
            goes = pc.equal(found["status"], HANDED)
        else:
            found = submitted(self.view)
            goes = found["clean"]
        names = ("enrol_id", "site_code", "category")
        columns = (found[name].to_pylist() for name in names)
        return [
            dict(zip((*names, "goes"), values, strict=True))
            for values in zip(*columns, goes.to_pylist(), strict=True)
        ]

    @property
    def rows(self) -> pa.Table:
        """Their roster rows."""
        return self.view.live if self.frozen is None else self.frozen.people.sort_by("row_id")

    @cached_property
    def slots(self) -> dict[int, Place]:
        """Where and when each student who goes is shot; of both forms, since they stand in one queue."""
        goes = {person["enrol_id"]: person["site_code"] for person in self.people if person["goes"]}
        first: dict[int, int] = {}
        columns = (self.rows[name].to_pylist() for name in ("enrol_id", "row_id"))
        for number, row_id in zip(*columns, strict=True):
            if number in goes:
                first.setdefault(number, row_id)
        queue = [(site, first.get(number, -1), number) for number, site in goes.items()]
        return places(self.view).of(in_order(queue))

    def numbers(self, code: str, *, goes: bool) -> dict[int, str]:
        """Return the home site of each student of a form, by enrolment."""
        return {
            one["enrol_id"]: one["site_code"]
            for one in self.people
            if one["category"] == code and one["goes"] == goes
        }


def submitted(view: View) -> pa.Table:
    """Return the due and eligible students who were submitted in time, clean or not."""
    students = table(view.result, "students")
    wanted = pc.and_(pc.equal(students["state"], "submitted"), pc.or_(students["due"], students["eligible"]))
    return students.filter(wanted)


def build(who: Lists, code: str) -> bytes | None:
    """Return the list of one form with its counts, None when nobody is handed over on it."""
    view, homes = who.view, who.numbers(code, goes=True)
    if not homes:
        return None
    desk = Desk(view, "", official(code, view.campaign))
    rows = _rows(who, desk, homes)
    notice = (who.frozen.said(view), "line") if who.frozen else ("", "")
    page = desk.official(len(rows), ((POINT, 18), (WHEN, 20)), notice=notice)
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
    page.head((SERIAL, *desk.form.titles, "待定原因"))
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
