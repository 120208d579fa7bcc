"""Words of ``[vocabulary]`` that contradict each other: one of them would have no effect, and nobody is told which."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from recon.campaign.checks import CLOSED, shown
from recon.errors import CampaignError
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.campaign.schema import Campaign


def check_words(campaign: Campaign, source: str = "") -> None:
    """Refuse a vocabulary in which a word means two values, or a value means another one (CP02).

    Raises:
        CampaignError: names the field, the word and what it stands for already.
    """
    for code, words in campaign.vocabulary.items():
        reason = _contradiction(words, CLOSED.get(code, ()))
        if reason is not None:
            raise CampaignError(path=source, where=f"vocabulary.{code}", reason=reason)


def _contradiction(words: Mapping[str, str], closed: tuple[str, ...]) -> Text | None:
    """Return what is wrong with the words of a field; a value always means itself, whatever else is said of it."""
    own = {_alike(value): value for value in (*words.values(), *closed)}
    meant: dict[str, str] = {}
    for word, value in words.items():
        key, said, other = _alike(word), _safe(word), _safe(value)
        if own.get(key, value) != value:
            return Text(
                f"{said} 本身就是标准值，不能另作 {other}",
                f"{said} is a value itself and cannot mean {other}",
            )
        if meant.setdefault(key, value) != value:
            first = _safe(meant[key])
            return Text(
                f"{said} 既作 {first} 又作 {other}（只差空格、全半角或大小写）",
                f"{said} means {first} and {other} (width, spaces and capitals make no difference)",
            )
    return None


def _alike(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).split()).upper()


def _safe(word: str) -> str:
    """Return a word short enough for a message that is formatted later."""
    return shown(word).replace("{", "(").replace("}", ")")
