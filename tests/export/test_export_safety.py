"""What comes from a roster is text in every output: no formula, no link, no other unit's secret."""

from __future__ import annotations

import base64
import zipfile
from dataclasses import replace
from io import BytesIO

import msoffcrypto
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from recon import fields
from recon.campaign import forms
from recon.export import KINDS, How, build, write
from recon.export.entry import documents
from recon.export.view import View
from recon.result import Result

PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|'/C calc'!A0",
    '=DDE("a";"b")',
    '=HYPERLINK("http://example.invalid","x")',
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
)
WORKBOOKS = tuple(kind for kind in KINDS if kind not in {"reminders", "receipts", "report"})
OUTSIDE = ("externalLinks", "vbaProject", "embeddings", "activeX", "customXml", "connections")


@pytest.fixture
def hostile(run):
    """A unit whose every value is a payload: rows, changes, findings, names of files and sheets."""
    for number, text in enumerate(PAYLOADS):
        values = dict.fromkeys(fields.CODES, (f"{text}raw", text))
        row = run.row(**values, file=f"{text}.xlsx", sheet=text, open=number % 3 == 0)
        for code in fields.CODES:
            run.change(row, code, "NA02", who=text)
        for code in ("name", "id_card"):
            shared = {
                "submitted": text,
                "official": text,
                "proposal": text,
                "message": text,
                "evidence": text,
            }
            run.finding("DF01", row, field=code, trust="ask-site", **shared)
            run.finding("EX01", row, field=code, trust="authority", site_code="6400101", **shared)
        known = {"student_no": f"{text}{number}", "name": text, "cohort": text, "level": text}
        run.student(
            row, "6400101", category="open", due=True, state="submitted", clean=number % 3 > 0, **known
        )
        run.add("omissions", site_code="6400101", category="open", reason="omitted", **known)
        run.add(
            "files", file=f"{text}.xlsx", unit="6400101", form="open", sha256=text, received_at=text, live=1
        )
    run.site("6400301", "=1+1", "@SUM(A1)", "64003")
    run.row("6400301", **dict.fromkeys(fields.CODES, "=1+1"))
    return run.result()


def made(kind, result):
    """Every workbook of a kind."""
    units = tuple(f"{text}{number}" for number, text in enumerate(PAYLOADS)) if kind == "case" else ()
    return [d for d in documents(kind, View(result), units) if d.name.endswith(".xlsx")]


def assert_harmless(data):
    """No formula, no link, no part outside; every cell is text or a count."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        assert not [name for name in names if any(part in name for part in OUTSIDE)]
        for name in names:
            text = archive.read(name).decode("utf-8", "replace")
            assert 'TargetMode="External"' not in text
            assert "worksheets/sheet" not in name or ("<f>" not in text and "<f " not in text)
    book = openpyxl.load_workbook(BytesIO(data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}


def values(data):
    """Every value of every sheet, as another reader sees it."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {
        value
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for value in row
    }


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_no_payload_becomes_a_formula_or_reaches_outside(kind, hostile):
    workbooks = made(kind, hostile)
    assert workbooks
    for document in workbooks:
        assert_harmless(document.data)


@pytest.mark.parametrize("kind", ["corrected", "returned", "handover", "pack", "omissions", "case"])
def test_the_payloads_stand_unchanged_as_text(kind, hostile):
    seen = set().union(*(values(document.data) for document in made(kind, hostile)))
    assert {f"{text}raw" if kind == "returned" else text for text in PAYLOADS} <= seen


def form():
    """The office's own form: a title, a header with every field, one row."""
    book = openpyxl.Workbook()
    book.active.append(["{title}"])
    book.active.append(["序号", *(fields.BY_CODE[code].title.zh for code in fields.CODES)])
    book.active.append(["1"])
    out = BytesIO()
    book.save(out)
    return forms.START + base64.b64encode(out.getvalue()).decode()


@pytest.mark.parametrize("kind", ["corrected", "handover", "pack"])
def test_the_offices_own_form_is_as_safe(kind, hostile):
    columns = ",".join(fields.CODES)
    templates = {"open_form": form(), "open_columns": columns}
    campaign = replace(hostile.campaign, title="=1+1", templates=templates)
    workbooks = made(kind, Result(campaign, hostile.tables, hostile.summary))
    assert workbooks
    for document in workbooks:
        assert_harmless(document.data)
    assert set(PAYLOADS) <= set().union(*(values(document.data) for document in workbooks))


