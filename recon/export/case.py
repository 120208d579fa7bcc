"""The case file (责任认定单) of one student: who sent what, as it was sent, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from recon import fields
from recon.export import advice, history
from recon.export.book import Book
from recon.export.explained import named, where
from recon.export.sections import COLON, section
from recon.export.tables import table
from recon.marks import MARK_CHANGES, mark
from recon.values.days import moment
from recon.words import Life, PhotoState, Reason, Severity, Text, Trust, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.export.book import Page
    from recon.export.history import Step
    from recon.export.view import View

SHEET = "责任认定单"
_WIDTHS = (6, 24, 17, 24, 24, 14, 14)
_TITLE = Text("{campaign}责任认定单", "{campaign}: case file")
_ABOUT = Text("学号：{number}　　数据截至：{day}", "Student number: {number}    As of {day}")
_RECORD = Text("一、学籍与照片", "1. Record and photo")
_SENT = Text("二、报送经过（{count} 次）", "2. Who sent what ({count})")
_CELLS = Text("三、所报内容与更正（{count} 项）", "3. As sent and as corrected ({count})")
_FOUND = Text("四、核对发现的问题（{count} 项）", "4. What was found ({count})")
_STEPS = Text("五、办理经过（{count} 项）", "5. What was done ({count})")
_SIGN = Text(
    "认定意见：　　　　　　　　　　　　　认定人（签字）：　　　　　　　　日期：",
    "Decision:            Signed:            Date:",
)
_RECORD_LABELS: tuple[tuple[str, Text], ...] = (
    ("name", Text("姓名", "Name")),
    ("status", Text("学籍状态", "Status")),
    ("site_code", Text("所属教学点", "Home site")),
    ("state", Text("报送情况", "Submitted")),
    ("captured_on", Text("拍摄日期", "Captured on")),
    ("valid_until", Text("照片有效至", "Photo valid until")),
    ("needed_on", Text("照片使用日期", "Photo needed on")),
    ("photo_state", Text("照片状态", "Photo")),
)
_SENT_HEAD = (
    Text("序号", "No."),
    Text("收到时间", "Received"),
    Text("报送单位", "Unit"),
    Text("文件", "File"),
    Text("位置", "Place"),
    Text("是否有效", "Counts"),
    Text("是否迟报", "Late"),
)
_CELL_HEAD = (
    Text("序号", "No."),
    Text("文件位置", "Place"),
    Text("项目", "Field"),
    Text("所报", "As sent"),
    Text("更正后", "Corrected to"),
    Text("规则", "Rule"),
    Text("办理人", "By"),
)
_FOUND_HEAD = (
    Text("序号", "No."),
    Text("问题", "Finding"),
    Text("项目", "Field"),
    Text("所报", "As sent"),
    Text("学籍", "Record"),
    Text("程度", "Severity"),
    Text("办理方式", "Trust"),
)
_SUBMITTED = Text("已报", "Submitted")
_UNSENT = Text("未报送", "Not submitted")
_YES, _NO = Text("是", "yes"), Text("否", "no")


def build(view: View, number: str, steps: Sequence[Step] = ()) -> bytes | None:
    """Return the workbook of the student with this number, None when the run knows nothing of it.

    ``steps`` is what the office's memory adds: returns, rulings, answers and hand-overs, with who did it when.
    """
    student = next((s for (_, known), s in view.students.items() if known == number), None)
    rows = _rows(view, number, student["enrol_id"] if student else -1)
    if student is None and not rows:
        return None
    book = Book(view.lang)
    page = book.page(SHEET, _WIDTHS, landscape=False)
    page.banner(mark(MARK_CHANGES, view.campaign.id), "mark", 14)
    page.banner(_TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id), "title", 36)
    page.banner(_ABOUT.say(view.lang, number=number, day=view.day or "–"), "line", 22)
    _record(page, view, student or {})
    section(page, view, (_SENT, _SENT_HEAD), [_sent(view, row) for row in rows])
    section(page, view, (_CELLS, _CELL_HEAD), _cells(view, rows))
    section(page, view, (_FOUND, _FOUND_HEAD), _found(view, rows, student))
    section(page, view, (_STEPS, history.HEAD), history.rows(view, steps))
    page.next(12)
    page.banner(_SIGN.say(view.lang), "line", 40)
    return book.finish()


def _rows(view: View, number: str, enrol_id: int) -> list[dict[str, Any]]:
    """Return every row that was matched to the student or bears the number, superseded ones too."""
    rows = table(view.result, "rows")
    same = pc.or_(pc.equal(rows["student_no_raw"], number), pc.equal(rows["student_no_final"], number))
    if enrol_id >= 0:
        same = pc.or_(same, pc.equal(rows["enrol_id"], enrol_id))
    return list(rows.filter(same).sort_by("row_id").to_pylist())


def _record(page: Page, view: View, student: dict[str, Any]) -> None:
    page.banner(_RECORD.say(view.lang), "annex", 24)
    for start in range(0, len(_RECORD_LABELS), 2):
        for column, (name, text) in zip((0, 4), _RECORD_LABELS[start : start + 2], strict=True):
            said = (
                f"{text.say(view.lang)}{COLON.say(view.lang)}{_said(view, name, str(student.get(name, '')))}"
            )
            page.span(said, "cell", column, column + 3 if column == 0 else page.last)
        page.next(22)


def _said(view: View, name: str, value: str) -> str:
    if name == "site_code":
        return view.named(value) if value else ""
    if name == "state":
        said = {"": _UNSENT, "submitted": _SUBMITTED}.get(value)
        return said.say(view.lang) if said else title(Reason(value), view.lang)
    return title(PhotoState(value), view.lang) if name == "photo_state" and value else value


def _sent(view: View, row: dict[str, Any]) -> tuple[str, ...]:
    return (
        moment(row["received_at"]),
        view.named(row["unit"]),
        row["file"],
        where(row["sheet"], "", row["row"], view.lang),
        title(Life(row["life"]), view.lang) if row["life"] else "",
        (_YES if row["late"] else _NO).say(view.lang),
    )


def _cells(view: View, rows: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Return every filled cell as sent and as it goes on, with the rule and the person behind a change."""
    ids = pa.array([row["row_id"] for row in rows], pa.int64())
    made = table(view.result, "changes")
    changed = {(c["row_id"], c["field"]): c for c in made.filter(pc.is_in(made["row_id"], ids)).to_pylist()}
    cells = []
    for row in rows:
        for field in fields.FIELDS:
            sent, final = row[f"{field.code}_raw"], row[f"{field.code}_final"]
            change = changed.get((row["row_id"], field.code))
            if sent or final:
                place = where(row["sheet"], row[f"{field.code}_cell"], row["row"], view.lang)
                why = (
                    (change["rule"], change["who"] or title(Trust(change["trust"]), view.lang))
                    if change
                    else ("", "")
                )
                cells.append((place, field.title.say(view.lang), sent, final, *why))
    return cells


def _found(
    view: View, rows: Sequence[dict[str, Any]], student: dict[str, Any] | None
) -> list[tuple[str, ...]]:
    found = table(view.result, "findings")
    own = pc.is_in(found["row_id"], pa.array([row["row_id"] for row in rows], pa.int64()))
    if student is not None:
        own = pc.or_(own, pc.equal(found["enrol_id"], student["enrol_id"]))
    return [
        (
            advice.why(one["rule"], view.lang),
            named(one["field"], view.lang),
            one["submitted"],
            one["official"],
            title(Severity(one["severity"]), view.lang),
            title(Trust(one["trust"]), view.lang),
        )
        for one in found.filter(own).to_pylist()
    ]
