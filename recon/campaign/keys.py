"""Every key of ``campaign.toml`` and what its value must be (docs/contract.md, "Files that go in")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import fields
from recon.campaign import forms
from recon.campaign.checks import (
    CLOSED,
    choice,
    cohort,
    day,
    digits,
    listed,
    number,
    pair,
    table,
    text,
    whole,
)
from recon.words import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.campaign.checks import Check

_MOST_BYTES = 1 << 44
_WORD = text(least=1, most=100)

GENERAL: Mapping[str, Check] = {
    "id": text(least=1, most=64, plain=True),
    "title": text(),
    "year": whole(1990, 2099, unsaid=0),
    "mode": choice("list", "capture-code"),
    "deadline": day,
    "as_of": day,
    "mend_days": whole(0, 366),
    "province_code": digits(3),
    "lang": choice("zh", "en"),
}
SCOPE_RULES: Mapping[str, Check] = {"earlier": choice("eligible", "due"), "reshoot": choice("yes", "no")}
SCOPE: Mapping[str, Check] = {
    "cohorts": listed(cohort, least=1),
    "levels": listed(choice(*CLOSED["level"]), least=1),
    "statuses": listed(_WORD, least=1),
    "institution_code": digits(5),
    "sites": table(_WORD),
}
PHOTO: Mapping[str, Check] = {
    "validity_months": whole(1, 120),
    "expiring_days": whole(0, 3650),
    "pixels": pair(whole(1, 100_000), "[480, 640]"),
    "bytes": pair(whole(0, _MOST_BYTES), "[20000, 40000]"),
    "named_by": choice("student_no", "id_card"),
}
LIMITS: Mapping[str, Check] = {
    "file_bytes": whole(1, _MOST_BYTES),
    "total_bytes": whole(1, _MOST_BYTES),
    "members": whole(1, 10_000_000),
    "ratio": whole(1, 1_000_000),
    "cells": whole(1, 1 << 40),
    "seconds": number(0.1, 86_400),
    "memory_bytes": whole(1 << 26, _MOST_BYTES),
    "extract_bytes": whole(1, _MOST_BYTES),
    "extract_seconds": number(0.1, 86_400),
    "extract_memory_bytes": whole(1 << 26, _MOST_BYTES),
}
SHOOTING: Mapping[str, Check] = {
    "point": _WORD,
    "dates": listed(day),
    "serves": listed(_WORD),
    "times": listed(text(least=1, most=20)),
    "places": whole(0, 100_000),
}
HEADERS: Mapping[str, Check] = dict.fromkeys(
    (*fields.CODES, *(field.code for field in fields.REGISTER_FIELDS)), listed(_WORD)
)
VOCABULARY: Mapping[str, Check] = {
    "level": table(choice(*CLOSED["level"])),
    "sex": table(choice(*CLOSED["sex"])),
    "cohort": table(cohort),
    **dict.fromkeys(("study_form", "status", "site", "branch"), table(_WORD)),
}
TEMPLATES: Mapping[str, Check] = {
    **dict.fromkeys(("open_title", "adult_title"), text()),
    **dict.fromkeys(("open_columns", "adult_columns"), text(most=2_000)),
    **dict.fromkeys(forms.KEYS, forms.checked),
    **dict.fromkeys(("notice", "leaflet"), text(most=20_000)),
}
FREE: Mapping[str, Check] = {
    "batches": table(day),
    "cohort_batches": table(_WORD, cohort),
    "rules": table(choice("off", *(severity.value for severity in Severity))),
    "contacts": table(text(most=500)),
}
"""Tables whose keys the office chooses."""
TABLES = ("campaign", "scope", "photo", "shooting", "headers", "vocabulary", "limits", "templates", *FREE)
