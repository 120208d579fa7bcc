from __future__ import annotations

import pytest

from recon.intake.naming import shortened


@pytest.mark.parametrize(
    ("ending", "told"),
    [(0, "abcdefghi…"), (3, "abcdef…xyz"), (9, "…rstuvwxyz")],
)
def test_a_long_name_loses_its_middle_and_is_never_longer_than_told(ending: int, told: str) -> None:
    assert shortened("abcdefghijklmnopqrstuvwxyz", 10, ending) == told


def test_a_name_that_fits_stays() -> None:
    assert shortened("0123456789", 10, 3) == "0123456789"
