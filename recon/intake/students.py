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
