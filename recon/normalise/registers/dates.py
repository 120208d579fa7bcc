"""When an extract was exported, as far as its own lines, its name or the mail it came in say."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DAY = r"(?P<y>20\d\d)\s*(?P<sep>[-/._年]?)\s*(?P<m>\d{1,2})\s*(?:(?P=sep)|月)\s*(?P<d>\d{1,2})(?!\d)"
_SAID = re.compile(rf"(?:导出|生成|制表|打印|查询|下载|统计|截止|数据)(?:时间|日期|于)?\s*[:：]?\s*{_DAY}")
_NAMED = re.compile(rf"(?<!\d){_DAY}")
_PACKED = re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:\d{4}|\d{6})?(?!\d)")


class Exported(NamedTuple):
    """The day of an export (ISO, empty when nobody says) and who says so: content, name, mail, query or told."""

    day: str = ""
    by: str = ""


def exported(lines: Iterable[Sequence[str]], name: str, received_at: str = "") -> Exported:
    """Return when a table was exported: its own lines are believed before its name, that before the mail.

    Args:
        lines: what stands above the header (导出时间：2020-05-01).
        name: of the file; folders say nothing.
        received_at: when the mail it lay in was received.
    """
    for values in lines:
        if day := _day(_SAID.search("　".join(values))):
            return Exported(day, "content")
    leaf = re.split(r"!?/", name)[-1].partition("#")[0]
    if day := _day(_PACKED.search(leaf)) or _day(_NAMED.search(leaf)):
        return Exported(day, "name")
    return Exported(received_at[:10], "mail") if received_at else Exported()


def _day(found: re.Match[str] | None) -> str:
    """Return the day a match holds; empty for none, and for one that no calendar knows."""
    with suppress(ValueError):
        return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat() if found else ""
    return ""
