"""What the office's memory knows of one student, step by step, for the case file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recon.applications import TITLES
from recon.export.sections import COLON
from recon.fields import ANY_BY_CODE
from recon.values.days import moment
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.export.view import View

HEAD = (
    Text("序号", "No."),
    Text("时间", "When"),
    Text("事项", "What"),
    Text("单位", "Unit"),
    Text("内容", "Details"),
    Text("规则", "Rule"),
    Text("办理人", "By"),
)
_WHAT = {
    "received": Text("收到文件", "file received"),
    "returned": Text("退回", "returned"),
    "acknowledged": Text("单位确认收到退回", "return acknowledged"),
    "ruled": Text("裁定", "ruled"),
    "undone": Text("撤销裁定", "ruling undone"),
    "excused": Text("漏报答复", "omission answered"),
    "admitted": Text("迟报准予采集", "admitted though late"),
    "application": Text("学籍信息更正", "record correction"),
    "hand-over": Text("准予移交", "admitted to the hand-over"),
    "handed": Text("移交", "handed over"),
    "pending": Text("列入待定名单", "put on the waiting list"),
    "signed-off": Text("单位签章确认", "signed off"),
}
_DETAIL = {
    "accept": Text("采用建议值", "proposal accepted"),
    "keep": Text("保留所报值", "kept as sent"),
    "override": Text("改为指定值", "another value put in"),
    "send-to-site": Text("退回单位核实", "sent back to the site"),
    "admit": Text("准予采集", "admitted"),
    "dismiss": Text("不作为问题", "dismissed"),
    "excuse": Text("已说明", "excused"),
    "correct-record": Text("申请更正学籍", "record to be corrected"),
    **TITLES,
}
"""Words for the verdicts of a ruling and the steps of an application; any other detail is shown as it is."""


class Step(NamedTuple):
    """One thing that happened to a student or to the file that named the student."""

    at: str
    """ISO time; empty when it is not known."""
    what: str
    """received returned acknowledged ruled undone excused admitted application hand-over handed pending signed-off."""
    unit: str = ""
    detail: str = ""
    rule: str = ""
    who: str = ""


def rows(view: View, steps: Iterable[Step]) -> list[tuple[str, ...]]:
    """Return the steps in the order of their times, as the case file shows them."""
    return [
        (
            moment(step.at),
            _WHAT[step.what].say(view.lang) if step.what in _WHAT else step.what,
            view.named(step.unit) if step.unit else "",
            _detail(view, step.detail),
            step.rule,
            step.who,
        )
        for step in sorted(steps, key=lambda step: step.at)
    ]


def _detail(view: View, detail: str) -> str:
    verdict, _, rest = detail.partition("：")
    said = _DETAIL[verdict].say(view.lang) if verdict in _DETAIL else verdict
    field, _, more = rest.partition("：")
    if verdict in TITLES and field in ANY_BY_CODE:
        rest = COLON.say(view.lang).join(filter(None, (ANY_BY_CODE[field].title.say(view.lang), more)))
    return COLON.say(view.lang).join(filter(None, (said, rest)))
