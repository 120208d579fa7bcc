"""Traps that well-known tools fall into: each in a whole judgement, named after its number.

What folding and single rules do about them stands in tests/values and tests/rules.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import recon
from tests.story.conftest import SHIPPED
from tests.support.clerk import CAMPAIGN, EXTRACT, Person, extract, judged, people, roster

if TYPE_CHECKING:
    from pathlib import Path

STUDENTS = people(12)


def copies() -> list[Person]:
    return [dict(person) for person in STUDENTS]


def rules(rows: list[Person], students: list[Person] = STUDENTS) -> list[tuple[str, int]]:
    findings = judged(rows, students).tables["findings"].to_pylist()
    return [(f["rule"], f["row"]) for f in findings if f["rule"] != "OM01"]


def test_trap_1_0012_and_12_are_different_keys() -> None:
    """A number that lost its zeros is another number, and nobody is found by it."""
    students = [person | {"student_no": f"00{person['student_no']}"} for person in STUDENTS]
    rows = [person | {"student_no": person["student_no"][2:], "id_card": ""} for person in students[:1]]
    assert ("MA01", 1) in rules(rows, students)


def test_trap_2_two_rows_with_one_key_are_paired_equal_rows_first() -> None:
    """One student twice, once with another major: one difference, whichever row comes first."""
    other = STUDENTS[0] | {"major": "法律事务"}
    for rows in ([STUDENTS[0], other], [other, STUDENTS[0]]):
        found = Counter(rule for rule, _ in rules(rows))
        assert found == {"DF05": 1, "DU01": 1}


def test_trap_3_duplicates_are_listed_never_dropped() -> None:
    answer = judged([*copies(), STUDENTS[3], STUDENTS[3]], STUDENTS)
    assert answer.tables["rows"].num_rows == len(STUDENTS) + 2
    assert [f["row"] for f in answer.tables["findings"].to_pylist()] == [13, 14]
    repeats = [s for s in answer.tables["surplus"].to_pylist() if s["why"] == "repeat"]
    assert [s["row"] for s in repeats] == [13, 14]


def test_trap_4_empty_keys_never_match_empty_keys() -> None:
    """Rows without keys meet students without keys: still nobody, and no duplicate of each other."""
    nobody = {"student_no": "", "id_card": ""}
    students = [*STUDENTS, *(person | {"id_card": ""} for person in people(3, seed=9))]
    answer = judged([STUDENTS[0] | nobody, STUDENTS[1] | nobody], students)
    assert {m["by"] for m in answer.tables["matches"].to_pylist()} == {"none"}
    assert not {"DU01", "DU04", "DU05"} & {f["rule"] for f in answer.tables["findings"].to_pylist()}


@pytest.mark.parametrize("word", ["DATACOMPY_NULL", "nan", "None", "NA", "null", "NaN", "那", "0"])
def test_trap_5_no_value_is_a_sentinel(word: str) -> None:
    students = [STUDENTS[0] | {"name": word, "major": word}, *STUDENTS[1:]]
    assert rules([dict(person) for person in students], students) in ([], [("NA06", 1)])
    assert ("DF05", 1) in rules([students[0] | {"major": ""}], students)


def test_trap_6_x_width_and_inner_spaces_fold_and_are_told() -> None:
    own = STUDENTS[0]["id_card"][:17]
    students = [STUDENTS[0] | {"id_card": f"{own}X"}, *STUDENTS[1:]]
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in students[0]["student_no"])
    row = students[0] | {"id_card": f"{own[:6]} {own[6:]}x", "student_no": wide}
    findings = judged([row], students).tables["findings"]
    assert ("NO02", "safe", students[0]["student_no"]) in [
        (f["rule"], f["trust"], f["proposal"]) for f in findings.to_pylist()
    ]
    told = [f for f in findings.to_pylist() if f["rule"][:2] == "ID"]
    assert {f["rule"] for f in told} == {"ID02", "ID03"}
    assert {(f["proposal"], f["trust"], f["charged"]) for f in told} == {(f"{own}X", "safe", False)}


def test_trap_7_a_damaged_id_that_passes_its_check_digit_is_still_damaged() -> None:
    row = next(person for person in STUDENTS if person["id_card"].isdigit()) | {"id_card_type": "number"}
    told = judged([row], STUDENTS).tables["findings"].to_pylist()
    assert [(f["trust"], f["proposal"]) for f in told if f["rule"] == "ID04"] == [("likely", row["id_card"])]


def test_trap_8_empty_absent_and_null_are_three_things() -> None:
    """An empty cell is told, a column that is not there is not asked, a null is an empty cell."""
    titles = [EXTRACT[code] for code in ("student_no", "name", "id_card", "sex")]
    table = roster([STUDENTS[0]]).select(["学号", "姓名", "身份证号", "性别"])
    official = extract(STUDENTS).select(titles)
    for cell, expected in ((pa.array([""]), ["VO06"]), (pa.array([None], pa.string()), ["VO06"]), (None, [])):
        sent = table.drop_columns("性别") if cell is None else table.set_column(3, "性别", cell)
        findings = recon.reconcile(sent, official, engine="polars").tables["findings"].to_pylist()
        assert [f["rule"] for f in findings if f["rule"] == "VO06"] == expected


def test_trap_9_the_exit_code_says_whether_there_are_findings(tmp_path: Path) -> None:
    """Nothing charged at error: 0. A stranger: 1. No such roster: 2."""
    for rows, code in ((copies(), 0), ([*copies(), *people(1, seed=4)], 1)):
        answer = judged(rows, STUDENTS)
        assert answer.summary["exit"] == code
    missing = [sys.executable, "-m", "recon", "run", "--campaign", str(SHIPPED / "campaign.toml")]
    missing += [
        "--extract",
        str(tmp_path / "none"),
        "--rosters",
        str(tmp_path),
        "--out",
        str(tmp_path / "out"),
    ]
    assert subprocess.run(missing, check=False, capture_output=True).returncode == 2


def test_trap_10_no_network_at_start_or_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert recon.reconcile(roster(copies()), extract(STUDENTS), CAMPAIGN).tables["rows"].num_rows == 12
