"""Remarks in brackets behind a sentence about a file, such as ``（B “nm”？）``, in either language's signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.words import Lang

ASIDES = frozenset({"nearest", "changes", "rows", "columns"})
"""Placeholders whose values are letters, row numbers and headings, put together with Chinese punctuation."""
_ENGLISH = str.maketrans(
    {"（": " (", "）": ")", "、": ", ", "；": "; ", "，": ", ", "：": ": ", "？": "?", "“": '"', "”": '"'}
)
_OPTION = re.compile(
    r"\A--[a-z-]+ (?:无法使用：|cannot be used: )"
    r"|（(?:命令行[^）]*|--[a-z-]+)）| \((?:on the command line[^)]*|--[a-z-]+)\)"
)
_IDS = re.compile(r"（问题编号 [^）]*）| \(finding [^)]*\)")
_MOST = 20
"""Pieces of row numbers that are listed."""


def say_aside(name: str, value: str, lang: Lang) -> str:
    """Return a value with the punctuation of the language; runs that are kept say it the Chinese way."""
    return value.translate(_ENGLISH) if lang == "en" and name in ASIDES else value


def without_options(message: str) -> str:
    """Return a message without the command line's options, in brackets or in front: a screen has none."""
    return _OPTION.sub("", message)


def without_ids(message: str) -> str:
    """Return a note without the ids of its findings: a screen has doors."""
    return _IDS.sub("", message)


def ranges(numbers: Iterable[int]) -> str:
    """Return row numbers as ``12–15、20``; after twenty pieces an ellipsis."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_MOST]]
    return "、".join(said) + ("…" if len(runs) > _MOST else "")


def in_rows(numbers: Iterable[int]) -> str:
    """Return row numbers as they stand behind a word, which is what the placeholder ``rows`` holds."""
    return f"（{ranges(numbers)}）"
