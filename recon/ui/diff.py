"""Two values side by side: the characters that differ, invisible ones made visible, as safe HTML."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from recon.fields import PERSONAL
from recon.ui.masking import DOT, STAR

NEAR = 3
"""So many differing characters may be shown of a masked value; more would tell the value itself."""
NEAR_NAME = 1
"""Of a name, which has two or three characters, only one."""
_SIGNS = {" ": "␣", "\u3000": "□", "\u00a0": "⍽", "\t": "⇥", "\n": "↵", "\r": "↵"}


@dataclass(frozen=True, slots=True)
class Sign:
    """One character of a value and whether the other value has another one there."""

    text: str
    differs: bool


def seen(character: str) -> str:
    """Return a visible sign for a character that has none; others are themselves."""
    if character in _SIGNS:
        return _SIGNS[character]
    if unicodedata.category(character) in {"Cf", "Cc", "Zs"}:
        return f"⟨U+{ord(character):04X}⟩"
    return character


def signs(left: str, right: str) -> tuple[list[Sign], list[Sign]]:
    """Compare two values character by character."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if len(left) == len(right) and (left.isascii() or len(left) <= 1):
        # Numbers of one length are compared place by place, as a clerk reads them.
        pairs = list(zip(left, right, strict=True))
        return [Sign(a, a != b) for a, b in pairs], [Sign(b, a != b) for a, b in pairs]
    one, other = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        one += [Sign(character, kind != "equal") for character in left[a:b]]
        other += [Sign(character, kind != "equal") for character in right[c:d]]
    return one, other


def hide(found: list[Sign], field: str) -> list[Sign]:
    """Mask the characters both values share; where too many differ, those too. A name is never shown whole."""
    if field not in PERSONAL:
        return found
    named = field == "name"
    few = sum(sign.differs for sign in found) <= (NEAR_NAME if named else NEAR)
    shown = {place for place, sign in enumerate(found) if sign.differs and few}
    surname = {0} if named and found and found[0].text.isalpha() else set()
    if len(shown | surname) < len(found):
        shown |= surname
    elif named and len(shown) == len(found):
        shown = surname if len(found) > 1 else set()
    star = STAR if named else DOT
    return [Sign(sign.text if place in shown else star, sign.differs) for place, sign in enumerate(found)]


def compare_text(submitted: str, official: str, field: str, *, masked: bool) -> tuple[str, str]:
    """Return both values as plain text; masked ones keep the characters that differ."""
    if not masked or field not in PERSONAL:
        return submitted, official
    left, right = signs(submitted, official)
    return "".join(s.text for s in hide(left, field)), "".join(s.text for s in hide(right, field))


def compare_html(submitted: str, official: str, field: str, *, masked: bool) -> tuple[str, str]:
    """Return both values as HTML, differing characters marked; numbers stand in boxes."""
    left, right = signs(submitted, official)
    if masked:
        left, right = hide(left, field), hide(right, field)
    boxed = field in {"id_card", "student_no", "exam_no"}
    return _html(left, "del", boxed=boxed), _html(right, "ins", boxed=boxed)


def _html(found: list[Sign], tag: str, *, boxed: bool) -> str:
    if not found:
        return '<span class="rc-empty">—</span>'
    parts = []
    for sign in found[:200]:
        text = escape(seen(sign.text))
        marked = f"<{tag}>{text}</{tag}>" if sign.differs else text
        parts.append(f"<span>{marked}</span>" if boxed else marked)
    return f'<span class="{"rc-boxes" if boxed else "rc-value"}">{"".join(parts)}</span>'
