"""What a site is told about a finding: what is wrong and what to do, in plain words.

A finding's own message is written for the registrar and may hold official values of other units' students;
these sentences hold none. :func:`told` alone adds an official value, and only of the unit's own student.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recon import fields
from recon.export.advice_files import WHOLE
from recon.export.advice_texts import ADVICE, FAMILIES
from recon.words import Text, Trust

if TYPE_CHECKING:
    from recon.export.view import View
    from recon.model import Finding
    from recon.words import Lang


class Advice(NamedTuple):
    """One rule, as a clerk reads it."""

    what: Text
    do: Text


SILENT = frozenset({"MA04", "MA05", "MA07", "DU03", "DU04", "DU05", "SC05"})
"""Rules whose official side is somebody else: never told, not even to the home site."""
_FIELD = Text("【{field}】{what}", "[{field}] {what}")
"""Without a colon: ``教学点：`` in a cell would look like a unit line when the sheet is read again."""
_WHY = Text("{what}（{rule}）", "{what} ({rule})")
_TOLD = Text("学籍系统中为“{official}”。", " The academic system says “{official}”.")
_SPELLING = Text("与学籍数据同义，改用学籍数据的写法", "the same value as the record writes it")
_DO = Text("{reason}。{do}", "{reason}. {do}")
_DECIDED = Text(
    "{reason}（学籍科正在核定，暂不用修改）", "{reason} (the records section decides; nothing to do for now)"
)
_WAIT = Text("学籍科正在核定，暂不用修改。", "The records section decides; nothing to do for now.")
OURS = frozenset({Trust.CONFIRM, Trust.AUTHORITY})
"""What the records section settles: a site has nothing to mend."""


def advice(rule: str) -> Advice:
    """Return a rule's sentences; a rule without its own gets those of its family."""
    return Advice(*(ADVICE.get(rule) or FAMILIES[rule[:2]]))


def what(rule: str, lang: Lang) -> str:
    """Return what is wrong, without any value."""
    return advice(rule).what.say(lang)


def why(rule: str, lang: Lang) -> str:
    """Return why a value was changed, with the rule's code; without a rule only its spelling was."""
    return _WHY.say(lang, what=what(rule, lang), rule=rule) if rule else _SPELLING.say(lang)


def concerns(finding: Finding, file: str, sheet: str) -> bool:
    """Tell whether a finding about a whole file or column is an error of this sheet's rows."""
    return finding.is_whole and finding.file == file and finding.sheet in {"", sheet}


def full(finding: Finding, view: View, unit: str) -> str:
    """Return what is wrong and what the clerk of ``unit`` must do about it, in one line."""
    return _DO.say(view.lang, reason=reason(finding, view.lang), do=todo(finding, view, unit))


def waiting(finding: Finding, lang: Lang) -> str:
    """Return what is wrong with a field, and that the records section decides it."""
    return _DECIDED.say(lang, reason=reason(finding, lang))


def reason(finding: Finding, lang: Lang) -> str:
    """Return what is wrong with its field: ``【身份证号】校验码不对``."""
    field = fields.BY_CODE.get(finding.field)
    if finding.is_whole:
        return WHOLE[finding.rule][0].say(lang, field=field.title.say(lang) if field else "")
    said = what(finding.rule, lang)
    return _FIELD.say(lang, field=field.title.say(lang), what=said) if field else said


def todo(finding: Finding, view: View, unit: str) -> str:
    """Return what the clerk of ``unit`` must do about a finding."""
    if finding.trust in OURS:
        return _WAIT.say(view.lang)
    if finding.is_whole:
        return WHOLE[finding.rule][1].say(view.lang)
    return advice(finding.rule).do.say(view.lang) + told(finding, view, unit)


def told(finding: Finding, view: View, unit: str) -> str:
    """Return the official value in a sentence, empty unless it is the unit's own student's to see."""
    own = view.within(view.homes.get(finding.enrol_id, ""), unit)
    if not finding.official or not own or finding.rule in SILENT or finding.trust == Trust.NEVER:
        return ""
    return _TOLD.say(view.lang, official=finding.official)
