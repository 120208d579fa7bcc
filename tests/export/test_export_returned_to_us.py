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


@pytest.fixture
def guest(province, tmp_path):
    """A roster of few columns with another unit's student whose ID is wrong, and what it was judged to be."""
    folder, before = province
    people = [row for row in live(before).to_pylist() if row["enrol_id"] >= 0 and row["form"] == "open"]
    home = next(row["unit"] for row in people if row["unit"].isdigit())
    guests = [row for row in people if row["unit"] not in {home, "?"} and not home.startswith(row["unit"])]
    book = openpyxl.Workbook()
    codes = {"学号": "student_no", "姓名": "name", "身份证号": "id_card"}
    book.active.append(list(codes))
    for row in [*(one for one in people if one["unit"] == home), guests[0]]:
        book.active.append([row[f"{code}_final"] for code in codes.values()])
    *_, last = book.active.iter_rows(min_col=3)
    last[0].value = f"{last[0].value[:16]}{'12'[last[0].value[16] == '1']}{last[0].value[17]}"
    (tmp_path / "sent").mkdir()
    book.save(tmp_path / "sent" / f"{home}_附表1.xlsx")
    return judged(folder, tmp_path / "sent"), guests[0]["student_no_final"]


def rules(result, number):
    rows = {row["row_id"] for row in live(result).to_pylist() if row["student_no_final"] == number}
    found = result.tables["findings"].to_pylist()
    return sorted({(one["rule"], one["charged"]) for one in found if one["row_id"] in rows})


def test_who_waits_is_not_charged_for_columns_the_roster_never_had(province, guest, tmp_path):
    """Another unit's student is written without what the unit did not send: these cells ask for nothing."""
    before, number = guest
    write("corrected", before, tmp_path / "back")
    (path,) = [path for path in (tmp_path / "back").iterdir() if "附表1" in path.name or "开放" in path.name]
    sheet = openpyxl.load_workbook(path)["待处理"]
    assert number in [cell.value for row in sheet.iter_rows() for cell in row]
    assert rules(judged(province[0], tmp_path / "back"), number) == rules(before, number)


def test_a_mended_return_sheet_is_not_charged_for_columns_the_roster_never_had(province, tmp_path):
    """It shows the form's columns; those a site never filled ask for nothing when it comes back."""
    folder, before = province
    people = [row for row in live(before).to_pylist() if (row["form"], row["why"]) == ("open", "due")]
    home = next(row["unit"] for row in people if row["unit"].isdigit())
    own = [row for row in people if row["unit"] == home and not row["open"] and not row["held"]][:6]
    codes = dict(zip(HEAD, FIELDS, strict=True))
    book = openpyxl.Workbook()
    book.active.append(list(codes))
    for row in own:
        book.active.append([row[f"{code}_final"] for code in codes.values()])
    book.active["C2"] = "某某某"
    (tmp_path / "sent").mkdir()
    book.save(tmp_path / "sent" / f"{home}_附表1.xlsx")
    first = judged(folder, tmp_path / "sent")
    assert not {"DF07", "DF09", "VO06"} & charged(first)
    (path,) = write("returned", first, tmp_path / "back", units=[home])
    book = openpyxl.load_workbook(path)
    for row in book["退回清单"].iter_rows():
        for cell in row:
            if cell.value == "某某某":
                cell.value = own[0]["name_final"]
    book.save(path)
    assert not {"DF01", "DF07", "DF09", "VO06"} & charged(judged(folder, tmp_path / "back"))


FIELDS = ("institution_code", "student_no", "name", "sex", "id_card", "level", "major", "cohort")
HEAD = ("院校代码", "学号", "姓名", "性别", "身份证号", "层次", "专业", "年级")


def charged(result):
    return {one["rule"] for one in result.tables["findings"].to_pylist() if one["charged"]}
