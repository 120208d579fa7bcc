"""Who goes to the photographer and who waits: what a frozen version of the hand-over says, or the run itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from recon.export.planning import Place, in_order, places
from recon.export.tables import table
from recon.values.days import moment
from recon.words import Text

if TYPE_CHECKING:
    from recon.export.view import View

HANDED = "handed"
_VERSION = Text(
    "移交第 {number} 版　定版时间 {at}　校验值 {sha}", "Version {number}, frozen {at}, checksum {sha}"
)


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
    let_go: frozenset[str] = frozenset()
    """Student numbers the office let go with a reason; a frozen version knows them itself."""

    @cached_property
    def people(self) -> list[dict[str, Any]]:
        """Enrolment, home site, category and whether the student goes: those submitted in time."""
        if self.frozen is not None:
            found = self.frozen.people.select(["enrol_id", "site_code", "category", "status"])
            goes = pc.equal(found["status"], HANDED)
        else:
            found = submitted(self.view)
            let_go = pa.array(sorted(self.let_go), pa.string())
            goes = pc.or_(found["clean"], pc.is_in(found["student_no"], value_set=let_go))
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
