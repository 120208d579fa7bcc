"""A small table beside the list (层次 人数 年级; 联系人 电话 姓名): its columns are none of the list's."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from recon.fields import NUMBERS
from recon.normalise.headers import KEYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.headers import Column, Header

_COUNT = re.compile(r"^(?:实报|应报|上报|报名|学生)?(?:人数|数量|人次|合计|小计|总计|总数|计数)(?:[(（].*)?$")
_SHARE = 0.8


def without_summaries(sheet: RawSheet, header: Header) -> Header:
    """Return the header with the fields taken from columns, set apart by a gap, that count students or end early."""
    groups = list(_groups(header.columns))
    keys = NUMBERS if any(_has(group, NUMBERS) for group in groups) else KEYS
    lists = [column for group in groups if _has(group, keys) for column in group]
    rest = [group for group in groups if not _has(group, keys)]
    others = [column for group in rest if _is_summary(sheet, header, group, lists) for column in group]
    if not lists or not others:
        return header
    return replace(header, columns=tuple(replace(c, code="") if c in others else c for c in header.columns))


def _groups(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Yield the columns between two gaps of the header line."""
    breaks = [at for at, (one, two) in enumerate(pairwise(columns), 1) if two.index - one.index > 1]
    for first, last in pairwise([0, *breaks, len(columns)]):
        yield list(columns[first:last])


def _has(group: Sequence[Column], codes: Collection[str]) -> bool:
    return any(column.code in codes for column in group)


def _is_summary(sheet: RawSheet, header: Header, group: Sequence[Column], lists: Sequence[Column]) -> bool:
    if any(_COUNT.match("".join(column.text.split())) for column in group):
        return True
    again = {column.code for column in group} - {""}
    if not again or not again <= {column.code for column in lists}:
        return False
    rows = sheet.rows[header.last + 1 :]
    students = [row for row in rows if _filled(row, {c.index for c in lists if c.code in KEYS})]
    return sum(_filled(row, {c.index for c in group}) for row in students) < _SHARE * len(students)


def _filled(row: RawRow, places: Collection[int]) -> bool:
    return any(at < len(row.values) and row.values[at].strip() for at in places)
