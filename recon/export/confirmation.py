"""The confirmation sheet (核对确认单): the counts, changes, omissions and files a unit signs and seals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.export import advice
from recon.export.book import Book
from recon.export.explained import named, shown
from recon.export.lines import changes
from recon.export.receipts import verdict
from recon.export.sections import COLON, section
from recon.marks import MARK_CHANGES, mark
from recon.values.days import moment
from recon.words import Reason, Text, Trust, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recon.export.book import Page
    from recon.export.view import View

SHEET = "核对确认单"
_WIDTHS = (6, 16, 12, 11, 21, 21, 34)
_TITLE = Text("{campaign}核对确认单", "{campaign}: confirmation")
_ABOUT = Text("单位：{unit}　　数据截至：{day}", "Unit: {unit}    As of {day}")
_COUNTS = Text("一、人数", "1. Counts")
_CHANGES = Text("二、更正内容（共 {count} 处）", "2. What was changed ({count})")
_WHY = Text("{what}；{how}", "{what}; {how}")
_OMITTED = Text("三、未按时报送的学生（共 {count} 人）", "3. Students not submitted in time ({count})")
_FILES = Text("四、所收文件（共 {count} 个）", "4. Files received ({count})")
_OATH = Text(
    "本单位已逐项核对以上内容，确认无误，并对名单的真实、准确、完整负责。",
    "We have checked all of the above and answer for its being true, exact and complete.",
)
_SIGN = (
    Text("核对人（签字）：", "Checked by:"),
    Text("负责人（签字）：", "Responsible:"),
    Text("单位（盖章）：", "Seal:"),
    Text("日期：　　　　年　　月　　日", "Date:"),
)
_CHANGE_HEAD = (
    Text("序号", "No."),
    Text("学号", "Student number"),
    Text("姓名", "Name"),
    Text("项目", "Field"),
    Text("更正前", "Before"),
    Text("更正后", "After"),
    Text("原因", "Why"),
)
_OMITTED_HEAD = (
    Text("序号", "No."),
    Text("学号", "Student number"),
    Text("姓名", "Name"),
    Text("层次", "Level"),
    Text("年级", "Cohort"),
    Text("教学点", "Site"),
    Text("情况", "State"),
)
_FILE_HEAD = (
    Text("序号", "No."),
    Text("收到时间", "Received"),
    Text("行数", "Rows"),
    Text("状态", "State"),
    Text("文件", "File"),
    Text("校验值（SHA-256）", "SHA-256"),
)
_LABELS: tuple[tuple[str, Text], ...] = (
    ("rows", Text("报送行数", "Rows")),
    ("rows_due", Text("其中应报", "of these due")),
    ("rows_eligible", Text("其中往届", "earlier cohorts")),
    ("rows_surplus", Text("多报", "Surplus")),
    ("rows_unmatched", Text("查无此人", "Not found")),
    ("rows_repeat", Text("重复", "Repeats")),
    ("key_errors", Text("关键差错", "Key errors")),
    ("other_errors", Text("一般差错", "Other errors")),
)


def build(view: View, unit: str) -> bytes:
    """Return the workbook of one unit, both forms together."""
    book = Book(view.lang)
    page = book.page(SHEET, _WIDTHS, landscape=False)
    page.banner(mark(MARK_CHANGES, view.campaign.id, unit), "mark", 14)
    page.banner(_TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id), "title", 36)
    page.banner(_ABOUT.say(view.lang, unit=view.named(unit), day=view.day or "–"), "line", 22)
    _counts(page, view, unit)
    section(page, view, (_CHANGES, _CHANGE_HEAD), list(_change_rows(view, unit)))
    section(page, view, (_OMITTED, _OMITTED_HEAD), list(_omitted_rows(view, unit)))
    section(page, view, (_FILES, _FILE_HEAD), list(_file_rows(view, unit)))
    page.next(10)
    page.banner(_OATH.say(view.lang), "para", 30)
    for text in _SIGN:
        page.span(text.say(view.lang), "line", 3, page.last)
        page.next(28)
    return book.finish()


def _counts(page: Page, view: View, unit: str) -> None:
    """Write the counts, a label over each; the numbers are those of ``sites.csv``."""
    page.banner(_COUNTS.say(view.lang), "annex", 24)
    standing = view.standings.get(unit, {})
    for start in range(0, len(_LABELS), 4):
        part = _LABELS[start : start + 4]
        for column, (name, text) in zip((0, 2, 4, 5), part, strict=True):
            wide = 1 if column in {0, 2} else 0
            said = f"{text.say(view.lang)}{COLON.say(view.lang)}{standing.get(name, 0)}"
            page.span(said, "cell", column, column + wide)
        page.put(page.row, page.last, "")
        page.next(22)


def _change_rows(view: View, unit: str) -> Iterator[tuple[str, ...]]:
    for form in view.forms(unit):
        rows = view.rows.get(unit, form)
        names = ("row_id", "student_no_final", "name_final")
        people = {
            row_id: (number, name)
            for row_id, number, name in zip(*(rows[column].to_pylist() for column in names), strict=True)
        }
        for one in changes(view.changes.get(unit, form)):
            said = named(one.field, view.lang)
            how = one.who or title(Trust(one.trust), view.lang)
            why = _WHY.say(view.lang, what=advice.what(one.rule, view.lang), how=how)
            yield (*people.get(one.row_id, ("", "")), said, *shown(one, view.lang), why)


def _omitted_rows(view: View, unit: str) -> Iterator[tuple[str, ...]]:
    lines = (line for (owner, _), group in view.omitted.items() if owner == unit for line in group)
    for line in lines:
        state = title(Reason(line["reason"]), view.lang)
        site = view.site(line["site_code"]).site_name
        yield (line["student_no"], line["name"], line["level"], line["cohort"], site, state)


def _file_rows(view: View, unit: str) -> Iterable[tuple[str, ...]]:
    for file in view.files.get(unit).to_pylist():
        received = moment(file["received_at"])
        said = verdict(view, file).say(view.lang)
        yield (received, str(file["rows"]), said, file["file"], file["sha256"])
