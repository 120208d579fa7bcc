"""From a table as it was read to a block: form, hints, the students' columns, and what its header breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from recon import fields, marks
from recon.asides import ranges
from recon.model import Block, RawRow, Trouble
from recon.normalise.absent import who_gives_reason
from recon.normalise.answers import Answer, stays_away
from recon.normalise.choosing import choose, disputed, in_full
from recon.normalise.complaints import Place, header_troubles
from recon.normalise.dittos import resolved
from recon.normalise.forms import form_of_content, form_of_own, form_of_students, form_of_titles
from recon.normalise.mentioned import names_several
from recon.normalise.mislabelled import mislabelled
from recon.normalise.numbering import told_rows
from recon.normalise.remarks import remarked
from recon.normalise.students import Students, gather
from recon.normalise.units import column_hints, is_unit_line, line_hints
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.campaign import Campaign
    from recon.model import RawSheet, UnitHint
    from recon.normalise.columns import Column
    from recon.normalise.headings import Lexicon
    from recon.normalise.walked import Table


_BETWEEN = 3
"""Lines between a header and its first student that are looked at."""


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all tables of a file."""

    file: str
    hints: tuple[UnitHint, ...]
    campaign: Campaign
    lexicon: Lexicon
    mark: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A block, its students, and those a pre-filled sheet says will stay away."""

    block: Block
    students: Students
    away: list[Answer]


def build(sheet: RawSheet, table: Table, context: Context, number: int) -> Built:
    """Make the block of a table; ``number`` counts the blocks of the file."""
    said, dittos = resolved(table.students, table.header.columns)
    rows, away, unclear = stays_away(sheet, said, table.header.columns, ours=bool(context.mark))
    held = _held(sheet, rows, table.header.columns, table)
    form, titled = _form(sheet, table, held.students, context)
    if form != Category.ADULT and (whole := in_full(rows, held.named, context.lexicon)) != held.named:
        held = _held(sheet, rows, whole, table)
    students = held.students.without(disputed(held.doubled)).unsent(marks.unsent(context.mark))
    hints = (*context.hints, *line_hints((r.values for r in table.above), context.campaign))
    place = Place(sheet.name, held.header_row, _over(sheet, table))
    headed = header_troubles(held.named, form, context.campaign, context.lexicon, place)
    troubles = (
        *(_differing(held.doubled) if table.goes_on else (*headed, *held.doubled)),
        *mislabelled(students, held.columns, sheet.name, held.header_row),
        *_other_form(sheet, held.header_row, titled, students),
        *_hidden(sheet, rows, held.columns),
        *_odd_rows(sheet, rows, table),
        *told_rows("two-in-cell", _several(students), sheet.name),
        *told_rows("unclear-shoot", unclear, sheet.name),
        *told_rows("ditto", dittos, sheet.name),
        *_remarked(sheet, rows, unclear, table, context),
    )
    block = Block(
        block=number,
        file=context.file,
        sheet=sheet.name,
        form=form,
        header_row=held.header_row,
        columns={c.code: c.letter for c in held.columns if c.code in students.values},
        rows=len(students),
        hints=(*hints, *_column_hints(sheet, rows, held.columns)),
        troubles=troubles,
    )
    return Built(block, students, away)


def _over(sheet: RawSheet, table: Table) -> list[RawRow]:
    """Return the lines above a table, those between its header and its first student, and the sheet's name."""
    first = table.students[0].number if table.students else 0
    below = sheet.rows[table.header.last + 1 : table.header.last + 1 + _BETWEEN]
    return [*table.above, *(row for row in below if row.number < first), RawRow(0, (sheet.name,), "t")]


class _Held(NamedTuple):
    """What the columns of a table hold."""

    header_row: int
    named: Sequence[Column]
    """As the header names them."""
    columns: Sequence[Column]
    """Of those that name one field the one it is read from."""
    doubled: Sequence[Trouble]
    """What is said of the others (HD03, HD04)."""
    students: Students


def _held(sheet: RawSheet, rows: Sequence[RawRow], named: Sequence[Column], table: Table) -> _Held:
    header_row = sheet.rows[table.header.last].number
    columns, doubled = choose(sheet, rows, named, header_row)
    return _Held(header_row, named, columns, doubled, gather(sheet, rows, _fields(columns)))


