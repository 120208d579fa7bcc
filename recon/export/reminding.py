"""Reminders (催报): before the deadline what is still to come, after it what is still possible. Counts only."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from recon.export import returned
from recon.sites import UNKNOWN
from recon.words import SiteStatus, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.export.view import View

_COUNTED = ("due", "submitted", "omitted", "late", "awaited")
_SILENT = Text(
    "【催报】{unit}：贵单位应报 {due} 人{within}，至今未收到名单。{deadline}{ask}",
    "[Reminder] {unit}: {due} {due:student is|students are} due{within} and no roster has come. {deadline}{ask}",
)
_UNREADABLE = Text(
    "【催报】{unit}：贵单位应报 {due} 人{within}，文件已收到，但无法读取。{deadline}{ask}",
    "[Reminder] {unit}: {due} {due:student is|students are} due{within}; your file came but cannot be read. "
    "{deadline}{ask}",
)
_NOBODY = Text(
    "【催报】{unit}：贵单位应报 {due} 人{within}，名单已收到，但其中没有学生。{deadline}{ask}",
    "[Reminder] {unit}: {due} {due:student is|students are} due{within}; your roster came, but nobody is on it. "
    "{deadline}{ask}",
)
_NIL = Text(
    "【催报】{unit}：已作“零报送”，但学籍中应报 {due} 人{within}{more}。{deadline}{ask}",
    "[Reminder] {unit}: nil was declared, but by the records {due} {due:student is|students are} due{within}{more}. "
    "{deadline}{ask}",
)
_CHECKED = Text(
    "【核对】{unit}：应报 {due} 人{within}，已报 {submitted} 人{more}。{deadline}{ask}",
    "[Check] {unit}: {due} due{within}, {submitted} submitted{more}. {deadline}{ask}",
)
_WITHIN = Text("（含代报的下属单位 {n} 个）", " (with the sites it reports for: {n})")
"""The counts are of every site a unit answers for; its own line on a screen or in the circular is of itself alone."""
_MORE = {
    "late": Text("，迟报 {late} 人", ", {late} late"),
    "omitted": Text("，漏报 {omitted} 人", ", {omitted} omitted"),
    "awaited": Text("，待报 {awaited} 人", ", {awaited} awaited"),
    "mend": Text("，退回清单待改 {mend} 行", ", {mend} {mend:row|rows} of the return sheet to be mended"),
}
_LEFT = Text(
    "报送截止 {deadline}，还剩 {days} 天。",
    "The deadline is {deadline}, in {days} {days:day|days}. ",
)
_TODAY = Text("今天（{deadline}）24:00 截止。", "The deadline is today ({deadline}), 24:00. ")
_PASSED = Text(
    "报送已于 {deadline} 截止，逾期 {days} 天。", "The deadline was {deadline}, {days} {days:day|days} ago. "
)
_NO_ROSTER = (
    Text(
        "请尽快报送；确无学生请报“零报送”。",
        "Please send it soon; if there is nobody, declare nil.",
    ),
    Text(
        "现在仍可办理：尽快补报名单（按迟报登记，经学籍科同意后可参加本次采集）；"
        "不参加采集的在漏报表中逐人说明；确无学生请报“零报送”。",
        "Still possible: send the roster now (it counts as late and needs the records section's consent); "
        "say on the omission list who will not be photographed and why; or declare nil.",
    ),
)
_AGAIN = (
    Text(
        "请按退回说明重新保存为普通 Excel 文件后再报送。",
        "Save it as a plain Excel file and send it again.",
    ),
    Text(
        "现在仍可办理：请按退回说明重新保存为普通 Excel 文件，尽快再报送；"
        "逾期收到的按迟报登记，经学籍科同意后可参加本次采集。",
        "Still possible: save it as a plain Excel file and send it again soon; what comes now counts as late "
        "and needs the records section's consent.",
    ),
)
_MEND = (
    Text("退回清单请改好后发回。", "Please mend the return sheet and send it back. "),
    Text(
        "仍可修改：退回清单请在收到后 {grace} 日内改好发回，原按时报送的不按迟报处理。",
        "Still possible: mend the return sheet within {grace} {grace:day|days} of getting it; who was in time stays "
        "so. ",
    ),
)
_ANSWER = (
    Text(
        "漏报的学生请补报，或在漏报表中说明原因。",
        "Submit the omitted students, or say why not on the omission list. ",
    ),
    Text(
        "仍可补报：漏报的学生可补报（按迟报登记，经学籍科同意后可参加本次采集），或在漏报表中说明原因。",
        "Still possible: submit the omitted students (they count as late and need consent), "
        "or say why not on the omission list. ",
    ),
)
_COMING = Text("其余学生请在截止前报送。", "Please send the others before the deadline. ")


class Facts(NamedTuple):
    """What a reminder is made of: the counts of a unit, and how many days are left (below 0: passed)."""

    counts: dict[str, int]
    days: int | None

    @property
    def passed(self) -> bool:
        """True after the deadline; no deadline never passes."""
        return self.days is not None and self.days < 0

    @property
    def asks(self) -> bool:
        """True where the unit has anything left to do."""
        return any(self.counts[name] for name in ("omitted", "awaited", "mend"))


def reminder(view: View, unit: str) -> str:
    """Return a unit's reminder, ready for a group chat; empty when there is nothing to remind it of."""
    site = view.standings.get(unit)
    if site is None or unit == UNKNOWN:
        return ""
    status = SiteStatus(site["status"] or SiteStatus.SILENT)
    facts = Facts(_counts(view, unit), _days_left(view))
    # A silent unit's students may have been sent by another unit.
    came = facts.counts["submitted"] + facts.counts["late"]
    if status == SiteStatus.SILENT and facts.counts["due"] and not came:
        return _said(view, unit, _SILENT, facts, _NO_ROSTER[facts.passed].say(view.lang))
    if status == SiteStatus.CHECKED and _sent_nobody(site, facts):
        return _said(view, unit, _NOBODY, facts, _NO_ROSTER[facts.passed].say(view.lang))
    if status == SiteStatus.UNREADABLE:
        return _said(view, unit, _UNREADABLE, facts, _AGAIN[facts.passed].say(view.lang))
    told = {SiteStatus.CHECKED: _CHECKED, SiteStatus.SILENT: _CHECKED, SiteStatus.DECLARED_NIL: _NIL}
    pattern = told.get(status)
    return _said(view, unit, pattern, facts, _ask(view, facts)) if pattern and facts.asks else ""


