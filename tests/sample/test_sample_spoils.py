"""Mistakes by name: each changes what it says, once, and every rule of the first release has some."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from recon.sample.chance import Seed
from recon.sample.rows import clean_line
from recon.sample.spoilers import INTRUDERS, SPOILERS, codes, identity, intruders, names, people, values
from recon.sample.spoilers.kit import Spoiler
from recon.sample.spoilers.rowkit import Intruder
from recon.sample.spoilers.scene import Scene
from recon.sample.world import make_world
from recon.words import Trust

SHIPPED = Path(__file__).parents[2] / "sample_data"
WANTED = {
    "FI": (1, 5, 7, 8, 9, 10, 14, 15),
    "HD": (2, 5),
    "IC": (1, 2),
    "NO": (1, 2, 3, 4),
    "ID": (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "NA": (1, 2, 3, 4, 5, 6),
    "VO": (1, 2, 3, 4, 5),
    "DU": (1, 2, 3),
    "MA": (1, 2, 3, 4, 5, 6, 7),
    "DF": (1, 2, 4, 5, 6, 7, 8, 9),
    "SC": (1, 2, 3, 4, 5),
}
"""DF03 and DU04 are always another rule's evidence; OM, PH and EX speak of students and records, not of cells."""
TWO_CELLS = {"name_and_identity_of_somebody_unknown": {"name", "id_card"}}


@pytest.fixture(scope="module")
def world():
    return make_world(11, 25, 3_000)


@pytest.fixture(scope="module")
def lines(world):
    chance = Seed(3).stream("test")
    sent = [clean_line(world, e) for e in world.enrolments if world.is_due(e) and e.flaw != "EX04b"]
    chance.shuffle(sent)
    return sent


@pytest.mark.parametrize("spoiler", SPOILERS, ids=lambda spoiler: spoiler.name)
def test_a_spoiler_changes_its_cell_and_nothing_else(spoiler, world, lines):
    sent = {line.student.student_no for line in lines}
    scene = Scene(world, Seed(5).stream(spoiler.name), sent, file=lines)
    changed, before = next(pair for pair in ((spoiler.apply(line, scene), line) for line in lines) if pair[0])
    different = {code for code in before.cells if before.cells[code] != changed.cells[code]}
    assert different == TWO_CELLS.get(spoiler.name, {spoiler.field})
    assert changed.spoil.rule == spoiler.rule
    if spoiler.trust in {Trust.SAFE, Trust.LIKELY, Trust.CONFIRM}:
        assert changed.spoil.right


def test_rules_are_codes_and_names_are_unique():
    things = (*SPOILERS, *INTRUDERS)
    assert all(re.fullmatch(r"[A-Z]{2}\d{2}", rule) for thing in things for rule in (thing.rule, *thing.also))
    assert len({thing.name for thing in things}) == len(things)


def test_the_table_holds_every_spoiler_of_the_families():
    families = (codes, identity, names, people, values)
    assert {v for family in families for v in vars(family).values() if isinstance(v, Spoiler)} == set(
        SPOILERS
    )
    assert {v for v in vars(intruders).values() if isinstance(v, Intruder)} == set(INTRUDERS)


def test_a_row_has_one_mistake_at_most(made):
    places = Counter((e["file"], e["sheet"], e["row"]) for e in made.truth if e["row"])
    assert set(places.values()) == {1}


def test_no_mistake_s_student_takes_part_in_another(made):
    """But for the rows that are spoiled as a whole column or file."""
    columns = {"column_stored_as_numbers", "adult_student_on_the_open_form"}
    numbers = Counter(e["student_no"] for e in made.truth if e["student_no"] and e["spoil"] not in columns)
    assert set(numbers.values()) == {1}


def test_every_truth_has_the_keys_of_the_contract(made):
    for entry in made.truth:
        assert {"file", "sheet", "row", "field", "rule", "spoil", "right", "trust", "needs"} <= set(entry)
        assert entry["trust"] in {"", *map(str, Trust)}
        assert set(entry["needs"]) <= {"students", "users", "central", "adult", "sites", "submissions"}


def test_the_shipped_sample_has_every_rule_and_each_mistake_three_times():
    truth = json.loads((SHIPPED / "truth.json").read_text(encoding="utf-8"))
    wanted = {f"{family}{number:02d}" for family, numbers in WANTED.items() for number in numbers}
    assert not wanted - {entry["rule"] for entry in truth}
    counts = Counter(entry["spoil"] for entry in truth)
    assert not [thing.name for thing in (*SPOILERS, *INTRUDERS) if counts[thing.name] < 3]


def test_the_shipped_sample_spoils_few_rows():
    truth = json.loads((SHIPPED / "truth.json").read_text(encoding="utf-8"))
    rows = json.loads((SHIPPED / "expected.json").read_text(encoding="utf-8"))["rows"]["judged"]
    columns = {"column_stored_as_numbers", "adult_student_on_the_open_form"}
    spoiled = sum(1 for entry in truth if entry["row"] and entry["spoil"] not in columns)
    assert 0.02 < spoiled / rows < 0.05
