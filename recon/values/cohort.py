"""Cohorts (年级): year and season for open education, the year alone for adult education."""

from __future__ import annotations

import re

from recon.values import characters as ch
from recon.values.folded import Folded, Step, wash
from recon.words import Category

SPRING, AUTUMN = "春季", "秋季"
_SEASON_OF_MONTH = {3: SPRING, 9: AUTUMN}
"""Terms open in March and September; a date in another month tells no term without guessing."""

STEPS: tuple[Step, ...] = (
    ("compatibility", ch.composed),
    ("invisible", ch.without_invisible),
    ("width", ch.narrow),
    ("apostrophe", ch.without_quotes),
    ("space", ch.without_space),
    ("decimal", lambda text: re.sub(r"^([0-9]+)\.0+$", r"\1", text)),
)

_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
_LONG_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_TIME = r"(?:T?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_TERMS = (
    re.compile(rf"{_YEAR}(?:年度?)?级?[-–—/.]?(?P<season>[春秋])(?:季|季?学期|季?入学|季?级|季?招生?)?"),
    re.compile(rf"(?P<season>[春秋])季?{_YEAR}年?级?"),
)
_MONTHS = (
    re.compile(rf"{_LONG_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3][0-9])?(?:学期|{_TIME})"),
    re.compile(
        rf"{_LONG_YEAR}[-–—/.年](?P<month>0?[1-9]|1[0-2])月?(?:[-/.]?(?P<day>[0-3]?[0-9])日?)?{_TIME}"
    ),
)
_EXCELS = re.compile(r"(?P<month>Mar|Sep)-(?P<year>(?:20)?[0-9]{2})", re.IGNORECASE)
"""What Excel makes of a typed 2018-09, as a table saved as text shows it."""
_WRITTEN = re.compile("[〇○零一二三四五六七八九]{4}(?=[年级春秋])")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEARS = re.compile(rf"{_LONG_YEAR}(?:级|年|年级|届?级)?|(?P<short>[0-9]{{2}})(?:级|年级|届级)")
"""Two digits are a year only where the word says so (19级): an 18 alone may be anything."""
_BRACKETS = re.compile("[()\\[\\]【】〔〕]")
"""2018(秋季) and 2019级（春） say what they say without."""
_TWICE = re.compile(r"([^()【】〔〕\[\]]{2,20})[(\[【〔]([^()【】〔〕\[\]]{2,20})[)\]】〕]")
_CANONICAL = re.compile(rf"(?:19|20)[0-9]{{2}}(?:{SPRING}|{AUTUMN}|级)")


def fold(raw: str, form: str = "") -> Folded:
    """Fold a cohort to ``2018秋季`` or ``2019级``.

    Args:
        raw: As a site writes it: 2018秋, 18秋, 2018年秋季, 201809, 2018-09, 20180901, 2019级,
            19级 …
        form: ``adult`` keeps the year alone (an extract's 入学日期 has a month); otherwise what the text
            says.

    Returns:
        The canonical cohort with ``synonym`` when it was written otherwise; text that says no cohort is
        kept, ``unknown``.
    """
    washed = wash(raw, STEPS)
    if not washed.value:
        return washed
    bare = _WRITTEN.sub(lambda found: found[0].translate(_NUMERALS), _BRACKETS.sub("", washed.value))
    canonical = _read(bare) or _said_twice(washed.value)
    if form == Category.ADULT:
        canonical = in_years(canonical or bare)
    if not is_cohort(canonical):
        return Folded(washed.value, (*washed.flaws, "unknown"))
    return Folded(canonical, washed.flaws if canonical == washed.value else (*washed.flaws, "synonym"))


def _read(text: str) -> str:
    for pattern in _TERMS:
        if found := pattern.fullmatch(text):
            return f"{_four_digits(found['year'])}{found['season']}季"
    for pattern in _MONTHS:
        if found := pattern.fullmatch(text):
            season = _SEASON_OF_MONTH.get(int(found["month"]), "")
            return f"{found['year']}{season}" if season else ""
    if found := _EXCELS.fullmatch(text):
        season = SPRING if found["month"].lower() == "mar" else AUTUMN
        return f"{_four_digits(found['year'])}{season}"
    found = _YEARS.fullmatch(text)
    return f"{_four_digits(found['year'] or found['short'])}级" if found else ""


def _said_twice(text: str) -> str:
    """Return the term of 2018秋季(2018.9) or 2018级(2018秋季): the words in brackets say the same, or say it fully."""
    both = _TWICE.fullmatch(text)
    one, two = map(_read, both.groups()) if both else ("", "")
    if not one or not two or year_of(one) != year_of(two):
        return ""
    seasons = {season_of(one), season_of(two)} - {""}
    return (one if season_of(one) else two) if len(seasons) < 2 else ""


def _four_digits(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def is_cohort(value: str) -> bool:
    """Tell whether a folded value is a canonical cohort."""
    return _CANONICAL.fullmatch(value) is not None


def year_of(cohort: str) -> str:
    """Return the four digits of a canonical cohort's year; empty for anything else."""
    return cohort[:4] if is_cohort(cohort) else ""


def season_of(cohort: str) -> str:
    """Return ``春季`` or ``秋季``; empty for a year alone or anything else."""
    return cohort[4:] if is_cohort(cohort) and not cohort.endswith("级") else ""


def in_years(cohort: str) -> str:
    """Return a cohort as adult education names it (``2019春季`` → ``2019级``); anything else unchanged.

    Of a day in a month that opens no term (入学日期 20190226) the year still counts.
    """
    if is_cohort(cohort):
        return f"{cohort[:4]}级"
    day = next((found for pattern in _MONTHS if (found := pattern.fullmatch(cohort))), None)
    return f"{day['year']}级" if day else cohort


def ordinal(cohort: str) -> int | None:
    """Return a number that grows with time; None for what is no cohort, neither earlier nor later than any.

    Spring is 2·year, autumn 2·year + 1; a year alone counts as its spring.
    """
    if not is_cohort(cohort):
        return None
    return 2 * int(cohort[:4]) + (season_of(cohort) == AUTUMN)
