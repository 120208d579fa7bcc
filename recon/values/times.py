"""Times as mailboxes and clerks write them: 2020年6月10日(星期三) 晚上11:30."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, tzinfo

_TIME = re.compile(
    r"(?P<y>20\d\d)[-/.年](?P<mo>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"\s*(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
    r"(?:[T\s]*(?P<part>凌晨|早上|上午|中午|下午|晚上)?\s*(?P<h>\d{1,2})[:：](?P<mi>\d\d)(?:[:：](?P<s>\d\d))?)?"
)
_NOON = 12
_LATER = frozenset({"下午", "晚上"})
_EARLIER = frozenset({"早上", "上午"})
"""Half past twelve of these is after midnight to a mailbox, after noon to a clerk."""
_EVENING = 5
"""The first hour that 晚上 names by half a day's clock."""


def read_time(text: str, zone: tzinfo) -> datetime | None:
    """Return a time in ``zone``; None for what is no time at all: guessing would make students late.

    Args:
        text: ISO, or 2020/6/9 15:30, 2020年6月9日(星期二) 下午3:30; a day alone counts as its beginning.
        zone: of a text that names none.
    """
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (
        int(found[part] or 0) for part in ("y", "mo", "d", "h", "mi", "s")
    )
    with suppress(ValueError):
        return datetime(year, month, day, _hour(hour, found["part"] or ""), minute, second, tzinfo=zone)
    return None


def _hour(hour: int, part: str) -> int:
    """Return the hour of the day, -1 where two are meant or none: 晚上12 and 晚上1 are one day or the next."""
    if part == "中午":
        return hour if hour in {11, _NOON} else hour + _NOON if hour in {1, 2} else -1
    if part == "晚上" and (hour == _NOON or hour < _EVENING):
        return -1
    if part in _EARLIER and hour == _NOON:
        return -1
    if part in _LATER and hour < _NOON:
        return hour + _NOON
    return 0 if part == "凌晨" and hour == _NOON else hour
