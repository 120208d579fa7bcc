"""xls and et: the records say what the fast reader does not."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from recon.intake.readers.sst import empty_strings
from recon.intake.readers.xlsb import _look, records
from tests.support.books import compound, label, number, record, xls

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import FileRead

    Read = Callable[..., FileRead]


def error(row: int, column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(
        0x0006,
        struct.pack("<HHH", row, column, 0) + result + bytes(6) + struct.pack("<H", 3) + b"\x1e\x01\x00",
    )


def rows(read: FileRead, sheet: int = 0) -> list[tuple[int, tuple[str, ...], str]]:
    return [(row.number, row.values, row.types) for row in read.sheets[sheet].rows]


def test_texts_numbers_and_errors(read: Read) -> None:
    book = xls({"名单": label(0, 0, "学号") + number(1, 0, 1864001450123.0) + error(1, 1, 42)})
    found = read(book, "a.xls")
    assert (found.kind, found.sheets[0].name, found.troubles) == ("xls", "名单", ())
    assert rows(found) == [(1, ("学号",), "t"), (2, ("1864001450123", "#N/A"), "ne")]


def test_wps_writes_the_same_into_et(read: Read) -> None:
    found = read(xls({"S": label(0, 0, "x")}), "a.et")
    assert (found.kind, found.verdict, found.troubles) == ("xls", "read", ())


def test_formulas_hidden_rows_and_columns(read: Read) -> None:
    hidden_row = record(0x0208, struct.pack("<HHHHHHHH", 1, 0, 1, 255, 0, 0, 0x20, 0))
    hidden_columns = record(0x007D, struct.pack("<HHHHHH", 1, 2, 2000, 0, 1, 0))
    book = xls(
        {
            "S": hidden_columns + hidden_row + formula(0, 0, struct.pack("<d", 7.0)) + number(1, 1, 2),
            "H": label(0, 0, "y"),
        },
        visible={"H": 1},
    )
    found = read(book, "a.xls")
    sheet = found.sheets[0]
    assert rows(found) == [(1, ("7",), "f"), (2, ("", "2"), " n")]
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({2}), frozenset({2, 3}))
    assert [s.hidden for s in found.sheets] == [False, True]


def test_a_stray_cell_at_the_far_corner(read: Read) -> None:
    found = read(xls({"S": label(0, 0, "x") + label(65_535, 255, "y")}), "a.xls")
    assert (found.verdict, found.sheets[0].cells) == ("read", 2)
    assert found.sheets[0].rows[-1].number == 65_536


def test_macros_and_links_are_told(read: Read) -> None:
    outside = record(0x01AE, struct.pack("<HH", 1, 20) + b"\x00" + b"other.xls")
    found = read(xls({"S": label(0, 0, "x")}, before=record(0x00D3, b"") + outside), "a.xls")
    assert {trouble.details["reason"] for trouble in found.troubles} == {"macros", "external"}


def test_an_empty_ole_file_is_refused(read: Read) -> None:
    assert read(compound({"Something": b"x"}), "a.xls").refused


def test_a_truncated_workbook_is_refused_or_told(read: Read) -> None:
    book = xls({"S": b"".join(label(n, 0, "学号" * 20) for n in range(200))})
    found = read(book[: len(book) // 2], "a.xls")
    assert found.refused or found.troubles


def string(text: str, *, runs: int = 0, phonetic: int = 0) -> bytes:
    flags = 1 | (8 if runs else 0) | (4 if phonetic else 0)
    head = struct.pack("<HB", len(text), flags) + (struct.pack("<H", runs) if runs else b"")
    head += struct.pack("<I", phonetic) if phonetic else b""
    return head + text.encode("utf-16-le") + bytes(4 * runs + phonetic)


def test_empty_shared_strings_are_found_across_record_ends() -> None:
    table = (
        struct.pack("<II", 5, 5)
        + string("甲乙")
        + string("")
        + string("丙", runs=2)
        + string("丁", phonetic=9)
        + string("")
    )
    assert empty_strings([table]) == {1, 4}
    cut = 8 + 3 + 2  # after the first character: the rest begins with a byte that says how wide it is
    assert empty_strings([table[:cut], b"\x01" + table[cut:]]) == {1, 4}


def test_binary_workbooks_are_counted_and_marked() -> None:
    def part(kind: int, body: bytes) -> bytes:
        return (
            bytes([kind, len(body)]) if kind < 128 else b"" + bytes([kind & 127 | 128, kind >> 7, len(body)])
        )

    row = lambda n, flags=0: bytes([0, 12]) + struct.pack("<IIHBB", n, 0, 0, 0, flags)  # noqa: E731
    cell = lambda kind, column, rest: bytes([kind, 8 + len(rest)]) + struct.pack("<II", column, 0) + rest  # noqa: E731
    columns = bytes([60, 18]) + struct.pack("<IIIIH", 3, 4, 0, 0, 1)
    data = columns + row(0) + cell(3, 1, b"\x2a") + cell(5, 2, bytes(8)) + row(6, 0x10) + cell(9, 0, bytes(8))
    data += cell(1, 3, b"") + cell(6, 4, struct.pack("<I", 0))
    marks = _look(data)
    assert (marks.cells, marks.errors, marks.formulas) == (3, {(1, 2): "#N/A"}, {(7, 1)})
    assert (marks.hidden_rows, marks.hidden_columns) == ({7}, {4, 5})
    assert [kind for kind, _ in records(data[:-3])][-1] == 1
