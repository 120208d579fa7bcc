"""Lists that stand beside each other under one header (姓名 学号 │ 姓名 学号), to save paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain, pairwise, takewhile
from typing import TYPE_CHECKING

from recon.fields import NUMBERS
from recon.normalise import lines
from recon.normalise.columns import KEYS
from recon.normalise.headings import SERIAL
from recon.normalise.spellings import folded, is_qualified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Column, Header

_SHARE = 0.8
_DIGITS = 6


def views(sheet: RawSheet, header: Header) -> Iterator[tuple[RawSheet, Header]]:
    """Yield each list by itself: the sheet with the other lists' columns empty, and its part of the header.

    Nearly every header has one list: then the sheet itself is the only view.
    """
    parts = repeated(header.columns)
    if len(parts) == 1:
        parts = _uneven(sheet, header)
    if len(parts) == 1:
        yield sheet, header
        return
    edges = [0, *(part[0].index for part in parts[1:]), max(len(row.values) for row in sheet.rows)]
    plain = [_says(row, header) or _is_plain(row) for row in sheet.rows]
    for part, left, right in zip(parts, edges, edges[1:], strict=False):
        yield _between(sheet, left, right, plain), replace(header, columns=part)


def repeated(columns: Sequence[Column]) -> list[tuple[Column, ...]]:
    """Split the columns where the fields begin anew."""
    named = [column for column in columns if column.code]
    codes = [column.code for column in named]
    count = 1 if _tells_versions(named) else _repeats(codes)
    size, seen = len(codes) // count if codes else 1, 0
    parts: list[list[Column]] = [[] for _ in range(count)]
    for column in columns:
        parts[min(seen // size, count - 1)].append(column)
        seen += bool(column.code)
    return _settled(parts)


def _settled(parts: Sequence[list[Column]]) -> list[tuple[Column, ...]]:
    """Leave before the first field of a list what the first list has there, or a running number.

    Other columns between two lists (备注, 是否参加拍照) speak of the students on their left.
    """
    before = {folded(column.text) for column in takewhile(lambda one: not one.code, parts[0])} | SERIAL
    for one, two in pairwise(parts):
        first = next(at for at, column in enumerate(two) if column.code)
        own = [*takewhile(lambda column: folded(column.text) in before, reversed(two[:first]))]
        one.extend(two[: first - len(own)])
        del two[: first - len(own)]
    return [tuple(part) for part in parts]


def _tells_versions(named: Sequence[Column]) -> bool:
    """Tell 姓名（更正前） … 姓名（更正后）, one student's, from lists that all have a 专业（方向）."""
    often = Counter(folded(column.text) for column in named)
    return any(is_qualified(column.text) and often[folded(column.text)] == 1 for column in named)


def _repeats(codes: Sequence[str]) -> int:
    """Return how often the sequence of fields repeats, 1 when it does not."""
    size = len(set(codes))
    count = len(codes) // size if size else 1
    whole = size >= 2 and not KEYS.isdisjoint(codes) and list(codes) == list(codes[:size]) * count
    return count if whole else 1


def _uneven(sheet: RawSheet, header: Header) -> list[tuple[Column, ...]]:
    """Split lists whose columns are not the same, when each is one and other numbers stand in them."""
    whole = [[*header.columns]]
    groups = (_split(header.columns, begins) for begins in (_behind_gap, _counts_anew))
    for several in (*(one for one in groups if len(one) > 1), whole):
        parts = [part for group in several for part in _smaller(group)]
        if len(parts) > 1 and all(map(_is_list, parts)) and _alike(parts) and _differ(sheet, header, parts):
            return _settled(parts)
    return [header.columns]


def _smaller(group: list[Column]) -> list[list[Column]]:
    """Split columns where a field is said again, if each part is a list."""
    parts = _split(group, _says_again)
    for one, two in pairwise(parts):
        if one[-1].code == "institution_code":
            two.insert(0, one.pop())  # 院校代码 is the first column of a form, so it opens the next list
    return parts if all(map(_is_list, parts)) else [group]


