"""What a header word means: folding, aliases, and the nearest known word for one that means nothing."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from recon import fields, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recon.campaign import Campaign

_BRACKETS = re.compile(r"[(（\[【〔<《].*?[)）\]】〕>》]", re.DOTALL)
_PREFIX = re.compile(r"^(学生|学员|考生|毕业生|本人)(?=.{2})")
_SUFFIX = re.compile(r"(必填|选填|文本格式|文本)$")
_SIMPLIFIED = str.maketrans(
    "學號別證層專業級備註碼習類稱點屬區數間報單辦課電", "学号别证层专业级备注码习类称点属区数间报单办课电"
)
"""Header words in traditional characters, as systems set to them write."""
_PARTS = re.compile(r"[\s/／、|（）()]+|或")
_MOST_PARTS = 3
_LIKE = 0.5
"""Two of four characters are not enough: 专业代码 is no 院校代码."""
_EITHER_NUMBER = frozenset({"student_no", "exam_no"})
SERIAL = frozenset(
    {
        "序号",
        "序",
        "行号",
        "顺序号",
        "顺序",
        "序列",
        "序列号",
        "行次",
        "编号",
        "排序",
        "排号",
        "流水号",
        "no",
        "号",
    }
)
"""The running number: a known column that holds nothing of a student."""
_ROSTER_WORDS: Mapping[str, tuple[str, ...]] = {
    "site": ("单位名称", "报送单位", "填报单位", "办学单位", "所属单位", "函授站名称", "工作站名称"),
    "site_code": ("报送单位代码", "函授站代码", "工作站代码"),
    "institution_code": ("yuanxiaodaima",),
    "student_no": ("student id", "student no", "xuehao"),
    "exam_no": ("kaoshenghao",),
    "name": ("full name", "student name", "xingming"),
    "sex": ("xingbie",),
    "id_card": ("id number", "id no", "id card no", "identity number", "shenfenzheng", "shenfenzhenghao"),
    "level": ("cengci",),
    "major": ("ZY", "zhuanye"),
    "cohort": ("intake", "enrolment", "enrollment", "NJ", "nianji", "RXNF", "RXND"),
}
"""A roster says some things in more ways than an extract."""


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return a header word without white space, width, case and punctuation, so that spellings of it meet."""
    wide = unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED)
    return "".join(char for char in wide if char.isalnum()).casefold()


def spellings(text: str) -> Iterable[str]:
    """Yield the folded readings of a header cell, the exact one first: 学生姓名（必填） may be said 姓名."""
    yield folded(text)
    bare = folded(_BRACKETS.sub("", text))
    yield bare
    core = _SUFFIX.sub("", bare)
    yield core
    yield _PREFIX.sub("", core)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Folded header word → field code."""

    meanings: Mapping[str, str]

    def code(self, text: str) -> str:
        """Return the field a header cell names, empty when it names none."""
        return _code(self, text)

    def meant(self, text: str) -> str:
        """Return the same, found anew."""
        found = next((self.meanings[word] for word in spellings(text) if word in self.meanings), "")
        return found or self._of_several(text)

    def _of_several(self, text: str) -> str:
        """Return the field of 学号/考生号 or 姓名 Name: every part says the same, or says it in another language."""
        parts = [part for part in _PARTS.split(text.strip()) if part]
        if not 1 < len(parts) <= _MOST_PARTS:
            return ""
        codes = [
            next((self.meanings[w] for w in spellings(part) if w in self.meanings), "") for part in parts
        ]
        said = {code for code, part in zip(codes, parts, strict=True) if code or not part.isascii()}
        first = next(filter(None, codes), "")
        return first if first and said in ({first}, _EITHER_NUMBER) else ""

    def nearest(self, code: str, texts: Iterable[str]) -> str:
        """Return the header cell that looks most like field ``code``, empty when none comes near."""
        aliases = [word for word, meaning in self.meanings.items() if meaning == code]
        scored = [(_likeness(folded(text), aliases), text) for text in texts]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] > _LIKE else ""


def _likeness(word: str, aliases: Iterable[str]) -> float:
    return max((difflib.SequenceMatcher(None, word, alias).ratio() for alias in aliases), default=0.0)


@lru_cache(maxsize=1 << 14)
def _code(lexicon: Lexicon, text: str) -> str:
    """Remember what a cell means: a province's rosters bear the same words, and each is asked several times."""
    return lexicon.meant(text)


@lru_cache(maxsize=1 << 14)
def known_but_empty(text: str) -> bool:
    """Tell whether a column is one our own forms add, or the running number; it breaks no rule."""
    return not _OWN.isdisjoint(spellings(text))


_OWN = SERIAL | {folded(title) for title in words.OWN_TITLES}


def roster_lexicon(campaign: Campaign) -> Lexicon:
    """Return what header words mean in a roster of this campaign."""
    return _roster_lexicon(_frozen(campaign.headers))


def register_lexicon(campaign: Campaign, extra: Mapping[str, tuple[str, ...]] | None = None) -> Lexicon:
    """Return what header words mean in an extract or a register; ``extra`` words win over the common ones."""
    return _register_lexicon(_frozen(campaign.headers), _frozen(extra or {}))


_Aliases: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


def _frozen(aliases: Mapping[str, tuple[str, ...]]) -> _Aliases:
    return tuple((code, tuple(names)) for code, names in aliases.items())


@lru_cache(maxsize=8)
def _roster_lexicon(headers: _Aliases) -> Lexicon:
    site_code = fields.Field(
        "site_code", fields.SITE.title, ("学习中心代码", "教学点代码", "单位代码", "site_code")
    )
    return Lexicon(_meanings((*fields.FIELDS, site_code), (*_frozen(_ROSTER_WORDS), *headers)))


@lru_cache(maxsize=32)
def _register_lexicon(headers: _Aliases, extra: _Aliases) -> Lexicon:
    return Lexicon(_meanings((*fields.REGISTER_FIELDS, *fields.FIELDS), (*headers, *extra)))


def _meanings(known: Iterable[fields.Field], further: _Aliases) -> dict[str, str]:
    """Build the map; an alias said twice keeps its first meaning, what is said further on wins over all."""
    meanings: dict[str, str] = {}
    for field in known:
        for alias in (field.code, field.title.zh, *field.aliases):
            meanings.setdefault(folded(alias), field.code)
    meanings.update((folded(alias), code) for code, aliases in further for alias in aliases)
    return meanings
