"""How one header word may be written: 学　号, 1.学号, 学号①, 学号（必填） and 学号 13位 are all 学号."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from recon.values.traditional import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = re.compile(r"[(（\[【〔<《].{0,200}?[)）\]】〕>》]", re.DOTALL)
_PREFIX = re.compile(
    r"^(?:请您?(?:输入|填写|填|选择)|请)?(?:[您你](?:的|[所就报在现]?[在学读]的?)?)?"
    r"(?:学生|学员|考生|毕业生|本人)?的?(?=.{2})"
)
"""Whose value it is, and how a form on the web asks for it: 请输入您的姓名."""
_SUFFIX = re.compile(r"(必填|选填|文本格式|文本|(?<=..)名称|(?<=..)(?:是什么|是多少|是哪一?个|是))$")
"""What stands behind the word; a form on the web asks: 您的学号是多少？"""
_NUMBERED = re.compile(
    r"^\s*(?:(?:[(（\[【]\s*)?(?:(?:第|第?(?:[Qq]|问题?|题目?)\s?)?\d{1,2}题?|[一二三四五六七八九十]{1,3})\s*"
    r"(?:[)）\]】]\s*[.．、]?|[.．、，,:：—_-])|"
    r"第\d{1,2}题|[①-⑳⑴-⒛㈠-㈩㊀-㊉❶-❿])\s*"
)
"""A column's number, a question's as well (Q1_, 第1题：); without a sign behind it 一年级 would be one."""
_NOTE_MARK = re.compile(r"[①-⑳⑴-⒛❶-❿⁰¹²³⁴-⁹]+\s*$")
_HINT = re.compile(
    r"^(?:如|例|填|请|须|必须|格式|统一|勿|不得|不要|全称|全名|文本|数字|末位|最后|必填|选填|\d|[与同按和].*(?:一致|相同|身份证)|"
    r"男\W*女|女\W*男|专科?\W*本科|本科?\W*专科)"
)
"""How to fill a column in, where it stands behind the word without brackets; 姓名 拼音 is another column."""
_QUALIFIED = re.compile(
    r"[(（\[【〔<《]\s*(?:汉语|中文|全)?(?:拼音|英文|曾用|别名|旧|原(?![件始表籍])|(?:更正|变更|更改|修改|改)(?:前|后)|错误|正确(?!填)|以?前|代码|编码|方向|备用|后[四六4６6]位|pinyin|english|old)",
    re.IGNORECASE,
)
_CORRECTED = re.compile(r"[(（\[【〔<《]\s*(?:(?:更正|变更|更改|修改|改)后|正确)")
_SIDE = re.compile(
    r"(?:原|旧|新|现|曾用|错误|正确|(?:更正|变更|更改|修改|改)[前后])(?:的|值|内容|信息|数据)?|中文|汉字|(?:汉语)?拼音|英文"
)
"""What divides one column into two versions of it, as a word of its own above or below: 姓名 over 更正前 and 更正后."""
_LATIN_NAME = re.compile(r"(?:pinyin|拼音)\W*$", re.IGNORECASE)
_COLON = re.compile("[:：]")
_MOST_PIECES = 6


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return a header word without white space, width, case and punctuation, so that spellings of it meet.

    Systems set to traditional characters write 學號 and 學籍狀態.
    """
    wide = simplified(unicodedata.normalize("NFKC", text))
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
    """Yield the word before a line break, blank or colon behind which stands how to fill it in."""
    parts = _COLON.sub(" ", text).split()
    for at in range(1, min(len(parts), _MOST_PIECES)):
        if _HINT.match("".join(parts[at:])):
            yield "".join(parts[:at])


@lru_cache(maxsize=1 << 14)
def is_qualified(text: str) -> bool:
    """Tell a word that a remark makes another column's where there is one of its own: 姓名（拼音）, 学号（旧）."""
    said = _BRACKETS.search(text)
    return bool(said and _QUALIFIED.match(said[0])) or bool(_LATIN_NAME.search(text))


def is_hint(text: str) -> bool:
    """Tell how to fill a column in (必填, 13位) from a word that names one."""
    return bool(_HINT.match(folded(text)))


def is_corrected(text: str) -> bool:
    """Tell the column whose remark says that what it holds is right: 姓名（更正后）, 身份证号（正确）."""
    said = _BRACKETS.search(text)
    return bool(said and _CORRECTED.match(said[0]))


def is_side(text: str) -> bool:
    """Tell a word that says which version of the word above or below it a column holds: 更正前, 更正后, 拼音."""
    return bool(_SIDE.fullmatch(folded(text)))
