"""The corrected sheet (更正表): a unit's roster made right, ready to be sent on.

Three sheets: the official form; 更正说明, every change; 待处理, the rows that still have an open error.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recon.export import explained, pending
from recon.export.advice import why
from recon.export.counted import Made
from recon.export.desk import Desk
from recon.export.forms import official
from recon.export.lines import changes, lines, sorted_out, unsaid, unsent
from recon.export.template import housed, placing
from recon.words import Surplus, Text, Trust, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.export.book import Page
    from recon.export.lines import Change, Line
    from recon.export.view import View
    from recon.words import Lang

_NOTE = Text(
    "更正前：{before}\n更正后：{after}\n原因：{why}\n办理：{who}",
    "Before: {before}\nAfter: {after}\nWhy: {why}\nBy: {who}",
)
_HELD = Text("学籍信息待核", "record under review")
_LATE = Text("迟报", "late")
_SURPLUS = Text("不在应报范围", "not due")
_TOLD = frozenset({Surplus.SURPLUS.value})


def build(view: View, unit: str, code: str) -> bytes:
    """Return the workbook of one unit and form."""
    desk = Desk(view, unit, official(code, view.campaign))
    rows = view.rows.get(unit, code)
    every, made = lines(rows, desk.form), changes(view.changes.get(unit, code))
    respelt = unsaid(rows, desk.form, made)
    kept, wrong, repeats = sorted_out(every)
    waiting = _as_known(desk, wrong, rows)
    reasons = pending.Reasons(view, unit)
    instead = explained.none_goes_on(desk, waiting, reasons) if waiting and not kept else ""
    placed, head = _sheet(desk, kept, made, instead)
    explained.changes(desk, every, Made(made, respelt, placed), repeats, instead)
    pending.pending(desk, waiting, reasons, unsent(desk.form, waiting, rows))
    return housed(desk, head)


def _as_known(desk: Desk, waiting: Sequence[Line], rows: pa.Table) -> list[Line]:
    """Return the rows that wait; of another unit's student nothing is filled in that the unit did not send."""
    view = desk.view
    outside = {
        line.row_id
        for line in waiting
        if line.enrol_id >= 0 and not view.within(view.homes.get(line.enrol_id, ""), desk.unit)
    }
    if not outside:
        return list(waiting)
    foreign = rows.filter(pc.is_in(rows["row_id"], pa.array(outside, pa.int64())))
    sent = {line.row_id: line.values for line in lines(foreign, desk.form, "_raw")}
    return [
        line._replace(
            values=tuple(
                final if raw else "" for raw, final in zip(sent[line.row_id], line.values, strict=True)
            )
        )
        if line.row_id in outside
        else line
        for line in waiting
    ]


def _sheet(
    desk: Desk, kept: Sequence[Line], made: Iterable[Change], notice: str
) -> tuple[Mapping[tuple[int, str], str], int]:
    """Write the first sheet; return where each changed cell of it stands, and its first row of students."""
    page = desk.official(len(kept), notice=(notice, "bold:error"))
    first = page.row
    where = placing(desk, first)
    students(desk, page, kept)
    placed: dict[tuple[int, str], str] = {}
    at = {line.row_id: first + index for index, line in enumerate(kept)}
    columns = {code: index for index, code in enumerate(desk.form.columns, 1)}
    for (row_id, code), several in _by_cell(made).items():
        if row_id in at and code in columns:
            row, column = at[row_id], columns[code]
            value = kept[row - first].values[column - 1]
            page.put(row, column, value, f"{desk.form.styles[column - 1]}:changed")
            page.comment(row, column, note(several, desk.view.lang))
            placed[row_id, code] = where(row, column)
    return placed, first


def _by_cell(made: Iterable[Change]) -> dict[tuple[int, str], list[Change]]:
    cells: dict[tuple[int, str], list[Change]] = defaultdict(list)
    for change in made:
        cells[change.row_id, change.field].append(change)
    return cells


def students(desk: Desk, page: Page, kept: Iterable[Line]) -> None:
    """Write the rows of an official form."""
    names = ("mid", *desk.form.styles, "cell")
    for number, line in enumerate(kept, 1):
        said = remark(line, desk.view.lang) if line.held or line.late or line.why in _TOLD else ""
        page.line((str(number), *line.values, said), names)


def note(several: Iterable[Change], lang: Lang) -> str:
    """Return the note of a changed cell: before → after, the reason with its rule, and who."""
    told = []
    for one in several:
        before, after = explained.shown(one, lang)
        who = one.who or title(Trust(one.trust), lang)
        told.append(_NOTE.say(lang, before=before, after=after, why=why(one.rule, lang), who=who))
    return "\n".join(told)


def remark(line: Line, lang: Lang) -> str:
    """Return what the reader of the form must know of a row that is not in order in every respect."""
    if line.held:
        return _HELD.say(lang)
    if line.late:
        return _LATE.say(lang)
    return _SURPLUS.say(lang) if line.why in _TOLD else ""
