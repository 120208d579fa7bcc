"""A student's further row is left out of the corrected sheet only where the student stands there already."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from recon.export import corrected
from recon.export.view import View
from tests.export.conftest import person

if TYPE_CHECKING:
    from tests.export.conftest import Run


@pytest.mark.parametrize("stranger_waits", [True, False])
def test_another_person_under_a_number_does_not_take_the_students_place(
    run: Run, *, stranger_waits: bool
) -> None:
    first = run.row(**person(1) | {"name": "甲示例"}, enrol_id=7, open=stranger_waits)
    if stranger_waits:
        run.finding("MA07", first, field="student_no", trust="never")
    for _ in range(2):
        run.row(**person(1) | {"name": "乙示例"}, enrol_id=7, why="repeat")
    book = openpyxl.load_workbook(BytesIO(corrected.build(View(run.result()), "6400101", "open")))
    names = [row[3] for row in book.worksheets[0].iter_rows(min_row=5, values_only=True) if row[3]]
    assert names == ["乙示例" if stranger_waits else "甲示例"]
    assert f"去除重复 {1 if stranger_waits else 2} 行" in book["更正说明"]["A3"].value
