"""Student numbers of open education: what their thirteen digits say (docs/definitions.md, "Student numbers").

``YY`` intake year · ``PPP`` provincial school · ``CC`` category · ``L`` level · ``NNNNN`` serial. The parts
give warnings only. Adult-education numbers are each school's own and are never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recon.values import cohort as cohorts
from recon.words import Category

_OPEN = re.compile(r"[0-9]{13}")
CATEGORIES = {
    "01": "开放教育",
    "02": "普招",
    "03": "成招",
    "04": "一村一",
    "05": "课程开放",
    "06": "助力",
    "07": "农民大学生",
}
LEVELS = {"2": "本科", "4": "专科"}
_FIRST_AUTUMN_SERIAL = 50001


@dataclass(frozen=True, slots=True)
class Parts:
    """What a student number says; a part that says nothing known is empty."""

    year: str
    province: str
    category_code: str
    level: str
    season: str
    serial: str

    @property
    def cohort(self) -> str:
        """The cohort the number speaks of, such as ``2018秋季``."""
        return f"{self.year}{self.season}"

    @property
    def category(self) -> str:
        """``adult`` for 成招, ``open`` for the other known categories, else empty."""
        if self.category_code not in CATEGORIES:
            return ""
        return Category.ADULT if self.category_code == "03" else Category.OPEN


def is_open_number(value: str) -> bool:
    """Tell whether a folded value has the thirteen digits of an open-education number."""
    return _OPEN.fullmatch(value) is not None


def parts(value: str) -> Parts | None:
    """Read an open-education number; None when it has not thirteen digits."""
    if not is_open_number(value):
        return None
    return Parts(
        year="20" + value[:2],
        province=value[2:5],
        category_code=value[5:7],
        level=LEVELS.get(value[7], ""),
        season="秋季" if int(value[8:]) >= _FIRST_AUTUMN_SERIAL else "春季",
        serial=value[8:],
    )


def disagreements(value: str, *, cohort: str = "", level: str = "", province: str = "") -> tuple[str, ...]:
    """Tell which parts of a number disagree with what a row says of itself (NO05, for rows without a match).

    Args:
        value: A folded student number.
        cohort: The row's folded cohort; empty or unknown is not asked.
        level: The row's folded level; empty or a word that is none (VO02) is not asked.
        province: The campaign's province code; empty is not asked.

    Returns:
        Of ``year``, ``season``, ``province``, ``category``, ``level`` those that disagree.
    """
    told = parts(value)
    if told is None:
        return ()
    year, season = cohorts.year_of(cohort), cohorts.season_of(cohort)
    pairs = (
        ("year", told.year, year),
        ("season", told.season, season),
        ("province", told.province, province),
        ("category", told.category, Category.OPEN),
        ("level", told.level, level if level in LEVELS.values() else ""),
    )
    return tuple(name for name, said, row in pairs if row and said != row)
