"""What must never happen, in numbers: a damaged ID taken as it stands, a student found by the name alone."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from recon.values.identity import problems
from tests.support.clerk import Person, judged, people

if TYPE_CHECKING:
    from recon.pipeline.answers.answer import Answer

few = pytest.param(300, id="few")


def many(count: int) -> object:
    return pytest.param(count, id="all", marks=pytest.mark.nightly)


# ---------------------------------------------------------------- Excel


def damaged(person: Person, way: int, chance: Random) -> Person:
    """Spoil an ID as Excel does: a number cell, its float's garbage, both pasted as text, or saved as CSV."""
    kept = person["id_card"][:15]
    shown = (
        {"id_card": f"{kept}000", "id_card_type": "number"},
        {"id_card": f"{kept}{chance.randrange(0, 1000, 16):03d}", "id_card_type": "number"},
        {"id_card": f"{kept}000", "id_card_type": "text"},
        {"id_card": f"{kept[0]}.{kept[1:]}E+17", "id_card_type": "text"},
    )[way]
    return person | shown


NUMBER_WAYS = (0, 1, 3)
"""Those of the ways that cannot give the record's own text."""


def is_unharmed(row: Person, own: Person) -> bool:
    """Tell whether a pasted text is what the record says: one ID in a thousand ends in 000 by itself."""
    return row["id_card_type"] == "text" and row["id_card"] == own["id_card"]


def with_damage(students: list[Person]) -> list[Person]:
    """Damage every row; a quarter of them have no other key, a quarter a name that does not agree either."""
    chance, rows = Random(3), []
    for n, person in enumerate(students):
        row = damaged(person, n % 4, chance)
        if n % 16 in {1, 5, 9, 13}:
            row |= {"student_no": ""}
        if n % 16 in {2, 6, 10, 14}:
            row |= {"name": "无此人"}
        rows.append(row)
    return rows


@pytest.mark.parametrize("count", [few, many(20_000)])
def test_no_damaged_identity_is_accepted_as_it_stands(count: int) -> None:
    """Every one is told, whether or not it passes its check digit, and only the record's own value replaces it."""
    students = people(count, seed=5)
    rows = with_damage(students)
    answer = judged(rows, students)
    told = {f["row"] for f in answer.tables["findings"].to_pylist() if f["rule"] in {"ID04", "MA07"}}
    unharmed = {n for n, row in enumerate(rows, start=1) if is_unharmed(row, students[n - 1])}
    assert told >= set(range(1, count + 1)) - unharmed
    assert len(unharmed) <= count // 500
    passing = [row["id_card"] for row in rows if "E" not in row["id_card"] and not problems(row["id_card"])]
    assert len(passing) > count // 50
    for line in answer.tables["rows"].to_pylist():
        own = students[line["row"] - 1]["id_card"]
        assert line["id_card_final"] == own or line["open"], line["row"]


@pytest.mark.parametrize("count", [few, many(20_000)])
def test_no_damaged_identity_finds_a_student_by_itself(count: int) -> None:
    """Fifteen digits and a stranger's name and number are nobody."""
    students = people(count, seed=6)
    chance = Random(1)
    rows = [
        damaged(person, NUMBER_WAYS[n % 3], chance) | {"student_no": f"18649019{n:05d}", "name": "无此人"}
        for n, person in enumerate(students)
    ]
    answer = judged(rows, students)
    assert {m["by"] for m in answer.tables["matches"].to_pylist()} == {"none"}
    assert all(line["open"] for line in answer.tables["rows"].to_pylist())


# ---------------------------------------------------------------- names


def without_keys(students: list[Person], seed: int) -> list[Person]:
    """Return rows that share name, sex, level, major, cohort and site with a student, but no key."""
    strangers = people(len(students), seed)
    keys = [_key(stranger, n) for n, stranger in enumerate(strangers)]
    return [person | key for person, key in zip(students, keys, strict=True)]


def _key(stranger: Person, n: int) -> Person:
    """Return a 学号 nobody has and a stranger's ID, one of them or neither."""
    number, identity = f"{stranger['student_no'][:8]}{90_000 - n:05d}", stranger["id_card"]
    return {
        "student_no": number if n % 4 in {0, 2} else "",
        "id_card": identity if n % 4 in {0, 1} else "",
    }


def agreements(answer: Answer) -> list[str]:
    """Return the evidence of the rows that were matched."""
    return [m["evidence"] for m in answer.tables["matches"].to_pylist() if m["by"] != "none"]


@pytest.mark.parametrize("count", [few, many(50_000)])
def test_nobody_is_found_by_the_name_alone(count: int) -> None:
    """Fifty thousand students with natural homonyms; every row calls one by name and place, none by a key."""
    students = people(count, seed=7)
    answer = judged(without_keys(students, seed=8), students)
    assert len({person["name"] for person in students}) < count
    for evidence in agreements(answer):
        assert "学号相近" in evidence or "身份证号相近" in evidence, evidence
    assert len(agreements(answer)) <= count // 10_000


@pytest.mark.parametrize("count", [few, many(50_000)])
def test_the_ladder_still_finds_them_by_a_key(count: int) -> None:
    """The same students are found when one digit is wrong: it is the key that finds, not a ladder that finds nobody."""
    students = people(count, seed=7)
    rows = [
        person | {"student_no": person["student_no"][:-1] + str((int(person["student_no"][-1]) + 5) % 10)}
        for person in students[: count // 10]
    ]
    answer = judged(rows, students)
    assert all("身份证号一致" in evidence for evidence in agreements(answer))
    assert len(agreements(answer)) == len(rows)
