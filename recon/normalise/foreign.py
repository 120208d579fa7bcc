"""What comes among the rosters and is none: an extract, a register or a list of the office, told by its header.

A site may add a column or two to its roster; only a header that is unmistakably the platform's, or a list that no
site keeps, is taken for one. Such a sheet gives no students: it is told where it belongs (FI16).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recon.normalise.registers.from_sheets import header_of
from recon.normalise.registers.kinds import Kind, kind_of_columns
from recon.normalise.registers.vocabulary import CHSI_WORDS, STUDENT_EXPORT, USER_EXPORT, lexicon
from recon.normalise.spellings import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.campaign import Campaign
    from recon.model import RawSheet

_PLATFORM: tuple[tuple[Kind, frozenset[str], int], ...] = (
    (Kind.STUDENTS, frozenset(map(folded, STUDENT_EXPORT)), 12),
    (Kind.USERS, frozenset(map(folded, USER_EXPORT)), 6),
    (Kind.ADULT, CHSI_WORDS, 14),
)
"""Header of an export, and how many of its words no clerk writes by chance."""
_LISTS = frozenset({Kind.SITES, Kind.SUBMISSIONS})
_STUDENTS_OWN = frozenset({"institution_code", "level", "major", "cohort", "study_form"})
"""Columns of a roster that a photo register or a planned list has no use for."""


class Foreign(NamedTuple):
    """A sheet that is no roster: its name, what it is, and how many lines stand below its header."""

    sheet: str
    kind: Kind
    rows: int


def foreign(sheet: RawSheet, campaign: Campaign) -> Foreign | None:
    """Tell what a sheet is that came as a roster and is none; None for everything that may be a roster."""
    at = header_of(sheet, lexicon(campaign))
    if at is None:
        return None
    texts = [text for text in sheet.rows[at].values if text.strip()]
    kind = _platform(texts) or _office(texts, campaign)
    return Foreign(sheet.name, kind, len(sheet.rows) - at - 1) if kind else None


def _platform(texts: Sequence[str]) -> Kind | None:
    said = {folded(text) for text in texts}
    return next((kind for kind, words, enough in _PLATFORM if len(said & words) >= enough), None)


def _office(texts: Sequence[str], campaign: Campaign) -> Kind | None:
    """Tell a list by columns that only the office keeps."""
    words = lexicon(campaign)
    outright = [text for text in texts if words.plain(text)]
    codes = {words.code(text) for text in outright}
    kind = kind_of_columns(outright, campaign)
    holds = {
        Kind.PHOTOS: "captured_on" in codes and codes.isdisjoint(_STUDENTS_OWN),
        Kind.PLANNED: codes.isdisjoint(_STUDENTS_OWN),
        Kind.CENTRAL: {"status", "site_code", "branch_code"} <= codes and "institution_code" not in codes,
        Kind.SITES: codes.isdisjoint({"name", "id_card"}) and len(codes) > 2,
        Kind.SUBMISSIONS: "received_at" in codes,
    }
    return kind if holds.get(kind) else None


def is_list(kind: Kind) -> bool:
    """Tell a list without students: beside a roster it may be a form's own list of words."""
    return kind in _LISTS
