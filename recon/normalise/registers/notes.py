"""What is told of extracts beside the judgement: those without a student, and what none of them can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

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


class Told(NamedTuple):
    """How many lines of one table of an extract name somebody."""

    name: str
    students: int


def silent(tables: Sequence[Told]) -> tuple[Text, ...]:
    """Return a note for each table that names nobody; one for all where none does: it must not look like success."""
    if not any(told.students for told in tables):
        names = "、".join(told.name for told in tables)
        return (Text(f"{names}：{NOBODY.zh}", f"{names}: {NOBODY.en}"),)
    return tuple(said(_SILENT, name=told.name) for told in tables if not told.students)


def said(text: Text, **values: object) -> Text:
    """Return a sentence with its placeholders filled, still in both languages."""
    return Text(text.say("zh", **values), text.say("en", **values))
