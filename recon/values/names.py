"""Personal names: separator, missing glyphs, and names of the peoples of China (docs/definitions.md, "Names").

The separator is U+00B7 (joint notice of twelve ministries, 2016).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from recon.values import characters as ch
from recon.values.folded import Folded, wash

if TYPE_CHECKING:
    from recon.values.folded import Step

SEPARATOR = "\u00b7"
_BULLETS = "\u2022\u30fb\uff65\u2027\u2219\u22c5\u25cf\u2e31\u0387\u2981\u2024\u16eb"
"""Signs that only ever are a separator. NFKC does not fold them to U+00B7, so they need a table."""
_STOPS = ".\ufe52\uff0e\u3002\uff61"
"""Full stops: a separator in a Chinese name, an abbreviation in a Latin one."""
PLACEHOLDERS = frozenset("?*\uff1f\uff0a\u25a1\u25a0\u25cb\u25ef\u25c7\u2610\u25a2\u3013\ufffd\u00d7_\uff3f")
"""What is written for a character the writer's computer could not show; U+3007 〇 is a character itself."""

_DOTS = re.compile(f"[{SEPARATOR}{_BULLETS}]+")
_CHINESE_DOTS = re.compile(f"[{re.escape(SEPARATOR + _BULLETS + _STOPS)}]+")
_AROUND_DOT = re.compile(rf" ?{SEPARATOR} ?")
_WIDE_SIGNS = PLACEHOLDERS | frozenset(_STOPS)


def _narrow(text: str) -> str:
    """Narrow letters, digits and signs, but leave placeholders and stops to their own steps."""
    if _WIDE_SIGNS.isdisjoint(text):
        return ch.narrow(text)
    return "".join(c if c in _WIDE_SIGNS else ch.narrow(c) for c in text)


def _spaces(text: str) -> str:
    if ch.has_han(text):
        return ch.without_space(text)
    return _AROUND_DOT.sub(SEPARATOR, " ".join(text.split()))


def _dots(text: str) -> str:
    pattern = _CHINESE_DOTS if ch.has_han(text) else _DOTS
    return pattern.sub(SEPARATOR, text).strip(SEPARATOR)


STEPS: tuple[Step, ...] = (
    ("compatibility", ch.composed),
    ("private-use", ch.without_private_use),
    ("radical", ch.without_radicals),
    ("invisible", ch.without_invisible),
    ("width", _narrow),
    ("apostrophe", ch.without_leading_quotes),
    ("space", _spaces),
    ("dot", _dots),
)


@lru_cache(maxsize=1 << 16)
def fold(raw: str) -> Folded:
    """Fold a name; what is wrong with it beyond its spelling is kept and told."""
    washed = wash(raw, STEPS)
    return Folded(washed.value, washed.flaws + _oddities(washed.value))


_PLAIN = re.compile(f"[一-龥{SEPARATOR}]+")


def _oddities(name: str) -> tuple[str, ...]:
    if _PLAIN.fullmatch(name):
        return ()
    signs = [c for c in name if not (c.isalpha() or c == SEPARATOR or ch.is_han(c))]
    if not ch.has_han(name):
        signs = [c for c in signs if c not in " .-'"]
    missing = any(map(is_placeholder, name)) or (ch.has_han(name) and _PINYIN.search(name) is not None)
    digit = any(c.isdigit() for c in signs)
    other = any(not c.isdigit() and not is_placeholder(c) for c in signs)
    told = (("placeholder", missing), ("digit", digit), ("punctuation", other))
    return tuple(flaw for flaw, true in told if true)


# ---------------------------------------------------------------- characters that could not be written

_PINYIN = re.compile("\\(?[A-Za-z\u00c0-\u024f]+\\)?")
"""Some put it in brackets: 李(yan)."""


def is_placeholder(character: str) -> bool:
    """Tell whether a character stands for one that could not be written."""
    return character in PLACEHOLDERS or ch.is_private_use(character)


def has_placeholder(name: str) -> bool:
    """Tell whether a folded name holds a placeholder or pinyin in the place of a character."""
    return "placeholder" in _oddities(name)


def matches_placeholder(pattern: str, name: str) -> bool:
    """Tell whether ``pattern`` could be ``name`` with one character missing per placeholder.

    Each placeholder, and each run of Latin letters among Chinese characters, stands for exactly one
    character, or for one half of a character beyond U+FFFF, of which old programs leave two signs (``李??``
    for 李𠀀); at least one other character must agree. It explains a difference where a key agrees, and is
    never a reason to match.

    Args:
        pattern: A folded name, with placeholders (``李?``, ``李yu``).
        name: A folded name.
    """
    if not has_placeholder(pattern):
        return False
    letters = _PINYIN.sub("?", pattern) if ch.has_han(pattern) else pattern
    return any(_covers(letters, characters) for characters in (name, _halves(name)))


def _halves(name: str) -> str:
    """Write each character beyond U+FFFF twice, as its two code units count."""
    return "".join(c * 2 if c > "\uffff" else c for c in name)


def _covers(letters: str, name: str) -> bool:
    if len(letters) != len(name):
        return False
    pairs = [(a, b) for a, b in zip(letters, name, strict=True) if not (is_placeholder(a) and ch.is_han(b))]
    return any(ch.is_han(a) for a, _ in pairs) and all(a == b for a, b in pairs)


def suggestion(name: str) -> str:
    """Propose U+00B7 where ``-`` or ``*`` stands between Chinese characters; empty for nothing to propose.

    Only a suggestion: both signs are also written for a character that is missing.
    """
    middle = re.sub(r"(?<=[^\W\d_])[-*\u2010-\u2015\u2212](?=[^\W\d_])", SEPARATOR, name)
    return middle if middle != name and ch.has_han(name) else ""
