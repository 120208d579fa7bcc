"""The files: what stands in them is what the generator says stands there."""

from __future__ import annotations

import json
import zipfile

import pytest

from recon.sample import make
from recon.sample.layouts import LAYOUTS, USUAL, Layout
from recon.sample.rows import CODES

STUDENT_HEADER = (
    "学号, 姓名, 入学年度学期, 学籍状态代码, 学籍状态, 学生类别代码, 学生类别, 分部代码, 分部, 学院代码, 学院, "
    "学习中心代码, 学习中心, 班级代码, 班级名称, 班主任名称, 专业层次代码, 专业层次, 专业名称代码, 专业名称, 培养方案号"
)
HEADERS = {
    "open_students": STUDENT_HEADER,
    "open_users": "所属机构, 姓名, 登录名, 手机号, 邮箱, 证件类型, 证件号码, 身份, 状态, 创建时间",
    "adult_chsi": "KSH, XH, XM, XB, CSRQ, SFZH, ZZMM, MZ, ZYDM, ZYMC, CC, XZ, XXXS, RXRQ, FY, XSH, BH, YJBYRQ",
}
"""As the systems write them (docs/definitions.md, "Extracts")."""


@pytest.mark.parametrize("name", HEADERS)
def test_the_exports_carry_their_exact_headers(made, name):
    assert ", ".join(made.table(f"extracts/{name}.xlsx")[0]) == HEADERS[name]


def test_student_and_user_export_join_on_the_login(made):
    logins = {row["登录名"]: row for row in made.table("extracts/open_users.xlsx")}
    students = made.table("extracts/open_students.xlsx")
    assert {row["学号"] for row in students} <= set(logins)
    assert {row["身份"] for row in logins.values()} == {"学生", "教师"}
    assert any(not logins[row["学号"]]["证件号码"] for row in students)


def test_a_student_of_two_exports_is_the_same_in_both(made):
    central = {row["学号"]: row for row in made.table("extracts/open_central.xlsx")}
    shared = [row for row in made.table("extracts/open_students.xlsx") if row["学号"] in central]
    assert shared
    for row in shared:
        other = central[row["学号"]]
        assert (row["姓名"], row["专业层次"], row["学习中心"]) == (
            other["姓名"],
            other["层次"],
            other["学习中心"],
        )


def test_each_spoiled_cell_stands_where_the_truth_says(made):
    checked = 0
    for entry in made.truth:
        if not (entry["row"] and entry["field"]):
            continue
        row = made.roster(entry["file"])[entry["sheet"]][entry["row"] - 1]
        assert any(_shows(cell, entry["submitted"]) for cell in row), entry["spoil"]
        checked += 1
    assert checked > 50


def _shows(cell: object, text: str) -> bool:
    """A number is compared as a number; an empty cell is empty, however it is stored."""
    return cell == float(text) if isinstance(cell, int | float) else (cell or "") == text


def test_every_cell_of_a_clean_roster_is_text(clean):
    for file in clean.expected["files"]:
        if not file["file"].endswith(".xlsx"):
            continue
        for rows in clean.roster(file["file"]).values():
            assert {type(cell) for row in rows for cell in row} <= {str, type(None)}


def test_every_row_of_a_clean_roster_is_the_extract_s(clean):
    """Beside the code of its form, a row holds nothing but its student's official number, name and ID."""
    official = {}
    users = {row["登录名"]: row["证件号码"] for row in clean.table("extracts/open_users.xlsx")}
    for row in clean.table("extracts/open_students.xlsx"):
        official[row["学号"]] = (row["姓名"], users[row["学号"]])
    for row in clean.table("extracts/open_central.xlsx"):
        official[row["学号"]] = (row["姓名"], row["证件号码"])
    for row in clean.table("extracts/adult_chsi.xlsx"):
        official[row["XH"]] = (row["XM"], row["SFZH"])
    students = 0
    for file in clean.expected["files"]:
        for rows in clean.roster(file["file"]).values():
            for row in (row for row in rows if set(row) & set(official)):
                number = next(cell for cell in row if cell in official)
                name, identity = official[number]
                assert CODES[file["form"]] in row
                assert name.rstrip("\u3000") in row
                assert not identity or identity in row
                students += 1
    assert students == clean.expected["rows"]["read"]


def test_the_layouts_differ_in_all_that_domain_10_names():
    def some(feature) -> bool:
        return any(feature(layout) for layout in LAYOUTS.values())

    assert {len(LAYOUTS[name].above) + 1 for name in USUAL} >= {1, 2, 3, 5}
    assert some(lambda layout: any("\n" in word for _, word in layout.columns("open")))
    assert some(lambda layout: layout.example)
    assert some(lambda layout: layout.notes)
    assert some(lambda layout: layout.cover_sheet)
    assert some(lambda layout: layout.split)
    assert some(lambda layout: layout.empty_rows)
    assert some(lambda layout: layout.hide_every)
    assert {layout.encoding for layout in LAYOUTS.values()} == {"", "gb18030", "utf-8-sig"}


def test_the_adult_form_has_two_columns_more_and_its_own_word_for_the_site():
    opened, adult = (Layout("x").columns(form) for form in ("open", "adult"))
    header = "序号 院校代码 学号 姓名 性别 身份证号 层次 专业 年级 教学点"
    assert " ".join(word for _, word in opened) == header
    assert {code for code, _ in adult} - {code for code, _ in opened} == {"exam_no", "study_form"}
    assert adult[-1] == ("site", "函授站")


def test_a_damaged_workbook_is_none(tmp_path):
    make(tmp_path, site_count=25, student_count=300)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    damaged = [entry["file"] for entry in truth if entry["rule"] == "FI01"]
    assert damaged
    assert not any(zipfile.is_zipfile(tmp_path / "rosters" / file) for file in damaged)
