"""A share says that all are there only when they are, and that none is only when none is."""

from __future__ import annotations

import pytest

from recon.values.shares import exact_percent, percent, percent_number


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "–"), (0, 9, "0%"), (1, 999, "1%"), (998, 999, "99%"), (9, 9, "100%"), (2, 3, "67%")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 10, 0), (1, 10_000, 1), (9_995, 10_000, 99), (10_000, 10_000, 100), (845, 1_000, 84), (0, 0, None)],
)
def test_a_percentage_never_says_done_before_it_is(part: int, whole: int, shown: int | None) -> None:
    assert percent_number(part, whole) == shown
    assert percent(part, whole) == ("–" if shown is None else f"{shown}%")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "–"),
        (0.0, "0.00%"),
        (1e-9, "0.01%"),
        (13 / 15, "86.67%"),
        (0.999996, "99.99%"),
        (1.0, "100.00%"),
    ],
)
def test_two_decimals_do_not_round_to_all_or_nothing_either(value: float | None, said: str) -> None:
    assert exact_percent(value) == said
