"""学籍信息更正: the students whose official record itself looks wrong, as an application to headquarters."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from recon import fields
from recon.applications import TITLES, Progress, stands
from recon.export import advice
from recon.export.book import Book
from recon.export.record_lines import cases, done_with, said, whose
from recon.marks import MARK_CHANGES, mark
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.applications import Applications, Told
    from recon.export.record_lines import Over
    from recon.export.view import View

SHEET = "学籍信息更正"
_TITLE = Text("{campaign}学籍信息更正申请表", "{campaign}: record corrections")
_CODED = Text("{why}（{rule}）", "{why} ({rule})")
_ABOUT = Text(
    "共 {count} 项　学籍信息只能由总部依申请更正；姓名与身份证号不得同时变更。",
    "{count} {count:item|items}. Only headquarters change a record, on application; never name and ID together.",
)
_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("序号", "No."), 5.5),
    (Text("分校", "Branch"), 15),
    (Text("教学点", "Site"), 20),
    (Text("学号", "Student number"), 15.5),
    (Text("姓名", "Name"), 11),
    (Text("更正项目", "Field"), 10),
    (Text("学籍系统现值", "Value in the record"), 21),
    (Text("名单所报", "Value in the roster"), 21),
    (Text("更正依据", "Why"), 34),
    (Text("拟更正为", "To be changed to"), 21),
    (Text("证明材料", "Proof"), 14),
    (Text("办理状态", "State"), 10),
)
_HAVE = Text("已收", "received")
_NAMING = frozenset({Progress.DRAFTED, Progress.PROOF})
"""Steps whose remark says what proves it."""
_PROVEN = frozenset({Progress.PROOF, Progress.SENT, Progress.APPROVED, Progress.REFUSED})
"""Nothing is sent without its documents."""
_OVER = Text("已办结", "Done with")
_OVER_TITLE = Text("{campaign}学籍信息更正：已办结", "{campaign}: record corrections done with")
_OVER_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("序号", "No."), 5.5),
    (Text("学号", "Student number"), 15.5),
    (Text("姓名", "Name"), 11),
    (Text("更正项目", "Field"), 10),
    (Text("办理结果", "Result"), 14),
    (Text("办理过程", "What was told"), 48),
)


def build(view: View, applications: Applications = MappingProxyType({})) -> bytes:
    """Return the workbook: what headquarters are asked for, and what they were asked for and is done with.

    Args:
        view: the run.
        applications: how far each has come; where nobody told anything, the last columns are for the registrar's pen.
    """
    found = cases(view)
    book = Book(view.lang)
    _open(book, found, view, applications)
    _over(book, done_with(view, applications, found), view)
    return book.finish()


def _open(book: Book, found: list[list[dict[str, Any]]], view: View, applications: Applications) -> None:
    page = book.page(SHEET, [size for _, size in _COLUMNS])
    page.banner(mark(MARK_CHANGES, view.campaign.id), "mark", 14)
    title = _TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id)
    page.banner(title, "title", tall=34)
    page.banner(_ABOUT.say(view.lang, count=len(found)), "line", tall=22)
    page.head([text.say(view.lang) for text, _ in _COLUMNS])
    styles = ("mid", *["cell"] * 8, "answer", "answer", "cell")
    for number, findings in enumerate(found, 1):
        case = findings[0]
        steps = applications.get(whose(findings), ())
        page.line(
            (
                str(number),
                case["branch"],
                view.named(case["site_code"]) if case["site_code"] else "",
                case["student_no"],
                said(findings, "name"),
                _title(case["field"], view),
                said(findings, "official"),
                said(findings, "submitted"),
                "\n".join(dict.fromkeys(_why(one, view) for one in findings)),
                _wanted(findings),
                _proof(steps, view),
                _state(steps, view),
            ),
            styles,
        )


def _over(book: Book, over: Sequence[Over], view: View) -> None:
    """Write the applications that are done with, where there are any."""
    if not over:
        return
    page = book.page(_OVER.say(view.lang), [size for _, size in _OVER_COLUMNS])
    page.banner(mark(MARK_CHANGES, view.campaign.id), "mark", 14)
    page.banner(
        _OVER_TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id), "title", tall=34
    )
    page.head([text.say(view.lang) for text, _ in _OVER_COLUMNS])
    for count, one in enumerate(over, 1):
        result = TITLES[one.state].say(view.lang)
        told = _told(one.steps, view)
        page.line(
            (str(count), one.student_no, one.name, _title(one.field, view), result, told),
            ("mid", *["cell"] * 3, "mid", "cell"),
        )


def _title(code: str, view: View) -> str:
    field = fields.ANY_BY_CODE.get(code)
    return field.title.say(view.lang) if field else ""


def _wanted(findings: list[dict[str, Any]]) -> str:
    """Return what stands there if headquarters agree: what was sent, where the registrar has ruled that it is right."""
    ruled = not any(one["rule"].startswith("EX") for one in findings)
    return said(findings, "submitted") if ruled else ""


def _proof(steps: Sequence[Told], view: View) -> str:
    """Return which documents there are, as somebody told it."""
    named = [one.remark for one in steps if one.progress in _NAMING and one.remark]
    proven = any(one.progress in _PROVEN for one in steps)
    return named[-1] if named else _HAVE.say(view.lang) if proven else ""


def _state(steps: Sequence[Told], view: View) -> str:
    said = TITLES[stands(steps, found=True)].say(view.lang)
    return f"{said}\n{steps[-1].at[:10]}" if steps else said


def _told(steps: Sequence[Told], view: View) -> str:
    """Return every step with its day, who told it and what was remarked."""
    return "\n".join(
        " ".join(filter(None, (one.at[:10], TITLES[one.progress].say(view.lang), one.remark, one.who)))
        for one in steps
    )


def _why(case: dict[str, Any], view: View) -> str:
    """Return the finding's own words: this list stays with the registrar and may hold official values.

    They are in the language of the run; in the other one the rule says it.
    """
    own = view.result.summary.get("lang", view.lang) == view.lang
    why = (case["message"] if own else "") or advice.what(case["rule"], view.lang)
    return _CODED.say(view.lang, why=why, rule=case["rule"])
