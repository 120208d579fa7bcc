"""A frame's rows: in the order of their files, of the form they speak of, from the unit their file names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import recon
from recon.campaign import Campaign, Scope
from recon.errors import OptionError
from recon.words import Category
from tests.pipeline.test_parity import PEOPLE, frame
from tests.support.frames import identity

if TYPE_CHECKING:
    from recon.pipeline.answers.answer import Answer

ADULTS = pa.table(
    {
        "考生号": ["19649100000001", "19649100000002"],
        "学号": ["5138320190000001", "5138320190000002"],
        "姓名": ["王伟", "李娜"],
        "身份证号": [identity(n, born="19900101") for n in (801, 803)],
        "层次": ["专科"] * 2,
        "年级": ["2019级"] * 2,
    }
)
ACTIVE = pa.array(["在籍"] * 2)


def rows(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(answer.tables["rows"][name].to_pylist() for name in names), strict=True))


def rules(answer: Answer) -> set[str]:
    return set(answer.tables["findings"]["rule"].to_pylist())


def test_a_frame_of_adult_students_is_of_the_adult_form() -> None:
    answer = recon.reconcile(ADULTS, ADULTS.append_column("学籍状态", ACTIVE))
    assert {form for (form,) in rows(answer, "form")} == {"adult"}
    assert answer.summary["coverage"]["clean"] == 2
    assert not rules(answer) & {"HD05", "IC02"}


def test_a_frame_without_files_may_hold_students_of_both_forms() -> None:
    both = pa.concat_tables([frame(*PEOPLE[:3]), ADULTS], promote_options="default")
    extract = [frame(*PEOPLE[:3]), ADULTS.append_column("学籍状态", ACTIVE)]
    answer = recon.reconcile(both, extract)
    assert [form for (form,) in rows(answer, "form")] == ["open"] * 3 + ["adult"] * 2
    assert not rules(answer) & {"HD05", "OM01", "MA01"}


def test_examination_numbers_that_are_all_empty_make_no_adult_students() -> None:
    sent = frame(*PEOPLE[:2]).append_column("exam_no", pa.array(["", " "]))
    answer = recon.reconcile(sent, frame(*PEOPLE[:2]))
    assert {form for (form,) in rows(answer, "form")} == {"open"}


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_which_of_two_rows_repeats_the_other_hangs_on_their_numbers_alone(engine: str) -> None:
    twice = frame(PEOPLE[0], PEOPLE[0] | {"name": "某人"}, PEOPLE[1])
    placed = twice.append_column("file", pa.array(["b.xlsx", "b.xlsx", "a.xlsx"]))
    placed = placed.append_column("row", pa.array([5, 6, 4]))
    answers = [
        recon.reconcile(placed.take(pa.array(order)), frame(*PEOPLE), engine=engine)
        for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0))
    ]
    assert rows(answers[0], "file", "row", "why") == [
        ("a.xlsx", 4, "due"),
        ("b.xlsx", 5, "due"),
        ("b.xlsx", 6, "repeat"),
    ]
    for name in ("rows", "findings", "surplus"):
        first, *others = (answer.tables[name].to_pylist() for answer in answers)
        assert all(other == first for other in others), name


def test_the_file_a_frame_names_tells_the_unit_as_a_file_of_that_name_does() -> None:
    sites = ["6490101", "6490102", "6490102"]
    extract = frame(*PEOPLE[:3]).append_column("教学点代码", pa.array(sites))
    sent = frame(*PEOPLE[:3]).append_column("file", pa.array(["6490101_名单.xlsx"] * 3))
    campaign = Campaign(
        id="named", year=2020, province_code="649", scope={Category.OPEN: Scope()}, as_of=date(2020, 6, 1)
    )
    assert {unit for (unit,) in rows(recon.reconcile(sent, extract, campaign), "unit")} == {"6490101"}
    nobody = sent.set_column(sent.schema.get_field_index("file"), "file", pa.array(["名单.xlsx"] * 3))
    assert {unit for (unit,) in rows(recon.reconcile(nobody, extract, campaign), "unit")} == {"6490102"}
    placed = nobody.append_column("教学点", pa.array(["6490101"] * 3))
    assert {unit for (unit,) in rows(recon.reconcile(placed, extract, campaign), "unit")} == {"6490101"}


@pytest.mark.parametrize(
    ("given", "expected"), [("5", 5), (" 5.0 ", 5), ("", 0), (None, 0), (5.0, 5), (float("nan"), 0)]
)
def test_a_row_is_a_whole_number_however_it_is_written(given: Any, expected: int) -> None:
    sent = frame(PEOPLE[0]).append_column("row", pa.array([given]))
    assert rows(recon.reconcile(sent, frame(*PEOPLE)), "row") == [(expected,)]


@pytest.mark.parametrize("given", ["第5行", 5.5, date(2020, 1, 1), [5]])
def test_a_row_that_is_no_number_is_refused_without_a_word_of_what_it_is(given: Any) -> None:
    sent = frame(PEOPLE[0]).append_column("row", pa.array([given]))
    with pytest.raises(OptionError, match="row") as refused:
        recon.reconcile(sent, frame(*PEOPLE))
    assert "第5" not in str(refused.value)


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
def test_one_number_of_an_open_and_an_adult_student_is_omitted_in_one_order(engine: str) -> None:
    extract = [frame(PEOPLE[0]), ADULTS.take([0]).append_column("学籍状态", ACTIVE[:1])]
    extract[1] = extract[1].set_column(1, "学号", extract[0]["学号"])
    for _ in range(3):
        missing = recon.reconcile(frame(PEOPLE[1]), extract, engine=engine).tables["omissions"]
        assert missing["category"].to_pylist() == ["adult", "open"]
