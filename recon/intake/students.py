"""Whether a table lists students, told by its own words: enough to choose between a mail's text and its attachments.

What a table means is settled later, by the campaign's header words; here only what is unmistakable counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_REMARK = r"[*＊]?(?:[（(].{0,12}[）)])?"
_NAME = re.compile(rf"[*＊]?(?:(?:学生|考生|学员)?姓名|XM|name){_REMARK}", re.IGNORECASE)
_NUMBER = re.compile(
    r"[*＊]?(?:(?:学生|国开)?(?:学号|学籍号)|考生号|准考证号|.{0,4}身份证.{0,5}|.{0,2}证件号码?|公民身份号码|"
    rf"XH|KSH|SFZH|SFZJH|ZJHM){_REMARK}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{8}|\d\.\d+[Ee]\+\d\d")
_PERSON = re.compile(r"[\u3400-\u9fff]{2}")
_LONG = re.compile(r"\A[\s'’]*(\d{11,17}[\dXx])\s*")
"""A number of twelve characters and more: a telephone's has eleven."""
_SOME_NAME = re.compile(r"姓名|名字|\bXM\b|\bname\b", re.IGNORECASE)
_TITLE = 12


def holds_students(rows: Iterable[Sequence[str]]) -> bool:
    """Tell whether a row names a name and a number, and a later one has both."""
    headed = False
    for row in rows:
        texts = ["".join(value.split()) for value in row]
        if headed and any(map(_DIGITS.search, texts)) and any(map(_PERSON.search, texts)):
            return True
        headed = headed or head(texts) is not None
    return False


def head(texts: Sequence[str]) -> tuple[int, int] | None:
    """Return which cells of a line, without white space, head a name and a number; None where it is no header."""
    names = [at for at, text in enumerate(texts) if _NAME.fullmatch(text)]
    numbers = [at for at, text in enumerate(texts) if _NUMBER.fullmatch(text)]
    return (names[0], numbers[0]) if names and numbers else None


class Attached:
    """What the attachments of one mail hold, against which the table in its text is weighed."""

    def __init__(self) -> None:
        self._lists = self._titled = self._all = False
        self._numbers: set[str] = set()

    def take(self, rows: Sequence[Sequence[str]], *, whole: bool = True) -> None:
        """Take in a sheet of an attachment; ``whole`` is False where not all of its rows are at hand."""
        self._lists = self._lists or holds_students(rows)
        self._all = self._all or not whole
        for row in rows:
            self._titled = self._titled or any(_SOME_NAME.search(cell) for cell in row if len(cell) <= _TITLE)
            self._numbers |= _numbers(row)

    def left(self, rows: Iterable[tuple[int, Sequence[str]]]) -> list[int] | None:
        """Return which numbered rows of the text are students of no attachment; None where none of these is a list.

        A list whose header has words of its own is known by the students it shares with the text.
        """
        said = [(number, _numbers(row)) for number, row in rows if any(map(_PERSON.search, row))]
        more = [number for number, own in said if own and own.isdisjoint(self._numbers)]
        shared = len(more) < sum(bool(own) for _, own in said)
        if not (self._lists or (self._titled and shared)):
            return None
        return [] if self._all else more


def _numbers(row: Sequence[str]) -> set[str]:
    return {found[1].upper() for cell in row if len(cell) > 11 and (found := _LONG.fullmatch(cell))}
