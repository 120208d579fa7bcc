"""Judging a handful of rows, as most tests of this room want to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recon.rules import Setting, judge_rows, settle
from tests.rules.clean_row import SETTING, judged_row, judged_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.engine import Engine
    from recon.model import Finding

Judge = "Callable[..., list[Finding]]"


@pytest.fixture
def judge(duck: Engine) -> Callable[..., list[Finding]]:
    """Judge rows given by what differs from a clean one, and settle the findings."""

    def run(*rows: dict[str, Any], setting: Setting = SETTING) -> list[Finding]:
        table = judged_table([judged_row(n, **row) for n, row in enumerate(rows)])
        return settle(judge_rows(duck.frame(table), duck, setting), b"key", "zh")

    return run