def _sent_nobody(site: Mapping[str, Any], facts: Facts) -> bool:
    """Tell a unit whose files hold no student, and whose students nobody else sent: "the others" are all of them."""
    asked = bool(site["files"] and facts.counts["due"])
    return asked and not site["rows"] and not facts.counts["submitted"]


def _said(view: View, unit: str, pattern: Text, facts: Facts, ask: str) -> str:
    counts = facts.counts
    more = "".join(text.say(view.lang, **counts) for name, text in _MORE.items() if counts[name])
    deadline = _deadline(view, facts)
    below = len(view.answered.get(unit, ()))
    within = _WITHIN.say(view.lang, n=below) if below else ""
    told = {"unit": view.named(unit), "within": within, "more": more, "deadline": deadline, "ask": ask}
    return pattern.say(view.lang, **told, **counts).strip()


def _deadline(view: View, facts: Facts) -> str:
    if facts.days is None:
        return ""
    text = _PASSED if facts.passed else _LEFT if facts.days else _TODAY
    return text.say(view.lang, deadline=view.campaign.deadline, days=abs(facts.days))


def _ask(view: View, facts: Facts) -> str:
    """Return what a unit whose file was judged can do now."""
    said = []
    if facts.counts["mend"]:
        grace = view.campaign.mend_days
        said.append(_MEND[facts.passed and grace > 0].say(view.lang, grace=grace))
    if facts.counts["omitted"] or (facts.passed and facts.counts["awaited"]):
        said.append(_ANSWER[facts.passed].say(view.lang))
    if facts.counts["awaited"] and not facts.passed:
        said.append(_COMING.say(view.lang))
    return "".join(said)


def _counts(view: View, unit: str) -> dict[str, int]:
    """Return the sums of the sites a unit answers for, and how many of its rows it must mend."""
    sums: Mapping[str, int] = view.sums.get(unit, {})
    return {name: sums.get(name, 0) for name in _COUNTED} | {"mend": returned.to_mend(view, unit)}


def _days_left(view: View) -> int | None:
    if view.campaign.deadline is None or not view.day:
        return None
    return (view.campaign.deadline - date.fromisoformat(view.day[:10])).days
