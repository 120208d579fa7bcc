"""Lists that stand beside each other under headers on different lines, or where the second has none.

``beside`` sets apart the lists one header line names; here each list first gets its own columns of the sheet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recon.fields import NUMBERS
from recon.normalise import lines
from recon.normalise.beside import cut
from recon.normalise.columns import KEYS, Header
from recon.normalise.data_lines import is_data, is_enrolment, is_number_or_sex
from recon.normalise.headers import LOOKED_AT, header_at
from recon.normalise.headings import known_but_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Column
    from recon.normalise.headings import Lexicon

_SHARE = 0.8
_ENROLMENTS = frozenset({"student_no", "exam_no"})
_ID_LENGTH = 15
"""Of an old ID; a 学号 or 考生号 in its column says that the columns are others."""


def lists(sheet: RawSheet, header: Header, lexicon: Lexicon) -> list[tuple[RawSheet, Header]]:
    """Return each list with the sheet as it sees it, from left to right: nearly always one, and all of the sheet."""
    width = max(len(row.values) for row in sheet.rows)
    coded = [column.index for column in header.columns if column.code]
    other = (
        _elsewhere(sheet, header, (max(coded) + 1, width), lexicon)
        or _elsewhere(sheet, header, (0, _start(header)), lexicon)
        or _again(sheet, header, lexicon)
    )
    if other is None:
        return [(sheet, header)]
    left, right = sorted((header, other), key=_start)
    edge = _start(right)
    left, right = _within(left, 0, edge), _within(right, edge, width)
    return [
        *lists(_only(sheet, (0, edge), left, right), left, lexicon),
        *lists(_only(sheet, (edge, width), right, left), right, lexicon),
    ]


def _start(header: Header) -> int:
    """Return the first column of a list: its first field, or the running number right before it."""
    named = [c.index for c in header.columns if c.code or known_but_empty(c.text)]
    return min(named)


def _within(header: Header, left: int, right: int) -> Header:
    return replace(header, columns=tuple(c for c in header.columns if left <= c.index < right))


def _only(sheet: RawSheet, span: tuple[int, int], own: Header, other: Header) -> RawSheet:
    """Return the sheet with nothing outside the columns of a list but titles above and notes below."""
    top = min(own.first, other.first)
    headed = range(other.first, other.last + 1)
    rows = (
        row if at < top or (at not in headed and _speaks(row)) else cut(row, *span)
        for at, row in enumerate(sheet.rows)
    )
    return replace(sheet, rows=tuple(rows))


def _speaks(row: RawRow) -> bool:
    texts = [value.strip() for value in row.values if value.strip()]
    return not lines.is_plain_student(texts) and bool(lines.kind_of_text(texts, single=len(texts) == 1))


def _elsewhere(sheet: RawSheet, header: Header, span: tuple[int, int], lexicon: Lexicon) -> Header | None:
    """Find the header of another list in these columns, on another line and with students beside this one's."""
    starts = ((at, _behind_data(row.values, span, lexicon)) for at, row in enumerate(sheet.rows))
    heads = [
        (at, start) for at, start in starts if _may_head(sheet.rows[at].values[start : span[1]], lexicon)
    ]
    if not heads:
        return None
    view = replace(sheet, rows=tuple(cut(row, *span) for row in sheet.rows))
    for at, start in heads:
        other = header_at(view if start == span[0] else _behind(view, start, at), at, lexicon)
        if not other or not other.good or _goes_on(sheet, at, span, lexicon):
            continue
        one, two = _students(sheet, header), _students(view, other)
        if _beside(one, header, two, other) and not _said_again(sheet, sorted({*one} & {*two}), span):
            return other
    return None


def _behind_data(values: Sequence[str], span: tuple[int, int], lexicon: Lexicon) -> int:
    """Return where a header may begin on a line: behind the values (a telephone) of the student on its left."""
    left, right = span
    if not is_data(values[left:right]):
        return left  # nearly every row, at a glance
    for at in range(left, min(right, len(values))):
        if values[at] and lexicon.code(values[at]) in KEYS:
            break
        left = at + 1 if is_number_or_sex(values[at]) else left
    return left


