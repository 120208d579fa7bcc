"""A small table beside the list (层次 人数 年级; 班主任 身份证号): its columns are none of the list's."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from recon.fields import NUMBERS
from recon.normalise import lines
from recon.normalise.columns import KEYS
from recon.normalise.wordings import speaks_of_another

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Column, Header

_COUNT = re.compile(r"^(?:实报|应报|上报|报名|学生)?(?:人数|数量|人次|合计|小计|总计|总数|计数)(?:[(（].*)?$")
_SHARE = 0.8
_OWN = frozenset({"name", "student_no", "exam_no"})


def without_summaries(sheet: RawSheet, header: Header) -> Header:
    """Return the header with the fields taken from columns, set apart by a gap, that count students or end early."""
    groups = list(_groups(header.columns))
    own = [group for group in groups if not _is_somebodys(group)]
    keys = NUMBERS if any(_has(group, NUMBERS) for group in own) else KEYS
    lists = [group for group in own if _has(group, keys)]
    rest = [group for group in groups if group not in lists]
    if not lists or not rest:
        return header
    students = _students(sheet.rows[header.last + 1 :], lists)
    others = [
        column
        for group in rest
        if _counts(group)
        or (_is_said(group, lists) and _ends_early(group, students))
        or (group not in own and _ends_early(group, students) and _is_solid(group, students))
        for column in group
    ]
    return replace(header, columns=tuple(replace(c, code="") if c in others else c for c in header.columns))


def _students(rows: Sequence[RawRow], groups: Sequence[Sequence[Column]]) -> list[RawRow]:
    """Return the lines of the lists: those with a whole number, where there are any."""
    places = {column.index for group in groups for column in group if column.code in KEYS}
    filled = [row for row in rows if _filled(row, places)]
    return [row for row in filled if lines.is_plain_student(row.values)] or filled


def _is_somebodys(group: Sequence[Column]) -> bool:
    """Tell columns that begin with who it is, if none of them says a student: 班主任 身份证号."""
    return speaks_of_another(group[0].text) and not _has(group, _OWN)


def _is_solid(group: Sequence[Column], students: Sequence[RawRow]) -> bool:
    """Tell whether nothing stands below the first line that is empty there."""
    filled = [_filled(row, {c.index for c in group}) for row in students]
    return filled == sorted(filled, reverse=True)


def _is_said(group: Sequence[Column], lists: Sequence[Sequence[Column]]) -> bool:
    """Tell whether the list that stands before these columns, else the first, has all their fields."""
    before = [one for one in lists if one[0].index < group[0].index] or lists[:1]
    again = {column.code for column in group} - {""}
    return bool(again) and again <= {column.code for one in before[-1:] for column in one}


def _groups(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Yield the columns between two gaps of the header line."""
    breaks = [at for at, (one, two) in enumerate(pairwise(columns), 1) if two.index - one.index > 1]
    for first, last in pairwise([0, *breaks, len(columns)]):
        yield list(columns[first:last])


def _has(group: Sequence[Column], codes: Collection[str]) -> bool:
    return any(column.code in codes for column in group)


def _counts(group: Sequence[Column]) -> bool:
    return any(_COUNT.match("".join(column.text.split())) for column in group)


def _ends_early(group: Sequence[Column], students: Sequence[RawRow]) -> bool:
    return sum(_filled(row, {c.index for c in group}) for row in students) < _SHARE * len(students)


def _filled(row: RawRow, places: Collection[int]) -> bool:
    return any(at < len(row.values) and row.values[at].strip() for at in places)
