"""Who else speaks of the same student, number or ID: what is counted, and what must not be."""

from __future__ import annotations

import time
from collections import defaultdict

import pyarrow as pa
import pytest

import recon
from recon.match.claims import _Claim, _same_student
from tests.support.clerk import ROSTER, Person, judged, people

STUDENTS = people(6)
STRANGERS = people(2, seed=99)


def duplicates(*more: Person) -> list[tuple[str, int, str]]:
    findings = judged([*STUDENTS, *more], STUDENTS).tables["findings"].to_pylist()
    return [(f["rule"], f["row"], f["trust"]) for f in findings if f["rule"][:2] == "DU"]


def test_rows_that_differ_in_spelling_alone_are_identical() -> None:
    name = STUDENTS[2]["name"]
    assert duplicates(STUDENTS[2] | {"name": f"{name[0]} {name[1:]}"}) == [("DU01", 7, "safe")]
    assert duplicates(STUDENTS[2] | {"major": "法律"}) == [("DU01", 7, "ask-site")]


def test_two_strangers_under_one_number_are_two_people_and_no_duplicate() -> None:
    number = {"student_no": "1864901499999"}
    rules = duplicates(STRANGERS[0] | number, STRANGERS[1] | number)
    assert rules == [("DU04", 7, "ask-site"), ("DU04", 8, "ask-site")]


def test_another_person_under_a_students_number_does_not_repeat_the_student() -> None:
    number = {"student_no": STUDENTS[2]["student_no"]}
    assert duplicates(STRANGERS[0] | number) == [("DU04", 7, "ask-site")]
    findings = judged([STRANGERS[0] | number, *STUDENTS], STUDENTS).tables["findings"].to_pylist()
    assert [(f["rule"], f["row"]) for f in findings if f["charged"]] == [("MA07", 1)], "whoever stands first"
    twice = duplicates(STRANGERS[0] | number, STRANGERS[0] | number)
    assert ("DU01", 8, "safe") in twice


def test_the_legacy_form_of_an_id_is_no_second_person() -> None:
    own = STUDENTS[2]
    legacy = own["id_card"][:6] + own["id_card"][8:17]
    assert duplicates(own | {"name": "某某", "id_card": legacy}) == [("DU01", 7, "ask-site")]


def test_another_person_with_a_students_id_does_not_repeat_the_student() -> None:
    borrowed = STRANGERS[0] | {"id_card": STUDENTS[2]["id_card"]}
    findings = judged([borrowed, *STUDENTS], STUDENTS).tables["findings"].to_pylist()
    assert {f["row"] for f in findings if f["charged"]} == {1}
    assert "DU01" not in {f["rule"] for f in findings}


@pytest.mark.parametrize("number", ["无", "1.96401E+12", "/", "0000000000000"])
def test_what_many_people_may_write_is_no_number_they_share(number: str) -> None:
    assert duplicates(*(one | {"student_no": number} for one in STRANGERS)) == []
    assert duplicates(*(one | {"student_no": number, "id_card": number} for one in STRANGERS)) == []


@pytest.mark.parametrize("number", ["", "1864901499999"])
def test_what_excel_left_of_two_ids_is_no_id_they_share(number: str) -> None:
    """The first fifteen digits of two strangers are alike: neither one person (DU01, DU05) nor two of one number."""
    left = {"id_card": "100101199501010000", "id_card_type": "number"}
    first = STRANGERS[0] | left | {"student_no": number}
    second = STRANGERS[1] | left | {"student_no": number and f"{number[:-1]}8"}
    assert duplicates(first, second) == []


def test_one_id_under_two_numbers_is_told() -> None:
    again = STUDENTS[0] | {"student_no": "1864901499999"}
    assert ("DU05", 7) in [(rule, row) for rule, row, _ in duplicates(again)]


def test_an_adult_known_by_the_examination_number_is_one_student_whatever_the_name() -> None:
    """Two rows of one 考生号 and one ID, one with a wrong name: the student twice, no other person."""
    one = STUDENTS[0]
    said = {"考生号": "19649100000001", "身份证号": one["id_card"], "层次": "专科", "年级": "2019级"}
    names = (one["name"], STRANGERS[0]["name"])
    sent = pa.Table.from_pylist([said | {"姓名": name} for name in names])
    official = pa.Table.from_pylist([said | {"姓名": names[0], "学籍状态": "在籍"}])
    found = recon.reconcile(sent, official, engine="polars").tables["findings"].to_pylist()
    assert ("DU01", "ask-site") in {(finding["rule"], finding["trust"]) for finding in found}


@pytest.mark.parametrize("where", ["the student's row first", "the other's row first"])
def test_where_a_row_gives_no_id_another_name_under_a_students_number_is_somebody_else(where: str) -> None:
    """Who was told "the same student twice, keep one row" took one of two students off the list."""
    other = STRANGERS[0] | {
        key: STUDENTS[2][key] for key in ("student_no", "sex", "level", "cohort", "major")
    }
    rows = [*STUDENTS, other | {"id_card": ""}]
    rows = rows if where.startswith("the student") else rows[::-1]
    findings = judged(rows, STUDENTS).tables["findings"].to_pylist()
    told = {f["rule"] for f in findings if f["name"] and f["row"] == (7 if rows[0] is STUDENTS[0] else 1)}
    assert {f["rule"] for f in findings if f["charged"] and f["row"] > 0} == {"DU04", "ID01"}
    assert "DU01" not in told
    columns = tuple(name for name in ROSTER if name != "id_card")
    for course in ({}, {"sex": "男女"["男女".index(other["sex"]) - 1], "major": "物流管理"}):
        rows = [one | course if one["name"] == other["name"] else one for one in rows]
        findings = judged(rows, STUDENTS, columns).tables["findings"].to_pylist()
        assert [f["rule"] for f in findings if f["charged"] and f["row"] > 0] == ["DU04"], course


