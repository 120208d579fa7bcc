"""FI13: share and count must both be passed."""

from __future__ import annotations

import pytest

from recon.normalise import unusual_size


@pytest.mark.parametrize(
    ("rows", "before", "due", "reason"),
    [
        (5, 12, None, ""), (40, 100, None, "before"), (60, 100, None, ""), (160, 100, None, "before"),
        (30, None, 100, "due"), (90, None, 100, ""), (30, 32, 100, ""), (0, None, None, ""),
        (21, 0, None, "before"), (20, 0, None, ""),
    ],
)  # fmt: skip
def test_unusual_size(rows, before, due, reason):
    found = unusual_size(rows, before=before, due=due)
    assert (found.details["reason"] if found else "") == reason
