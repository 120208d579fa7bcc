"""What a value of ``campaign.toml`` must look like; each check returns the value or says what would be allowed."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from recon.words import Text

Check = Callable[[Any], Any]
"""Takes a parsed TOML value, returns what the campaign holds, raises :class:`Unfit`."""

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""No campaign of ours lies outside; a year 9999 would break the arithmetic of calendar months."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_COHORT = re.compile(r"(?:19[89]\d|20\d{2})(?:春季|秋季|级)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_LONGEST_SHOWN = 30
CLOSED: Mapping[str, tuple[str, ...]] = {"level": ("专科", "本科"), "sex": ("男", "女")}
"""Field → its only values."""


class Unfit(ValueError):  # noqa: N818 -- it becomes a CampaignError where the key is known
    """A value that cannot be used, why, and where inside the value."""

    def __init__(self, zh: str, en: str, where: str = "") -> None:
        super().__init__(en)
        self.reason = Text(zh, en)
        self.where = where


def shown(value: object, most: int = _LONGEST_SHOWN) -> str:
    """Return a value short enough for a message: ``most`` characters of it."""
    text = _CONTROL.sub("?", str(value))
    return text if len(text) <= most else f"{text[:most]}…"


def nearest(word: str, known: Iterable[str]) -> Text:
    """Return the question whether the known word nearest to another was meant; nothing where none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return Text(f"，您是否想写 {near[0]}？", f"; did you mean {near[0]}?") if near else Text("", "")


def text(*, least: int = 0, most: int = 200, plain: bool = False) -> Check:
    """Return a check of a text's kind and length; a ``plain`` one may become part of a file's name."""

    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise Unfit("应为文本（加引号）", "text in quotes is expected")
        if len(value.strip()) < least:
            raise Unfit("不能为空", "must not be empty")
        if len(value) > most:
            raise Unfit(f"最多 {most} 个字符", f"at most {most} characters are allowed")
        if plain and _NOT_IN_NAMES.search(value):
            raise Unfit('不能含 / \\ : * ? " < > |', 'must not hold / \\ : * ? " < > |')
        return value

    return check


def digits(*lengths: int) -> Check:
    """Return a check of a code of so many digits; an empty text means that there is none."""

    def check(value: Any) -> str:
        # A code may begin with 0, so it is never a number.
        if not isinstance(value, str) or (value and not (value.isascii() and value.isdigit())):
            raise Unfit("应为加引号的数字代码", "a code of digits in quotes is expected")
        if value and len(value) not in lengths:
            allowed = " / ".join(str(length) for length in lengths)
            raise Unfit(f"应为 {allowed} 位数字", f"{allowed} digits are expected")
        return value

    return check


def whole(least: int, most: int, *, unsaid: int | None = None) -> Check:
    """Return a check of a whole number; ``unsaid`` is allowed besides."""

    def check(value: Any) -> int:
        plain = isinstance(value, int) and not isinstance(value, bool)
        if not plain or (value != unsaid and not least <= value <= most):
            raise Unfit(
                f"应为 {least} 至 {most} 的整数", f"a whole number from {least} to {most} is expected"
            )
        return int(value)

    return check


def number(least: float, most: float) -> Check:
    """Return a check of a number that may have a fraction."""

    def check(value: Any) -> float:
        plain = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not plain or not least <= value <= most:
            raise Unfit(
                f"应为 {least:g} 至 {most:g} 的数", f"a number from {least:g} to {most:g} is expected"
            )
        return float(value)

    return check


def choice(*words: str) -> Check:
    """Return a check of a word out of a closed list."""

    def check(value: Any) -> str:
        if value not in words:
            raise Unfit(f"只能是：{'、'.join(words)}", f"one of: {', '.join(words)}")
        return str(value)

    return check


def day(value: Any) -> date:
    """Return a day, written as a TOML date or as text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        found = value
    else:
        try:
            found = date.fromisoformat(value if _DATE.fullmatch(str(value)) else "")
        except (TypeError, ValueError):
            raise Unfit(
                f"日期无效：{shown(value)}，应写作 2020-06-10",
                f"not a date: {shown(value)}; write 2020-06-10",
            ) from None
    if not EARLIEST <= found <= LATEST:
        raise Unfit(f"日期应在 {EARLIEST} 至 {LATEST} 之间", f"a day from {EARLIEST} to {LATEST} is expected")
    return found


def cohort(value: Any) -> str:
    """Return a cohort as the contract writes it."""
    if not isinstance(value, str) or not _COHORT.fullmatch(value):
        raise Unfit(
            f"年级无效：{shown(value)}，应写作 2018秋季、2019春季（成教 2019级）",
            f"not a cohort: {shown(value)}; write 2018秋季 or 2019春季 (adult: 2019级)",
        )
    return value


def listed(check: Check, *, least: int = 0) -> Check:
    """Return a check of a list whose every item passes ``check``."""

    def check_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Unfit('应为列表，例如 ["…"]', 'a list such as ["…"] is expected')
        if len(value) < least:
            raise Unfit("列表为空，选不到任何内容", "an empty list selects nothing")
        return tuple(inside(check, item, f"[{n}]") for n, item in enumerate(value, 1))

    return check_list


def pair(check: Check, example: str) -> Check:
    """Return a check of two values of which the second is not smaller."""

    def check_pair(value: Any) -> tuple[Any, Any]:
        if not isinstance(value, list) or len(value) != 2:
            raise Unfit(f"应为两个整数，例如 {example}", f"two whole numbers are expected, such as {example}")
        first, second = (inside(check, item, f"[{n}]") for n, item in enumerate(value, 1))
        if second < first:
            raise Unfit(
                f"前一个数应不大于后一个，例如 {example}", f"the smaller one first, such as {example}"
            )
        return first, second

    return check_pair


def table(check: Check, key: Check | None = None) -> Check:
    """Return a check of a table ``[..]`` whose every key and value pass."""

    def check_table(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise Unfit("应为一个表 [..]", "a table [..] is expected")
        for name in value:
            inside(key or text(least=1), name, f".{shown(name)}")
        return {name: inside(check, item, f".{shown(name)}") for name, item in value.items()}

    return check_table


def inside(check: Check, value: Any, where: str) -> Any:
    """Run a check on a part of a value; the message tells which part."""
    try:
        return check(value)
    except Unfit as unfit:
        raise Unfit(unfit.reason.zh, unfit.reason.en, where + unfit.where) from None
