"""Which column tells the cohort, or the status, where its word alone does not.

An export has 年级 2018级 beside 入学年度学期 201809: an open cohort is a year and a season, and taken from a column of
nothing but years, nobody would be in scope. A bare 状态 is the enrolment's where it holds statuses of enrolments,
not of accounts (启用).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.normalise.registers.vocabulary import BARE_STATUS, lexicon
from recon.normalise.spellings import folded
from recon.values import cohort, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from recon.campaign import Campaign

FIELD = "cohort"
_YEAR, _SEASON = re.compile(r"(?:20)?\d\d年?级?"), re.compile(r"[春秋]季?(?:学期)?")
_SHARE = 0.8


def columns_of_cohort(
    names: Iterable[str], first: str, distinct: Callable[[str], Iterable[str]], campaign: Campaign
) -> tuple[str, ...]:
    """Return the column that tells year and season, or the year's and the season's; else the first.

    Args:
        names: what the columns are called.
        first: the one that counts by its name.
        distinct: returns the different values of a column; asked only where several name the cohort.
        campaign: its header aliases.
    """
    words = lexicon(campaign)
    rivals = sorted((name for name in names if words.code(name) == FIELD), key=lambda name: name != first)
    if len(rivals) < 2:
        return (first,)
    said = {name: [text for value in distinct(name) if (text := value.strip())] for name in rivals}
    whole = next((name for name in rivals if _nearly_all(said[name], _is_term)), "")
    year = next((name for name in rivals if _nearly_all(said[name], _YEAR.fullmatch)), "")
    season = next((name for name in rivals if _nearly_all(said[name], _SEASON.fullmatch)), "")
    if whole or not (year and season):
        return (whole or first,)
    return year, season


def column_of_status(
    called: Mapping[str, str], distinct: Callable[[str], Iterable[str]], campaign: Campaign
) -> str:
    """Return the column of the 学籍状态, empty where there is none.

    Args:
        called: field code → column, by the words alone.
        distinct: returns the different values of a column; asked only of a bare 状态 where nothing else is the status.
        campaign: its own words for a status.
    """
    bare = called.get("photo_status", "")
    if "status" in called or folded(bare) not in BARE_STATUS:
        return called.get("status", "")
    own = campaign.vocabulary.get("status")
    said = [text for value in distinct(bare) if (text := value.strip())]
    known = _nearly_all(said, lambda text: "unknown" not in vocabulary.fold_word("status", text, own).flaws)
    return bare if known else ""


def _is_term(text: str) -> object:
    return cohort.season_of(cohort.fold(text).value)


def _nearly_all(said: Sequence[str], holds: Callable[[str], object]) -> bool:
    return bool(said) and sum(map(bool, map(holds, said))) >= _SHARE * len(said)
