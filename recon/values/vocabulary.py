"""Closed vocabularies: level, sex, study form, status, and what they say about the category of education."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.values import characters as ch
from recon.values.folded import Folded, Step, wash
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS: tuple[Step, ...] = (
    ("compatibility", ch.composed),
    ("private-use", ch.without_private_use),
    ("radical", ch.without_radicals),
    ("invisible", ch.without_invisible),
    ("width", ch.narrow),
    ("apostrophe", ch.without_leading_quotes),
    ("space", ch.without_inner_space),
)
"""How every text that is neither a number nor a name is washed."""

LEVEL = {
    "专科": ("高起专", "高升专", "大专", "专科(高中起点)", "高中起点专科", "专科层次"),
    "本科": (
        "专升本",
        "专起本",
        "本科(专科起点)",
        "专科起点本科",
        "本科(专升本)",
        "专升本科",
        "本科层次",
    ),
}
ADULT_LEVEL = dict.fromkeys(("高起本", "高中起点本科", "本科(高中起点)"), "本科")
"""Open education has no such level: there the word is a mistake, never another word for 本科(专科起点)."""
SEX = {"男": ("男性", "男生", "M", "MALE", "1"), "女": ("女性", "女生", "F", "FEMALE", "2")}
"""1 and 2 as in GB/T 2261.1."""
STUDY_FORM = {
    "开放教育": ("开放", "开放教育(开放)", "国家开放大学开放教育"),
    "函授": ("函授教育",),
    "业余": ("夜大", "夜大学", "业余(夜大)", "半脱产", "业余学习"),
    "脱产": ("全脱产", "脱产学习"),
    "成人教育": ("成人高等教育", "成教", "成招", "成人"),
}
STATUS = {  # with the words of 学信网
    "在籍": ("在藉", "在籍生", "注册学籍", "在籍(注册学籍)"),
    "未注册": ("未注册学籍",),
    "转出": ("已转出",),
    "休学": ("已休学",),
    "退学": ("已退学", "不在籍(退学)"),
    "开除": ("开除学籍", "已开除", "不在籍(开除学籍)"),
    "毕业": ("已毕业", "不在籍(毕业)"),
    "异动中": ("学籍异动中",),
}

VOCABULARIES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "level": LEVEL,
    "sex": SEX,
    "study_form": STUDY_FORM,
    "status": STATUS,
}
"""Field code → canonical value → how else it is written."""

_BRACKETS = str.maketrans("[{〔【〈《<", "(((((((") | str.maketrans("]}〕】〉》>", ")))))))")

_TWICE = re.compile(r"([^()]{1,20})\(([^()]{1,20})\)")


def _key(text: str) -> str:
    return wash(text, STEPS).value.translate(_BRACKETS).upper()


def _index(words: Mapping[str, str]) -> dict[str, str]:
    """Map every spelling's key to its canonical value; a canonical value always means itself."""
    return {_key(word): value for word, value in words.items()} | {
        _key(value): value for value in words.values()
    }


_WORDS: Mapping[str, Mapping[str, str]] = {
    code: _index({word: value for value, others in table.items() for word in (value, *others)})
    for code, table in VOCABULARIES.items()
}


def fold_text(raw: str, own: Mapping[str, str] | None = None) -> Folded:
    """Fold free text (major, class, branch, site); a campaign's ``own`` words are put in the place of others.

    A text that is nobody's synonym is kept as washed and is not ``unknown``: there is no closed list to
    hold it against.
    """
    washed = wash(raw, STEPS)
    return _translated(washed, _index(own).get(_key(washed.value), "") if own else "")


def fold_word(code: str, raw: str, own: Mapping[str, str] | None = None) -> Folded:
    """Fold a value of a closed vocabulary; what is in no vocabulary is kept, ``unknown``.

    Args:
        code: A key of :data:`VOCABULARIES`.
        raw: The text as sent.
        own: The campaign's words, spelling → canonical; they win over ours.
    """
    washed = wash(raw, STEPS)
    if not washed.value:
        return washed
    key = _key(washed.value)
    words = {**_WORDS[code], **_index(own)} if own else _WORDS[code]
    canonical = words.get(key, "") or _said_twice(key, words)
    return _translated(washed, canonical) if canonical else Folded(washed.value, (*washed.flaws, "unknown"))


def _said_twice(key: str, words: Mapping[str, str]) -> str:
    """Return what 专科(高起专) means: two words for one thing, the second in brackets."""
    both = _TWICE.fullmatch(key)
    said = {words.get(word, "") for word in both.groups()} if both else {""}
    return said.pop() if len(said) == 1 else ""


def _translated(washed: Folded, canonical: str) -> Folded:
    if not canonical or canonical == washed.value:
        return washed
    return Folded(canonical, (*washed.flaws, "synonym"))


def fold_level(raw: str, form: str = "", own: Mapping[str, str] | None = None) -> Folded:
    """Fold a level, knowing the form.

    In adult education a bare 本科 may be 高起本 or 专升本: it is kept and told as ``unknown``, to be asked.
    """
    adult = form == Category.ADULT
    folded = fold_word("level", raw, {**ADULT_LEVEL, **(own or {})} if adult else own)
    bare = folded.value == "本科" and "synonym" not in folded.flaws
    if adult and bare:
        return Folded(folded.value, (*folded.flaws, "unknown"))
    return folded
