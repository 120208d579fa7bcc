"""Times of arrival as mailboxes show them; what is not understood is no time."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from recon.values.times import read_time

SHANGHAI = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2020-06-10T16:00:00Z", "2020-06-11T00:00"),
        ("2020-06-10 23:59", "2020-06-10T23:59"),
        ("2020/6/9 5:30", "2020-06-09T05:30"),
        ("20200611", "2020-06-11T00:00"),
        ("2020年6月10日(星期三) 晚上11:30", "2020-06-10T23:30"),
        ("2020年6月10日（周三）下午 3:05", "2020-06-10T15:05"),
        ("2020-06-10 上午9:05", "2020-06-10T09:05"),
        ("2020年6月10日 中午12:20", "2020-06-10T12:20"),
        ("2020年6月10日 凌晨12:20", "2020-06-10T00:20"),
        ("2020年6月10日 下午15:30", "2020-06-10T15:30"),
    ],
)
def test_a_time_is_read(text: str, told: str) -> None:
    moment = read_time(text, SHANGHAI)
    assert moment is not None
    assert moment.isoformat(timespec="minutes") == f"{told}+08:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "六月初",
        "6月10日",
        "2020-06-10 24:00",
        "2020-06-10 10:75",
        "2020年6月10日 晚上12:00",
        "2020年6月10日 晚上0:30",
        "2020年6月10日 晚上1:00",
        "2020年6月10日 上午12:30",
        "2020-06-31 下午1:00",
    ],
)
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert read_time(text, SHANGHAI) is None