def _differing(doubled: Sequence[Trouble]) -> Iterator[Trouble]:
    """HD04 of a sheet that has no header of its own; what else its header breaks was said of the sheet before."""
    return (replace(one, row=0, cell="") for one in doubled if one.rule == "HD04")


def _odd_rows(sheet: RawSheet, rows: Sequence[RawRow], table: Table) -> Iterator[Trouble]:
    """FI12: rows nobody can place, and students whose row says that it is no student's."""
    yield from told_rows("doubtful-row", [row.number for row in table.doubtful], sheet.name)
    yield from told_rows("marked-example", [row.number for row in table.marked], sheet.name)
    yield from told_rows("struck-out", [r.number for r in rows if r.number in sheet.struck_rows], sheet.name)


def _remarked(
    sheet: RawSheet, rows: Sequence[RawRow], unclear: Sequence[int], table: Table, context: Context
) -> Iterator[Trouble]:
    """FI12: a remark says that nobody comes. Our own sheets have a column to say so, whose unclear answers are told."""
    if not context.mark:
        columns = table.header.columns
        found = {*remarked(rows, columns), *who_gives_reason(rows, columns)} - {*unclear}
        yield from told_rows("remarked", sorted(found), sheet.name)


def _several(students: Students) -> list[int]:
    """Return the rows in which one cell holds the whole numbers of several people."""
    said = [students.values[code] for code in fields.NUMBERS if code in students.values]
    found = {at for texts in said for at, text in enumerate(texts) if names_several(text)}
    return [students.numbers[at] for at in sorted(found)]


def _fields(columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if column.code in fields.BY_CODE]


def _form(sheet: RawSheet, table: Table, students: Students, context: Context) -> tuple[str, str]:
    """Return the form, and the form its titles name."""
    if len(context.mark) > 3 and context.mark[3]:
        return context.mark[3], context.mark[3]
    above = [
        r.values
        for r in reversed(table.above)
        if not is_unit_line([v.strip() for v in r.values if v.strip()])
    ]
    titles = ["　".join(value for value in values if value) for values in above]
    cells = (value.strip() for values in above for value in values)
    titled = form_of_own(cells, context.campaign) or form_of_titles(
        [*titles, sheet.name, *reversed(context.file.split("/"))]
    )
    return titled or form_of_content(students.values, context.campaign), titled


def _other_form(sheet: RawSheet, row: int, titled: str, students: Students) -> Iterator[Trouble]:
    """HD05: the title names one form, the students the other."""
    form, why = form_of_students(students.values)
    if titled and form and form != titled:
        yield Trouble("HD05", {"reason": why, "form": titled, "other": form}, sheet.name, row)


def _hidden(sheet: RawSheet, rows: Sequence[RawRow], columns: Sequence[Column]) -> Iterator[Trouble]:
    """FI05: students stand where nobody sees them."""
    if sheet.hidden and rows:
        details = {"reason": "hidden", "where": "sheet", "count": str(len(rows)), "rows": ""}
        yield Trouble("FI05", details, sheet.name, rows[0].number)
    out_of_sight = [row.number for row in rows if row.number in sheet.hidden_rows]
    if out_of_sight:
        details = {
            "reason": "hidden",
            "where": "rows",
            "count": str(len(out_of_sight)),
            "rows": ranges(out_of_sight),
        }
        yield Trouble("FI05", details, sheet.name, out_of_sight[0])
    shut = [column for column in columns if column.place + 1 in sheet.hidden_columns]
    if shut and rows:
        letters = "、".join(column.letter for column in shut)
        details = {"reason": "hidden", "where": "columns", "count": str(len(shut)), "rows": letters}
        yield Trouble("FI05", details, sheet.name, rows[0].number)


def _column_hints(sheet: RawSheet, rows: Sequence[RawRow], columns: Sequence[Column]) -> Iterator[UnitHint]:
    """Yield what a site's code, its name, else the branch's name says in nearly every row."""
    places = {column.code: column for column in columns if column.code in {"site_code", "site", "branch"}}
    said = gather(sheet, rows, list(places.values())).values
    own = [*column_hints(said.get("site_code", ())), *column_hints(said.get("site", ()))]
    yield from own or column_hints(said.get("branch", ()))
