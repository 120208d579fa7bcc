"""What the figures say, in both languages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from recon.values.characters import is_wide
from recon.words import DueState, PhotoState, SiteStatus, Text, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.words import Lang

COVERED: Final = Text(
    "应报 {due}，已报 {submitted}（{share}）", "{submitted} of {due} due submitted ({share})"
)
CLEAN: Final = Text("无误 {clean}（{share}）", "{clean} clean ({share})")
PEOPLE: Final = Text("{n} 人", "{n}")
SITES: Final = Text("{n} 个单位", "{n} {n:site|sites}")
NO_BRANCH: Final = Text("未定分校", "Branch unknown")


BROAD: Final = 40
"""How wide a name beside a bar may be, in halves of a Han character; the whole one is in the hover."""


def fitting(names: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Return what stands beside the marks: long names without their middle, since both ends tell units apart.

    Names that would look the same are told apart by their codes; by their lines where those are names themselves.
    """
    short = [_without_middle(name) for name in names]
    seen = Counter(short)
    marks = [code if _breadth(code) <= BROAD // 2 else str(line) for line, code in enumerate(codes, 1)]
    return [f"{said} {mark}" if seen[said] > 1 else said for said, mark in zip(short, marks, strict=True)]


def _without_middle(name: str) -> str:
    if _breadth(name) <= BROAD:
        return name
    begin = end = 0
    while _breadth(name[: begin + 1]) <= BROAD // 2:
        begin += 1
    while _breadth(name[len(name) - end - 1 :]) < BROAD // 2:
        end += 1
    return f"{name[:begin]}…{name[len(name) - end :]}"


def _breadth(text: str) -> int:
    return sum(2 if is_wide(character) else 1 for character in text)


def state(code: str, lang: Lang) -> str:
    """Return the title of a state of a due student."""
    return title(DueState(code), lang)


def photo(code: str, lang: Lang) -> str:
    """Return the title of a photo's state."""
    return title(PhotoState(code), lang)


def status(code: str, lang: Lang) -> str:
    """Return the title of a site's status."""
    return title(SiteStatus(code), lang)


def cohort(code: str, lang: Lang) -> str:
    """Return a cohort as it is read: 2018秋季, in English ``2018 autumn``."""
    if lang == "zh":
        return code
    return code.replace("秋季", " autumn").replace("春季", " spring").replace("级", " intake")