def _split(
    columns: Sequence[Column], begins: Callable[[Sequence[Column], Column], bool]
) -> list[list[Column]]:
    """Split the columns behind each list where another begins; what is none at the end stays with the last."""
    parts: list[list[Column]] = [[]]
    for column in columns:
        if _is_list(parts[-1]) and begins(parts[-1], column):
            parts.append([])
        parts[-1].append(column)
    if len(parts) > 1 and not _is_list(parts[-1]):
        last = parts.pop()
        parts[-1].extend(last)
    return parts


def _behind_gap(part: Sequence[Column], column: Column) -> bool:
    return column.index - part[-1].index > 1


def _counts_anew(part: Sequence[Column], column: Column) -> bool:  # noqa: ARG001
    return folded(column.text) in SERIAL


def _says_again(part: Sequence[Column], column: Column) -> bool:
    before = {folded(other.text) for other in part if column.code and other.code == column.code}
    another = is_qualified(column.text) and folded(column.text) not in before
    return bool(before) and not another  # 姓名（更正前） … 姓名（更正后）: one student's


def _alike(parts: Sequence[Sequence[Column]]) -> bool:
    """Tell lists of students from one that says a number again (身份证号（更正后） 层次): all name them or none."""
    return len({_has_name(part) for part in parts}) == 1


def _has_name(part: Sequence[Column]) -> bool:
    return any(column.code == "name" for column in part)


def _is_list(part: Sequence[Column]) -> bool:
    codes = {column.code for column in part} - {""}
    numbers = [column.code for column in part if column.code in NUMBERS]
    return len(codes) > 1 and 0 < len(numbers) == len({*numbers})


def _differ(sheet: RawSheet, header: Header, parts: Sequence[Sequence[Column]]) -> bool:
    """Tell lists of other students from one that says a name or a number twice (姓名 学号 … 姓名 身份证号).

    What two parts both say of whom they mean, a number before a name, differs in nearly every line that says both.
    """
    rows = sheet.rows[header.last + 1 :]
    return all(_others(rows, one, two) for one, two in pairwise(parts))


def _others(rows: Sequence[RawRow], one: Sequence[Column], two: Sequence[Column]) -> bool:
    keys = [_keys(part) for part in (one, two)]
    shared = keys[0].keys() & keys[1].keys()
    both = [(keys[0][code], keys[1][code]) for code in shared & NUMBERS or shared]
    said = [[(_at(row, left), _at(row, right)) for left, right in both] for row in rows]
    filled = [pairs for pairs in said if pairs and all(left and right for left, right in pairs)]
    if shared & NUMBERS:  # hints (13位) say the same of each list
        filled = [pairs for pairs in filled if all(map(_is_number, chain.from_iterable(pairs)))] or filled
    different = sum(all(left != right for left, right in pairs) for pairs in filled)
    return bool(filled) and different >= _SHARE * len(filled)


def _is_number(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= _DIGITS


def _keys(part: Sequence[Column]) -> dict[str, int]:
    return {column.code: column.index for column in reversed(part) if column.code in KEYS}


def _at(row: RawRow, place: int) -> str:
    return row.values[place].strip() if place < len(row.values) else ""


def _between(sheet: RawSheet, left: int, right: int, plain: Sequence[bool | None]) -> RawSheet:
    """Return the sheet with nothing outside columns ``left`` to ``right`` but titles and notes (not ``plain``)."""
    rows = zip(sheet.rows, plain, strict=True)
    return replace(
        sheet,
        rows=tuple(
            cut(row, left, right) if said or (said is None and any(row.values[left:right])) else row
            for row, said in rows
        ),
    )


def _says(row: RawRow, header: Header) -> bool:
    """Tell a header that is printed again, be it for one of the lists: it speaks of none of the others."""
    same = (column.text == _at(row, column.index) for column in header.columns if column.code)
    return sum(same) > 1


def _is_plain(row: RawRow) -> bool | None:
    """Tell a student's line from a title or note; None where its words say neither."""
    texts = [value.strip() for value in row.values if value.strip()]
    if lines.is_plain_student(texts):
        return True
    return False if not texts or lines.kind_of_text(texts, single=len(texts) == 1) else None


def cut(row: RawRow, left: int, right: int) -> RawRow:
    """Return a row with nothing but columns ``left`` to ``right``."""
    return replace(
        row, values=("",) * left + row.values[left:right], types=" " * left + row.types[left:right]
    )
