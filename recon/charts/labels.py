"""What the figures say, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recon.words import DueState, PhotoState, SiteStatus, Text, title

if TYPE_CHECKING:
    from recon.words import Lang

COVERED: Final = Text(
    "应报 {due}，已报 {submitted}（{share}）", "{submitted} of {due} due submitted ({share})"
)
CLEAN: Final = Text("无误 {clean}（{share}）", "{clean} clean ({share})")
PEOPLE: Final = Text("{n} 人", "{n}")
SITES: Final = Text("{n} 个单位", "{n} {n:site|sites}")
NO_BRANCH: Final = Text("未定分校", "Branch unknown")


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
