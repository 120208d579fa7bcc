"""Days as the office counts them: Asia/Shanghai, whatever the machine's own zone."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(moment: datetime) -> datetime:
    """Return a moment as a clock in Shanghai shows it, without a zone; one without a zone is Shanghai's already.

    The last evening of the calendar (9999-12-31 in UTC), by which platforms say "for ever", stays as it is written.
    """
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(SHANGHAI).replace(tzinfo=None)
    except OverflowError:
        return moment.replace(tzinfo=None)


def local_date(moment: str) -> date:
    """Return the day in Shanghai of an ISO time; a time without an offset is taken as Shanghai's."""
    return local(datetime.fromisoformat(moment)).date()


def today() -> date:
    """Return today's date in Shanghai; only the command line, the dashboard and the worker may ask."""
    return datetime.now(SHANGHAI).date()


def now() -> str:
    """Return the present time as the contract writes it: ISO, seconds, ``+08:00``."""
    return datetime.now(SHANGHAI).isoformat(timespec="seconds")


def add_months(day: date, months: int) -> date:
    """Return ``day`` plus calendar months; the 29th of February becomes the 28th (docs/definitions.md, "Photos")."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
