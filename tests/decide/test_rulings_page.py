"""docs/rulings.md cannot go stale: its table is the code's."""

from __future__ import annotations

import re
from pathlib import Path

from recon.decide.guard import HELD_BY
from recon.decide.ruling_kinds import CLOSING, REASONED, VERDICTS
from recon.model.finding import WHOLE_COLUMNS

PAGE = Path(__file__).parents[2] / "docs" / "rulings.md"


def test_the_table_of_verdicts_is_what_the_code_does():
    rows = re.findall(
        r"^\| `([a-z-]+)` \|.*\| (yes|no) \| (yes|no) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {verdict for verdict, *_ in rows} == set(VERDICTS)
    assert {verdict for verdict, closes, _ in rows if closes == "yes"} == set(CLOSING)
    assert {verdict for verdict, _, reason in rows if reason == "yes"} == set(REASONED)


def test_what_opens_a_row_and_what_holds_a_student_is_what_the_code_says():
    told = PAGE.read_text(encoding="utf-8").partition("## What is open")[2]
    named = re.search(r"error of its file or column \(([^)]*)\)", told)
    assert named is not None
    assert set(re.findall(r"[A-Z]{2}\d\d", named[1])) == set(WHOLE_COLUMNS)
    assert f"{min(HELD_BY)}–{max(HELD_BY)}" in told