def _behind(view: RawSheet, start: int, at: int) -> RawSheet:
    """Return the sheet with nothing before a column on the lines that tell whether one is a header."""
    near = range(at - 1, at + LOOKED_AT)
    rows = (cut(row, start, len(row.values)) if i in near else row for i, row in enumerate(view.rows))
    return replace(view, rows=tuple(rows))


def _goes_on(sheet: RawSheet, at: int, span: tuple[int, int], lexicon: Lexicon) -> bool:
    """Tell the header of a table below that is wider, or begins elsewhere: its line names fields outside as well."""
    whole = header_at(sheet, at, lexicon)
    return whole is not None and any(c.code and not span[0] <= c.index < span[1] for c in whole.columns)


def _may_head(values: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell in a glance whether a line's cells may be a header: one of them names a key."""
    if not any(values):
        return False
    filled = [value for value in values if value]
    return len(filled) > 1 and not is_data(filled) and any(lexicon.code(value) in KEYS for value in filled)


def _students(sheet: RawSheet, header: Header) -> list[int]:
    """Return the positions of the plain students below a header."""
    numbers = [column.index for column in header.columns if column.code in NUMBERS]
    own = [column.index for column in header.columns if column.code in _ENROLMENTS]
    return [
        at
        for at, row in enumerate(sheet.rows[header.last + 1 :], header.last + 1)
        if lines.is_plain_student([row.values[i] for i in numbers if i < len(row.values)])
        or any(is_enrolment(row.values[i]) for i in own if i < len(row.values))
    ]


def _beside(one: Sequence[int], first: Header, two: Sequence[int], second: Header) -> bool:
    """Tell two lists beside each other from two below each other: neither ends before the other begins."""
    return bool(one and two) and max(one) >= second.first and max(two) >= first.first


def _said_again(sheet: RawSheet, both: Sequence[int], span: tuple[int, int]) -> bool:
    """Tell a column pasted beside its own students for comparison: the same numbers stand in the same rows."""
    same = sum(_repeats(sheet.rows[at], *span) for at in both)
    return bool(both) and same >= _SHARE * len(both)


def _repeats(row: RawRow, left: int, right: int) -> bool:
    """Tell whether a long number within these columns stands in the others as well."""
    others = {*row.values[:left], *row.values[right:]} - {""}
    return any(value in others and lines.is_plain_student([value]) for value in row.values[left:right])


def _again(sheet: RawSheet, header: Header, lexicon: Lexicon) -> Header | None:
    """Return this header as it stands over columns to its right that hold the same things and have no title."""
    after = max(column.index for column in header.columns) + 1
    rows = [row for row in sheet.rows[header.last + 1 :] if lines.is_plain_student(row.values[after:])]
    same = sum(_repeats(row, after, len(row.values)) for row in rows)
    headed = bool(rows) and any(_may_head(row.values[after:], lexicon) for row in sheet.rows)
    if not rows or headed or same >= _SHARE * len(rows):
        return None
    first = min(_filled(rows, after))
    for start in dict.fromkeys((_start(header), next(c.index for c in header.columns if c.code))):
        moved = [replace(c, index=c.index + first - start) for c in header.columns if c.index >= start]
        if sum(fits(row, moved) for row in rows) >= _SHARE * len(rows):
            return replace(header, columns=tuple(moved))
    return None


def _filled(rows: Sequence[RawRow], after: int) -> Iterator[int]:
    return (at for row in rows for at, value in enumerate(row.values) if at >= after and value.strip())


def fits(row: RawRow, columns: Sequence[Column]) -> bool:
    """Tell whether a row's name and every number of it stand where these columns have them."""
    said = {c.code: row.values[c.index].strip() for c in columns if c.code and c.index < len(row.values)}
    numbers = {code: said[code] for code in NUMBERS if said.get(code)}
    crosswise = any(
        (len(text) >= _ID_LENGTH) != (code == "id_card")
        for code, text in numbers.items()
        if code != "exam_no"
    )
    return (
        lines.is_person(said.get("name", ""))
        and lines.is_plain_student([*numbers.values()])
        and not crosswise
    )
