"""What a person reads: a finding's message and evidence, in either language, at any time.

Messages never hold a 学号, a name or an ID: these stand in columns that can be masked.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from recon import fields, verdicts
from recon.asides import say_aside
from recon.model import Trouble
from recon.rules.phrases import EVIDENCE, PHRASES
from recon.values.causes import CAUSE_TITLES
from recon.words import TITLES, Kind, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.model import Finding
    from recon.words import Lang

_REFUSALS = frozenset({"FI01", "FI02", "FI06"})
SEPARATOR: dict[str, str] = {"zh": "、", "en": ", "}
_EDGE = re.compile(r"(?<=[（(]) +|(?<! ) +(?=[）)])")
_NOTHING = re.compile(r" ?[（(][）)]")
_NO_CAUSE = Text("内容不同", "different")


def say_message(finding: Finding, lang: Lang) -> str:
    """Return what is wrong and what to do."""
    if finding.rule in _REFUSALS and (sentence := _of_the_file(finding, lang)):
        return sentence
    return _say(finding.rule, finding.field, finding.kind, finding.cause, finding.details, lang)


@lru_cache(maxsize=1 << 14)
def _say(rule: str, field: str, kind: Kind, cause: str, details: str, lang: Lang) -> str:
    """Return the message of all findings that say the same: a nation has a hundred thousand of a few hundred kinds."""
    from recon.rules.catalogue import BY_CODE

    pattern = BY_CODE[rule].message
    if "{" not in pattern.say(lang):
        return pattern.say(lang)
    values: Mapping[str, str] = json.loads(details) if details else {}
    told = _Told({name: _word(name, value, lang, values) for name, value in values.items()})
    known = fields.ANY_BY_CODE.get(field)
    told.setdefault("field", known.title.say(lang) if known else field)
    told.setdefault("cause", _cause(kind, cause, lang))
    told.setdefault("advice", _word("advice", "check", lang))  # absent from results of older versions,
    told.setdefault("sought", _word("sought", "student_no+id_card", lang))  # as are these two
    told.setdefault("lacks", _word("lacks", "capture", lang))
    return _without_empty_brackets(pattern.say(lang).format_map(told))


def _without_empty_brackets(said: str) -> str:
    """Leave out brackets around nothing: an extract without cohorts has none to name."""
    return _NOTHING.sub("", _EDGE.sub("", said))


def _of_the_file(finding: Finding, lang: Lang) -> str:
    """Return the sentence for a refused file: each reason has its own advice (a picture cannot be saved as .xlsx)."""
    told = details_of(finding)
    known = (finding.rule, told.get("reason", "")) in verdicts.MESSAGES
    return verdicts.say(Trouble(finding.rule, told), lang) if known else ""


def _cause(kind: Kind, cause: str, lang: Lang) -> str:
    """Say why two values differ; where there is nothing to compare, that one is missing."""
    if cause in CAUSE_TITLES:
        return CAUSE_TITLES[cause].say(lang)
    return TITLES[kind].say(lang) if kind is not Kind.NONE else _NO_CAUSE.say(lang)


class _Told(dict[str, str]):
    """Placeholder values; one that nobody told is empty rather than an error."""

    def __missing__(self, name: str) -> str:
        return ""


@lru_cache(maxsize=1 << 12)
def say_evidence(levels: str, lang: Lang) -> str:
    """Return why a row is the enrolment it is, from ``student_no=same;id_card=damaged;name=same``.

    Empty for no match.
    """
    words = (EVIDENCE[part].say(lang) for part in levels.split(";") if part in EVIDENCE)
    return ("；" if lang == "zh" else "; ").join(words)


def details_of(finding: Finding) -> Mapping[str, str]:
    """Return the values a finding keeps for its message."""
    return json.loads(finding.details) if finding.details else {}


def _word(name: str, value: str, lang: Lang, values: Mapping[str, str] = MappingProxyType({})) -> str:
    """Say a value: codes in words, several joined; anything else as it is. The words may name other values."""
    known = PHRASES.get(name, {})
    if not any(part in known for part in value.split()):
        return say_aside(name, value, lang)
    told = _Told(values)
    parts = [known[part].say(lang).format_map(told) if part in known else part for part in value.split()]
    return SEPARATOR[lang].join(parts)
