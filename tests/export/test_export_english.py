"""What a workbook says of its own is in the language asked for; names and values stay as they are."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from recon.export import case, circular, confirmation, corrected, omissions, records, returned
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


def test_a_unit_and_a_rule_stand_in_english_brackets(small: Result) -> None:
    view = View(small, "en")
    made = [circular.build(view), records.build(view), corrected.build(view, "6400101", "open")]
    made += filter(None, (returned.build(view, "6400101", "open"), omissions.build(view, "6400101", "open")))
    sheets = [sheet for data in made for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets]
    for sheet in sheets:
        if sheet.title != "附表1 开放教育":  # the official form is Chinese in either language
            texts = [str(cell) for line in sheet.iter_rows(values_only=True) for cell in line if cell]
            assert not [
                text for text in texts if "（6400101）" in text or re.search(r"（[A-Z]{2}\d\d）", text)
            ]
    assert "（6400101）" in view.named("6400101", "zh")
