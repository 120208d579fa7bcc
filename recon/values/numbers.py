"""Numbers that are names: student, examination and identity numbers, codes. They never become a number."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from recon.values import characters as ch
from recon.values import identity
from recon.values.folded import Folded, wash

if TYPE_CHECKING:
    from recon.values.folded import Step

_HYPHENS = re.compile("[-\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u00ad\u2500\u2501\u30fc]")
_DECIMAL = re.compile(r"(?<![0-9])([0-9]+)\.0+")
_TEXT_FORMULA = re.compile(rf"=[{ch.QUOTES}][^{ch.QUOTES}]{{1,40}}[{ch.QUOTES}]")
_FINAL_X = re.compile(
    "([0-9]{17})[\uff38\uff58\u0425\u0445\u03a7\u03c7\u2169\u2179\u00d7\u2715\u2716\u2573\u2613]"
)
"""Seventeen digits and a look-alike of X; a full-width X behind full-width digits is width alone."""
_FINAL_LOWER_X = re.compile("([0-9]{17})x")
_LETTERS_AS_DIGITS = str.maketrans("OoＯｏОоΟοlIiｌＩ|｜", "000000001111111")
_LETTERS = frozenset(map(chr, _LETTERS_AS_DIGITS))
_ID_CHARACTERS = re.compile("[0-9]*X?")


@cache
def _steps(*, identity_number: bool, number_cell: bool) -> tuple[Step, ...]:
    exes: tuple[Step, ...] = (
        ("lookalike-x", partial(_FINAL_X.sub, r"\1X")),
        ("lower-x", partial(_FINAL_LOWER_X.sub, r"\1X")),
    )
    return (
        ("compatibility", ch.composed),
        ("invisible", ch.without_invisible),
        ("space", ch.without_space),
        ("apostrophe", _without_wrapping),
        ("scientific", partial(identity.written_out, every_digit=number_cell)),
        ("hyphen", _without_hyphens),
        *(exes if identity_number else ()),
        ("width", ch.narrow),
        ("case", _upper),
        ("decimal", _without_decimals),
    )


def _without_wrapping(text: str) -> str:
    """Remove quotation marks, and a text's formula (``="1864…"``) that a cell formatted as text does not reckon."""
    formula = text.startswith("=") and _TEXT_FORMULA.fullmatch(text)
    return ch.without_quotes(text.removeprefix("=") if formula else text)


def _without_hyphens(text: str) -> str:
    return text if identity.is_scientific(text) else _HYPHENS.sub("", text)


def _without_decimals(text: str) -> str:
    found = _DECIMAL.fullmatch(text)
    return found[1] if found else text


def _strays(text: str) -> set[str]:
    return {character for character in text if not ("0" <= character <= "9")}


def _upper(text: str) -> str:
    """Write letters in capitals, unless all of them look like digits: l must stay l to be told from L."""
    if not text.isascii() or _strays(text) <= _LETTERS or identity.is_scientific(text):
        return text
    return text.upper()


def fold(raw: str, cell_type: str = "text") -> Folded:
    """Fold a student number, an examination number or a code."""
    washed = wash(raw, _steps(identity_number=False, number_cell=cell_type == "number"))
    return _told(washed, raw, cell_type, allowed=washed.value.isascii() and washed.value.isdigit())


@lru_cache(maxsize=1 << 16)
def fold_identity(raw: str, cell_type: str = "text") -> Folded:
    """Fold an ID number; passports and the like are left as they are, in capitals."""
    washed = wash(raw, _steps(identity_number=True, number_cell=cell_type == "number"))
    allowed = _ID_CHARACTERS.fullmatch(washed.value) is not None or identity.document(washed.value) == "other"
    return _told(washed, raw, cell_type, allowed=allowed)


def _told(washed: Folded, raw: str, cell_type: str, *, allowed: bool) -> Folded:
    flaws = dict.fromkeys(washed.flaws)
    if washed.value and not allowed:
        flaws[_oddity(washed.value)] = None
    went_through_a_number = cell_type == "number" or "scientific" in flaws
    if went_through_a_number and identity.is_damaged(wash(raw, _BARE).value, cell_type):
        flaws["damaged"] = None
    return Folded(washed.value, tuple(flaws))


_BARE: tuple[Step, ...] = (
    ("invisible", ch.without_invisible),
    ("space", ch.without_space),
    ("apostrophe", ch.without_quotes),
    ("width", ch.narrow),
)


def _oddity(text: str) -> str:
    """Name the one thing most worth telling about a number that is not all digits."""
    if identity.is_scientific(text):
        return "scientific"
    strays = _strays(text.removesuffix("X") if len(text) == 18 else text)
    if strays <= _LETTERS:
        return "letter"
    return "punctuation" if not any(character.isalnum() for character in strays) else "not-digits"


def suggestion(value: str) -> str:
    """Propose digits for look-alike letters (O → 0, l → 1), without punctuation; empty for no number."""
    if _ID_CHARACTERS.fullmatch(value):
        return ""
    digits = "".join(c for c in value.translate(_LETTERS_AS_DIGITS) if c.isalnum())
    return digits if digits != "X" and _ID_CHARACTERS.fullmatch(digits) else ""