def test_two_strangers_without_ids_under_one_number_are_two_people_by_their_names() -> None:
    number = {"student_no": "1864901499999", "id_card": ""}
    assert {rule for rule, *_ in duplicates(STRANGERS[0] | number, STRANGERS[1] | number)} == {"DU04"}
    nameless = STRANGERS[0] | number | {"name": ""}
    assert {rule for rule, *_ in duplicates(nameless, STRANGERS[0] | number, STRANGERS[1] | number)} == {
        "DU04"
    }
    again = STRANGERS[0] | number | {"name": f"{STRANGERS[0]['name']}（女）"}
    assert {rule for rule, *_ in duplicates(STRANGERS[0] | number, again)} == {"DU01"}


def test_a_name_mistyped_beside_no_id_is_the_student_twice() -> None:
    name = STUDENTS[2]["name"]
    for mistyped in (name[:-1] + "堃", f"{name}（女）", name[::-1]):
        rows = duplicates(STUDENTS[2] | {"id_card": "", "name": mistyped})
        assert [rule for rule, *_ in rows] == ["DU01"], mistyped


WITHOUT_IDS = [person | {"id_card": ""} for person in STUDENTS]
"""What the new platform's student export tells: no ID and no sex."""


def in_rows(*more: Person) -> list[tuple[str, int, bool]]:
    """Return rule, row and charge of what an extract without IDs has to say against rows below the students' own."""
    findings = judged([*STUDENTS, *more], WITHOUT_IDS).tables["findings"].to_pylist()
    return [(f["rule"], f["row"], f["charged"]) for f in findings if f["rule"][:2] in {"DU", "DF", "MA"}]


def test_without_ids_the_name_tells_whose_number_it_is() -> None:
    """Who has the number's own name is not at fault when somebody else borrows it, and is nobody's double."""
    course = {key: STUDENTS[2][key] for key in ("student_no", "sex", "level", "cohort", "major")}
    borrowed = STRANGERS[0] | course
    told = in_rows(borrowed)
    assert {row for rule, row, _ in told if rule != "DF03"} == {7}
    assert [rule for rule, _, charged in told if charged] == ["DU04"]
    assert "DU01" not in {rule for rule, _, _ in told}
    assert ("DU01", 8) in [(rule, row) for rule, row, _ in in_rows(borrowed, borrowed)]


def test_without_ids_a_student_with_a_remark_behind_the_name_is_the_student_twice() -> None:
    again = STUDENTS[2] | {"name": f"{STUDENTS[2]['name']}（女）"}
    assert ("DU01", 7, True) in in_rows(again)


def test_without_ids_the_row_whose_number_and_name_agree_is_not_asked_about_another_number() -> None:
    told = in_rows(STUDENTS[0] | {"student_no": "1864901499999"})
    assert {row for rule, row, charged in told if charged} == {7}


def test_whose_id_is_mistyped_is_not_charged_for_who_borrows_the_number() -> None:
    own, stranger = STUDENTS[2], STRANGERS[0] | {"student_no": STUDENTS[2]["student_no"]}
    digit = str((int(own["id_card"][9]) + 1) % 10)
    mistyped = own | {"id_card": own["id_card"][:9] + digit + own["id_card"][10:]}
    findings = judged([mistyped, stranger], STUDENTS).tables["findings"].to_pylist()
    assert [(f["rule"], f["row"]) for f in findings if f["charged"] and f["row"] > 0] == [
        ("MA03", 1),
        ("MA07", 2),
    ]


def test_a_line_dragged_down_ten_thousand_rows_costs_time_in_proportion() -> None:
    names = _Claim.__slots__
    line = dict.fromkeys(names, "") | {"file": "a.xlsx", "unit": "6490101", "enrol_id": 7}
    group = [_Claim(**line | {"row_id": number}) for number in range(10_000)]
    found: defaultdict[int, dict[str, object]] = defaultdict(dict)
    start = time.thread_time()
    _same_student(group, found)
    assert time.thread_time() - start < 2
    assert [found[0][name] for name in ("dup_file", "dup_first", "repeat")] == [10_000, True, False]
    assert [found[9_999][name] for name in ("dup_same", "dup_first", "repeat")] == [True, False, True]


def test_without_ids_two_students_with_one_id_are_both_told() -> None:
    """Number and name agree, and only the roster itself tells that one of them has the other's ID."""
    mate = STUDENTS[0] | {key: STUDENTS[1][key] for key in ("student_no", "name", "sex", "level", "cohort")}
    sent = [STUDENTS[0], mate]
    findings = judged(sent, WITHOUT_IDS).tables["findings"].to_pylist()
    assert [(f["rule"], f["row"], f["charged"]) for f in findings if f["rule"] == "DU05"] == [
        ("DU05", 1, True),
        ("DU05", 2, True),
    ]


def test_without_ids_one_person_in_two_courses_is_no_mistake() -> None:
    other = STUDENTS[0] | {"student_no": "1864901299999", "level": "本科"}
    findings = judged([STUDENTS[0], other], [*WITHOUT_IDS, other | {"id_card": ""}]).tables["findings"]
    assert "DU05" not in findings["rule"].to_pylist()
