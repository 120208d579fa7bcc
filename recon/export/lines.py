"""Roster rows and changes as the workbooks need them: plain tuples, read column by column."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from recon import fields
from recon.words import Surplus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recon.export.forms import Form


class Line(NamedTuple):
    """One live roster row; ``values`` in the form's order."""

    row_id: int
    enrol_id: int
    unit: str
    open: bool
    held: bool
    late: bool
    why: str
    file: str
    sheet: str
    row: int
    student_no: str
    name: str
    values: tuple[str, ...]


class Change(NamedTuple):
    """One value that was put in the place of another."""

    row_id: int
    file: str
    sheet: str
    row: int
    cell: str
    field: str
    before: str
    after: str
    rule: str
    trust: str
    who: str


_LINE = partial(tuple.__new__, Line)
_SAID = itemgetter(0, 1, 2, 3)
_HEAD = (*Line._fields[:-3], "student_no_final", "name_final")


def lines(rows: Any, form: Form, suffix: str = "_final") -> list[Line]:
    """Return rows (Arrow, :data:`recon.model.ROWS`) as lines; ``suffix`` ``_raw`` gives them as sent."""
    values = zip(*(_values(rows, code, suffix) for code in form.columns), strict=True)
    members = zip(*(rows[name].to_pylist() for name in _HEAD), values, strict=True)
    return list(map(_LINE, members))  # a million lines nationally: built without a Python step for each


def sorted_out(every: Iterable[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Return the rows that stand on the sheet, those that wait, and the repeats of students who stand there already.

    A repeat of a row that waits stands there itself: the first may be another person under the student's number.
    """
    placed, waiting, repeats = list[Line](), list[Line](), list[Line]()
    there = set[int]()
    for line in every:
        if line.open:
            waiting.append(line)
        elif line.why == Surplus.REPEAT and line.enrol_id in there:
            repeats.append(line)
        else:
            placed.append(line)
            there.add(line.enrol_id)
    return placed, waiting, repeats


def changes(data: Any) -> list[Change]:
    """Return changes (an Arrow table of :data:`recon.model.CHANGES`) in their order."""
    return [Change(*values) for values in _columns(data, Change._fields)]


def unsent(form: Form, written: Sequence[Line], rows: Any) -> list[str]:
    """Return the fields of a form whose cells stand empty only where the roster had no such column.

    Read again, they were not left empty: nobody is charged for a column that was not sent, row by row.
    """
    found = []
    for at, code in enumerate(form.columns):
        empty = [line.row_id for line in written if not line.values[at]]
        if code in fields.BY_CODE and empty:
            cells = rows.filter(pc.is_in(rows["row_id"], pa.array(empty, pa.int64())))[f"{code}_cell"]
            found += [code] * (not any(cells.to_pylist()))
    return found


class Respelt(NamedTuple):
    """Values of one column that stand otherwise than sent without a change of their own, and their rows.

    They mean the same (专升本 for 本科), or fill a column the roster does not have: then ``before`` and ``after`` are
    empty, and the values need not be equal.
    """

    file: str
    sheet: str
    field: str
    before: str
    after: str
    rows: list[int]


def unsaid(rows: Any, form: Form, made: Iterable[Change]) -> list[Respelt]:
    """Return what was respelt or filled in, in the order of the first rows; a province fills every row of a column."""
    known: dict[str, set[int]] = defaultdict(set)
    for change in made:
        known[change.field].add(change.row_id)
    found: dict[tuple[str, str, str, str, str], tuple[int, list[int]]] = {}
    for code in (code for code in form.columns if code in fields.BY_CODE):
        for (file, sheet, before, after), alike in groupby(_respelt(rows, code, known[code]), _SAID):
            *_, at, numbers = zip(*alike, strict=True)
            key = file, sheet, code, before, after
            found.setdefault(key, (numbers[0], []))[1].extend(at)
    return [Respelt(*key, at) for key, (_, at) in sorted(found.items(), key=lambda pair: pair[1][0])]


def _respelt(rows: Any, code: str, known: set[int]) -> Iterable[tuple[Any, ...]]:
    """Return the rows whose value stands otherwise than sent: file, sheet, before, after, row, number."""
    sent, final = rows[f"{code}_raw"], rows[f"{code}_final"]
    if sent.equals(final):
        return ()
    differs = pc.not_equal(sent, final)
    file, sheet, row, number = (
        rows[name].filter(differs).to_pylist() for name in ("file", "sheet", "row", "row_id")
    )
    before = sent.filter(differs).to_pylist()
    # What filled an empty cell is not told: it differs from row to row, and equal lines are grouped.
    after = before
    if any(before):
        put = final.filter(differs).to_pylist()
        after = [value if was else "" for was, value in zip(before, put, strict=True)]
    lines = zip(file, sheet, before, after, row, number, strict=True)
    return [line for line in lines if line[-1] not in known] if known else lines


def _values(rows: Any, code: str, suffix: str) -> list[str]:
    """Return one column; one we know nothing of is empty."""
    known = code in fields.BY_CODE
    return list(rows[f"{code}{suffix}"].to_pylist()) if known else [""] * rows.num_rows


def _columns(data: Any, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(data[name].to_pylist() for name in names), strict=True)
