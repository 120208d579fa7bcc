"""What a person reads: a finding's message and evidence, in either language, at any time.

Messages never hold a 学号, a name or an ID: these stand in columns that can be masked.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from recon import fields, verdicts
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
_FIELDS = {field.code: field.title for field in (*fields.REGISTER_FIELDS, *fields.FIELDS)}
_NO_CAUSE = Text("内容不同", "different")


def say_message(finding: Finding, lang: Lang) -> str:
    """Return what is wrong and what to do."""
    from recon.rules.catalogue import BY_CODE

    if sentence := _of_the_file(finding, lang):
        return sentence
    pattern = BY_CODE[finding.rule].message
    if "{" not in pattern.say(lang):
        return pattern.say(lang)
    told = _Told({name: _word(name, value, lang) for name, value in details_of(finding).items()})
    told.setdefault("field", _FIELDS[finding.field].say(lang) if finding.field in _FIELDS else finding.field)
    told.setdefault("cause", _cause(finding, lang))
    return pattern.say(lang).format_map(told)


def _of_the_file(finding: Finding, lang: Lang) -> str:
    """Return the sentence for a refused file: each reason has its own advice (a picture cannot be saved as .xlsx)."""
    if finding.rule not in _REFUSALS:
        return ""
    told = details_of(finding)
    known = (finding.rule, told.get("reason", "")) in verdicts.MESSAGES
    return verdicts.say(Trouble(finding.rule, told), lang) if known else ""


def _cause(finding: Finding, lang: Lang) -> str:
    """Say why two values differ; where there is nothing to compare, that one is missing."""
    if finding.cause in CAUSE_TITLES:
        return CAUSE_TITLES[finding.cause].say(lang)
    return TITLES[finding.kind].say(lang) if finding.kind is not Kind.NONE else _NO_CAUSE.say(lang)


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


def _word(name: str, value: str, lang: Lang) -> str:
    """Say a value: codes in words, several joined; anything else as it is."""
    known = PHRASES.get(name, {})
    if not any(part in known for part in value.split()):
        return value
    parts = [known[part].say(lang) if part in known else part for part in value.split()]
    return SEPARATOR[lang].join(parts)
