"""xls and et: the records say what the fast reader does not."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from recon.intake.readers.sst import empty_strings
from recon.intake.readers.xlsb import _look, records
from tests.support.books import compound, label, number, record, xls, xlsb

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


ROSTER = (("学号", "姓名", "身份证号"), ("1864901450001", "阿依·古丽", "10010119900101001X"))


def old_label(row: int, column: int, text: str, encoding: str) -> bytes:
    raw = text.encode(encoding)
    return record(0x0204, struct.pack("<HHHH", row, column, 0, len(raw)) + raw)


def oldest_label(row: int, column: int, text: str, encoding: str) -> bytes:
    raw = text.encode(encoding)
    return record(0x0004, struct.pack("<HH", row, column) + bytes((0, 0, 0, len(raw))) + raw)


def excel_95(codepage: int, encoding: str, *, bare: bool = False) -> bytes:
    """Return a BIFF5 workbook of one sheet, in a container or as the bare stream."""
    bof = lambda kind: record(0x0809, struct.pack("<HHHH", 0x0500, kind, 0, 0))  # noqa: E731
    cells = b"".join(old_label(r, c, t, encoding) for r, row in enumerate(ROSTER) for c, t in enumerate(row))
    page = record(0x0042, struct.pack("<H", codepage)) if codepage else b""
    start = len(bof(5)) + len(page) + 4 + 8 + 4
    sheet = record(0x0085, struct.pack("<IBBB", start, 0, 0, 1) + b"S")
    stream = bof(5) + page + sheet + record(0x000A, b"") + bof(0x10) + cells + record(0x000A, b"")
    return stream if bare else compound({"Book": stream})


def oldest(version: int) -> bytes:
    """Return a BIFF2, 3 or 4 file: one sheet, no container."""
    label = oldest_label if version == 2 else old_label
    cells = b"".join(label(r, c, t, "gb18030") for r, row in enumerate(ROSTER) for c, t in enumerate(row))
    bof = record({2: 0x0009, 3: 0x0209, 4: 0x0409}[version], struct.pack("<HHH", version, 0x10, 0))
    return bof + cells + record(0x000A, b"")


@pytest.mark.parametrize(
    "book",
    [
        *(excel_95(page, "gb18030") for page in (936, 1252, 0)),
        excel_95(936, "gb18030", bare=True),
        *(oldest(version) for version in (2, 3, 4)),
    ],
    ids=["936", "says Western", "says nothing", "bare", "BIFF2", "BIFF3", "BIFF4"],
)
def test_workbooks_before_unicode_are_read_in_their_code_page(read: Read, book: bytes) -> None:
    found = read(book, "a.xls")
    assert [values for _, values, _ in rows(found)] == list(ROSTER)
    assert (found.kind, found.troubles) == ("xls", ())


def test_an_old_workbook_in_no_clear_code_page_is_asked_about(read: Read) -> None:
    assert read(
        excel_95(936, "gb18030").replace("古丽".encode("gb18030"), b"\xff\xff\xff\xff"), "a.xls"
    ).refused
    found = read(oldest(3).replace("学号".encode("gb18030"), b"\xe9\xe8\x80\xff"), "b.xls")
    assert (found.troubles[0].rule, found.troubles[0].details["reason"]) == ("FI12", "encoding")
    chosen = read(oldest(3), "c.xls", encodings={"c.xls": "gbk"})
    assert rows(chosen)[0][1] == ROSTER[0]


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


def test_rows_struck_out_are_told_apart(read: Read) -> None:
    font = lambda options: record(0x0031, struct.pack("<HHHHH", 200, options, 0, 400, 0) + bytes(6))  # noqa: E731
    style = lambda font: record(0x00E0, struct.pack("<H", font) + bytes(18))  # noqa: E731
    # Five fonts have the numbers 0, 1, 2, 3 and 5: there is no font 4.
    before = b"".join([*(font(0) for _ in range(4)), font(8), style(0), style(5)])
    styled = lambda cell, at: cell[:8] + struct.pack("<H", at) + cell[10:]  # noqa: E731
    many = record(0x00BD, struct.pack("<HHHIHIH", 3, 0, 1, 6, 1, 6, 1))
    lines = [
        styled(label(0, 0, "学号"), 1) + label(0, 1, "姓名"),
        styled(label(1, 0, "x"), 1) + styled(label(1, 1, "y"), 1) + label(1, 2, "z"),
        label(2, 0, "x") + styled(number(2, 1, 1), 1) + number(2, 2, 2),
        many,
    ]
    found = read(xls({"S": b"".join(lines)}, before=before), "a.xls")
    assert (found.sheets[0].struck_rows, found.sheets[0].cells) == (frozenset({2, 4}), 10)
    plain = read(xls({"S": b"".join(lines)}, before=before.replace(font(8), font(0))), "b.xls")
    assert plain.sheets[0].struck_rows == frozenset()


def test_what_a_number_format_writes_before_a_value_is_part_of_it(read: Read) -> None:
    code = '"18649秋"000000'
    formats = record(0x041E, struct.pack("<HHB", 164, len(code), 1) + code.encode("utf-16-le"))
    formats += record(0x041E, struct.pack("<HHB", 165, 4, 0) + b"0000")
    style = lambda code: record(0x00E0, struct.pack("<HH", 0, code) + bytes(16))  # noqa: E731
    styled = lambda cell, at: cell[:8] + struct.pack("<H", at) + cell[10:]  # noqa: E731
    many = record(
        0x00BD, struct.pack("<HHHIHIH", 1, 0, 0, 6, 2, 50, 1)
    )  # RK: whole numbers, shifted by two bits
    lines = styled(number(0, 0, 250.0), 1) + styled(number(0, 1, 12.0), 2) + number(0, 2, 7.0) + many
    found = read(xls({"S": lines}, before=formats + style(0) + style(164) + style(165)), "a.xls")
    assert rows(found) == [(1, ("18649秋000250", "0012", "7"), "nnn"), (2, ("1", "0012"), "nn")]


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


def test_a_binary_workbook_is_read_with_its_errors(read: Read) -> None:
    found = read(
        xlsb(
            [("学号", "姓名"), ("1864901450001", "阿依·古丽"), (1864901450002.0, None)], "名单", hidden=True
        ),
        "a.xls",
    )
    assert not found.refused, found.troubles
    assert (found.kind, found.sheets[0].name, found.sheets[0].hidden) == ("xlsb", "名单", True)
    assert rows(found) == [
        (1, ("学号", "姓名"), "tt"),
        (2, ("1864901450001", "阿依·古丽"), "tt"),
        (3, ("1864901450002", "#N/A"), "ne"),
    ]
    assert [(t.rule, t.details["reason"]) for t in found.troubles] == [("FI03", "kind")]


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


def test_sheets_of_one_name_are_each_read_once(read: Read) -> None:
    book = xls({"名单": label(0, 0, "x") + number(1, 0, 1.0), "名甲": label(0, 0, "y") + number(1, 0, 2.0)})
    found = read(book.replace("名甲".encode("utf-16-le"), "名单".encode("utf-16-le")), "a.xls")
    assert [sheet.name for sheet in found.sheets] == ["名单", "名单 (2)"]
    assert [sheet.rows[1].values for sheet in found.sheets] == [("1",), ("2",)]
