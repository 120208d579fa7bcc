"""What a cell shows beside what it holds: number formats that write the same digits or words before every value.

The format ``"1864901"000000`` makes 1864901250889 of the typed 250889; many a clerk is taught it to save typing. Nobody
but the format knows the rest, so what is shown is what was sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recon.intake.cells import FORMULA, NUMBER, TEXT

_LITERAL = r'"[^"]*"|\\.'
_AFFIX = rf"(?:{_LITERAL}|[1-9]|[\u4e00-\u9fff]|_.|\*.)*"
_VALUE = r"[0#?]+|@|General|G/通用格式"
_FORMAT = re.compile(rf"\A({_AFFIX})({_VALUE})({_AFFIX})\Z", re.DOTALL | re.IGNORECASE)
_SECTIONS = re.compile(rf"(?:{_LITERAL}|[^;\"\\])*", re.DOTALL)
_TONE = re.compile(r"\[(?:\$-[0-9A-Fa-f,]+|Black|Blue|Cyan|Green|Magenta|Red|White|Yellow)\]", re.IGNORECASE)
"""Country and colour, which write nothing."""
_PIECES = re.compile(r'"([^"]*)"|\\(.)|[_*].|(.)', re.DOTALL)
_WHOLE = re.compile(r"[0-9]+")
_HELD = 15
"""Digits that survive in a number cell."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a number format dresses a value: what it writes before and behind, and to how many digits it fills up."""

    before: str
    behind: str
    digits: int
    texts: bool
    """Whether texts are dressed too (``@``)."""

    def of(self, text: str, kind: str) -> tuple[str, str]:
        """Return what a cell shows, with its type; a value that the format does not speak of stays.

        What a format made longer than a number can be has lost no digit: it is as a formula's result.
        """
        number = kind in {NUMBER, FORMULA} and _WHOLE.fullmatch(text) is not None
        if not text or (kind == TEXT and not self.texts) or not (number or kind == TEXT):
            return text, kind
        shown = f"{self.before}{text.zfill(self.digits) if number else text}{self.behind}"
        long = kind == NUMBER and len(text) <= _HELD < len(shown)
        return shown, FORMULA if long else kind


def parse(code: str) -> Shown | None:
    """Return what a number format adds to a value; None where it adds nothing that could be somebody's.

    >>> parse('"1864901"000000').of("250889", "n")
    ('1864901250889', 'n')
    >>> parse("0.00") is None and parse("yyyy-mm-dd") is None and parse('#,##0"元"') is None
    True
    """
    first = _SECTIONS.match(_TONE.sub("", code))
    found = _FORMAT.match(first[0]) if first else None
    if not found:
        return None
    before, behind = _words(found[1]), _words(found[3])
    digits = found[2].count("0")
    if digits < 2 and not any(map(str.isalnum, before + behind)):
        return None
    return Shown(before, behind, digits, texts=found[2] == "@")


def _words(affix: str) -> str:
    """Return what stands there literally; widths and fillings (``_)``, ``* ``) write nothing."""
    return "".join(quoted or escaped or bare or "" for quoted, escaped, bare in _PIECES.findall(affix))
