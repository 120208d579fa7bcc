"""A file is what it holds, whatever it is called: every kind under every ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.test_fuzz import (
    HEAD,
    ROWS,
    by_hand_xls,
    by_openpyxl,
    locked,
    ods,
    page,
    parquet,
    spreadsheetml,
    text,
)
from tests.support.books import xlsb

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import FileRead

    Read = Callable[..., FileRead]

ENDINGS = (
    ".xls",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".et",
    ".ods",
    ".csv",
    ".txt",
    ".html",
    ".xml",
    ".zip",
    ".dat",
    "",
)
MADE: dict[str, Callable[[], bytes]] = {
    "xlsx": by_openpyxl,
    "xls": by_hand_xls,
    "xlsb": lambda: xlsb([HEAD, *ROWS]),
    "ods": ods,
    "csv": text,
    "html": page,
    "spreadsheetml": spreadsheetml,
    "parquet": parquet,
}
STUDENT = tuple(ROWS[10])


@pytest.mark.parametrize("kind", MADE)
def test_every_kind_is_read_under_every_ending(kind: str, read: Read) -> None:
    made = MADE[kind]()
    for ending in ENDINGS:
        found = read(made, f"名单{ending}")
        assert (found.verdict, found.kind) == ("read", kind), (ending, found.troubles)
        assert any(row.values[:5] == STUDENT for sheet in found.sheets for row in sheet.rows), ending


def test_a_locked_workbook_is_unlocked_under_any_ending(read: Read) -> None:
    for ending in (".xls", ".xlsx", ".et"):
        assert read(locked(), f"名单{ending}").verdict == "read"
