"""A roster is judged alike whether it comes as a Word document, a dBase table or in a mail's text."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow.csv as pc
import pytest
from typer.testing import CliRunner

from recon.cli.app import app
from recon.pipeline import Inputs, Options, run
from recon.workspace import Workspace
from tests.support.clerk import CAMPAIGN, ROSTER, extract, people
from tests.support.papers import dbf, docx, paragraph, tbl, tr

if TYPE_CHECKING:
    from pathlib import Path

    from recon.pipeline.answers.answer import Answer

STUDENTS = people(12)
TITLES = ("附表1　2020年毕业生图像采集名单", "学习中心、函授站名称（盖章）：东山学习中心　负责人签字：")
WRONG, SPACED = 4, 6
"""Students whose 学号 has two digits exchanged, and a space in it."""
CODES = tuple(ROSTER)


def exchanged(number: str) -> str:
    at = next(n for n in range(len(number) - 1, 0, -1) if number[n] != number[n - 1])
    return number[: at - 1] + number[at] + number[at - 1] + number[at + 1 :]


def sent() -> list[list[str]]:
    """Return the roster's cells, header first."""
    rows = [dict(student) for student in STUDENTS]
    rows[WRONG]["student_no"] = exchanged(rows[WRONG]["student_no"])
    rows[SPACED]["student_no"] = rows[SPACED]["student_no"][:6] + " " + rows[SPACED]["student_no"][6:]
    return [list(ROSTER.values()), *([row[code] for code in CODES] for row in rows)]


def as_docx() -> bytes:
    return docx("".join(map(paragraph, TITLES)) + tbl(*(tr(*row) for row in sent())))


def as_dbf() -> bytes:
    head, *rows = sent()
    return dbf([(title, "C", 30) for title in head], rows)


def mail(text: str, subtype: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "报送"
    message["Received"] = "from a by b; Tue, 02 Jun 2020 03:04:05 +0000"
    message.set_content(text, subtype=subtype)
    return bytes(message)


def as_page() -> bytes:
    lines = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in sent())
    return mail(f"<p>{TITLES[1]}</p><table>{lines}</table><p>张老师</p>", "html")


def as_tabs() -> bytes:
    return mail("\n".join("\t".join(row) for row in sent()) + "\n", "plain")


CONTAINERS = {
    "名单.docx": (as_docx, "名单.docx", 0),
    "名单.dbf": (as_dbf, "名单.dbf", 0),
    "page.eml": (as_page, "page.eml!/body.html", 1),
    "tabs.eml": (as_tabs, "tabs.eml!/body.txt", 0),
}
"""How it is sent → what makes it, what findings call it, and how many rows stand above its header."""


def judged(name: str, data: bytes, folder: Path) -> Answer:
    (folder / "rosters").mkdir()
    (folder / "rosters" / name).write_bytes(data)
    pc.write_csv(extract(STUDENTS), folder / "extract.csv")
    return run(
        Inputs(CAMPAIGN, (str(folder / "extract.csv"),), (folder / "rosters",)), Options(), out=folder / "out"
    )


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_wrong_digit_is_found_in_its_cell_and_the_corrected_sheet_is_written(
    name: str, tmp_path: Path
) -> None:
    make, file, above = CONTAINERS[name]
    answer = judged(name, make(), tmp_path)
    findings: list[dict[str, Any]] = answer.findings.to_pylist()
    (found,) = (f for f in findings if f["rule"] == "MA02")
    assert (found["file"], found["row"], found["cell"]) == (file, WRONG + 2 + above, f"B{WRONG + 2 + above}")
    assert (found["submitted"], found["proposal"]) == (sent()[WRONG + 1][1], STUDENTS[WRONG]["student_no"])
    assert {f["rule"] for f in findings if f["charged"]} == {"MA02", "FI15"}
    assert answer.summary["rows"]["judged"] == len(STUDENTS)
    (corrected,) = (tmp_path / "out" / "corrected").glob("6490101_*.xlsx")
    texts = {str(cell) for row in openpyxl.load_workbook(corrected).worksheets[0].values for cell in row}
    assert {student["student_no"] for at, student in enumerate(STUDENTS) if at != WRONG} <= texts
    (returned,) = (tmp_path / "out" / "returned").glob("6490101_*.xlsx")
    told = {str(cell) for sheet in openpyxl.load_workbook(returned) for row in sheet.values for cell in row}
    assert sent()[WRONG + 1][1] in told


@pytest.mark.parametrize("name", CONTAINERS)
def test_it_comes_in_by_the_other_doors_too(name: str, tmp_path: Path) -> None:
    make, file, _ = CONTAINERS[name]
    path, extracted = tmp_path / name, tmp_path / "extract.csv"
    path.write_bytes(make())
    pc.write_csv(extract(STUDENTS), extracted)
    campaign = tmp_path / "campaign.toml"
    campaign.write_text(
        '[campaign]\nid = "2020"\nprovince_code = "649"\n[scope.open]\ncohorts = ["2018秋季", "2019春季"]\n'
        'levels = ["专科", "本科"]\ninstitution_code = "51161"\n',
        encoding="utf-8",
    )

    def call(*words: object) -> str:
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code in {0, 1}, done.output
        return done.output

    assert f"{file}: 可读取" in call("inspect", path, "--dump", tmp_path / "dumped")
    dumped = "".join(one.read_text(encoding="utf-8-sig") for one in (tmp_path / "dumped").rglob("*.csv"))
    assert STUDENTS[0]["id_card"] in dumped
    assert "FI15" in call("check", path)
    office = tmp_path / "office"
    call("workspace", "init", office, "--campaign", campaign)
    call("workspace", "extract-add", office, extracted)
    call("workspace", "receive", office, path, "--out", tmp_path / "papers")
    with Workspace.open(office) as place:
        (receipt,) = (one for one in place.receipts() if one.file == file)
    assert receipt.rows == len(STUDENTS)


def test_a_dbase_extract_judges_as_the_same_csv_does(tmp_path: Path) -> None:
    table = extract(STUDENTS)
    rows = [[str(value) for value in row.values()] for row in table.to_pylist()]
    path = tmp_path / "extract.dbf"
    path.write_bytes(dbf([(name, "C", 30) for name in table.column_names], rows))
    (tmp_path / "名单.docx").write_bytes(as_docx())
    answer = run(Inputs(CAMPAIGN, (str(path),), (tmp_path / "名单.docx",)), Options())
    assert answer.summary["coverage"]["due"] == len(STUDENTS)
    assert {f["rule"] for f in answer.findings.to_pylist() if f["charged"]} == {"MA02", "FI15"}


def test_a_number_in_a_numeric_field_is_a_number_stored_as_one(tmp_path: Path) -> None:
    head, *rows = sent()
    kinds = {"学号": "N", "身份证号": "N"}
    rows = [[text.replace(" ", "").replace("X", "0") for text in row] for row in rows]
    data = dbf([(title, kinds.get(title, "C"), 20) for title in head], rows)
    answer = judged("名单.dbf", data, tmp_path)
    rules = [f["rule"] for f in answer.findings.to_pylist()]
    assert (rules.count("NO04"), rules.count("ID04")) == (len(rows), len(rows))
