"""学籍信息更正: the students whose official record itself looks wrong, as an application to headquarters."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from recon import fields
from recon.export import advice
from recon.export.book import Book
from recon.export.tables import table
from recon.words import Text, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.export.view import View

SHEET = "学籍信息更正"
_TITLE = Text("{campaign}学籍信息更正申请表", "{campaign}: record corrections")
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
_CASE = ("student_no", "field")
"""What one application is about."""
_ORDER = ("branch", "site_code", *_CASE)
_DRAFT = Text("待核实", "Draft")


def build(view: View) -> bytes:
    """Return the workbook; the last columns are for the registrar's pen."""
    cases = _cases(view)
    book = Book(view.lang)
    page = book.page(SHEET, [size for _, size in _COLUMNS])
    title = _TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id)
    page.banner(title, "title", tall=34)
    page.banner(_ABOUT.say(view.lang, count=len(cases)), "line", tall=22)
    page.head([text.say(view.lang) for text, _ in _COLUMNS])
    styles = ("mid", *["cell"] * 8, "answer", "answer", "mid")
    for number, findings in enumerate(cases, 1):
        case, field = findings[0], fields.ANY_BY_CODE.get(findings[0]["field"])
        page.line(
            (
                str(number),
                case["branch"],
                view.named(case["site_code"]) if case["site_code"] else "",
                case["student_no"],
                _said(findings, "name"),
                field.title.say(view.lang) if field else "",
                _said(findings, "official"),
                _said(findings, "submitted"),
                "\n".join(dict.fromkeys(f"{_why(one, view)}（{one['rule']}）" for one in findings)),
                _said(findings, "proposal"),
                "",
                _DRAFT.say(view.lang),
            ),
            styles,
        )
    return book.finish()


def _cases(view: View) -> list[list[dict[str, Any]]]:
    """Return the open findings that only headquarters can settle, together for each student and field."""
    found = table(view.result, "findings")
    wanted = pc.and_(pc.equal(found["trust"], Trust.AUTHORITY), found["open"])
    lines = found.filter(wanted).to_pylist()
    # What a finding folds under another says nothing of its own (DF03 beside MA03).
    chiefs = {line["finding_id"] for line in lines}
    told = [one for one in lines if one["finding_id"] == one["cause_id"] or one["cause_id"] not in chiefs]
    cases = groupby(sorted(told, key=itemgetter(*_CASE, "rule")), itemgetter(*_CASE))
    return sorted((_home_first(alike) for _, alike in cases), key=lambda case: itemgetter(*_ORDER)(case[0]))


def _home_first(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put what is said of the record before what is said of a row: it names the home site, not who sent the row."""
    return sorted(findings, key=lambda one: one["row_id"] >= 0)


def _said(findings: list[dict[str, Any]], column: str) -> str:
    """Return what they say there, each value on a line of its own: two rows may give two IDs, two people one 学号."""
    return "\n".join(dict.fromkeys(str(one[column]) for one in findings if one[column]))


def _why(case: dict[str, Any], view: View) -> str:
    """Return the finding's own words: this list stays with the registrar and may hold official values."""
    return str(case["message"] or advice.what(case["rule"], view.lang))
