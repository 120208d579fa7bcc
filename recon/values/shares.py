"""Shares as they are written: 100 only when all are there, 0 only when none is.

99.96 % is not 100 %: nobody may think that a site is done which is not.
"""

from __future__ import annotations


def share(part: int, whole: int) -> float | None:
    """Return part / whole, or ``None`` where nothing is due (shown as –)."""
    return part / whole if whole else None


def percent_number(part: int, whole: int) -> int | None:
    """Return the whole percents every page shows; ``None`` where nothing is due."""
    value = share(part, whole)
    return None if value is None else round(_short_of_all(round(value * 100), value, 1))


def percent(part: int, whole: int) -> str:
    """Return ``87%``, by the rule of :func:`percent_number`; – where nothing is due."""
    number = percent_number(part, whole)
    return "–" if number is None else f"{number}%"


def exact_percent(value: float | None) -> str:
    """Return ``86.67%`` of a share, by the same rule; – where there is none."""
    return "–" if value is None else f"{_short_of_all(float(f'{value:.2%}'[:-1]), value, 0.01):.2f}%"


def _short_of_all(rounded: float, value: float, least: float) -> float:
    """Return rounded percents, but neither 100 nor 0 for a share that is not quite there."""
    if rounded == 100 and value < 1:
        return 100 - least
    return least if rounded == 0 and value else rounded
