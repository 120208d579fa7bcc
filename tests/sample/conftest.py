"""One small campaign for all tests of this folder, and what its files hold."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import openpyxl
import pytest

from recon.sample import make

if TYPE_CHECKING:
    from pathlib import Path

SMALL = {"seed": 7, "site_count": 6, "student_count": 400}


@dataclass(frozen=True)
class Made:
    """A sample folder, read back by means of its own."""

    folder: Path

    @cached_property
    def truth(self):
        return json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))

    @cached_property
    def expected(self):
        return json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))

    def table(self, name: str) -> list[dict[str, str]]:
        header, *rows = sheets(self.folder / name)[0][1]
        return [dict(zip(header, (cell or "" for cell in row), strict=True)) for row in rows]

    def roster(self, file: str) -> dict[str, list[tuple]]:
        path = self.folder / "rosters" / file
        if path.suffix == ".csv":
            return {"": [tuple(row) for row in csv_rows(path)]}
        return dict(sheets(path))


@cache
def sheets(path: Path) -> list[tuple[str, list[tuple]]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book]


@cache
def csv_rows(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030"
    return list(csv.reader(content.decode(encoding).splitlines()))


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    make(folder, **SMALL)
    return Made(folder)


@pytest.fixture(scope="session")
def clean(tmp_path_factory) -> Made:
    folder = tmp_path_factory.mktemp("clean")
    make(folder, **SMALL, spoiled=False)
    return Made(folder)
