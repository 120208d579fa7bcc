"""FI13: share and count must both be passed."""

from __future__ import annotations

import pytest

from recon.model import Finding
from recon.normalise import unusual_size
from recon.rules.findings import as_details
from recon.rules.say import say_message
from recon.words import Severity


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


@pytest.mark.parametrize(
    ("before", "zh", "en"),
    [
        (100, "本文件 40 人（本单位上一份名单 100 人），", "Students: 40 (the unit's last list held 100). "),
        (None, "本文件 40 人（本单位应报 100 人），", "Students: 40 (due at this unit: 100). "),
    ],
)
def test_the_number_it_is_held_against_is_named(before: int | None, zh: str, en: str) -> None:
    trouble = unusual_size(40, before=before, due=100)
    assert trouble is not None
    finding = Finding("FI13", Severity.WARNING, details=as_details(**trouble.details))
    assert say_message(finding, "zh").startswith(zh)
    assert say_message(finding, "en").startswith(en)
