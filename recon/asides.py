"""What a file's details say beside a sentence, such as ``（B “nm”？）``: kept in one language, said in either."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recon.words import Lang

ASIDES = frozenset({"nearest", "changes", "rows", "columns"})
"""Placeholders whose values are letters, row numbers and headings, put together with Chinese punctuation."""
_ENGLISH = str.maketrans(
    {"（": " (", "）": ")", "、": ", ", "；": "; ", "，": ", ", "：": ": ", "？": "?", "“": '"', "”": '"'}
)


def say_aside(name: str, value: str, lang: Lang) -> str:
    """Return a value with the punctuation of the language; runs that are kept say it the Chinese way."""
    return value.translate(_ENGLISH) if lang == "en" and name in ASIDES else value
