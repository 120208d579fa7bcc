"""Two values written into one cell: 专业（层次）, 年级层次, 姓名＋学号, 姓名及联系电话."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recon.normalise.columns import Column
from recon.normalise.spellings import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Header


class _Pair(NamedTuple):
    """Two fields of one column: the one whose values a pattern finds, and the other, which is the rest of the cell.

    ``told`` is empty for what is on no form; it is no column, and never stored.
    """

    told: str
    words: tuple[re.Pattern[str], re.Pattern[str]]
    """What the header says of the first and of the second."""
    value: re.Pattern[str]
    rest: str


_LEVEL = re.compile(r"本科[(（]专科起点[)）]|专科起点本科|专科|本科|大专|高起专|专升本|高起本")
_COHORT_WORD, _LEVEL_WORD = re.compile("年级|入学"), re.compile("层次|专本科|本专科")
_PAIRS = (
    _Pair("level", (_LEVEL_WORD, re.compile("专业")), _LEVEL, "major"),
    _Pair("level", (_LEVEL_WORD, _COHORT_WORD), _LEVEL, "cohort"),
    _Pair(
        "student_no",
        (re.compile("学号"), re.compile("姓名")),
        re.compile(r"(?<!\d)\d{9,13}(?![\dXx])"),
        "name",
    ),
    _Pair(
        "id_card",
        (re.compile("身份证|证件号"), re.compile("姓名")),
        re.compile(r"(?<!\d)\d{15}(?:\d\d[\dXx])?(?![\dXx])"),
        "name",
    ),
    _Pair(
        "",
        (re.compile("电话|手机|联系方式"), re.compile(r"\A(?:学生|学员)?姓名")),  # 联系人姓名 is no student's
        re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}[-—]?\d{7,8})(?!\d)"),
        "name",
    ),
)
_COURSE = re.compile(
    r"(?:国家)?(?:开放|成人|网络|远程|函授|业余|脱产|高等|继续|普通|学历|教育|大学|高中?起点?)+"
)
"""What may stand before 本科 and names no subject: 开放教育本科, 高起点本科."""
_BETWEEN = " \t\r\n　()（）[]【】/／、,，;；:：+＋-－—_|"
_SHARE = 0.8


def parted(sheet: RawSheet, header: Header) -> tuple[RawSheet, Header]:
    """Return the sheet with every such cell's two values in columns of their own, which stand where the cell does.

    The header has to speak of both, and nearly every cell to hold both; nearly every sheet is as it was.
    """
    rows = sheet.rows[header.last + 1 :]
    found = [(column, pair) for column in header.columns for pair in _pairs(header, column, rows)][:1]
    for column, pair in found:
        width = max(len(row.values) for row in sheet.rows)
        new = [
            Column(width + at, column.text, code, column.index) for at, code in enumerate(pair[::3]) if code
        ]
        kept = [c for c in header.columns if c is not column]
        header = replace(header, columns=tuple(sorted((*kept, *new), key=lambda c: (c.place, c.index))))
        same = {row.values for row in sheet.rows[header.first : header.last + 1]}
        parts = (
            row if at <= header.last or row.values in same else _apart(row, column.index, width, pair)
            for at, row in enumerate(sheet.rows)
        )
        sheet = replace(sheet, rows=tuple(parts))
    return sheet, header


def _pairs(header: Header, column: Column, rows: Sequence[RawRow]) -> Iterator[_Pair]:
    """Yield the two fields that a column's word speaks of and its cells hold, where no other column has either."""
    word = folded(column.text)
    others = {other.code for other in header.columns if other is not column} - {""}
    for pair in _PAIRS:
        asked = all(said.search(word) for said in pair.words) and others.isdisjoint((pair.told, pair.rest))
        if asked and _hold(rows, column.index, pair):
            yield pair
            return


def _hold(rows: Sequence[RawRow], at: int, pair: _Pair) -> bool:
    said = [text for row in rows if at < len(row.values) and (text := row.values[at].strip())]
    split = [_split(text, pair) for text in said]
    both = sum(all(two) and not (pair.rest == "major" and _COURSE.fullmatch(two[1])) for two in split)
    return bool(both) and both >= _SHARE * len(said)


def _split(text: str, pair: _Pair) -> tuple[str, str]:
    """Return the two values of a cell; what the pattern does not find, or finds in the middle, is all the rest."""
    for found in pair.value.finditer(text):
        before, behind = text[: found.start()].strip(_BETWEEN), text[found.end() :].strip(_BETWEEN)
        if not (before and behind):
            return found[0], before or behind
    return "", text.strip()


def _apart(row: RawRow, at: int, width: int, pair: _Pair) -> RawRow:
    if at >= len(row.values) or not row.values[at].strip():
        return row
    values = [*row.values, *("",) * (width - len(row.values))]
    told, rest = _split(values[at], pair)
    kind = row.types[at : at + 1] or "t"
    types = row.types.ljust(width)[:at] + " " + row.types.ljust(width)[at + 1 :]
    values[at] = ""
    kinds = "".join(kind if text else " " for text in (told, rest))
    return replace(row, values=(*values, told, rest), types=types + kinds)
