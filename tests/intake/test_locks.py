"""Passwords: Excel's default, the one that was told, and the others."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.support.books import label, ooxml, record, xls, zipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import FileRead

    Read = Callable[..., FileRead]


@pytest.fixture(scope="module")
def locked() -> Callable[[str], bytes]:
    """Return a workbook locked with a password."""
    inside = '<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'
    plain = ooxml(
        {"S": inside}, extra={"xl/media/a.png": bytes(random.Random(1).randbytes(9000))}
    )  # small ones fail to lock

    def locking(password: str) -> bytes:
        room = io.BytesIO()
        OOXMLFile(io.BytesIO(plain)).encrypt(password, room)
        return room.getvalue()

    return locking


def test_excel_s_default_password_is_tried(read: Read, locked: Callable[[str], bytes]) -> None:
    found = read(locked("VelvetSweatshop"))
    assert (found.kind, found.sheets[0].rows[0].values, found.troubles) == ("xlsx", ("7",), ())


def test_a_password_is_found_by_the_file_s_name(read: Read, locked: Callable[[str], bytes]) -> None:
    found = read(locked("密码1"), passwords={"a.xlsx": "密码1"})
    assert found.verdict == "read"


@pytest.mark.parametrize(("passwords", "reason"), [({}, "password"), ({"a.xlsx": "wrong"}, "wrong-password")])
def test_any_other_password_is_asked_for(
    read: Read, locked: Callable[[str], bytes], passwords: dict[str, str], reason: str
) -> None:
    found = read(locked("secret"), passwords=passwords)
    assert (found.verdict, found.troubles[0].rule, found.troubles[0].details["reason"]) == (
        "refused",
        "FI02",
        reason,
    )
    assert "wrong" not in found.troubles[0].details.values()


def test_a_member_s_password_is_found_by_its_whole_name(
    read_all: Callable[..., list[FileRead]], locked: Callable[[str], bytes]
) -> None:
    data = zipped({"x/a.xlsx": locked("p1"), "y/a.xlsx": locked("p2")})
    reads = read_all(data, "z.zip", passwords={"z.zip!/x/a.xlsx": "p1", "a.xlsx": "p2"})
    assert [read.verdict for read in reads] == ["read", "read", "read"]


@pytest.mark.parametrize("lock", [b"\x01", b"\x01\x00\x02\x00\x02\x00" + bytes(100)])
def test_a_lock_of_another_kind_is_told_as_a_lock_not_as_damage(read: Read, lock: bytes) -> None:
    found = read(xls({"S": label(0, 0, "x")}, before=record(0x002F, lock)), "a.xls")
    assert (found.troubles[0].rule, found.troubles[0].details["reason"]) == ("FI02", "unknown-lock")
