"""What a clerk does to a roster, each slip on a student of its own: which rule is charged, and with what trust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recon.values.identity import check_digit
from tests.support.clerk import CODE, Person, judged, people

if TYPE_CHECKING:
    from recon.pipeline.answers.answer import Answer

Slip = tuple[str, Person, Person, list[tuple[str, str]]]


def whole(first17: str) -> str:
    return first17 + check_digit(first17)


NUMBERS = [whole(f"10010119950211{n:03d}") for n in range(1, 999, 2)]
TENS = [number for number in NUMBERS if number[-1] == "X"]
IDS = [number for number in NUMBERS if number[-1] != "X"]
MINORITY = "阿依夏·买买提"
SLIPS: tuple[Slip, ...] = (
    ("x, Cyrillic Х and × mean X", {"id_card": TENS[0]}, {"id_card": f"{TENS[0][:17]}Х"}, []),
    (
        "X read as the Roman ten",
        {"id_card": TENS[1]},
        {"id_card": f"{TENS[1][:17]}10"},
        [("MA03", "confirm")],
    ),
    ("X left out", {"id_card": TENS[2]}, {"id_card": TENS[2][:17]}, [("MA03", "confirm")]),
    ("a wrong upgrade from 15", {"id_card": IDS[0]}, {"id_card": f"{IDS[0][:17]}9"}, [("MA03", "confirm")]),
    (
        "one's own 15 digits",
        {"id_card": IDS[1]},
        {"id_card": IDS[1][:6] + IDS[1][8:17]},
        [("ID06", "likely")],
    ),
    ("another's 15 digits", {"id_card": IDS[2]}, {"id_card": "200203800310035"}, [("MA03", "ask-site")]),
    (
        "a space and a wrong digit",
        {"id_card": IDS[3]},
        {"id_card": f"{IDS[3][:6]} 2{IDS[3][7:]}"},
        [("MA03", "confirm")],
    ),
    ("a star for the X", {"id_card": TENS[3]}, {"id_card": f"{TENS[3][:17]}＊"}, [("MA03", "confirm")]),
    ("letters for digits", {"id_card": IDS[4]}, {"id_card": IDS[4].replace("0", "O")}, [("MA03", "confirm")]),
    (
        "another birthday",
        {"id_card": IDS[5]},
        {"id_card": whole("10010119861213001")},
        [("MA03", "ask-site")],
    ),
    ("a passport instead", {"id_card": IDS[6]}, {"id_card": "E12345678"}, [("MA03", "ask-site")]),
    ("the mother's ID", {"id_card": IDS[7]}, {"id_card": whole("10010119680211002")}, [("MA03", "ask-site")]),
    (
        "saved as CSV",
        {"id_card": IDS[8]},
        {"id_card": f"{IDS[8][0]}.{IDS[8][1:15]}E+17"},
        [("ID04", "likely")],
    ),
    ("CSV with six digits", {"id_card": IDS[9]}, {"id_card": "1.00101E+17"}, [("ID04", "ask-site")]),
    (
        "O and l in the number",
        {"student_no": "1864901400001"},
        {"student_no": "l8649O14OOOO1"},
        [("NO02", "confirm")],
    ),
    (
        "swapped digits",
        {"student_no": "1864901499812"},
        {"student_no": "1864901499821"},
        [("MA02", "confirm")],
    ),
    ("CSV of the number", {}, {"student_no": "1.86490E+12"}, [("MA02", "ask-site")]),
    ("the dot as a space", {"name": MINORITY}, {"name": "阿依夏 买买提"}, [("DF01", "likely")]),
    ("the dot left out", {"name": MINORITY}, {"name": "阿依夏买买提"}, [("DF01", "likely")]),
    ("a full-width dash", {"name": MINORITY}, {"name": "阿依夏－买买提"}, [("NA06", "confirm")]),
    ("half of the name", {"name": MINORITY}, {"name": "阿依夏"}, [("DF01", "ask-site")]),
    ("traditional", {"name": "张伟强"}, {"name": "張偉強"}, [("DF01", "likely")]),
    ("pinyin", {"name": "王珺"}, {"name": "王jùn"}, [("NA05", "likely")]),
    ("a box", {"name": "王珺"}, {"name": "王□"}, [("NA05", "likely")]),
    ("described", {"name": "王珺"}, {"name": "王（王+君）"}, [("NA06", "ask-site")]),
    ("an old code", {"name": "王䶮"}, {"name": "王\ue863"}, []),
    ("堃 and 坤", {"name": "李堃"}, {"name": "李坤"}, [("DF01", "confirm")]),
    ("a former name", {"name": "李明"}, {"name": "张小红"}, [("DF01", "ask-site")]),
    ("a space and another character", {"name": "李明华"}, {"name": "李 朋华"}, [("DF01", "confirm")]),
    ("spaced", {"name": "李明"}, {"name": "李　明"}, []),
    ("a synonym of the level", {"level": "本科"}, {"level": "专升本"}, []),
    ("half a level", {"level": "本科"}, {"level": "本"}, [("VO02", "likely")]),
    ("18秋", {"cohort": "2018秋季"}, {"cohort": "18秋"}, []),
    ("a month without a term", {"cohort": "2018秋季"}, {"cohort": "2018-10"}, [("VO03", "likely")]),
    ("the code spaced", {}, {"institution_code": f" {CODE}"}, []),
    ("the other form's code", {}, {"institution_code": "51383"}, []),
    ("a site by its code", {}, {"site": "6490101"}, []),
    ("a site by its former name", {}, {"site": "东山电大工作站"}, [("DF07", "confirm")]),
    ("another site", {}, {"site": "西河学习中心"}, [("DF07", "confirm")]),
    ("resting", {"status": "休学"}, {}, [("SC03", "ask-site")]),
)


@pytest.fixture(scope="module")
def answer() -> Answer:
    pairs = list(zip(people(len(SLIPS)), SLIPS, strict=True))
    return judged([person | was | sent for person, (_, was, sent, _) in pairs], [p | s[1] for p, s in pairs])


@pytest.mark.parametrize("slip", SLIPS, ids=[slip[0] for slip in SLIPS])
def test_a_slip_is_charged_once(answer: Answer, slip: Slip) -> None:
    row = SLIPS.index(slip) + 1
    findings = [f for f in answer.tables["findings"].to_pylist() if f["row"] == row]
    assert sorted((f["rule"], f["trust"]) for f in findings if f["charged"]) == slip[3]


# ---------------------------------------------------------------- several rows


def told(rows: list[Person], students: list[Person]) -> list[dict[str, Any]]:
    return judged(rows, students).tables["findings"].to_pylist()


def test_ids_of_two_neighbours_swapped_are_two_conflicts_and_no_proposal() -> None:
    students = people(12)
    rows = [dict(person) for person in students]
    rows[4]["id_card"], rows[5]["id_card"] = rows[5]["id_card"], rows[4]["id_card"]
    charged = [f for f in told(rows, students) if f["charged"]]
    assert [(f["rule"], f["row"], f["proposal"]) for f in charged] == [("MA04", 5, ""), ("MA04", 6, "")]


@pytest.mark.parametrize("field", ["student_no", "id_card", "name"])
def test_a_column_filled_down_returns_the_file(field: str) -> None:
    students = people(20)
    rows = [
        person | ({field: students[3][field]} if 3 <= n < 12 else {}) for n, person in enumerate(students)
    ]
    findings = told(rows, students)
    assert [f["rule"] for f in findings if f["charged"]] == ["FI14"]
    assert not [f for f in findings if f["proposal"]]


def test_a_number_filled_as_a_series_is_never_applied_unasked() -> None:
    """Excel's fill handle counts on: 123, 124, 125. Name and ID find everybody; nothing is put there unasked."""
    students = people(20)
    start = int(students[3]["student_no"])
    rows = [
        person | ({"student_no": str(start + n - 3)} if 3 < n < 12 else {})
        for n, person in enumerate(students)
    ]
    found = [f for f in told(rows, students) if f["field"] == "student_no" and f["charged"]]
    assert len(found) >= 7  # one of the series may be the right number by chance
    assert {f["trust"] for f in found} <= {"confirm", "ask-site"}


def test_two_columns_exchanged_do_not_make_the_extract_incomplete() -> None:
    students = people(20)
    rows = [p | {"student_no": p["id_card"], "id_card": p["student_no"]} for p in students]
    assert "EX06" not in {f["rule"] for f in told(rows, students)}
