"""Whatever we write may come back among the rosters: nothing stops, and only rosters give students."""

from __future__ import annotations

import openpyxl
import pyarrow.compute as pc
import pytest

from recon import campaign, sample
from recon.export import KINDS, write, write_contract_files
from recon.pipeline import Inputs, Options, run


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """A very small province, judged once."""
    folder = tmp_path_factory.mktemp("province")
    sample.make(folder, seed=31970, site_count=3, student_count=30)
    return folder, judged(folder, folder / "rosters")


def judged(folder, *rosters):
    extracts = tuple(str(path) for path in sorted((folder / "extracts").iterdir()))
    lists = {name: (folder / f"{name}.xlsx",) for name in ("photos", "planned")}
    asked = campaign.load(folder / "campaign.toml")
    return run(Inputs(asked, extracts, rosters, sites=(folder / "sites.csv",), **lists), Options())


def live(result):
    rows = result.tables["rows"]
    return rows.filter(pc.equal(rows["life"], "live"))


def students(result):
    return {s["student_no"]: s["state"] for s in result.tables["students"].to_pylist()}


def test_sheets_that_are_no_rosters_add_nobody_and_stop_nothing(province, tmp_path):
    folder, before = province
    for kind in set(KINDS) - {"corrected", "returned", "pack", "handover"}:
        write(kind, before, tmp_path, units=sorted(students(before)) if kind == "case" else ())
    for path in write_contract_files(before, tmp_path / "contract", lang="zh").paths:
        if path.parent.name in {"corrected", "returned"}:
            path.unlink()
    after = judged(folder, folder / "rosters", tmp_path)
    assert live(after).num_rows == live(before).num_rows
    assert students(after) == students(before)
    assert not {file["file"] for file in after.tables["files"].to_pylist() if file["rows"]} - {
        file["file"] for file in before.tables["files"].to_pylist()
    }


@pytest.mark.nightly
def test_an_answered_omission_list_is_read_as_answers(province, tmp_path):
    folder, before = province
    answered = {}
    for path in write("omissions", before, tmp_path):
        book = openpyxl.load_workbook(path)
        sheet = book["漏报表"]
        head = next(row for row in sheet.iter_rows() if "缓拍" in [cell.value for cell in row])
        titles = [cell.value for cell in head]
        for row in sheet.iter_rows(min_row=head[0].row + 1):
            answer = ("缓拍", "放弃", "失联", "已转出", "补报")[len(answered) % 5]
            row[titles.index(answer)].value = "√"
            number = row[titles.index("学号")].value or row[titles.index("考生号")].value
            answered[number] = answer
        book.save(path)
    assert len(answered) >= 5
    after = students(judged(folder, folder / "rosters", tmp_path))
    for number, answer in answered.items():
        assert after[number] == ("omitted" if answer == "补报" else "excused")


@pytest.mark.nightly
def test_a_filled_pack_is_read_as_a_roster_and_who_is_not_shot_is_excused(province, tmp_path):
    folder, before = province
    away = []
    for path in write("pack", before, tmp_path):
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        head = next(row for row in sheet.iter_rows() if "是否拍摄" in [cell.value for cell in row])
        titles = [cell.value for cell in head]
        row = sheet[head[0].row + 1]
        row[titles.index("是否拍摄")].value = "不拍"
        row[titles.index("不拍原因")].value = "放弃"
        away.append(row[titles.index("学号")].value or row[titles.index("考生号")].value)
        book.save(path)
    after = judged(folder, tmp_path)
    found = students(after)
    due = {s["student_no"] for s in after.tables["students"].to_pylist() if s["due"]}
    assert {found[number] for number in away if number in due} == {"excused"}
    assert {found[number] for number in due - set(away)} == {"submitted"}
    assert after.tables["changes"].num_rows == 0
