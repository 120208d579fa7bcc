"""What a site wrote into a box of our own forms: yes, no, nothing, or what only a person can tell.

A word that is not understood never counts as an answer: an omission excused by mistake is a student without a photo.
"""

from __future__ import annotations

import re
import unicodedata

from recon.values import characters

YES, NO, SILENT, UNCLEAR = "yes", "no", "", "unclear"
_EMPTY_BOX = "□☐▢◻◽"
_TICKS = frozenset("√✓✔☑✅🗹■●1") | {"v", "y", "yes", "t", "true", "ok", "是", "是的", "有", "对", "已", "勾"}
_CROSSES = re.compile("[x×✕✖✗✘╳☓]+")
_STROKES = re.compile(r"[-\u2010-\u2015\u2212\u2500\u2501~_/\\|]+|0+")
_NO_WORD = re.compile(
    "否|不|无|没有?|未有?|非|零|空|不是|不用|不需要?|不必|不要|无需|[不未没]选|不适用|不存在|不属于|不符合|(?:无|没有)此情况|"
    "no?|not|none|nil|f|false|n/a|na"
)
_NEGATION = "不|没有|没|未|无|非|否"
_NEGATED = re.compile(rf"(?:{_NEGATION}).{{0,2}}(?:缓拍|放弃|失联|转出)")
_BEGINS_NEGATED = re.compile(rf"{_NEGATION}|勿|别|拒")
_DATE = re.compile(r"(?:\d{2,4}[-/.年])?(?:1[0-2]|0?[1-9])[-/.月][0-3]?\d日?(?!\d).*")
_DOUBT = re.compile(r"\?|待|可能|也许|确定|清楚|不详|未知|未定|已报|已补|已拍|补报")
_TWO_HAN = re.compile("[\u3400-\u9fff].*[\u3400-\u9fff]")

_COMES = re.compile("(?:要|可|能|会|按时)?(?:拍摄?|拍?照|参加(?:拍摄)?|来|到|去)")
_STAYS = re.compile(rf"(?:{_BEGINS_NEGATED.pattern}|免|取消)(?!.*(?:问题|异议|有误|变|确定|清楚|详|知|定$))")
_REASONS = (
    ("缓拍", re.compile("缓|延期|推迟")),
    ("放弃", re.compile("弃")),
    ("失联", re.compile("失联|失去联系|联系不[上到]")),
    ("已转出", re.compile("转出|转走|转学")),
)


def ticked(text: str, choice: str) -> str:
    """Tell whether the answer box ``choice`` is ticked: a tick, a day or a reason counts, a negation never.

    A reason that begins like a negation (无法联系) may be either: it is ``UNCLEAR``.
    """
    plain = _plain(text)
    bare = plain.strip(_EMPTY_BOX)
    if not plain:
        return SILENT
    if not bare or _NO_WORD.fullmatch(bare) or _STROKES.fullmatch(bare) or _CROSSES.fullmatch(bare):
        return NO
    if bare in _TICKS or bare in {choice, choice.removeprefix("已")} or _DATE.fullmatch(bare):
        return YES
    if _NEGATED.match(bare):
        return NO
    return YES if _is_reason(bare, choice) else UNCLEAR


def _is_reason(text: str, choice: str) -> bool:
    """Tell whether free text can only mean yes: words, no negation before them, no doubt, no other answer."""
    against = _BEGINS_NEGATED.match(text) or _NEGATED.search(text) or _DOUBT.search(text)
    others = {other for other, word in _REASONS if other != choice and word.search(text)}
    return bool(_TWO_HAN.search(text)) and not against and not others


def comes(text: str) -> str:
    """Tell what 是否拍摄 says; an empty cell is ``SILENT``: nobody has said that the student stays away."""
    plain = _plain(text)
    if not plain:
        return SILENT
    if plain in _TICKS or _COMES.fullmatch(plain):
        return YES
    if plain in {"n", "no", "f", "false", "0"} or _CROSSES.fullmatch(plain):
        return NO
    return NO if (_STAYS.match(plain) and not _NEGATED.match(plain)) or reason(plain) else UNCLEAR


def reason(text: str) -> str:
    """Return which of the answers a word is that says why a student stays away, empty when it is none."""
    plain = _plain(text)
    if _NEGATED.search(plain) or "?" in plain:
        return ""
    return next((choice for choice, word in _REASONS if word.search(plain)), "")


def _plain(text: str) -> str:
    """Return a text as it is compared: no white space, width, case, nor brackets and full stops around it."""
    visible = characters.without_space(characters.without_invisible(text))
    return unicodedata.normalize("NFKC", visible).casefold().strip("()[]【】。.,;!'\"“”")
