"""What is told of extracts beside the judgement: those without a student, and what none of them can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recon.words import Category, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

NOBODY = Text(
    "没有任何学生：表头以下没有一行带学号或身份证号。请检查导出（或查询）的条件，重新导出后再运行。",
    "it holds no student: no line below its header has a student number or an ID. Check the conditions of the export "
    "(or of the query), and export it again.",
)
"""A run on files stops with it. Frames are judged as they are, since a caller's program may well ask about nobody, and
say it beside the answer."""
_SILENT = Text(
    "{name}：表头以下没有任何学生，该文件没有起作用。如不应为空，请重新导出。",
    "{name}: no student below its header, so it had no effect. If it should not be empty, export it again.",
)

_NO_STATUS = Text(
    "学籍数据没有“学籍状态”：范围内的学生全部计为应报，退学、毕业、休学的也在内，SC03 未核对。"
    "请尽量导出含学籍状态的“学生信息”。",
    "no extract says who is enrolled (学籍状态): everybody in scope counts as due, those who left or graduated too, "
    "and SC03 is not asked. Export the student data with that column if you can.",
)


class Told(NamedTuple):
    """How many lines of one table of an extract name somebody."""

    name: str
    students: int


def silent(tables: Sequence[Told]) -> tuple[Text, ...]:
    """Return a note for each table that names nobody; one for all where none does: it must not look like success."""
    if not any(told.students for told in tables):
        names = "、".join(told.name for told in tables)
        return (Text(f"{names}：{NOBODY.zh}", f"{names}: {NOBODY.en}"),)
    return tuple(_SILENT.filled(name=told.name) for told in tables if not told.students)


def unsaid(asked: Collection[str]) -> tuple[Text, ...]:
    """Return a note where nobody says who of open education is enrolled.

    The adult extract has no such column by nature: that is no news.

    Args:
        asked: ``<category>.<field>`` of every column some extract fills.
    """
    people = any(name.startswith(f"{Category.OPEN}.") for name in asked)
    return (_NO_STATUS,) if people and f"{Category.OPEN}.status" not in asked else ()
