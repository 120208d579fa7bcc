"""The return sheet (退回清单): a site's own rows as sent, and what to do about each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from recon import fields
from recon.export import advice
from recon.export.desk import Desk
from recon.export.forms import SERIAL, Form, official
from recon.export.instructions import instructions
from recon.export.lines import Line, lines
from recon.export.messages import ROWS, Told, summary, worst
from recon.export.returning import mark_parts, origins, room
from recon.marks import MARK_RETURN
from recon.words import ERRORS, Severity, Text, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from recon.export.view import View
    from recon.model import Finding

_TODO = Text("要做什么", "要做什么 What to do")
_ORIGIN = Text("原文件位置", "原文件位置 Where it stood")
_ABOUT = Text(
    "{unit}：以下 {count} 行中有 {wrong} 行需要修改（“问题汇总”表列出位置，点击可到）。"
    "请在本表直接修改有底色的单元格，改好后把整个文件发回。",
    "{unit}: {wrong} of {count} {count:row|rows} {wrong:needs|need} mending. "
    "Mend the coloured cells (“问题汇总” links to each) and send the whole file back.",
)
_ALL_AGAIN = Text(
    "{unit}：以下 {count} 行所在的文件须整份重报，请照下面的红色说明办理，不要只改个别单元格。",
    "{unit}: the file of {count} {count:row|rows} must be sent again as a whole. Do what the red lines say; "
    "mending single cells is not enough.",
)
_SOME_AGAIN = Text(
    "{unit}：以下 {count} 行中有 {again} 行所在的文件须整份重报，请照下面的红色说明办理；"
    "其余的行中有 {wrong} 行需要修改，请在本表直接修改有底色的单元格。",
    "{unit}: the file of {again} of {count} {count:row|rows} must be sent again as a whole, as the red lines say; "
    "{wrong} of the others {wrong:needs|need} mending: mend their coloured cells.",
)
_ONLY_FILES = Text(
    "{unit}：以下 {count} 行没有必须改的单元格；文件本身的问题和办法见“问题汇总”表。",
    "{unit}: no cell of {count} {count:row|rows} must be mended; what is wrong with the file is on “问题汇总”.",
)
_RED = Text("【{file}】{said}", "[{file}] {said}")
_SEE_RED = Text("见表头红色说明。", "See the red lines above the table.")
_TITLE = Text("退回清单（{form}）", "Return sheet ({form})")
_KEPT_BACK = frozenset({Trust.SAFE, Trust.LIKELY, Trust.AUTHORITY})
"""Trusts the site need not hear of: corrected already, or the record's own fault."""
_OURS = frozenset({"SC04"})
"""Warnings that are the school's own to settle: whether an unexpired photo is shot again."""


def build(view: View, unit: str, code: str) -> bytes | None:
    """Return the workbook of one unit and form, None when the site has nothing to mend."""
    rows = view.rows.get(unit, code)
    desk = Desk(view, unit, _extended(official(code, view.campaign), rows))
    sent = lines(rows, desk.form, "_raw")
    found = asked(view, unit, {line.row_id for line in sent}, {line.file for line in sent})
    if not found:
        return None
    told = _rows(desk, sent, rows, found) if sent else [Told(one, "") for one in found]
    summary(desk, told)
    instructions(desk, rows=bool(sent), again=any(one.is_whole for one in found))
    return desk.book.finish()


def asked(view: View, unit: str, row_ids: set[int], files: set[str]) -> list[Finding]:
    """Return the charged open findings a site is told of, about these rows or files; none where it need answer none.

    What waits for the records section alone stands beside what the site must answer, in another colour, and makes no
    sheet by itself: 待处理 tells of it. Without rows (every file of the unit was refused) all findings about the unit's
    files.
    """
    found = [
        one
        for one in view.findings(unit)
        if one.charged
        and one.trust not in _KEPT_BACK
        and not (one.rule in _OURS and one.severity == Severity.WARNING)
        and (
            one.row_id in row_ids if one.row_id >= 0 else bool(one.file) and (not files or one.file in files)
        )
    ]
    return found if any(one.trust != Trust.CONFIRM for one in found) else []


def to_mend(view: View, unit: str) -> int:
    """Return how many rows the return sheets of a unit ask it to mend or to send again."""
    count = 0
    for form in view.forms(unit):
        sent = lines(view.rows.get(unit, form), official(form, view.campaign), "_raw")
        found = asked(view, unit, {line.row_id for line in sent}, {line.file for line in sent})
        count += sum(len(rows) for rows in _wrong(sent, *_by_row(found)))
    return count


