"""The story: whatever was spoiled is found, nothing else is, and the sums are the generator's own."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from recon import model

if TYPE_CHECKING:
    from pathlib import Path

    from recon.pipeline.answers.answer import Answer
    from tests.story.conftest import Told

CELL_FAMILIES = ("IC", "NO", "ID", "NA", "VO", "DF", "MA")
SERIOUS = ("fatal", "error", "warning")
LISTED = ("OM01", "OM02", "OM03", "OM04", "PH01", "PH02", "PH03", "PH04", "PH05")
NOT_UNTIL_SHE_SAYS = ("FI10", "FI12")
COUNTED = tuple(name for name in model.COUNT_COLUMNS if name != "photo_not_asked")


def place(line: dict[str, Any]) -> tuple[str, str, int]:
    return line["file"], line["sheet"], line["row"]


def at(spoil: dict[str, Any], by_row: Any) -> list[dict[str, Any]]:
    """Return the findings at a spoiled cell; a spoiled file or column is told of anywhere in its file."""
    if not spoil["row"]:
        return [f for rows in by_row.values() for f in rows if f["file"] == spoil["file"]]
    return [f for f in by_row[place(spoil)] if f["field"] in {spoil["field"], ""} or not spoil["field"]]


@pytest.fixture(scope="module")
def found(after: tuple[Answer, Path]) -> list[dict[str, Any]]:
    return after[0].findings.to_pylist()


@pytest.fixture(scope="module")
def by_row(found: list[dict[str, Any]]) -> dict[tuple[str, str, int], list[dict[str, Any]]]:
    rows = defaultdict(list)
    for finding in found:
        rows[place(finding)].append(finding)
    return rows


def test_every_spoil_is_found_with_its_rule_at_its_cell(sample: Told, by_row: Any) -> None:
    missed = [
        (spoil["rule"], spoil["spoil"], place(spoil), [(f["rule"], f["field"]) for f in by_row[place(spoil)]])
        for spoil in sample.truth
        if not any(f["rule"] == spoil["rule"] for f in at(spoil, by_row))
    ]
    assert not missed, missed[:20]
    assert len(sample.truth) > 50


def test_every_proposal_has_the_trust_it_must_have(sample: Told, by_row: Any) -> None:
    wrong = [
        (spoil["rule"], spoil["spoil"], spoil["trust"], finding["trust"])
        for spoil in sample.truth
        for finding in at(spoil, by_row)
        if finding["rule"] == spoil["rule"] and finding["trust"] != spoil["trust"]
    ]
    assert not wrong, Counter(wrong).most_common(20)


def test_no_value_that_is_put_anywhere_is_wrong(sample: Told, by_row: Any) -> None:
    checked = 0
    for spoil in sample.truth:
        for finding in by_row[place(spoil)]:
            if (
                finding["field"] == spoil["field"]
                and finding["trust"] in {"safe", "likely"}
                and finding["proposal"]
            ):
                checked += 1
                assert finding["proposal"] == spoil["right"], (finding["rule"], spoil["spoil"])
    assert checked > 10


def test_no_other_row_is_flagged_by_rules_about_cells(sample: Told, found: list[dict[str, Any]]) -> None:
    spoiled = {place(spoil) for spoil in sample.truth} | {
        tuple(mate) for spoil in sample.truth for mate in spoil.get("mates", ())
    }
    whole = {spoil["file"] for spoil in sample.truth if spoil["rule"] in {"FI14", "HD05"}}
    extra = Counter(
        (f["rule"], f["field"], f["kind"])
        for f in found
        if f["row"]
        and f["rule"][:2] in CELL_FAMILIES
        and f["severity"] in SERIOUS
        and place(f) not in spoiled
        and f["file"] not in whole
    )
    assert not extra, extra


def test_one_mistake_is_charged_once(sample: Told, by_row: Any) -> None:
    for spoil in sample.truth:
        charged = [f["rule"] for f in at(spoil, by_row) if f["charged"] and f["rule"] == spoil["rule"]]
        expected = [] if spoil["trust"] == "safe" or spoil["rule"] in NOT_UNTIL_SHE_SAYS else [spoil["rule"]]
        assert charged == expected, (spoil["spoil"], place(spoil))


@pytest.mark.parametrize("rule", LISTED)
def test_findings_about_students_and_sites_are_the_generators_own(
    sample: Told, after: tuple[Answer, Path], before: Answer, rule: str
) -> None:
    for when, answer in (("before", before), ("after", after[0])):
        key = "site_code" if rule in {"OM02", "OM03", "OM04"} else "student_no"
        listed = {f[key] for f in answer.findings.to_pylist() if f["rule"] == rule}
        expected = set(sample.expected["findings"][when].get(rule, ()))
        assert listed == expected, (when, sorted(listed - expected)[:5], sorted(expected - listed)[:5])


@pytest.mark.parametrize("when", ["before", "after"])
def test_coverage_is_the_generators_own(
    sample: Told, after: tuple[Answer, Path], before: Answer, when: str
) -> None:
    answer = before if when == "before" else after[0]
    cells = {tuple(c[n] for n in model.CELL_COLUMNS): c for c in answer.coverage.to_pylist()}
    expected = {tuple(c[n] for n in model.CELL_COLUMNS): c for c in sample.expected["coverage"][when]}
    assert set(cells) == set(expected)
    wrong = [
        (key, name, cells[key][name], expected[key].get(name, 0))
        for key in cells
        for name in COUNTED
        if cells[key][name] != expected[key].get(name, 0)
    ]
    assert not wrong, wrong[:10]


@pytest.mark.parametrize("when", ["before", "after"])
def test_omissions_are_exact_with_their_reasons(
    sample: Told, after: tuple[Answer, Path], before: Answer, when: str
) -> None:
    answer = before if when == "before" else after[0]
    listed = {(o["student_no"], o["site_code"], o["reason"]) for o in answer.omissions.to_pylist()}
    expected = {tuple(line) for line in sample.expected["omissions"][when]}
    assert listed == expected, (sorted(listed - expected)[:5], sorted(expected - listed)[:5])


def test_surplus_is_exact(sample: Told, after: tuple[Answer, Path]) -> None:
    listed = {(s["file"], s["sheet"], s["row"], s["why"]) for s in after[0].surplus.to_pylist()}
    expected = {(file, sheet, row, why) for file, sheet, row, _, why in sample.expected["surplus"]}
    assert listed == expected, (sorted(listed - expected)[:5], sorted(expected - listed)[:5])


def test_every_row_read_is_accounted_for(sample: Told, after: tuple[Answer, Path]) -> None:
    assert after[0].summary["rows"] == sample.expected["rows"]
    rows = sample.expected["rows"]
    assert rows["read"] == rows["judged"] + rows["superseded"] + rows["parked"] + rows["unreadable"]


def test_sites_are_the_generators_own(sample: Told, after: tuple[Answer, Path]) -> None:
    sites = {s["site_code"]: s for s in after[0].sites.to_pylist()}
    assert set(sites) == set(sample.expected["sites"])
    for code, expected in sample.expected["sites"].items():
        told = {name: value for name, value in expected.items() if value != ""}
        assert {name: sites[code][name] for name in told} == told, code
