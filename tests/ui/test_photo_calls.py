"""What a site is told about photos to take again: one text, and never a day that is past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.campaign import loads
from recon.ui.photos.again import Again, texts
from tests.ui.synthetic import CAMPAIGN

if TYPE_CHECKING:
    from recon.ui.store import Run

SHOOTING = """
[[shooting]]
point = "6400101"
serves = ["6400101"]
dates = [2020-05-20, 2020-06-20]
"""
PLANNED = loads(CAMPAIGN + SHOOTING)
ROWS = [
    Again("6400101", "202007", "2020-07-10", 3),
    Again("6400101", "202107", "2021-07-10", 2),
    Again("6400102", "202007", "2020-07-10", 4),
]


def test_a_site_gets_one_text_for_all_its_batches(run: Run) -> None:
    first, second = texts(run, ROWS, "expired", PLANNED)
    assert "有 5 名学生" in first
    assert "202007 批次 3 人请参加 2020-06-20 的拍摄" in first
    assert "202107 批次 2 人须在 2020-07-10 及以后拍摄" in first
    assert "202007 批次 4 人现在即可补拍" in second


def test_no_text_names_a_day_that_is_past(run: Run) -> None:
    said = "".join(texts(run, ROWS, "expired", PLANNED))
    assert "2019-07-10" not in said, "the first day that would do was long ago"
    assert "2020-05-20" not in said
