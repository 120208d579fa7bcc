"""Which column a field is read from where several name it, and what is said of the others (HD03, HD04)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from recon import fields
from recon.model import Trouble
from recon.normalise.columns import Column, told
from recon.normalise.complaints import twice
from recon.normalise.spellings import is_corrected
from recon.normalise.students import fuller

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.headings import Lexicon

_HALF = re.compile(r"^(?:\d{4}年?(?:\.0)?|[春秋]季?(?:学期)?)$")
_NEARLY_ALL = 0.8
_SHAPES = {
    "student_no": re.compile(r"\d{7,20}"),
    "exam_no": re.compile(r"\d{8,18}"),
    "id_card": re.compile(r"\d{15}(?:\d\d[\dXx])?"),
}
"""A number as its field holds it; an ID stands in no column of 学号."""
_SET_BY_THE_EXTRACT = frozenset({"sex", "level", "major", "cohort", "class_name", "study_form"})
"""What is put right without asking (docs/definitions.md, "Trust"): under HD04 nobody knows in which column."""


def choose(
    sheet: RawSheet, rows: Sequence[RawRow], columns: Sequence[Column], row: int
) -> tuple[list[Column], list[Trouble]]:
    """Choose one column per field: HD04 where two hold different things, HD03 where the other adds nothing."""
    chosen = {column.code: column for column in reversed(columns) if column.code}
    troubles: list[Trouble] = []
    for code, same in twice(columns).items():
        chosen[code], contradicted = fuller(rows, same)
        if contradicted:
            chosen[code] = _corrected(rows, same) or _shaped(rows, same) or chosen[code]
        if code not in fields.BY_CODE:
            continue
        others = [column for column in same if column is not chosen[code]]
        if contradicted:
            troubles.append(_two(sheet, same, others[0], row))
        else:
            troubles += _repeated(sheet, rows, chosen[code], others, row)
    return sorted(chosen.values(), key=lambda column: column.index), troubles


def disputed(troubles: Iterable[Trouble]) -> set[str]:
    """Return the fields that are not read: two columns hold different things, and no key is lost by it."""
    return {one.field for one in troubles if one.rule == "HD04"} & _SET_BY_THE_EXTRACT


def in_full(rows: Sequence[RawRow], columns: Sequence[Column], lexicon: Lexicon) -> tuple[Column, ...]:
    """Take the field from a column of nothing but years, or seasons: an open cohort has both, and half is none."""

    def half(column: Column) -> bool:
        if column.code != "cohort" or lexicon.plain(column.text):
            return False
        said = _said(rows, column)
        return bool(said) and all(map(_HALF.match, said))

    return tuple(replace(column, code="") if half(column) else column for column in columns)


def _corrected(rows: Sequence[RawRow], same: Sequence[Column]) -> Column | None:
    """Return the one column that says it is the right one (姓名（更正后）) and says it of every student."""
    right = [column for column in same if is_corrected(column.text)]
    whole = len(right) == 1 and all(
        right[0].index < len(r.values) and r.values[right[0].index].strip() for r in rows
    )
    return right[0] if whole else None


def _shaped(rows: Sequence[RawRow], same: Sequence[Column]) -> Column | None:
    """Return the one column whose values are such numbers as the field holds; a school's 学籍号 has a letter."""
    shape = _SHAPES.get(same[0].code)
    if shape is None:
        return None
    shares = {column: _share(shape, _said(rows, column)) for column in same}
    right = [column for column, share in shares.items() if share >= _NEARLY_ALL]
    others = [share for column, share in shares.items() if column not in right]
    return right[0] if len(right) == 1 and max(others, default=1) <= 1 - _NEARLY_ALL else None


def _share(shape: re.Pattern[str], said: set[str]) -> float:
    return sum(bool(shape.fullmatch(text)) for text in said) / len(said) if said else 0


def _said(rows: Sequence[RawRow], column: Column) -> set[str]:
    return {row.values[column.index].strip() for row in rows if column.index < len(row.values)} - {""}


def _two(sheet: RawSheet, same: Sequence[Column], second: Column, row: int) -> Trouble:
    details = {
        "reason": "two",
        "columns": "、".join(column.letter for column in same),
        "headers": "、".join(told(column.text) for column in same),
    }
    return Trouble("HD04", details, sheet.name, row, f"{second.letter}{row}", second.code)


def _repeated(
    sheet: RawSheet, rows: Sequence[RawRow], chosen: Column, others: Sequence[Column], row: int
) -> Iterator[Trouble]:
    """HD03: a further column that says the same, wherever it says anything."""
    for column in (other for other in others if _said(rows, other)):
        header = told(column.text)
        details = {"reason": "same", "header": header, "column": column.letter, "first": chosen.letter}
        yield Trouble("HD03", details, sheet.name, row, f"{column.letter}{row}")
