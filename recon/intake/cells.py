"""Cells as text: what Excel holds, spelled without inventing a digit."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from recon.campaign.clock import local

TEXT, NUMBER, DATE, BOOLEAN, ERROR, FORMULA, BLANK = "tndbef "
"""The type characters of :data:`recon.model.TYPE_CHARS`."""

_EXACT = 10**15
"""Whole numbers below it are held exactly and have at most 15 digits."""


def number_text(value: float) -> str:
    """Write a number with the 15 significant digits Excel keeps, expanded, without an exponent.

    >>> number_text(300102199001011234.0)
    '300102199001011000'
    >>> number_text(0.1 + 0.2)
    '0.3'
    """
    if abs(value) < _EXACT and value == int(value):
        return str(int(value))
    exact = Decimal(f"{value:.15g}")
    if not exact.is_finite():
        return str(value)
    if exact == exact.to_integral_value():
        return f"{exact:f}".partition(".")[0]
    text = f"{exact:f}" if exact.adjusted() > -10 else f"{exact}"
    return text.rstrip("0") if "E" not in text else text


def floating_text(value: float) -> str | None:
    """Write a platform's floating number: none where it is NaN, and a long one so that nobody takes it for exact.

    It holds no more than 15 digits: an ID that went through one is refused as one that Excel wrote like this.

    >>> floating_text(300102199001011234.0)
    '3.00102199001011E+17'
    """
    if math.isnan(value):
        return None
    return number_text(value) if abs(value) < _EXACT else f"{value:.14E}"


def decimal_text(value: Decimal) -> str:
    """Write an exact number in full: no exponent, and no zeros behind a point, which only tell how a column is made.

    >>> decimal_text(Decimal("300102199001011234.00"))
    '300102199001011234'
    """
    if not value.is_finite():
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value: object) -> object:
    """Return a platform's value so that :func:`cell` spells a whole number with all its digits; Excel's has fifteen."""
    return Decimal(value) if type(value) is int else value


def number_or_text(written: str) -> tuple[str, str]:
    """Return what a file calls a number, with its type; what is none stays as it is written, and is text.

    >>> number_or_text("1,234")
    ('1,234', 't')
    """
    try:
        value = float(written) if "_" not in written else math.nan
    except ValueError:
        value = math.nan
    return (number_text(value), NUMBER) if math.isfinite(value) else (written, TEXT if written else BLANK)


def moment_text(value: date | datetime | time | timedelta) -> str:
    """Write a date as ``YYYY-MM-DD``; a time of day only where there is one; a duration as ``30:00:00``.

    A moment with a zone is told as in Shanghai: midnight there is the day before in UTC, in which platforms keep it.
    """
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    if isinstance(value, datetime):
        value = local(value)
        if value.time() != time():
            return value.isoformat(sep=" ", timespec="seconds")
    return f"{value:%Y-%m-%d}" if value.year >= 1000 else value.isoformat()[:10]


def cell(value: object) -> tuple[str, str]:
    """Return a reader's Python value as text and its type character."""
    if value is None or value == "":
        return "", BLANK
    if isinstance(value, str):
        return value, TEXT
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), BOOLEAN
    if isinstance(value, (int, float, Decimal)):
        return decimal_text(value) if isinstance(value, Decimal) else number_text(value), NUMBER
    if isinstance(value, (date, time, timedelta)):
        return moment_text(value), DATE
    return (_decoded(value) if isinstance(value, bytes) else str(value)), TEXT


def _decoded(value: bytes) -> str:
    """Return what a big-data platform keeps as bytes: text, without saying so."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("gb18030", "replace")