def test_the_sites_own_layout_is_as_safe(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Sheet1"
    for number, text in enumerate(PAYLOADS, 1):
        cell = book.active.cell(number, 1, f"{text}raw")
        cell.data_type = "s"
        row = run.row(name=(f"{text}raw", text), name_cell=f"A{number}", row=number)
        run.change(row, "name", "NA02", who=text)
    out = BytesIO()
    book.save(out)
    run.add("files", file="6400101.xlsx", unit="6400101", form="open", sha256="s", live=len(PAYLOADS))
    how = How(layout="own", originals=lambda *_: out.getvalue())
    (path,) = write("corrected", run.result(), tmp_path, how=how)
    assert path.name.startswith("6400101_示例东区工作站_更正表（原表样）")
    assert_harmless(path.read_bytes())
    assert {text.replace("\r", "\n") for text in PAYLOADS} <= {
        str(value).replace("_x000D_", "\n").replace("\r", "\n") for value in values(path.read_bytes())
    }


@pytest.mark.parametrize("kind", ["report", "receipts"])
def test_a_page_holds_no_script_and_no_tag_of_a_roster(kind, run):
    run.add("files", file="<script>x</script>.xlsx", unit="6400101", form="open", sha256="<b>", live=1)
    run.site("6400301", "<img src=x>", "<i>", "64003")
    pages = [one for one in documents(kind, View(run.result())) if one.name.endswith(".html")]
    assert pages
    for page in pages:
        text = page.data.decode()
        assert "<script" not in text
        assert "<img" not in text
        assert "default-src 'none'" in text


TURNED = "\u202efdp\u2066\u061c\x1b[2J\x9b31m"
"""What turns a line round or commands a terminal."""


@pytest.mark.parametrize("kind", ["circular", "report", "receipts", "reminders"])
def test_a_text_commands_no_terminal_and_turns_no_line(kind, run):
    """They are pasted into chats and opened on terminals, and a name in them is whatever somebody wrote."""
    named = f"a{TURNED}\n2. b.xlsx\u2028c"
    run.site("6400301", f"站{TURNED}", f"分校{TURNED}", "64003")
    run.lines["sites"][-1]["status"], run.lines["coverage"][-1]["due"] = "silent", 3
    run.add("files", file=named, unit="6400101", form="open", sha256="s", live=1)
    result = run.result()
    campaign = replace(result.campaign, title=f"题{TURNED}")
    made = documents(kind, View(Result(campaign, result.tables, result.summary)))
    pages = [one.data.decode("utf-8-sig") for one in made if not one.name.endswith(".xlsx")]
    assert pages
    for page in pages:
        assert not set(page.replace("\r\n", "\n")) & set(TURNED) - set("fdp[2J31m")
        assert not [line for line in page.splitlines() if line.startswith(("2. b", "c　"))]


def test_a_circular_shows_a_name_as_it_was_written(run):
    run.site("6400301", "甲&lt;乙~~丙~~", "三", "64003")
    (page,) = (one for one in documents("circular", View(run.result())) if one.name.endswith(".md"))
    assert "甲&amp;lt;乙\\~\\~丙\\~\\~" in page.data.decode()


@pytest.mark.parametrize("kind", ["corrected", "returned", "omissions", "pack"])
def test_every_cell_of_a_student_is_text(kind, small):
    for document in made(kind, small):
        sheet = openpyxl.load_workbook(BytesIO(document.data)).worksheets[0]
        cells = [cell for row in sheet.iter_rows(min_row=5) for cell in row]
        assert {cell.number_format for cell in cells} == {"@"}
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


@pytest.mark.parametrize("kind", KINDS)
def test_both_readers_open_every_workbook_and_nothing_is_hidden(kind, small):
    units = ("1864001400002",) if kind == "case" else ()
    for document in documents(kind, View(small), units):
        if document.name.endswith(".xlsx"):
            book = openpyxl.load_workbook(BytesIO(document.data))
            other = CalamineWorkbook.from_filelike(BytesIO(document.data))
            assert other.sheet_names == book.sheetnames
            for sheet in book:
                assert sheet.sheet_state == "visible"
                assert not [d for d in sheet.column_dimensions.values() if d.hidden]
                assert not [d for d in sheet.row_dimensions.values() if d.hidden]


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in {"handover", "record-corrections", "case"}]
)
def test_a_site_never_sees_another_units_student(kind, small):
    for document in documents(kind, View(small), ("6400101",)):
        with (
            zipfile.ZipFile(BytesIO(document.data))
            if document.name.endswith(".xlsx")
            else BytesIO() as archive
        ):
            parts = (
                [archive.read(n) for n in archive.namelist()] if isinstance(archive, zipfile.ZipFile) else []
            )
        text = b"".join(parts or [document.data]).decode("utf-8", "replace")
        assert "外单位学生" not in text
        assert "1864001400050" not in text


def test_the_return_sheet_tells_the_official_value_of_the_units_own_student(small):
    _, data = build("returned", small, "6400101")
    sheet = openpyxl.load_workbook(BytesIO(data))["退回清单"]
    todo = [cell.value or "" for cell in sheet["N"]]
    assert any("90010119900105004X" in text for text in todo)
    assert any("该学号属于另一名学生" in text for text in todo)


def test_an_official_value_is_kept_back_when_the_student_belongs_elsewhere(run):
    row = run.row(name="甲", enrol_id=7)
    run.student(7, "6400201", name="乙")
    run.finding("DF01", row, field="name", trust="ask-site", submitted="甲", official="乙的真名")
    _, data = build("returned", run.result(), "6400101")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert "乙的真名" not in "".join(
            archive.read(n).decode("utf-8", "replace") for n in archive.namelist()
        )


def test_what_waits_tells_a_unit_nothing_it_did_not_send_of_another_units_student(run):
    mine = run.row(name="甲", id_card=("", "90010119900101001X"), open=True)
    theirs = run.row(name="乙", id_card=("", "90010119900202002X"), open=True)
    run.student(mine, "6400101")
    run.student(theirs, "6400201")
    run.finding("HD02", unit="6400101", file="6400101.xlsx", field="id_card", trust="ask-site")
    seen = values(build("corrected", run.result(), "6400101")[1])
    assert "90010119900101001X" in seen
    assert "90010119900202002X" not in seen


def test_a_password_closes_every_workbook(small, tmp_path):
    (path,) = write("record-corrections", small, tmp_path, how=How(password="密码1"))
    with path.open("rb") as file:
        closed = msoffcrypto.OfficeFile(file)
        assert closed.is_encrypted()
        closed.load_key(password="密码1")
        opened = BytesIO()
        closed.decrypt(opened)
    assert openpyxl.load_workbook(opened).sheetnames == ["学籍信息更正"]
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(path)
