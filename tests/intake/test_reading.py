"""From files to FileRead: the plain cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from recon.errors import MissingPathError
from recon.intake import read_file, read_paths

if TYPE_CHECKING:
    from pathlib import Path


def workbook(path: Path, rows: list[list[object]], title: str = "Sheet1") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_every_cell_has_its_place_and_its_type(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["学号", " 姓名 ", 5], [], [None, True, 300102199001011234]], "名单"
    )
    (read,) = read_file(path)
    (sheet,) = read.sheets
    assert (read.verdict, read.kind, sheet.name, sheet.cells) == ("read", "xlsx", "名单", 5)
    assert [(row.number, row.values, row.types) for row in sheet.rows] == [
        (1, ("学号", " 姓名 ", "5"), "ttn"),
        (3, ("", "TRUE", "300102199001011000"), " bn"),
    ]


def test_a_csv_keeps_leading_zeros_and_physical_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("学号,姓名\n\n0012,“张”\n".encode("gb18030"))
    (read,) = read_file(path)
    assert [(row.number, row.values) for row in read.sheets[0].rows] == [
        (1, ("学号", "姓名")),
        (3, ("0012", "“张”")),
    ]


def test_folders_are_walked_in_order_and_nothing_is_skipped(tmp_path: Path) -> None:
    workbook(tmp_path / "b" / "1.xlsx", [["x"]])
    workbook(tmp_path / "a" / "2.xlsx", [["y"]])
    (tmp_path / "a" / "~$2.xlsx").write_bytes(b"lock")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4")
    reads = list(read_paths([tmp_path]))
    assert [(read.file, read.verdict) for read in reads] == [
        ("a/2.xlsx", "read"),
        ("a/~$2.xlsx", "ignored"),
        ("b/1.xlsx", "read"),
        ("c.pdf", "refused"),
    ]


def test_the_same_bytes_count_once(tmp_path: Path) -> None:
    first = workbook(tmp_path / "a.xlsx", [["x"]])
    (tmp_path / "b.xlsx").write_bytes(first.read_bytes())
    _, again = read_paths([tmp_path])
    assert again.sheets == ()
    assert [(t.rule, t.details["first"]) for t in again.troubles] == [("FI08", "a.xlsx")]


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match="nowhere"):
        list(read_paths([tmp_path / "nowhere"]))
