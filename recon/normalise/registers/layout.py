"""How a register or extract is laid out on its sheets: lists side by side, cells merged downwards, a list gone on with.

What a roster may do (``normalise.beside``, ``normalise.students``) an office's own list does as well; the same answers
are given here for whole columns.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import fields
from recon.normalise.beside import repeated
from recon.normalise.columns import KEYS, Column
from recon.normalise.lines import closes_list
from recon.normalise.merged import covered, tall

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from recon.model import RawSheet

_OWN = KEYS | {"login"}
"""A person's own: never carried over to the next line."""
_STUDENT, _IDENTITY = r"^[\s']*\d{13}\s*$", r"^[\s']*\d{17}[\dXx]\s*$"
_SHAPES = {"student_no": _STUDENT, "login": _STUDENT, "id_card": _IDENTITY}
"""How a number looks that tells its column."""
_LONG = r"^[\s']*(?:\d{13}|\d{17}[\dXx])\s*$"
NUMBERS = fields.NUMBERS | {"login"}
"""Columns of numbers that are a person's own; a login is a 学号."""
_KEYED = NUMBERS | {"site_code"}
"""Columns of which one tells whom or what a line of a list is about."""
_CODE = r"[0-9A-Za-z]{5}|[0-9]\.[0-9]+[Ee][+]?[0-9]"
"""What a code holds, or is left of one that was rounded, and no count of lines does."""
_WORDED = frozenset({"file", "status", "photo_status"})
"""Columns of words that may read like what stands below a list (审核通过, 审核后名单.xlsx)."""
_SHARE = 0.8
_EDGES = "\t\r\n"
"""What an export puts around a number so that Excel keeps it as text; no record has it."""


def beside(sheet: RawSheet) -> pa.Table:
    """Return a sheet's rows by columns, as :attr:`recon.model.RawSheet.long` has them."""
    if sheet.long is not None:
        return sheet.long
    values = zip_longest(*(row.values for row in sheet.rows), fillvalue="")
    columns = {f"c{place}": pa.array(column, pa.string()) for place, column in enumerate(values)}
    numbers = pa.array([row.number for row in sheet.rows], pa.int64())
    return pa.table(
        {"number": numbers, "types": pa.array([row.types for row in sheet.rows], pa.string()), **columns}
    )


def parts(columns: Sequence[Column], body: pa.Table) -> list[tuple[Column, ...]]:
    """Return the lists one header line names side by side; nearly always one.

    Args:
        columns: of the header, with their codes.
        body: the lines below it, ``c0`` … by place.
    """
    found = repeated(columns)
    return found if len(found) > 1 and _differ(found, body) else [tuple(columns)]


def _differ(found: Sequence[Sequence[Column]], body: pa.Table) -> bool:
    """Tell lists of other people from columns that say the same again for comparison."""
    first, *others = (next((c.index for c in part if c.code in _OWN), -1) for part in found)
    return all(_apart(body[f"c{first}"], body[f"c{other}"]) for other in others)


def _apart(one: pa.ChunkedArray, two: pa.ChunkedArray) -> bool:
    both = pc.and_(pc.not_equal(one, ""), pc.not_equal(two, ""))
    count, different = _count(both), _count(pc.and_(both, pc.not_equal(one, two)))
    return bool(count) and different >= _SHARE * count


def carried(
    body: pa.Table, columns: Sequence[Column], merged: Iterable[tuple[int, int, int, int]]
) -> pa.Table:
    """Give the covered cells of a merge downwards what its first cell shows, in columns that are nobody's own."""
    areas = tall(merged)
    if not areas:
        return body
    numbers = body["number"].to_pylist()
    shared = {column.index for column in columns if column.code and column.code not in _OWN}
    for index in sorted(shared):
        said = body[f"c{index}"].to_pylist()
        for top, at in covered(areas, numbers, index):
            said[at] = said[at] or said[top]
        body = body.set_column(
            body.schema.get_field_index(f"c{index}"), f"c{index}", pa.array(said, pa.string())
        )
    return body


def texts(body: pa.Table, column: Column) -> pa.ChunkedArray:
    """Return a column's texts, without the tabs and line ends some exports put around their cells."""
    found = body[f"c{column.index}"]
    return pc.ascii_trim(found, _EDGES) if column.code else found


def numbered(titles: Iterable[str]) -> Iterator[str]:
    """Yield titles; one that comes again gets its number."""
    seen: Counter[str] = Counter()
    for title in titles:
        seen[title] += 1
        yield title if seen[title] == 1 else f"{title} ({seen[title]})"


def without_foot(body: pa.Table, columns: Sequence[Column]) -> pa.Table:
    """Leave out the lines of totals, signatures and notes below a list or its pages (合计, 共 27 条记录, 制表人：…).

    Only a line that holds no code where the list's own stand can be one.
    """
    keys = [body[f"c{column.index}"] for column in columns if column.code in _KEYED]
    if not keys:
        return body
    held = [pc.fill_null(pc.match_substring_regex(key, _CODE), fill_value=False) for key in keys]
    without = pc.indices_nonzero(pc.invert(reduce(pc.or_, held)))
    worded = {f"c{column.index}" for column in columns if column.code in _WORDED}
    lines = body.select(_cells(body)).take(without).to_pylist()
    foot = [place for place, line in zip(without.to_pylist(), lines, strict=True) if _closes(line, worded)]
    if not foot:
        return body
    kept = np.ones(body.num_rows, bool)
    kept[foot] = False
    return body.filter(pa.array(kept))


def _closes(line: Mapping[str, str | None], worded: Collection[str]) -> bool:
    filled = [(at, text) for at, text in line.items() if text and text.strip()]
    return bool(filled) and filled[0][0] not in worded and closes_list([text for _, text in filled])


def goes_on(columns: Sequence[Column], body: pa.Table) -> bool:
    """Tell whether lines without a header go on with the list whose columns these are: its numbers stand there."""
    places = {column.code: f"c{column.index}" for column in reversed(columns) if column.code in _SHAPES}
    if not set(places.values()) <= {*body.column_names}:
        return False
    fits = [_count(pc.match_substring_regex(body[at], _SHAPES[code])) for code, at in places.items()]
    return bool(max(fits, default=0) >= _SHARE * body.num_rows > 0)


def is_list(body: pa.Table) -> bool:
    """Tell whether nearly every line holds a student's number or an ID."""
    return bool(body.num_rows - len(wordy(body)) >= _SHARE * body.num_rows > 0)


def wordy(body: pa.Table, columns: Sequence[Column] = ()) -> pa.Array:
    """Return the positions of the lines without a student's number or ID: in these columns, where any is for them."""
    held = pa.array(np.zeros(body.num_rows, bool))
    for name in [f"c{column.index}" for column in columns if column.code in NUMBERS] or _cells(body):
        held = pc.or_(held, pc.fill_null(_long(body[name]), fill_value=False).combine_chunks())
    return pc.indices_nonzero(pc.invert(held))


def _cells(body: pa.Table) -> list[str]:
    return [name for name in body.column_names if name not in {"number", "types"}]


def holds_numbers(body: pa.Table) -> bool:
    """Tell whether any cell is a student's number or an ID."""
    return any(pc.any(_long(body[name])).as_py() for name in _cells(body))


def _count(holds: pa.ChunkedArray | pa.Array) -> int:
    return int(pc.sum(holds).as_py() or 0)


def _long(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.match_substring_regex(column, _LONG)
