"""What a workbook says of its own is in the language asked for; names and values stay as they are."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from recon.export import case, confirmation
from recon.export.history import Step
from recon.export.view import View
from tests.export.conftest import person

if TYPE_CHECKING:
    from recon.result import Result

STEPS = [Step("2020-06-12T09:00:00+08:00", "application", "", "sent：id_card：总部收文 12 号", "", "李登记")]


def lines(data: bytes) -> list[tuple[str, ...]]:
    (sheet,) = openpyxl.load_workbook(BytesIO(data)).worksheets
    return [tuple(str(cell) for cell in line if cell) for line in sheet.iter_rows(values_only=True)]


def test_the_columns_of_a_case_file_are_english(small: Result) -> None:
    made = case.build(View(small, "en"), person(4)["student_no"], STEPS)
    assert made
    found = lines(made)
    assert ("No.", "Received", "Unit", "File", "Place", "Counts", "Late") in found
    assert ("No.", "Place", "Field", "As sent", "Corrected to", "Rule", "By") in found
    assert ("No.", "Finding", "Field", "As sent", "Record", "Severity", "Trust") in found
    assert any("Sent to headquarters: ID number: 总部收文 12 号" in line for line in found)
    assert not [cell for line in found for cell in line if "：" in cell]


def test_the_columns_of_a_confirmation_are_english(small: Result) -> None:
    found = lines(confirmation.build(View(small, "en"), "6400101"))
    assert ("No.", "Student number", "Name", "Field", "Before", "After", "Why") in found
    assert any(line[0].startswith("Rows: ") for line in found if line)
    assert not [cell for line in found for cell in line if "：" in cell]
