"""How one header word may be written: 学　号, 1.学号, 学号①, 学号（必填） and 学号 13位 are all 学号."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = re.compile(r"[(（\[【〔<《].{0,200}?[)）\]】〕>》]", re.DOTALL)
_PREFIX = re.compile(
    r"^(?:请您?(?:输入|填写|填|选择)|请)?(?:[您你](?:的|所在的?)?)?(?:学生|学员|考生|毕业生|本人)?的?(?=.{2})"
)
"""Whose value it is, and how a form on the web asks for it: 请输入您的姓名."""
_SUFFIX = re.compile(r"(必填|选填|文本格式|文本|(?<=..)名称)$")
_SIMPLIFIED = str.maketrans(
    "學號別證層專業級備註碼習類稱點屬區數間報單辦課電歷", "学号别证层专业级备注码习类称点属区数间报单办课电历"
)
"""Header words in traditional characters, as systems set to them write."""
_NUMBERED = re.compile(
    r"^\s*(?:(?:[(（\[【]\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:[)）\]】]\s*[.．、]?|[.．、，,:：—_-])|"
    r"[①-⑳⑴-⒛㈠-㈩㊀-㊉❶-❿])\s*"
)
"""A column's number; without a sign behind it 一年级 would be one."""
_NOTE_MARK = re.compile(r"[①-⑳⑴-⒛❶-❿⁰¹²³⁴-⁹]+\s*$")
_HINT = re.compile(
    r"^(?:如|例|填|请|须|必须|格式|统一|勿|不得|不要|全称|全名|文本|数字|末位|最后|必填|选填|\d|[与同按和].*(?:一致|相同|身份证)|"
    r"男\W*女|女\W*男|专科?\W*本科|本科?\W*专科)"
)
"""How to fill a column in, where it stands behind the word without brackets; 姓名 拼音 is another column."""
_MOST_PIECES = 6


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return a header word without white space, width, case and punctuation, so that spellings of it meet."""
    wide = unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED)
    return "".join(char for char in wide if char.isalnum()).casefold()


@lru_cache(maxsize=1 << 14)
def spellings(text: str) -> tuple[str, ...]:
    """Return the folded readings of a header cell, the exact one first: 3.学生姓名（必填） may be said 姓名."""
    plain = _NOTE_MARK.sub("", _NUMBERED.sub("", text))
    said = [*_readings(text)]
    for further in (*((plain,) if plain != text else ()), *_unhinted(plain)):
        said += _readings(further)
    return tuple(said)


def _readings(text: str) -> Iterator[str]:
    """Yield a text folded, then without what stands in brackets, behind it and before it."""
    whole = folded(text)
    yield whole
    bare = _BRACKETS.sub("", text)
    if bare != text:
        yield (whole := folded(bare))
    core = _SUFFIX.sub("", whole)
    yield core
    yield _PREFIX.sub("", core)


def _unhinted(text: str) -> Iterator[str]:
    """Yield the word before a line break or blank behind which stands how to fill it in."""
    parts = text.split()
    for at in range(1, min(len(parts), _MOST_PIECES)):
        if _HINT.match("".join(parts[at:])):
            yield "".join(parts[:at])
