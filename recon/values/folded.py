"""What folding a value gives: the value, and the flaws of its spelling."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FLAWS: tuple[str, ...] = (
    "space",  # white space that does not belong (ASCII, NBSP, U+3000, line breaks …)
    "invisible",  # zero-width, bidi, BOM, variation selectors, control characters
    "width",  # full-width letters, digits or signs; digits of other scripts
    "apostrophe",  # a quotation mark put before the value to make Excel take it for text
    "hyphen",  # hyphens or dashes inside a number
    "lower-x",  # x for X at the end of an ID
    "lookalike-x",  # Ｘ Х Χ Ⅹ × … for X at the end of an ID
    "case",  # lower-case letters in a number that has letters
    "dot",  # a name's separator that is not U+00B7, doubled, or at an end
    "compatibility",  # a compatibility form of a character
    "radical",  # a Kangxi or supplementary radical in the place of the character
    "private-use",  # a GBK private-use code of a real character
    "placeholder",  # a sign or pinyin in the place of a rare character (kept)
    "letter",  # only look-alike letters among the digits: O for 0, l or I for 1 (kept)
    "not-digits",  # something other than digits in a number (kept)
    "punctuation",  # punctuation that does not belong (kept)
    "digit",  # digits in a name (kept)
    "synonym",  # another way of writing a known value; breaks no rule
    "unknown",  # not in the vocabulary, or not understood (kept)
    "error-value",  # an Excel error such as #N/A: no value at all, folds to ""
    "scientific",  # 1.86401E+12: written out when every digit is there, else kept
    "decimal",  # 1864001450123.0
    "damaged",  # went through an Excel number of 16 digits or more: the last ones are not to be trusted
)
"""Every flaw word. Stable: rules, files and the dashboard name them."""

SAFE_FLAWS: frozenset[str] = frozenset(FLAWS[: FLAWS.index("placeholder")]) | {"decimal"}
"""Flaws that folding removes without any doubt about the meaning."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded value and the flaws of the text it came from, in the order they were found."""

    value: str
    flaws: tuple[str, ...] = ()


Step = tuple[str, "Callable[[str], str]"]
"""A flaw word and the function that removes it, giving the text back unchanged where there is none."""


def wash(text: str, steps: Sequence[Step]) -> Folded:
    """Apply ``steps`` round and round until none of them changes anything, and tell which of them did something.

    Repeating to the fixed point is what makes folding twice the same as folding once: removing a mark may
    lay bare another. Every step only deletes characters or maps them to canonical ones, so the end is
    always reached.
    """
    flaws: dict[str, None] = {}
    idle = 0
    for flaw, step in cycle(steps):
        after = step(text)
        if after != text:
            flaws[flaw] = None
            text, idle = after, 0
        elif (idle := idle + 1) >= len(steps):
            break
    return Folded(text, tuple(flaws))
