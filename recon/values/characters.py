"""Single characters: white space, invisible marks, widths, radicals, private-use codes.

Sources: Unicode 15.1 (categories, EquivalentUnifiedIdeograph.txt), GB 18030-2005 and GB 18030-2022 (the 80
codes FE50–FEA0).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# ---------------------------------------------------------------- what cannot be seen

_BLANK_LOOKING = "\u115f\u1160\u3164\uffa0\u2800"
"""Hangul fillers and the empty Braille cell: letters and symbols by category, yet nothing shows."""
_VARIATION = "\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d"
_FORMAT = (
    "\u00ad\u061c\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f"
)
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_INVISIBLE = re.compile(f"[{_BLANK_LOOKING}{_VARIATION}{_FORMAT}{_CONTROL}]")


def without_invisible(text: str) -> str:
    """Remove format characters, controls, variation selectors and letters that look like nothing."""
    return _INVISIBLE.sub("", text)


def without_space(text: str) -> str:
    """Remove all white space, line breaks and U+3000 included."""
    return "".join(text.split())


def without_inner_space(text: str) -> str:
    """Remove white space beside a Chinese character; keep one plain space between other words."""
    words = text.split()
    kept = words[:1]
    for left, right in pairwise(words):
        gap = "" if is_wide(left[-1]) or is_wide(right[0]) else " "
        kept.append(gap + right)
    return "".join(kept)


def one_line(text: str) -> str:
    """Return a name as it stands in a sentence: on one line, with nothing that cannot be seen."""
    return " ".join(without_invisible(text).split())


def is_wide(character: str) -> bool:
    """Tell whether a character takes the room of a Han character."""
    return unicodedata.east_asian_width(character) in "WF"


# ---------------------------------------------------------------- width and quotation marks

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
QUOTES = "'\"`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u2032\u2033\u02b9\u02bc\u2035"


def narrow(text: str) -> str:
    """Turn full-width ASCII into ASCII, and the digits of any script into 0–9."""
    return text if text.isascii() else _DIGIT.sub(_digit, text.translate(_FULL_WIDTH))


_DIGIT = re.compile(r"\d")


def _digit(found: re.Match[str]) -> str:
    return str(unicodedata.decimal(found[0]))


def without_quotes(text: str) -> str:
    """Remove quotation marks around a number (the leading ``'`` of Excel most of all)."""
    return text.strip(QUOTES)


def without_leading_quotes(text: str) -> str:
    """Remove quotation marks before a text; those inside and behind belong to it."""
    return text.lstrip(QUOTES)


# ---------------------------------------------------------------- Chinese characters

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")


def is_han(character: str) -> bool:
    """Tell whether a character is a Chinese one, rare ones outside the basic plane and 〇 included."""
    return _HAN.fullmatch(character) is not None


def has_han(text: str) -> bool:
    """Tell whether a text holds any Chinese character."""
    return _HAN.search(text) is not None


def composed(text: str) -> str:
    """Fold compatibility ideographs (U+F900 …); NFC rightly leaves the twelve real ones among them."""
    return unicodedata.normalize("NFC", text)


_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_SUPPLEMENT = dict(
    zip(
        "⺒⺓⺜⺝⺟⺠⺩⺫⺬⺮⺻⺼⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻯⻰⻲⻳",
        "巳幺日月母民王目示竹聿肉虎西见角贝足车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿竜龙亀龟",
        strict=True,
    )
)
"""Of the radicals supplement only those that stand for a whole character."""
_RADICALS = _KANGXI | {ord(radical): character for radical, character in _SUPPLEMENT.items()}


def without_radicals(text: str) -> str:
    """Put the character in the place of its radical (⼭ → 山), as copying from some PDF files spoils it."""
    return text.translate(_RADICALS)


_STILL_PRIVATE = {
    0xE816: "\U00020087",
    0xE817: "\U00020089",
    0xE818: "\U000200cc",
    0xE81E: "\u9fb4",
    0xE826: "\u9fb5",
    0xE82B: "\u9fb6",
    0xE82C: "\u9fb7",
    0xE831: "\U000215d7",
    0xE832: "\u9fb8",
    0xE83B: "\U0002298f",
    0xE843: "\u9fb9",
    0xE854: "\u9fba",
    0xE855: "\U000241fe",
    0xE864: "\u9fbb",
}
"""The fourteen codes that Python's gb18030, following GB 18030-2000, leaves in the private-use area."""


def _private_use() -> dict[int, str]:
    """Map U+E815–E864 (GBK FE50–FEA0, FE7F is no code) to the characters GB 18030 gave them later."""
    trails = [trail for trail in range(0x50, 0xA1) if trail != 0x7F]
    decoded = {0xE815 + n: bytes((0xFE, trail)).decode("gb18030") for n, trail in enumerate(trails)}
    return decoded | _STILL_PRIVATE


PRIVATE_USE: dict[int, str] = _private_use()


def without_private_use(text: str) -> str:
    """Put the real character in the place of its old GBK private-use code (U+E863 → 䶮)."""
    return text.translate(PRIVATE_USE)


def is_private_use(character: str) -> bool:
    """Tell whether a character lies in a private-use area: a glyph only its writer's font had."""
    return unicodedata.category(character) == "Co"
