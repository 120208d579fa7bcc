"""HD05 of a whole table is held against the records before anybody is sent to the other form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.pipeline import Inputs, Options, run
from tests.support.clerk import CAMPAIGN, people

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.clerk import Person

HEAD = "学号,姓名,性别,身份证号,层次,专业,年级,学习形式"
FIELDS = ("student_no", "name", "sex", "id_card", "level", "major", "cohort")
STUDENTS = people(4)
STRANGERS = [one | {"student_no": f"186490149900{n}"} for n, one in enumerate(people(2, seed=9))]


def lines(rows: list[Person], study_form: str) -> list[str]:
    return [",".join([*(row[field] for field in FIELDS), study_form]) for row in rows]


def rules(folder: Path, rows: list[Person]) -> set[str]:
    """Return the rules that a sheet titled 附表1 breaks whose rows all say 函授."""
    official = [HEAD + ",学籍状态", *(f"{line},在籍" for line in lines(STUDENTS, "开放教育"))]
    (folder / "extract.csv").write_text("\n".join(official), encoding="utf-8")
    sheet = ["附表1 开放教育毕业生名单", HEAD, *lines(rows, "函授")]
    (folder / "rosters").mkdir()
    (folder / "rosters" / "roster.csv").write_text("\n".join(sheet), encoding="utf-8")
    answer = run(Inputs(CAMPAIGN, (str(folder / "extract.csv"),), (folder / "rosters",)), Options())
    return {line["rule"] for line in answer.findings.to_pylist()}


@pytest.mark.parametrize("count", [1, 4])
def test_a_wrong_study_form_of_students_the_open_extract_knows_makes_no_other_form(
    count: int, tmp_path: Path
) -> None:
    """A clerk was sent to 附表2 with students of 附表1, and a waiting sheet of one such row came back worse."""
    found = rules(tmp_path, STUDENTS[:count])
    assert "HD05" not in found
    assert "DF08" in found


def test_a_table_of_whom_the_records_do_not_know_most_is_the_other_forms(tmp_path: Path) -> None:
    assert "HD05" in rules(tmp_path, [*STUDENTS[:2], *STRANGERS])
