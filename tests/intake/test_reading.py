"""From files to FileRead: the plain cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from recon.errors import MissingPathError
from recon.intake import read_file, read_paths
from recon.intake.pool import Pool

if TYPE_CHECKING:
    from pathlib import Path

    from recon.intake.job import Answer, Job


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


@pytest.mark.parametrize("how", ["rewritten", "gone", "a folder"])
def test_a_file_that_changes_while_it_is_read_is_told_and_not_used(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of the new bytes stood under the SHA-256 of the old; a file that vanished was called damaged."""
    path = tmp_path / "a.csv"
    path.write_text("学号,姓名\n1864901450001,王丽\n", encoding="utf-8")
    plain = Pool.ask

    def meanwhile(pool: Pool, job: Job) -> Answer:
        if how == "rewritten":
            path.write_text("学号,姓名\n1864901450002,李明\n1864901450003,李亮\n", encoding="utf-8")
        else:
            path.unlink()
        if how == "a folder":
            path.mkdir()
        return plain(pool, job)

    monkeypatch.setattr(Pool, "ask", meanwhile)
    found = read_file(path)
    assert [(t.rule, t.details["reason"]) for one in found for t in one.troubles] == [("FI01", "changed")]
    assert [(one.verdict, one.sheets) for one in found] == [("refused", ())]


def test_a_file_larger_than_any_may_be_is_not_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terabyte that takes no room on the disk kept a run busy before it was refused."""
    monkeypatch.setattr("recon.intake.origin.hashlib.file_digest", pytest.fail)
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    (read,) = read_file(path)
    assert [(t.rule, t.details["reason"], t.details["size"]) for t in read.troubles] == [
        ("FI06", "file", str(1 << 40))
    ]
    assert (read.verdict, read.size) == ("refused", 1 << 40)
