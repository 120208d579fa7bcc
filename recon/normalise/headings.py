"""What a header word means: folding, aliases, and the nearest known word for one that means nothing."""

from __future__ import annotations

import dataclasses
import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from recon import fields, marks
from recon.normalise import wordings
from recon.normalise.spellings import folded, is_qualified, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.campaign import Campaign

_PAPERS = re.compile(r"^(?:护照|通行证|居住证|军官证|其[他它]证件)(?:号码?|编号)?$")
_OTHER_NUMBER = re.compile(r"^考籍(?:号码?|编号)$")
"""What stands beside 学号 in a form made for several kinds of education, and no enrolment of ours has."""
_PARTS = re.compile(r"[\s/／、|（）()]+|或|(?<=[一-鿿])(?=[A-Za-z]{2})|(?<=[A-Za-z][A-Za-z.])(?=[一-鿿])")
"""Where one name of a column ends and the next begins; two languages need no sign between them."""
_MOST_PARTS = 3
_NO_WORD = re.compile(r"^[\d\s.,%/:+-]*$|.{200}", re.DOTALL)
"""A number, a day or a whole sentence: asked of every cell of a sheet without a header."""
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


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Folded header word → field code."""

    meanings: Mapping[str, str]
    made: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Words that count where no other column says the same outright."""

    def code(self, text: str) -> str:
        """Return the field a header cell names, empty when it names none."""
        return _code(self, text)

    def plain(self, text: str) -> bool:
        """Tell whether a cell names its field outright: in no made word, with no remark that makes it another's."""
        return _plain(self, text)

    def nearest(self, code: str, texts: Iterable[str]) -> str:
        """Return the header cell that looks most like field ``code``, empty when none comes near."""
        aliases = [word for word, meaning in self.meanings.items() if meaning == code]
        scored = [(_likeness(folded(text), aliases), text) for text in texts]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] > _LIKE else ""


def _meant(meanings: Mapping[str, str], text: str) -> str:
    """Return the field a cell names, found anew."""
    return _of_one(meanings, text) or _of_several(meanings, text)


def _of_one(meanings: Mapping[str, str], text: str) -> str:
    return next((meanings[word] for word in spellings(text) if word in meanings), "")


def _of_several(meanings: Mapping[str, str], text: str) -> str:
    """Return the field of 学号/考生号 or 姓名 Name: every part says the same, or says it in another language."""
    parts = _names(text)
    return _of_parts(meanings, parts) or _of_parts(meanings, _in_two_tongues(parts))


def _of_parts(meanings: Mapping[str, str], parts: Sequence[str]) -> str:
    if not 1 < len(parts) <= _MOST_PARTS:
        return ""
    codes = [_of_one(meanings, part) for part in parts]
    first = next(filter(None, codes), "")
    said = {
        code
        for code, part in zip(codes, parts, strict=True)
        if code or not (part.isascii() or _is_aside(first, folded(part)))
    }
    return first if first and said in ({first}, _EITHER_NUMBER) else ""


def _is_aside(code: str, word: str) -> bool:
    """Tell a word beside another that takes nothing from it: 身份证号/护照号, 学号/考籍号."""
    aside = {"id_card": _PAPERS, "student_no": _OTHER_NUMBER}.get(code)
    return bool(aside and aside.match(word))


def _names(text: str) -> list[str]:
    """Return the several names of a column; words of another language behind each other are one (ID Card Number)."""
    parts = [part for part in _PARTS.split(text.strip()) if part]
    runs = groupby(parts, key=str.isascii)
    return [part for ascii_, run in runs for part in ([" ".join(run)] if ascii_ else run)]


def _in_two_tongues(parts: Sequence[str]) -> list[str]:
    """Return a word and its translation where the word itself is broken (身份证 / 号码 / ID No.), else nothing."""
    runs = ["".join(run) for _, run in groupby(parts, key=str.isascii)]
    return runs if len(runs) == 2 < len(parts) else []


def _likeness(word: str, aliases: Iterable[str]) -> float:
    """Return how like a field's words a cell is; one that begins with such a word and goes on speaks of the field."""
    return max((_alike(word, alias) for alias in aliases), default=0.0)


def _alike(word: str, alias: str) -> float:
    ratio = difflib.SequenceMatcher(None, word, alias).ratio()
    begins = len(alias) > 1 and word.startswith(alias)
    return max(ratio, (1 + ratio) / 2) if begins else ratio


@lru_cache(maxsize=1 << 14)
def _code(lexicon: Lexicon, text: str) -> str:
    """Remember what a cell means: a province's rosters bear the same words, and each is asked several times."""
    return "" if _NO_WORD.match(text) else _meant(lexicon.made or lexicon.meanings, text)


@lru_cache(maxsize=1 << 14)
def _plain(lexicon: Lexicon, text: str) -> bool:
    return not _NO_WORD.match(text) and not is_qualified(text) and bool(_meant(lexicon.meanings, text))


@lru_cache(maxsize=1 << 14)
def known_but_empty(text: str) -> bool:
    """Tell whether a column is one our own forms add, or the running number; it breaks no rule."""
    if _NO_WORD.match(text):
        return False
    if not _OWN.isdisjoint(spellings(text)):
        return True
    parts = [part for part in _PARTS.split(text.strip()) if part]
    return 1 < len(parts) <= _MOST_PARTS and all(folded(part) in SERIAL for part in parts)


_OWN = SERIAL | {folded(title) for title in marks.OWN_TITLES}


def roster_lexicon(campaign: Campaign) -> Lexicon:
    """Return what header words mean in a roster of this campaign."""
    return _roster_lexicon(_frozen(campaign.headers))


def register_lexicon(
    campaign: Campaign,
    extra: Mapping[str, tuple[str, ...]] | None = None,
    made: Mapping[str, tuple[str, ...]] | None = None,
) -> Lexicon:
    """Return what header words mean in an extract or a register; ``extra`` words win over the common ones.

    Words of ``made`` count where no other column says the same outright, as a roster's longer words do.
    """
    return _register_lexicon(_frozen(campaign.headers), _frozen(extra or {}), _frozen(made or {}))


_Aliases: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


def _frozen(aliases: Mapping[str, tuple[str, ...]]) -> _Aliases:
    return tuple((code, tuple(names)) for code, names in aliases.items())


@lru_cache(maxsize=8)
def _roster_lexicon(headers: _Aliases) -> Lexicon:
    site_code = fields.Field(
        "site_code", fields.SITE.title, ("学习中心代码", "学习中心代", "教学点代码", "单位代码", "site_code")
    )
    meanings = _meanings((*fields.FIELDS, site_code), (*_frozen(wordings.CERTAIN), *headers))
    return Lexicon(meanings, _meanings((), _frozen(wordings.MADE)) | meanings)


@lru_cache(maxsize=32)
def _register_lexicon(headers: _Aliases, extra: _Aliases, made: _Aliases) -> Lexicon:
    meanings = _meanings((*fields.REGISTER_FIELDS, *fields.FIELDS), (*headers, *extra))
    longer = (*_frozen(wordings.CERTAIN), *_frozen(wordings.MADE), *made)
    return Lexicon(meanings, _meanings((), longer) | meanings)


def _meanings(known: Iterable[fields.Field], further: _Aliases) -> dict[str, str]:
    """Build the map; an alias said twice keeps its first meaning, what is said further on wins over all."""
    meanings: dict[str, str] = {}
    for field in known:
        for alias in (field.code, field.title.zh, *field.aliases):
            meanings.setdefault(folded(alias), field.code)
    meanings.update((folded(alias), code) for code, aliases in further for alias in aliases)
    return meanings
