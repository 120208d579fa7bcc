"""docs/definitions.md cannot go stale: its codes, its limits and its tables are the code's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recon import rounds, words
from recon.campaign.schema import Campaign, PhotoPolicy
from recon.decide.guard import HELD_BY
from recon.marks import EXCUSES
from recon.rules import charges, official
from recon.rules.trust import IDENTITY_TRUST, NEVER_LIKELY
from recon.ui.store import wide
from recon.values.photo_status import without_photo
from recon.values.student_number import CATEGORIES
from recon.values.vocabulary import STATUS
from recon.words import Kind, PhotoState, Severity, SiteStatus, Surplus, Trust

if TYPE_CHECKING:
    from enum import StrEnum

PAGE = (Path(__file__).parents[2] / "docs" / "definitions.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    return re.split(r"\n#{2,3} ", PAGE.partition(f"# {heading}\n")[2])[0]


def firsts(heading: str) -> set[str]:
    """Return the codes in the first cells of a section's tables."""
    cells = re.findall(r"^\| ([`*][^|]+) \|", section(heading), re.MULTILINE)
    return {
        code
        for cell in cells
        for code in re.findall(r"`([\w-]+)`|\*\*(\w+)\*\*", cell)
        for code in code
        if code
    }


@pytest.mark.parametrize(
    ("heading", "vocabulary"),
    [("Site status", SiteStatus), ("Photos", PhotoState), ("Trust", Trust)],
)
def test_every_code_of_a_vocabulary_is_defined(heading: str, vocabulary: type[StrEnum]) -> None:
    assert firsts(heading) == {code.value for code in vocabulary if code}


def test_every_severity_is_defined() -> None:
    assert {*re.findall(r"^\| (\w+) \|", section("Who is charged"), re.MULTILINE)} == {"severity", *Severity}


def test_every_state_of_a_due_student_is_defined_in_the_order_of_the_sum() -> None:
    (total,) = re.findall(r"`due = ([^`]+)`", PAGE)
    states = re.findall(r"^\| \*\*(\w+)\*\* \| \S+ \| ", section("Who is due"), re.MULTILINE)
    assert total.split(" + ") == states
    assert {"submitted", *states} - {"submitted"} == {r.value for r in words.Reason} - {
        "elsewhere",
        "earlier",
    }


def test_every_kind_of_row_is_defined() -> None:
    (total,) = re.findall(r"`rows = ([^`]+)`", PAGE)
    assert {name.removeprefix("rows_") for name in total.split(" + ")} == firsts("Rows")
    assert {kind.value for kind in Surplus} <= firsts("Rows")


def test_the_limits_are_those_of_the_code() -> None:
    policy = PhotoPolicy()
    assert f"at least {rounds.WHOLE_SHARE:.0%}".replace("%", " %") in PAGE
    assert f"`validity_months` ({policy.validity_months})" in PAGE
    assert f"`expiring_days` ({policy.expiring_days})" in PAGE
    assert f"{wide.SHARE:.0%}".replace("%", " %") in section("Who is charged")
    assert wide.FEWEST == 5
    assert f"more than {official.TOLERATED:.0%}".replace("%", " %") in section("Student numbers")
    assert Campaign("x").mode == "list"


def test_the_words_that_count_are_those_of_the_code() -> None:
    assert "、".join(EXCUSES).replace("、", ", ") in section("Who is due")
    [words] = re.findall(r"no usable\s+photo \(([^)]+)\)", section("Photos"))
    assert all(without_photo(word) for word in words.split(", "))
    assert f"{min(HELD_BY)}–{max(HELD_BY)}" in section("Clean, open, held")
    assert re.findall(r"(0\d) \S+?(?:,| \|)", section("Student numbers")) == [*CATEGORIES]
    assert all(status in section("Cohorts, levels and statuses") for status in STATUS)


def test_who_is_never_charged_is_named() -> None:
    never = re.search(r"\*\*Never charged\*\*.*?\n4\.", section("Who is charged"), re.DOTALL)
    assert never is not None
    codes = {*re.findall(r"\b[A-Z]{2}(?:\d\d)?\b", never[0])}
    assert codes == charges.NEVER_CHARGED | charges.NOT_UNTIL_SHE_SAYS | {"EX06"}


def test_the_trust_of_a_key_is_that_of_the_code() -> None:
    head = ("field", Kind.FORMAT, Kind.VARIANT, Kind.CLOSE, Kind.MISSING_HERE, Kind.DIFFERENT)
    lines = {
        name: dict(zip(head[1:], re.findall(r"`([a-z-]+)`[^|]*\|", cells), strict=True))
        for name, cells in re.findall(r"^\| (name|ID) \|(.*)$", section("Trust"), re.MULTILINE)
    }
    expected = {kind: IDENTITY_TRUST[kind].value for kind in head[1:] if isinstance(kind, Kind)}
    assert lines == {"name": expected, "ID": expected}
    assert {"branch", "site", "exam_no"} == NEVER_LIKELY
