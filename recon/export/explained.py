"""The sheets beside a corrected form: 更正说明 lists every change, 待处理 the rows still in error."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from recon import fields
from recon.export import advice
from recon.export.counted import counted
from recon.export.pending import SEMICOLON
from recon.export.style import LARGER, height
from recon.marks import MARK_CHANGES
from recon.words import Text, Trust, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recon.export.counted import Made
    from recon.export.desk import Desk
    from recon.export.lines import Change, Line, Respelt
    from recon.export.pending import Reasons
    from recon.export.view import View
    from recon.words import Lang

CHANGES = "更正说明"
_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("序号", "No."), 5.5),
    (Text("学号", "Student number"), 15.5),
    (Text("姓名", "Name"), 11),
    (Text("项目", "Field"), 10),
    (Text("更正前", "Before"), 21),
    (Text("更正后", "After"), 21),
    (Text("更正原因", "Why"), 30),
    (Text("办理方式", "How"), 16),
    (Text("办理人", "By"), 11),
    (Text("现位置", "Cell now"), 8),
    (Text("原文件", "File sent"), 36),
    (Text("原位置", "Cell sent"), 14),
)
_TITLE = Text("更正说明", "What was changed")
_NONE_GOES_ON = Text(
    "{unit}：目前没有一行可以上报，{count} 人全部待处理：{why}。详见“待处理”表。",
    "{unit}: no row can go on yet; {count} {count:student waits|students wait}: {why}. See “待处理”.",
)
_ABSENT = Text("（空）", "(empty)")
_FILLED = Text("按学籍数据填写 {count} 行", "filled from the record in {count} {count:row|rows}")
_NO_COLUMN = Text("原表没有这一列", "the roster has no such column")
_ROW = Text("整行", "Whole row")
_TWICE = Text("同一学生重复报送，表内只保留一行", "The same student again: one row is kept")
_KEPT = Text("保留第 {row} 行", "row {row} is kept")
_ONCE = Text("保留一行", "one row is kept")
_LINE = Text("第{rows}行", "row {rows}")
_LINES = Text("第{rows}行", "rows {rows}")
_PLACE = Text("{sheet}!{rows}", "{sheet}, {rows}")
_COMMA = Text("、", ", ")

_FEW = 3


def none_goes_on(desk: Desk, waiting: Sequence[Line], reasons: Reasons) -> str:
    """Return why nobody stands on the first sheet, the most frequent reasons first."""
    counts = Counter(reasons.text(reasons.of(line)) for line in waiting)
    why = desk.say(SEMICOLON).join(text for text, _ in counts.most_common(_FEW))
    return desk.say(_NONE_GOES_ON, unit=desk.named, count=len(waiting), why=why)


def changes(
    desk: Desk, every: Sequence[Line], made: Made, repeats: Sequence[Line] = (), instead: str = ""
) -> None:
    """Write 更正说明: every change, every respelt value and every repeated row.

    ``instead`` begins the heading where the first sheet is empty.
    """
    page = desk.marked(CHANGES, [size for _, size in _COLUMNS], MARK_CHANGES)
    page.banner(desk.say(_TITLE), "title", 30)
    said = counted(desk, made, len(repeats), instead)
    page.banner(said, "para", height((said,), (sum(page.widths) * LARGER,)) + 6)
    page.head([desk.say(text) for text, _ in _COLUMNS])
    people = {line.row_id: line for line in every}
    rows = (
        *_change_rows(desk.view, made, people),
        *_respelt_rows(desk.view, made.respelt),
        *_repeat_rows(desk.view, repeats, every),
    )
    for number, row in enumerate(rows, 1):
        page.line((str(number), *row), ("mid", *["cell"] * 8, "mid", "cell", "cell"))


def _change_rows(view: View, made: Made, people: Mapping[int, Line]) -> Iterator[tuple[str, ...]]:
    for one in made.changes:
        who = people.get(one.row_id)
        yield (
            who.student_no if who else "",
            who.name if who else "",
            named(one.field, view.lang),
            *shown(one, view.lang),
            advice.why(one.rule, view.lang),
            title(Trust(one.trust), view.lang),
            one.who,
            made.placed.get((one.row_id, one.field), ""),
            one.file,
            where(one.sheet, one.cell, one.row, view.lang),
        )


def shown(change: Change, lang: Lang) -> tuple[str, str]:
    """Return a value before and after, so that an empty cell is seen to have been empty."""
    return change.before or _ABSENT.say(lang), change.after or _ABSENT.say(lang)


def _respelt_rows(view: View, respelt: Iterable[Respelt]) -> Iterator[tuple[str, ...]]:
    """Tell what was written otherwise or filled in: one line per column and value, with its rows."""
    for file, sheet, code, before, after, rows in respelt:
        told = after or _FILLED.say(view.lang, count=len(rows))
        why = advice.why("", view.lang) if before else _NO_COLUMN.say(view.lang)
        lines = ranges(rows, view.lang)
        place = _PLACE.say(view.lang, sheet=sheet, rows=lines) if sheet else lines
        safe = title(Trust.SAFE, view.lang)
        yield (
            "",
            "",
            named(code, view.lang),
            before or _ABSENT.say(view.lang),
            told,
            why,
            safe,
            "",
            "",
            file,
            place,
        )


def ranges(rows: Iterable[int], lang: Lang) -> str:
    """Return row numbers as a person writes them: ``第5–9、12行``, ``rows 5–9, 12``."""
    parts: list[list[int]] = []
    for row in sorted(set(rows)):
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    said = [str(a) if a == b else f"{a}–{b}" for a, b in parts]
    text = _LINE if len(said) == 1 and said[0].isdigit() else _LINES
    return text.say(lang, rows=_COMMA.say(lang).join(said))


def named(code: str, lang: Lang) -> str:
    """Return a field's title."""
    return fields.BY_CODE[code].title.say(lang) if code in fields.BY_CODE else code


def _repeat_rows(view: View, repeats: Sequence[Line], every: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    left_out = {line.row_id for line in repeats}
    there = [line for line in every if not line.open and line.row_id not in left_out and line.enrol_id >= 0]
    kept = {line.enrol_id: line for line in reversed(there)}
    for line in repeats:
        first = kept.get(line.enrol_id)
        stays = (
            _KEPT.say(view.lang, row=first.row) if first and first.file == line.file else _ONCE.say(view.lang)
        )
        yield (
            line.student_no,
            line.name,
            _ROW.say(view.lang),
            _COMMA.say(view.lang).join(value for value in line.values if value),
            stays,
            _TWICE.say(view.lang),
            title(Trust.SAFE, view.lang),
            "",
            "",
            line.file,
            where(line.sheet, "", line.row, view.lang),
        )


@lru_cache(maxsize=20_000)
def where(sheet: str, cell: str, row: int, lang: Lang) -> str:
    """Return a place in a file as a person says it: ``Sheet1!F12``, or the row where no cell is meant."""
    if cell or not row:
        return f"{sheet}!{cell}" if sheet and cell else cell or sheet
    line = _LINE.say(lang, rows=row)
    return _PLACE.say(lang, sheet=sheet, rows=line) if sheet else line
