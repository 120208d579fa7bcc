"""The same roster written by LibreOffice in several formats reads the same."""

from __future__ import annotations

import subprocess
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from recon.intake import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from recon.intake import Pool

pytestmark = pytest.mark.office
ROWS = [
    (1, ("学习中心（盖章）：示例教学点",), "t"),
    (2, ("学号", "姓　名", "身份证号", "入学", "数", "公式"), "tttttt"),
    (
        3,
        ("003", "阿依·古丽䶮", "30010219900101001X", "2018-09-03", "1864001450126", "1864001450127"),
        "tttdnf",
    ),
    (
        4,
        ("004", "阿依·古丽䶮", "30010219900101001X", "2018-09-04", "1864001450127", "1864001450128", "#N/A"),
        "tttdnfe",
    ),
    (
        5,
        ("005", "阿依·古丽䶮", "30010219900101001X", "2018-09-05", "1864001450128", "1864001450129"),
        "tttdnf",
    ),
]


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["学习中心（盖章）：示例教学点"])
    sheet.append(["学号", "姓　名", "身份证号", "入学", "数", "公式"])
    for number in (3, 4, 5):
        day = date(2018, 9, number)
        sheet.append(
            [f"00{number}", "阿依·古丽䶮", "30010219900101001X", day, 1864001450123 + number, f"=E{number}+1"]
        )
    sheet["G4"] = "=NA()"
    sheet.merge_cells("A1:F1")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("隐藏")["B2"] = "x\ny"
    book["隐藏"].sheet_state = "hidden"
    path = tmp_path_factory.mktemp("office") / "名单.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    "ending",
    ["xls", "ods", *(pytest.param(ending, marks=pytest.mark.nightly) for ending in ("xlsx", "fods"))],
)
def test_every_format_reads_the_same(roster: Path, ending: str, tmp_path: Path, pool: Pool) -> None:
    profile = roster.parent / "profile"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{profile}",
        "--headless",
        "--convert-to",
        ending,
        "--outdir",
    ]
    subprocess.run([*command, tmp_path, roster], check=True, capture_output=True, timeout=120)
    (read,) = read_file(tmp_path / f"名单.{ending}", pool=pool)
    sheet, hidden = read.sheets
    assert [(row.number, row.values, row.types) for row in sheet.rows] == ROWS
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.merged) == ({5}, {3}, ((1, 1, 1, 6),))
    assert (hidden.hidden, hidden.rows[0].values) == (True, ("", "x\ny"))
