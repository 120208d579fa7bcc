"""The same question to every method: which enrolment is a row, which cells are wrong, what belongs there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.linking import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from recon.pipeline.answers.answer import Answer

SERIOUS = ("fatal", "error", "warning")
PROPOSING = ("safe", "likely", "confirm")
ROW_FAMILIES = frozenset({"IC", "NO", "ID", "NA", "VO", "DU", "MA", "DF", "SC"})
UNSPOILED = "SC04"
"""True of a row as it is (there is a photo already)."""
NOBODYS_TO_DECIDE = frozenset({"number_unknown_and_two_candidates", "number_cut_to_its_end"})
"""Spoils after which a row fits two enrolments, or one by its name alone: whoever links it has guessed."""

Row = dict[str, str]
Place = tuple[str, str, int]
Cell = tuple[Place, str]


@dataclass
class Count:
    """What one method did with the rows of all seeds."""

    linkable: int = 0
    linked: int = 0
    linked_right: int = 0
    guessed: int = 0
    spoils: int = 0
    found: int = 0
    flagged: int = 0
    explained: int = 0
    proposed: int = 0
    right: int = 0


@dataclass
class Told:
    """One seed: what the campaign says, and what is true."""

    folder: Path
    answer: Answer
    truth: list[dict[str, Any]]
    expected: dict[str, Any]
    rows: list[Row] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    enrolments: list[Row] = field(default_factory=list)


def place_of(line: Mapping[str, Any]) -> Place:
    """Return file, sheet and row of a finding, a match or a spoil."""
    return line["file"], line["sheet"], line["row"]


def our_links(told: Told) -> dict[int, int]:
    """Return row → enrolment as the ladder says."""
    number = {e["student_no"]: n for n, e in enumerate(told.enrolments)}
    matched = {place_of(m): m["matched_student_no"] for m in told.answer.tables["matches"].to_pylist()}
    links = ((n, number.get(matched.get(place, ""), -1)) for n, place in enumerate(told.places))
    return {n: enrolment for n, enrolment in links if enrolment >= 0}


def our_cells(told: Told, severities: tuple[str, ...] = SERIOUS) -> dict[Cell, str]:
    """Return the cells that carry a finding of these severities, with what is proposed for each."""
    cells: dict[Cell, str] = {}
    for f in told.answer.tables["findings"].to_pylist():
        if (
            f["row"]
            and f["severity"] in severities
            and f["rule"][:2] in ROW_FAMILIES
            and f["rule"] != UNSPOILED
        ):
            value = f["proposal"] if f["trust"] in PROPOSING else ""
            cell = (place_of(f), f["field"])
            cells[cell] = cells.get(cell) or value
    return cells


def compared_cells(
    told: Told, links: Mapping[int, int], same: Callable[[str, int, int], bool]
) -> dict[Cell, str]:
    """Return the cells that differ from the linked enrolment; a row without one is wrong at its 学号."""
    cells: dict[Cell, str] = {}
    for n in range(len(told.rows)):
        if n not in links:
            cells[told.places[n], "student_no"] = ""
            continue
        official = told.enrolments[links[n]]
        for code in FIELDS:
            if official[code] and not same(code, n, links[n]):
                cells[told.places[n], code] = official[code]
    return cells


def really(told: Told) -> dict[int, str]:
    """Return row → 学号 it really is (empty: nobody); a row nobody spoiled is whom its own 学号 says."""
    really = {place_of(e): e["student_no"] for e in told.truth if e["row"]}
    numbers = (
        really.get(place, row["student_no"]) for place, row in zip(told.places, told.rows, strict=True)
    )
    return dict(enumerate(numbers))


def count_links(count: Count, told: Told, links: Mapping[int, int]) -> None:
    """Count the rows linked, and those linked to whom they are."""
    known = {e["student_no"] for e in told.enrolments}
    open_ended = {place_of(e) for e in told.truth if e["spoil"] in NOBODYS_TO_DECIDE}
    for n, number in really(told).items():
        if told.places[n] in open_ended:
            count.guessed += n in links
            continue
        linked = told.enrolments[links[n]]["student_no"] if n in links else ""
        count.linkable += number in known and number != ""
        count.linked += linked != ""
        count.linked_right += linked == number != ""


def count_cells(count: Count, told: Told, cells: Mapping[Cell, str], hints: Mapping[Cell, str]) -> None:
    """Count spoils found at their cell, flagged cells that lie in a spoiled row, and proposals that are right.

    Args:
        count: what is added to.
        told: one seed.
        cells: flagged cells and the value proposed for each.
        hints: the same with mere hints (info), which find a mistake but raise no alarm.
    """
    asked = [e for e in told.truth if e["row"] and e["rule"][:2] in ROW_FAMILIES and e["rule"] != UNSPOILED]
    rows = {place for place, _ in hints}
    for e in asked:
        place = place_of(e)
        fields = {e["field"], "", *e["fields"]} if e["field"] else set()
        count.spoils += 1
        count.found += any((place, code) in hints for code in fields) if fields else place in rows
    returned = {e["file"] for e in told.truth if e["rule"] in {"FI14", "HD05"} and not e["row"]}
    spoiled = {place_of(e) for e in told.truth} | {tuple(mate) for e in told.truth for mate in e["mates"]}
    right = {(place_of(e), e["field"]): e["right"] for e in asked if e["right"]}
    for (place, code), value in cells.items():
        count.flagged += 1
        count.explained += place in spoiled or place[0] in returned
        if value and (place, code) in right:
            count.proposed += 1
            count.right += value == right[place, code]
