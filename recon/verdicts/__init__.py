"""What a person reads about a file: what is wrong, and what the site should do; by rule and reason code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.asides import say_aside
from recon.verdicts.kinds import KINDS
from recon.verdicts.messages import COPY, MESSAGES, OTHER, RESAVE, ROSTER, SPLIT
from recon.words import Text

if TYPE_CHECKING:
    from recon.model import Trouble
    from recon.words import Lang

__all__ = ["IGNORED", "KINDS", "MESSAGES", "NO_HEADER", "official", "say"]

IGNORED = Text("{kind}，不是名单，已忽略。", "{kind}: nobody's roster, ignored.")
"""What is said of a file whose verdict is ``ignored``."""
NO_HEADER = Text(
    "没有找到表头。请把系统导出的原表原样放入，不要删改第一行。",
    "no header row was found. Give the file as the system exported it, with its first row.",
)
"""Why an extract, a register or a list cannot be used."""
_EXPORT = Text("请从系统重新导出。", "Export it from the system again.")
_TOO_LARGE = Text(
    "文件太大（上限为 {limit}）。如果确实是这个文件，请在采集批次配置的 [limits] 中调高上限。",
    "The file is too large (the limit is {limit}). If it is the right one, raise the limit in the campaign's [limits].",
)
_FOR_SITES = (RESAVE, COPY, ROSTER, SPLIT)
_IN_BYTES = frozenset({"file", "total"})
_MEGABYTE = 1_000_000


def say(trouble: Trouble, lang: Lang) -> str:
    """Return the sentence about one trouble of a file, whose rule is one of intake's (FI01–FI04, 06, 08, 12, 15)."""
    details = dict(trouble.details)
    if kind := KINDS.get(details.get("kind", "")):
        details["kind"] = kind.say(lang)
    reason = details.pop("reason", "")
    details = {name: say_aside(name, value, lang) for name, value in details.items()}
    if reason in _IN_BYTES:
        details |= {name: _megabytes(details[name]) for name in ("size", "limit") if name in details}
    text = MESSAGES.get((trouble.rule, reason))
    return text.say(lang, **details) if text else OTHER.say(lang, rule=trouble.rule, reason=reason)


def official(trouble: Trouble) -> Text:
    """Return the sentence about an extract or a register: it is exported again, not sent again by a site."""
    return Text(_official(trouble, "zh"), _official(trouble, "en"))


def _official(trouble: Trouble, lang: Lang) -> str:
    details = dict(trouble.details)
    if trouble.rule == "FI06" and details.get("reason") in _IN_BYTES:
        return _TOO_LARGE.say(lang, limit=_megabytes(details["limit"]))
    said = say(trouble, lang)
    for advice in _FOR_SITES:
        if said.endswith(advice.say(lang)):
            return said.removesuffix(advice.say(lang)) + _EXPORT.say(lang)
    return said


def _megabytes(text: str) -> str:
    if not text.isdigit():
        return text
    size = int(text) / _MEGABYTE
    return f"{size:,.0f} MB" if size >= 100 else f"{size:.3g} MB"
