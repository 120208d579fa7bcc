"""The verdict line and the dump."""

from __future__ import annotations

import csv
import json
import unicodedata
from typing import TYPE_CHECKING

import pytest

from recon.intake.inspect import dump, verdict
from tests.support.books import ooxml, zipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recon.model import FileRead

    Read = Callable[..., FileRead]
    ReadAll = Callable[..., list[FileRead]]


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_file_that_was_read(read: Read) -> None:
    inside = '<sheetData><row r="3"><c r="B3" t="inlineStr"><is><t>学号</t></is></c></row></sheetData>'
    line = verdict(
        read(ooxml({"名单": inside, "空": ""}, states={"空": "hidden"})),
        {"名单": ("roster", 3, ("student_no",))},
    )
    assert json.loads(json.dumps(line)) | {"seconds": 0, "sha256": ""} == {
        "file": "a.xlsx",
        "verdict": "read",
        "rule": "",
        "message": "",
        "kind": "xlsx",
        "sheets": [
            {
                "name": "名单",
                "hidden": False,
                "cells": 1,
                "rows": 1,
                "table": "roster",
                "header_row": 3,
                "fields": ["student_no"],
            },
            {
                "name": "空",
                "hidden": True,
                "cells": 0,
                "rows": 0,
                "table": "",
                "header_row": 0,
                "fields": [],
            },
        ],
        "troubles": [],
        "sha256": "",
        "received_at": "",
        "seconds": 0,
    }


def test_a_refusal_is_told_before_what_was_noticed_on_the_way(read: Read) -> None:
    line = verdict(read(b"\xff\xd8\xff\xe0", "a.xlsx"), lang="en")
    assert (line["verdict"], line["rule"], line["sheets"]) == ("refused", "FI01", [])
    assert line["message"].startswith("This is a picture")


def test_what_is_ignored_says_why(read: Read) -> None:
    assert verdict(read(b"x", "~$a.xlsx"))["message"] == "Excel 临时锁定文件，不是名单，已忽略。"


def test_the_dump_is_exact_and_rows_keep_their_place(read: Read, tmp_path: Path) -> None:
    found = read('=1+1, 姓名 ,"a\nb"\n\n@x,"he said ""y"""\n'.encode(), "a.csv")
    (path,) = dump(found, tmp_path / "out")
    assert path == tmp_path / "out" / "a.csv.1.csv"
    assert rows(path) == [["=1+1", " 姓名 ", "a\nb"], [], ["@x", 'he said "y"']]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_names_of_members_and_sheets_cannot_leave_the_folder(read: Read, tmp_path: Path) -> None:
    from dataclasses import replace

    found = read(ooxml({"a:b*c": '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'}))
    hostile = replace(found, file="x.zip!/../../C:\\up/a.xlsx")
    (path,) = dump(hostile, tmp_path / "out")
    assert path.is_relative_to(tmp_path / "out")
    assert path.name == "a.xlsx.1.a_b_c.csv"
    assert ".." not in path.parts


@pytest.mark.parametrize("name", ["CON.xlsx", "aux", "com1.csv", "NUL."])
def test_names_of_devices_are_no_names_of_files(read: Read, tmp_path: Path, name: str) -> None:
    from dataclasses import replace

    found = read(ooxml({"S": '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'}))
    (path,) = dump(replace(found, file=name), tmp_path)
    assert path.name.startswith(f"_{name.rstrip('.')}")


def test_long_names_of_sheets_and_files_are_told_short_and_dumped(read_all: ReadAll, tmp_path: Path) -> None:
    """A name of a hundred thousand characters would stand in every finding; two such sheets stay two."""
    rows = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    book = ooxml({"长" * 100_000: rows, "长" * 100_000 + "a": rows})
    found = read_all(zipped({"长" * 5_000 + ".xlsx": book, "a/" * 2_000 + "b.csv": b"1,2\n"}), "a.zip")
    assert [read.verdict for read in found] == ["read"] * 3
    assert all(len(read.file) < 200 for read in found)
    assert (found[1].file[-5:], found[2].file[-6:]) == (".xlsx", "/b.csv")
    names = [sheet.name for sheet in found[1].sheets]
    assert len(set(names)) == 2
    assert all(len(name) < 120 for name in names)
    assert len(dump(found[1], tmp_path / "out")) == 2


def test_names_that_are_one_on_some_disk_are_dumped_apart(read: Read, tmp_path: Path) -> None:
    from dataclasses import replace

    found, taken = read(b"1,2\n", "a.csv"), set[str]()
    names = ("a?.csv", "a*.csv", "A_.csv", "é.csv", "e\u0301.csv")
    written = [dump(replace(found, file=name), tmp_path / "out", taken)[0] for name in names]
    assert len({unicodedata.normalize("NFC", str(path)).casefold() for path in written}) == len(names)
    assert all(path.exists() for path in written)


def test_a_row_where_no_program_has_one_is_told_and_dumps_no_endless_file(read: Read, tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in (1, 99_999_999_999))
    found = read(ooxml({"S": f"<sheetData>{rows}</sheetData>"}))
    (trouble,) = found.troubles
    assert trouble.details == {"reason": "lost-cells", "read": "1", "counted": "2"}
    assert [row.number for row in found.sheets[0].rows] == [1]
    (path,) = dump(found, tmp_path / "out")
    assert path.stat().st_size < 100
