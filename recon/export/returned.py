"""The return sheet (退回清单): a site's own rows as sent, and what to do about each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from recon import fields
from recon.export import advice
from recon.export.desk import Desk
from recon.export.explained import where
from recon.export.forms import SERIAL, Form, official
from recon.export.instructions import instructions
from recon.export.lines import Line, lines
from recon.export.messages import ROWS, Told, summary, worst
from recon.words import MARK_RETURN, Severity, Text, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from recon.export.view import View
    from recon.model import Finding

_TODO = "要做什么"
_ORIGIN = "原文件位置"
_ABOUT = Text(
    "{unit}：以下 {count} 人中有 {wrong} 人需要修改。请在本表直接修改有底色的单元格，改好后把整个文件发回。",
    "{unit}: {wrong} of these {count} students need mending. "
    "Mend the coloured cells and send the whole file back.",
)
_DO = Text("{reason}。{do}", "{reason}. {do}")
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
    told = _rows(desk, sent, found) if sent else [Told(one, "") for one in found]
    summary(desk, told)
    instructions(desk)
    return desk.book.finish()


def asked(view: View, unit: str, row_ids: set[int], files: set[str]) -> list[Finding]:
    """Return the charged open findings that only the site can answer, about these rows or files.

    Without rows (every file of the unit was refused) all findings about the unit's files.
    """
    return [
        one
        for one in view.findings(unit)
        if one.charged
        and one.trust not in _KEPT_BACK
        and not (one.rule in _OURS and one.severity == Severity.WARNING)
        and (
            one.row_id in row_ids if one.row_id >= 0 else bool(one.file) and (not files or one.file in files)
        )
    ]


def _extended(form: Form, rows: Any) -> Form:
    """Add the columns a site filled although its form has none for them: nothing it sent gets lost."""
    more = tuple(
        code
        for code in fields.CODES
        if code not in form.columns and any(value.strip() for value in rows[f"{code}_raw"].to_pylist())
    )
    return replace(form, columns=form.columns + more) if more else form


def _rows(desk: Desk, sent: Sequence[Line], found: Iterable[Finding]) -> list[Told]:
    """Write the rows as sent, coloured; return each finding with its cell."""
    form = desk.form
    page = desk.marked(ROWS, (5.5, *form.widths, 42, 16), MARK_RETURN)
    page.banner(desk.say(_TITLE, form=desk.say(form.name)), "title", tall=30)
    by_row, whole = _by_row(found)
    wrong = sum(worst(own) != Severity.INFO for own in by_row.values())
    page.banner(desk.say(_ABOUT, unit=desk.named, count=len(sent), wrong=wrong), "line", tall=24)
    page.head((SERIAL, *form.titles, _TODO, _ORIGIN))
    first, columns = page.row, {code: index for index, code in enumerate(form.columns, 1)}
    told = [Told(one, "") for one in whole]
    several = len({line.file for line in sent}) > 1
    for number, line in enumerate(sent, 1):
        own = by_row.get(line.row_id, [])
        told += [Told(one, xl_rowcol_to_cell(page.row, columns.get(one.field, 0))) for one in own]
        place = where(line.sheet, "", line.row)
        origin = f"{line.file} {place}" if several else place
        page.line((str(number), *line.values, _todo(desk, own), origin), _styles(form, own))
    page.sheet.autofilter(first - 1, 0, max(page.row - 1, first), page.last)
    page.quiet()
    return told


def _todo(desk: Desk, own: Iterable[Finding]) -> str:
    """Return what is wrong with a row and what to do about it, one line for each."""
    lang = desk.view.lang
    said = (
        desk.say(_DO, reason=advice.reason(one, lang), do=advice.todo(one, desk.view, desk.unit))
        for one in own
    )
    return "\n".join(dict.fromkeys(said))


def _styles(form: Form, own: Sequence[Finding]) -> tuple[str, ...]:
    """Return the styles of a row: each cell in the colour of its worst finding."""
    fills = _fills(own)
    cells = (name + fills.get(code, "") for code, name in zip(form.columns, form.styles, strict=True))
    return ("mid", *cells, f"cell:{worst(own)}" if own else "cell", "cell")


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
