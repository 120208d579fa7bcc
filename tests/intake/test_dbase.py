"""dBase and FoxPro tables: every live record with its written digits, and what is not read is told."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from recon.verdicts import say
from tests.support.papers import dbf

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import FileRead

    Read = Callable[..., FileRead]

PEOPLE = (("XH", "C", 13), ("XM", "C", 20), ("SFZH", "C", 18))
ONE = ("1864001450123", "王丽", "30010219900101123X")
TWO = ("1864001450124", "阿依夏·买买提", "300102199001011234")


def rows(read: FileRead) -> list[tuple[int, tuple[str, ...], str]]:
    return [(row.number, row.values, row.types) for row in read.sheets[0].rows]


def told(read: FileRead) -> dict[str, str]:
    """Return the reasons of what a file tells besides its kind, each with its rows or its number."""
    return {
        trouble.details["reason"]: trouble.details.get("rows") or trouble.details.get("names", "")
        for trouble in read.troubles
        if trouble.details["reason"] != "kind"
    }


def cell(
    read: Read, kind: str, value: str | bytes, size: int, decimals: int = 0, **more: object
) -> tuple[str, str]:
    """Return the one cell of a table, with its type."""
    columns = (("XH", "C", 2), ("V", kind, size, decimals))
    found = read(dbf(columns, [("01", value)], **more), "a.dbf").sheets[0].rows[1]  # type: ignore[arg-type]
    return (*found.values, "")[1], (found.types + " ")[1]


def test_records_are_rows_below_the_names_of_the_fields(read: Read) -> None:
    found = read(dbf(PEOPLE, [ONE, TWO]), "a.dbf")
    assert rows(found) == [(1, ("XH", "XM", "SFZH"), "ttt"), (2, ONE, "ttt"), (3, TWO, "ttt")]
    assert (found.kind, found.sheets[0].name) == ("dbf", "")
    assert [(trouble.rule, trouble.details["kind"]) for trouble in found.troubles] == [("FI15", "dbf")]


def test_the_content_says_what_it_is(read: Read) -> None:
    found = read(dbf(PEOPLE, [ONE]), "a.xls")
    assert (found.kind, [trouble.rule for trouble in found.troubles]) == ("dbf", ["FI03", "FI15"])


@pytest.mark.parametrize("text", ["0,1\r\n学号,姓名\r\n", "C1,姓名\r\n" + "1864001450123,王丽\r\n" * 99])
def test_a_text_that_begins_with_the_same_letters_is_a_text(read: Read, text: str) -> None:
    assert read(text.encode("gb18030"), "a.csv").kind == "csv"


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (0, "gb18030"),
        (0x4D, "gb18030"),
        (0x7A, "gb18030"),
        (0x03, "gb18030"),
        (0x57, "gb18030"),
        (0, "utf-8"),
        (0x4D, "utf-8"),
        (0x78, "cp950"),
    ],
)
def test_the_encoding_is_the_code_page_s_where_that_says_anything(
    read: Read, page: int, encoding: str
) -> None:
    columns = (("XH", "C", 13), ("姓名", "C", 20))
    found = read(dbf(columns, [("1864001450123", "王麗")], page=page, encoding=encoding), "a.dbf")
    assert [values for _, values, _ in rows(found)] == [("XH", "姓名"), ("1864001450123", "王麗")]


@pytest.mark.parametrize("other", ["·", "×", "\u0425"])  # the last is Cyrillic, as a look-alike of X
def test_the_dot_in_one_name_makes_no_other_text_of_a_whole_table(read: Read, other: str) -> None:
    names = ("阿依古丽·买买提", "王丽", f"李{other}一")
    for page, encoding in ((0, "utf-8"), (0x4D, "utf-8"), (0, "gb18030")):
        data = dbf(
            (("XH", "C", 13), ("XM", "C", 40)), [("1", name) for name in names], page=page, encoding=encoding
        )
        found = read(data, "a.dbf")
        assert [values[1] for _, values, _ in rows(found)] == ["XM", *names]
        assert not [t for t in found.troubles if t.rule == "FI12"]


def test_an_encoding_that_fits_nothing_is_asked_for_and_a_chosen_one_is_obeyed(read: Read) -> None:
    data = dbf(PEOPLE, [("01", b"\xff\xff\xff\xffx", ""), ("02", b"\x81\xff\xfe..", "")])
    assert [(t.rule, t.details["reason"]) for t in read(data, "a.dbf").troubles] == [("FI12", "encoding")]
    big = dbf(PEOPLE, [("01", "王麗", "")], encoding="cp950")
    assert rows(read(big, "b.dbf", encodings={"b.dbf": "big5"}))[1][1][1] == "王麗"
    assert read(big, "b.dbf", encodings={"b.dbf": "no-such"}).troubles[0].details["reason"] == "encoding"


def test_a_long_name_of_a_field_ends_with_a_whole_character(read: Read) -> None:
    found = read(dbf((("入学年度学期", "C", 10), ("a学习中心", "C", 9)), [("2018秋季", "x")]), "a.dbf")
    assert rows(found)[0][1] == ("入学年度学", "a学习中心")
    assert rows(read(dbf((("aa学习中心代码", "C", 9),), [("x",)]), "b.dbf"))[0][1] == ("aa学习中心",)
    assert rows(read(dbf((("a学习中心代码", "C", 9),), [("x",)]), "c.dbf"))[0][1] == ("a学习中心",)


@pytest.mark.parametrize(
    ("kind", "written", "size", "cell_"),
    [
        ("N", "1864001450123", 15, ("1864001450123", "n")),
        ("N", "300102199001011234", 18, ("300102199001011234", "n")),
        ("N", "1864001450123.00", 16, ("1864001450123", "n")),
        ("N", "12.50", 6, ("12.50", "n")),
        ("N", "007", 5, ("007", "n")),
        ("F", "1.5", 6, ("1.5", "n")),
        ("N", "", 6, ("", " ")),
        ("N", "******", 6, ("******", "e")),
        ("N", "12-3", 6, ("12-3", "t")),
        ("D", "20180901", 8, ("2018-09-01", "d")),
        ("D", "", 8, ("", " ")),
        ("D", "00000000", 8, ("", " ")),
        ("D", "20189999", 8, ("20189999", "t")),
        ("L", "T", 1, ("TRUE", "b")),
        ("L", "n", 1, ("FALSE", "b")),
        ("L", "?", 1, ("", " ")),
        ("C", "  王丽  ", 20, ("  王丽", "t")),
        ("C", "王丽\0\0\0", 20, ("王丽", "t")),
        ("I", struct.pack("<i", -7), 4, ("-7", "n")),
        ("B", struct.pack("<d", 1864001450123.0), 8, ("1864001450123", "n")),
        ("Y", struct.pack("<q", 125000), 8, ("12.5", "n")),
        ("T", struct.pack("<ii", 2458363, 34_200_000), 8, ("2018-09-01 09:30:00", "d")),
        ("T", struct.pack("<ii", 2458363, 0), 8, ("2018-09-01", "d")),
        ("T", bytes(8), 8, ("", " ")),
    ],
)
def test_a_value_is_what_its_type_says(
    read: Read, kind: str, written: str | bytes, size: int, cell_: tuple[str, str]
) -> None:
    assert cell(read, kind, written, size) == cell_


def test_a_deleted_record_is_told_and_not_read_and_the_others_keep_their_rows(read: Read) -> None:
    found = read(dbf(PEOPLE, [ONE, TWO, ONE], deleted=(1,)), "a.dbf")
    assert [(number, values[1]) for number, values, _ in rows(found)] == [(1, "XM"), (2, "王丽"), (4, "王丽")]
    assert told(found) == {"deleted": "（3）"}


def test_memos_and_objects_are_told_where_they_hold_anything(read: Read) -> None:
    columns = (("XH", "C", 2), ("BZ", "M", 10), ("ZP", "G", 10), ("KONG", "M", 10))
    found = read(dbf(columns, [("01", "         7", "         8", "")], version=0x83), "a.dbf")
    assert rows(found)[1] == (2, ("01",), "t")
    assert told(found) == {"memo": "BZ、ZP"}


def test_a_text_cut_off_within_a_character_is_told(read: Read) -> None:
    columns = (("XH", "C", 2), ("XM", "C", 5))
    found = read(dbf(columns, [("01", "王丽丽"), ("02", "李一")]), "a.dbf")
    assert rows(found)[1][1] == ("01", "王丽\ufffd")
    assert told(found) == {"cut-text": "（2）"}


def test_a_text_of_varying_length_and_a_null(read: Read) -> None:
    """Visual FoxPro keeps a short text's length in the field's last byte, and says so in flags of the record."""
    columns = (("XH", "V", 8), ("XM", "C", 6), ("_NullFlags", "0", 1))
    short = (b"01 \0\0\0\0\x03", "王丽", b"\x01")
    full = ("12345678", "李一", b"\x00")
    null = (b"02".ljust(7, b"\0") + b"\x02", "x", b"\x03")
    data = dbf(columns, [short, full, null], version=0x30, flags={"XM": 2})
    assert [values for _, values, _ in rows(read(data, "a.dbf"))] == [
        ("XH", "XM"),
        ("01", "王丽"),
        ("12345678", "李一"),
        ("02",),
    ]


def test_records_that_the_head_does_not_count_are_told(read: Read) -> None:
    found = read(dbf(PEOPLE, [ONE, TWO], counted=1), "a.dbf")
    assert (len(rows(found)), list(told(found))) == (2, ["more-records"])
    (trouble,) = (t for t in found.troubles if t.rule == "FI12")
    assert "1 条" in say(trouble, "zh")


LONG = dbf((("BZ", "C", 44, 1),), [])
REFUSED = {
    "cut off": (dbf(PEOPLE, [ONE, TWO])[:-30], "cut-short"),
    "cut off in its head": (dbf(PEOPLE, [ONE])[:100], "database"),
    "records that never came": (dbf(PEOPLE, [ONE], counted=4_000_000_000), "cut-short"),
    "slid": (dbf(PEOPLE, [ONE]).replace(b" 1864", b"01864"), "damaged"),
    "locked": (dbf(PEOPLE, [ONE], locked=True), "unknown-lock"),
    "a type nobody knows": (dbf((("XH", "C", 9), ("X", "z", 9)), []), "database"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_whole_is_refused_with_its_reason(read: Read, case: str) -> None:
    data, reason = REFUSED[case]
    found = read(data, "a.dbf")
    assert (found.refused, found.troubles[0].details["reason"]) == (True, reason)


def test_a_text_longer_than_a_byte_can_say(read: Read) -> None:
    """Clipper and FoxPro keep the higher byte of the length where the decimals stand."""
    data = bytearray(dbf((("BZ", "C", 44, 1),), []))
    data[10:12] = struct.pack("<H", 1 + 300)
    data[4] = 1
    assert rows(read(bytes(data[:-1]) + b" " + b"x" * 300, "a.dbf")) == [
        (1, ("BZ",), "t"),
        (2, ("x" * 300,), "t"),
    ]


def test_a_table_without_a_record_is_read_as_that(read: Read) -> None:
    assert rows(read(dbf(PEOPLE, []), "a.dbf")) == [(1, ("XH", "XM", "SFZH"), "ttt")]


def test_a_hundred_thousand_records_keep_nobody_waiting(read: Read) -> None:
    found = read(dbf(PEOPLE, [ONE] * 100_000), "a.dbf")
    assert len(found.sheets[0].rows) == 100_001
    assert found.seconds < 30  # a second or two, on a machine at rest
