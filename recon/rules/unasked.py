"""Rules that a run cannot ask: unjudged is not passed, so it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import fields
from recon.rules.catalogue import RULES
from recon.rules.switches import OFF
from recon.words import LANGS, Text, listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.rules.rule import Rule
    from recon.rules.setting import Setting

_NO_OFFICIAL = Text("学籍数据中没有“{columns}”", "no extract has the column {columns}")
_NO_COLUMN = Text("名单中没有“{columns}”", "the roster has no column {columns}")
_OFF = Text("本批次已关闭", "switched off by the campaign")
_PHOTOS = Text("未提供照片采集名单", "no photo register was given")
_NUMBERS = Text(
    "学籍数据本身超过 5% 不符合学号编排", "more than 5 % of the extract breaks the logic of the numbers"
)
_EXTRACT = Text("未提供学籍数据", "no extract was given")
_TIMES = Text(
    "没有截止日期，或所有文件的收到时间都不详",
    "the campaign has no deadline, or nobody knows when a file came",
)
_HANDED_OVER = Text("没有定版的移交名单", "no hand-over was frozen")
_OCCASIONS = {
    "FI09": ("times", _TIMES),
    "PH06": ("handed_over", _HANDED_OVER),
    "PH07": ("handed_over", _HANDED_OVER),
}
"""Rules about what is neither a row nor a register: code → what must be known, and what is said where it is not."""


def not_asked(setting: Setting) -> dict[str, Text]:
    """Return code → why, for every rule this run asks of nobody."""
    reasons = ((rule.code, next(_reasons(rule, setting), None)) for rule in RULES)
    return {code: reason for code, reason in reasons if reason is not None}


def _reasons(rule: Rule, setting: Setting) -> Iterator[Text]:
    if setting.campaign.rules.get(rule.code) == OFF:
        yield _OFF
    if "photos" not in setting.asked and ("photos" in rule.needs or rule.family == "PH"):
        yield _PHOTOS
    if "numbers" in rule.needs and "numbers" not in setting.asked:
        yield _NUMBERS
    known, reason = _OCCASIONS.get(rule.code, ("", _TIMES))
    if known and known not in setting.asked:
        yield reason
    if "looked_up" in rule.needs and not setting.looked_up():
        yield _EXTRACT
    asked = [
        *(rule.on if "known" in rule.needs else ()),
        *(("status",) if "known_status" in rule.needs else ()),
    ]
    if asked and not any(setting.knowing(field) for field in asked):
        yield _NO_OFFICIAL.filled(columns=_titles(asked))
    if rule.on and setting.absent.issuperset(rule.on):
        yield _NO_COLUMN.filled(columns=_titles(rule.on))


def _titles(codes: Sequence[str]) -> Text:
    return Text(
        *(listing([fields.ANY_BY_CODE[code].title.say(lang) for code in codes], lang) for lang in LANGS)
    )
