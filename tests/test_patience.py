"""A cell is as long, a line as wide as its sender likes; looking at it takes time in proportion, not in its square."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from typing import TYPE_CHECKING, Any

import pytest

import recon
from recon import normalise
from recon.campaign import Campaign
from recon.model import FileRead, RawRow, RawSheet

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 8_000
PATIENCE = 0.15
"""Seconds of this thread's own time; what is linear takes a hundredth of it, what is quadratic some half a second."""
UNITS = (
    *("1", " ", "a", "王", "年", "-", "·", "(", "（", "<", "[", "'", '"', "=", ":", "。", ",", "\n", "\t", "_"),
    *("#", "&", "1 ", "1-", "a ", "王 ", "1a", "年1", "1.", "a.b", "a@", "（1", "&nbsp;", "a=", " \n", "<!--", "Aa "),
)  # fmt: skip
SKIPPED = (
    "recon.sample",
    "recon.ui.app",
    "migrations",
    "__main__",
    "recon.engine.spark",
    "recon.normalise.unfolded",
)
"""Folding's only pattern is asked of patterns, not of cells."""


def patterns() -> dict[tuple[Any, int], str]:
    """Every pattern that a module of ours keeps, with its place."""
    found: dict[tuple[Any, int], str] = {}

    def take(value: object, name: str) -> None:
        if isinstance(value, re.Pattern):
            found.setdefault((value.pattern, value.flags), name)
        for part in (
            value if isinstance(value, (tuple, list)) else value.values() if isinstance(value, dict) else ()
        ):
            take(part, name)

    for module in pkgutil.walk_packages(recon.__path__, "recon."):
        if not any(word in module.name for word in SKIPPED):
            for name, value in vars(importlib.import_module(module.name)).items():
                take(value, f"{module.name}.{name}")
    return found


BEGUN, ENDED = ("1", "12345678", "王", "("), ("\x00", "秋")
"""What may stand before many equal characters, and what after them shows that all of it was nothing."""


def texts(kind: type) -> Iterator[Any]:
    plain = [("", unit, tail) for unit in UNITS for tail in ("", "\x00")]
    begun = [(head, unit, tail) for head in BEGUN for unit in (" ", "-", "1", "年") for tail in ENDED]
    for head, unit, tail in (*plain, *begun):
        text = head + (unit * LENGTH)[:LENGTH] + tail
        yield text.encode() if kind is bytes else text


def own_time(pattern: re.Pattern[Any], text: Any) -> float:
    start = time.thread_time()
    pattern.search(text)
    return time.thread_time() - start


def test_no_pattern_takes_the_square_of_a_text_s_length() -> None:
    found = patterns()
    assert len(found) > 100
    slow = {
        (name, text[:4])
        for (source, flags), name in found.items()
        for pattern in [re.compile(source, flags)]
        for text in texts(type(source))
        if own_time(pattern, text) > PATIENCE and own_time(pattern, text) > PATIENCE
    }
    assert not slow


WIDE = 6_000


@pytest.mark.parametrize(
    "titles",
    [["学号"], ["学号", "姓名"], ["学号", "姓名", "身份证号"], ["学号", "姓名", "身份证号", "性别", "层次"]],
    ids=len,
)
def test_a_line_of_thousands_of_headings_is_no_list_and_is_told(titles: list[str]) -> None:
    width = WIDE // len(titles) * len(titles)
    rows = [titles * (width // len(titles)), *([["1864901450001"] * width] * 3)]
    sheet = RawSheet(
        name="S",
        rows=tuple(RawRow(n, tuple(row), "t" * width) for n, row in enumerate(rows, 1)),
        cells=4 * width,
    )
    start = time.thread_time()
    shaped = normalise.shape(FileRead("a.csv", "0" * 64, 1, "csv", "read", sheets=(sheet,)), Campaign(id="c"))
    assert time.thread_time() - start < 4
    assert (shaped.rows, shaped.unreadable) == (0, 3)
    assert "HD01" in {trouble.rule for trouble in shaped.all_troubles}


def test_a_register_merged_in_every_second_row_takes_no_longer_than_a_plain_one() -> None:
    width = 3
    head = RawRow(1, ("学号", "学习中心", "采集日期"), "t" * width)
    lines = [
        RawRow(n, (f"186490{n:07}", "白峰" if n % 2 else "", "2020-05-20"), "t" * width)
        for n in range(3, 8_003)
    ]
    sheet = RawSheet(
        name="S",
        rows=(head, *lines),
        cells=width * len(lines),
        merged=tuple((n, 2, n + 1, 2) for n in range(3, 8_003, 2)),
    )
    start = time.thread_time()
    (found,) = normalise.tables(
        FileRead("a.xlsx", "0" * 64, 1, "xlsx", "read", sheets=(sheet,)), Campaign(id="c")
    )
    assert time.thread_time() - start < 2
    assert set(found.table["学习中心"].to_pylist()) == {"白峰"}
