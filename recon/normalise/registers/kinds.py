"""Which of the known shapes a table has, told from its column names alone (docs/definitions.md, "Extracts")."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from recon.normalise.registers.vocabulary import CHSI_OWN, CHSI_WORDS, TOLD_OUTRIGHT, lexicon
from recon.normalise.spellings import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from recon.campaign import Campaign

_MANY_CODES = 5
_STATION = re.compile(r"(?:所在|所属|系所)?函授站点?(?:名称|代码)?\Z")
"""Only adult education has them; 学习中心（函授站） heads a list of either."""
STUDIES = frozenset({"level", "cohort", "major", "status"})


class Kind(StrEnum):
    """The shapes of tables that go in."""

    STUDENTS = "students"
    """New-platform student export: no ID, no sex."""
    USERS = "users"
    """User export: the ID by login name."""
    CENTRAL = "central"
    """Older central export: one table with ID and sex."""
    ADULT = "adult"
    """CHSI-style extract of adult education."""
    PHOTOS = "photos"
    PLANNED = "planned"
    SITES = "sites"
    SUBMISSIONS = "submissions"
    UNKNOWN = "unknown"


def kind_of(table: pa.Table, campaign: Campaign | None = None) -> Kind:
    """Tell the shape of a table; ``campaign`` adds its header aliases."""
    return kind_of_columns(table.column_names, campaign)


def kind_of_columns(names: Iterable[str], campaign: Campaign | None = None) -> Kind:
    """Tell the shape of a table from its column names; the most particular shape is asked first."""
    names = tuple(names)
    words = lexicon(campaign)
    codes = {
        code
        for name in names
        if (code := words.code(name)) and (code not in TOLD_OUTRIGHT or words.plain(name))
    }
    number = not codes.isdisjoint({"student_no", "login", "exam_no"})
    signs = (
        (Kind.SUBMISSIONS, "file" in codes and not number),
        (Kind.USERS, {"login", "id_card"} <= codes and "student_no" not in codes),
        (Kind.ADULT, "exam_no" in codes or _is_chsi(names)),
        (Kind.PHOTOS, _is_photos(codes)),
        (Kind.PLANNED, number and "batch" in codes and codes.isdisjoint({"status", "id_card"})),
        (
            Kind.ADULT,
            number and not codes.isdisjoint(STUDIES) and any(map(_STATION.match, map(folded, names))),
        ),
        (Kind.CENTRAL, "student_no" in codes and "id_card" in codes),
        (Kind.STUDENTS, number and not codes.isdisjoint(STUDIES)),
        (
            Kind.SITES,
            not number and not codes.isdisjoint({"site_code", "branch_code"}) and not _is_people(codes),
        ),
    )
    return next((kind for kind, holds in signs if holds), Kind.UNKNOWN)


def _is_chsi(names: Iterable[str]) -> bool:
    chsi = {folded(name) for name in names} & CHSI_WORDS
    return len(chsi) >= _MANY_CODES and not chsi.isdisjoint(CHSI_OWN)


def _is_people(codes: set[str]) -> bool:
    """Tell a table of students that lacks their number from a list of sites, which may name a person for each."""
    return "id_card" in codes or ("name" in codes and len(codes & (STUDIES | {"sex"})) > 1)


def _is_photos(codes: set[str]) -> bool:
    who = not codes.isdisjoint({"student_no", "id_card"})
    return who and ("captured_on" in codes or ("photo_status" in codes and codes.isdisjoint(STUDIES)))