def _wrong(
    sent: Iterable[Line], by_row: Mapping[int, Sequence[Finding]], whole: Sequence[Finding]
) -> tuple[set[int], set[int]]:
    """Return the rows whose whole file is sent again, and the others with something to mend."""
    again = {
        line.row_id
        for line in (sent if whole else ())
        if any(advice.concerns(one, line.file, line.sheet) for one in whole)
    }
    return again, {
        row_id for row_id, own in by_row.items() if row_id not in again and worst(own) != Severity.INFO
    }


def _extended(form: Form, rows: Any) -> Form:
    """Add the columns a site filled although its form has none for them: nothing it sent gets lost."""
    more = tuple(
        code
        for code in fields.CODES
        if code not in form.columns and any(value.strip() for value in rows[f"{code}_raw"].to_pylist())
    )
    return replace(form, columns=form.columns + more) if more else form


def _rows(desk: Desk, sent: Sequence[Line], rows: Any, found: Iterable[Finding]) -> list[Told]:
    """Write the rows as sent, coloured; return each finding with its cell."""
    form, stood = desk.form, origins(desk, sent)
    more = mark_parts(desk, sent, rows, found)
    page = desk.marked(ROWS, (5.5, *form.widths, 42, room(stood)), MARK_RETURN, *more)
    page.banner(desk.say(_TITLE, form=desk.say(form.name)), "title", tall=30)
    by_row, whole = _by_row(found)
    again, wrong = _wrong(sent, by_row, whole)
    counts = {"count": len(sent), "again": len(again), "wrong": len(wrong)}
    page.banner(desk.say(_about(**counts), unit=desk.named, **counts), "line", tall=24)
    several = len({line.file for line in sent}) > 1
    for said in _red(desk, whole, several=several):
        page.banner(said, "bold:fatal")
    page.head((SERIAL, *form.titles, desk.say(_TODO), desk.say(_ORIGIN)))
    first, columns = page.row, {code: index for index, code in enumerate(form.columns, 1)}
    told = [Told(one, "") for one in whole]
    styles = list(zip(form.columns, form.styles, strict=True))
    plain = _styles(styles, (), again=False)
    for number, (line, origin) in enumerate(zip(sent, stood, strict=True), 1):
        own = by_row.get(line.row_id, [])
        todo, names = "", plain
        if own or line.row_id in again:
            told += [Told(one, xl_rowcol_to_cell(page.row, columns.get(one.field, 0))) for one in own]
            todo = _todo(desk, own, again=line.row_id in again)
            names = _styles(styles, own, again=line.row_id in again)
        page.line((str(number), *line.values, todo, origin), names)
    page.sheet.autofilter(first - 1, 0, max(page.row - 1, first), page.last)
    return told


def _about(*, count: int, again: int, wrong: int) -> Text:
    """Return the heading that tells the reader where to begin."""
    if again:
        return _ALL_AGAIN if again == count else _SOME_AGAIN
    return _ABOUT if wrong else _ONLY_FILES


def _red(desk: Desk, whole: Iterable[Finding], *, several: bool) -> list[str]:
    """Return the lines above the table: the errors of whole files and columns, and what to do."""
    said = []
    for one in whole:
        if one.severity in ERRORS:
            text = advice.full(one, desk.view, desk.unit)
            said.append(desk.say(_RED, file=one.file, said=text) if several else text)
    return list(dict.fromkeys(said))


def _todo(desk: Desk, own: Iterable[Finding], *, again: bool) -> str:
    """Return what is wrong with a row and what to do about it, one line for each."""
    said = [desk.say(_SEE_RED)] if again else []
    said += (advice.full(one, desk.view, desk.unit) for one in own)
    return "\n".join(dict.fromkeys(said))


def _styles(columns: Sequence[tuple[str, str]], own: Sequence[Finding], *, again: bool) -> tuple[str, ...]:
    """Return the styles of a row (field and plain style given): each cell in the colour of its worst finding."""
    fills = _fills(own)
    cells = [name + fills.get(code, "") for code, name in columns]
    todo = "cell:error" if again else f"cell:{worst(own)}" if own else "cell"
    return ("mid", *cells, todo, "cell")


def _by_row(found: Iterable[Finding]) -> tuple[dict[int, list[Finding]], list[Finding]]:
    by_row: dict[int, list[Finding]] = defaultdict(list)
    whole = []
    for one in found:
        if one.row_id >= 0:
            by_row[one.row_id].append(one)
        else:
            whole.append(one)
    return by_row, whole


def _fills(found: Iterable[Finding]) -> dict[str, str]:
    """Return each field's fill; the worst finding of a cell decides."""
    by_field: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        by_field[one.field].append(one)
    return {code: f":{worst(several)}" for code, several in by_field.items() if code}
