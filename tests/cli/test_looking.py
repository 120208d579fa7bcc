"""``recon inspect`` tells what any file is that goes in: its header row, its fields, and what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from recon.cli.app import app
from recon.normalise.registers.vocabulary import CHSI, STUDENT_EXPORT, USER_EXPORT

if TYPE_CHECKING:
    from pathlib import Path

PERSON = "1864901450001"
TABLES = {
    "students": (
        "导出时间：2020-05-01\n" + ",".join(STUDENT_EXPORT),
        2,
        {"student_no", "status", "site_code"},
    ),
    "users": (",".join(USER_EXPORT), 1, {"login", "id_card", "document_type"}),
    "central": (
        "学号,姓名,性别,证件号码,学籍状态,学院代码,学习中心代码",
        1,
        {"student_no", "id_card", "status"},
    ),
    "adult": (",".join(CHSI), 1, {"exam_no", "birth_date"}),
    "photos": ("照片采集名单\n\n学号,采集日期,状态", 3, {"student_no", "captured_on", "photo_status"}),
    "planned": ("学号,毕业批次", 1, {"student_no", "batch"}),
    "sites": ("教学点代码,教学点名称,联系电话", 1, {"site_code"}),
    "submissions": ("文件,收到时间", 1, {"file", "received_at"}),
    "roster": ("院校代码,学号,姓名,身份证号", 1, {"institution_code", "student_no"}),
}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_that_goes_in_shows_its_header(table: str, tmp_path: Path) -> None:
    head, row, fields = TABLES[table]
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n{PERSON},x,y\n", encoding="utf-8-sig")
    answer = CliRunner().invoke(app, ["inspect", str(path), "--json"])
    (sheet,) = json.loads(answer.stdout)["sheets"]
    assert (answer.exit_code, sheet["table"], sheet["header_row"]) == (0, table, row)
    assert set(sheet["fields"]) >= fields


@pytest.mark.parametrize(("lang", "words"), [("zh", "照片采集名单"), ("en", "a photo register")])
def test_both_languages_say_what_it_is(lang: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"学号,采集日期\n{PERSON},2020-06-01\n", encoding="utf-8-sig")
    answer = CliRunner().invoke(app, ["inspect", str(path), "--lang", lang])
    assert words in answer.stdout
    assert ("、" in answer.stdout) == (lang == "zh")


def test_a_verdict_speaks_the_language_that_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.4")
    answer = CliRunner().invoke(app, ["inspect", str(path), "--json", "--lang", "en"])
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["message"].startswith("This is a PDF")
