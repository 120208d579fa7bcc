"""The one door: files, bytes or a zip; for one unit or all; and what it refuses."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from recon.errors import OptionError, OutputError
from recon.export import KINDS, How, build, prepare, write, zip_all
from recon.result import Result
from tests.export.conftest import person

UNIT = "6400101"


def test_the_kinds_are_the_contracts():
    files = "corrected returned omissions confirmation pack handover circular record-corrections"
    assert (*files.split(), "reminders", "receipts", "case", "report") == KINDS


def test_a_unit_with_both_forms_gets_both_in_one_zip(small):
    name, data = build("corrected", small, UNIT)
    assert name == "6400101_示例东区工作站_更正表.zip"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert [("开放教育" in inner, "成人教育" in inner) for inner in archive.namelist()] == [
            (True, False),
            (False, True),
        ]


def test_a_unit_with_one_form_gets_the_workbook_itself(small):
    name, data = build("corrected", small, "6400201")
    assert name == "6400201_示例南区工作站_更正表_开放教育_第1轮_20200611.xlsx"
    assert openpyxl.load_workbook(BytesIO(data)).sheetnames == ["附表1 开放教育", "更正说明", "待处理"]


def test_what_holds_for_both_forms_is_of_the_newest_round_of_either(run):
    run.row(**person(1))
    run.add("files", file="old.xlsx", unit=UNIT, form="open", rows=1, superseded=1)
    run.add("files", file="refused.xlsx", unit=UNIT, form="")
    named = {kind: build(kind, run.result(), UNIT)[0] for kind in ("corrected", "confirmation")}
    assert all("_第2轮_" in name for name in named.values()), named


def test_all_units_in_one_zip_with_progress(small):
    seen = []
    data = zip_all("corrected", small, how=How(progress=lambda *step: seen.append(step)))
    assert seen == [(1, 2, "更正表"), (2, 2, "更正表")]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert len(archive.namelist()) == 3


def test_only_the_units_asked_for_are_written(small, tmp_path):
    paths = write("corrected", small, tmp_path, units=["6400201"])
    assert [path.name[:7] for path in paths] == ["6400201"]
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_a_unit_without_anything_writes_nothing_and_a_download_says_so(small, tmp_path):
    assert write("returned", small, tmp_path, units=["6400201"]) == []
    with pytest.raises(OptionError):
        build("returned", small, "6400201")


def test_an_unknown_kind_names_the_known_ones(small, tmp_path):
    with pytest.raises(OptionError, match="record-corrections"):
        write("corected", small, tmp_path)


def test_the_english_reader_gets_english_explanations_on_chinese_forms(small):
    _, data = build("corrected", small, "6400201", lang="en")
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.worksheets[0]["D4"].value == "姓名"
    assert book["更正说明"]["A2"].value == "What was changed"


def test_capture_code_mode_lets_no_list_leave_the_office(small):
    coded = Result(replace(small.campaign, mode="capture-code"), small.tables, small.summary)
    _, data = build("handover", coded)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert "18640014" not in text
    assert "示例乙" not in text


def test_handed_over_and_waiting_are_those_submitted(small):
    sums = [0, 0]
    for document in ("开放教育", "成人教育"):
        with zipfile.ZipFile(BytesIO(build("handover", small)[1])) as archive:
            name = next(n for n in archive.namelist() if "移交名单" in n and document in n)
            sheet = openpyxl.load_workbook(BytesIO(archive.read(name)))["汇总"]
        last = [cell.value for cell in sheet[sheet.max_row]]
        sums = [sums[0] + last[4], sums[1] + last[5]]
    students = small.tables["students"].to_pylist()
    submitted = [s for s in students if s["state"] == "submitted" and (s["due"] or s["eligible"])]
    assert sums == [sum(s["clean"] for s in submitted), sum(not s["clean"] for s in submitted)]


def test_a_folder_is_proven_before_the_work(tmp_path):
    prepare(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        prepare(tmp_path / "file")


def test_the_campaigns_own_columns_and_titles_make_the_form(small):
    templates = {"open_columns": "序号,学号，姓名、联系电话 函授站", "open_title": "附表1：图像采集名单"}
    changed = Result(replace(small.campaign, templates=templates), small.tables, small.summary)
    _, data = build("corrected", changed, "6400201")
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert sheet["A2"].value == "图像采集名单"
    assert [cell.value for cell in sheet[4]] == ["序号", "学号", "姓名", "联系电话", "函授站", "备注"]
    assert [cell.value for cell in sheet[5]][1:5] == ["1864001400008", "示例壬", None, "示例南区工作站"]
