"""Expressions over millions of numbers say what the pure functions say of one, on every engine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon.engine import DESK
from recon.rules import digits
from recon.values import identity
from recon.values.folding import fold
from recon.values.student_number import disagreements

if TYPE_CHECKING:
    from recon.engine import Engine

AS_OF = date(2020, 6, 10)
BASE = "10010119990308123"
STEMS = [
    BASE,
    *(BASE[:n] + digit + BASE[n + 1 :] for n in range(17) for digit in "0379"),
    *(
        f"100101{born}123"
        for born in (
            "20000229",
            "19990229",
            "19991301",
            "19990431",
            "20060611",
            "20060610",
            "19300610",
            "19290610",
            "00000101",
        )
    ),
    "90010119950712451",
    "99910119990308123",
]
IDS = [
    *(stem + digit for stem in STEMS for digit in "0123456789X"),
    *("100101990308123", "100101990230123", "999101990308123", "100101990308124", ""),
    *(
        "E12345678",
        "H0123456789",
        "C1234567(8)",
        "ABC123456789012",
        "军字第1234567号",
        "01234567",
        "19990308",
        "0123456789",
        "1234567(8)",
        "12345678(B)",
        "H12345678(01)",
        "533380006",
        "M123A4567",
        "12AB34567",
        "12345678X",
        "ABCDEFGHI",
        "000000000",
        "00000000",
    ),
    *(
        "10010119990308",
        "1001011999O3081232",
        "10010119990308123a",
        "1.00101E+17",
        "-",
        "李明",
        "X",
        "1001011999030812345",
    ),
]
SEXES = ("男", "女", "", "先生")
NUMBERS = [
    "1864001450123",
    "1864001400123",
    "1964001250123",
    "1837001450123",
    "1864003450123",
    "1864009450123",
    "1864001550123",
    "186400145012",
    "",
    "18640014501234",
    "abc",
]
COHORTS = ("2018秋季", "2018春季", "2019级", "", "十八级")


def test_the_kind_and_the_problems_of_an_id_are_those_of_the_pure_functions(engine: Engine) -> None:
    rows = [(value, sex) for value in IDS for sex in SEXES]
    table = pa.table({"n": range(len(rows)), "id_card": [r[0] for r in rows], "sex": [r[1] for r in rows]})
    frame = digits.read_identity(engine.frame(table).with_columns(as_of=nw.lit(20200610)), "id_card")
    told = engine.collect(
        frame.with_columns(
            check=digits.check_digit_fails("id_card"),
            birth=digits.birth_is_impossible("id_card"),
            age=digits.age_is_unlikely("id_card", "as_of"),
            sexed=digits.sex_disagrees("id_card", "sex"),
        )
    ).sort_by("n")
    wrong = [row for row in told.to_pylist() if not _agrees(row)]
    assert wrong == []


def test_without_a_day_to_count_on_no_age_is_unlikely() -> None:
    ids = pa.table({"id_card": [BASE + "2", "100101201403081232"]})
    frame = digits.read_identity(DESK.frame(ids).with_columns(as_of=nw.lit(0)), "id_card")
    told = DESK.collect(frame.select(age=digits.age_is_unlikely("id_card", "as_of")))
    assert told["age"].to_pylist() == [False, False]


def _agrees(row: dict[str, object]) -> bool:
    value, sex = str(row["id_card"]), str(row["sex"])
    kind = {"permit": "resident", "temporary": "other"}.get(
        identity.document(value), identity.document(value)
    )
    problems = set(identity.problems(value, sex=sex, on=AS_OF))
    marks = {"check": row["check"], "birth": row["birth"], "age": row["age"], "sex": row["sexed"]}
    return row["id_card_kind"] == kind and {name for name, broken in marks.items() if broken} == problems - {
        "length",
        "shape",
    }


def test_what_a_student_number_contradicts_is_what_the_pure_function_says(engine: Engine) -> None:
    rows = [
        (number, cohort, level)
        for number in NUMBERS
        for cohort in COHORTS
        for level in ("专科", "本科", "中专", "")
    ]
    columns = dict(zip(("number", "cohort", "level"), zip(*rows, strict=True), strict=True))
    frame = engine.frame(pa.table({"n": range(len(rows)), **columns})).with_columns(province=nw.lit("640"))
    told = engine.collect(
        frame.with_columns(broken=digits.number_contradicts("number", "cohort", "level", "province"))
    )
    wrong = [
        row
        for row in told.to_pylist()
        if row["broken"]
        != bool(disagreements(row["number"], cohort=row["cohort"], level=row["level"], province="640"))
    ]
    assert wrong == []


def test_a_damaged_number_is_seen_by_its_cell_not_by_its_check_digit() -> None:
    """About one damaged number in eleven passes its check digit (docs/definitions.md, "Identity numbers")."""
    damaged = [f"1001011999{n:05}000" for n in range(20_000)]
    passing = [value for value in damaged if identity.check_digit(value[:17]) == value[17]]
    assert len(passing) > 1000
    assert all("damaged" in fold("id_card", value, "number").flaws for value in damaged)
