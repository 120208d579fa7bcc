"""However a person is hidden in a file, afterwards no reader finds him there, and everybody else keeps his place."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon.workspace.redact import Person, redact
from tests.support.books import zipped
from tests.support.papers import docx, paragraph, tbl, tr
from tests.workspace.test_redact import (
    ID_CARD,
    NAME,
    NUMBER,
    OTHER,
    PERSON,
    ROWS,
    book,
    cells,
    rows_of,
    traces,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENTITIES = "".join(f"&#{ord(digit)};" for digit in NUMBER)


def told(file: str, *rows: int, sheet: str = "") -> Person:
    return Person(PERSON.numbers, PERSON.names, {file: frozenset((sheet, row) for row in rows)})


def with_parts(data: bytes, more: Mapping[str, bytes]) -> bytes:
    """Return a zip with parts put in the place of its own, or beside them."""
    with zipfile.ZipFile(io.BytesIO(data)) as sent:
        return zipped({name: sent.read(name) for name in sent.namelist()} | dict(more))


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as sent:
        return sent.read(name)


# ---------------------------------------------------------------- markup

PAGE = "<html><table><tr><td>学号<td>姓名{}<tr><td>{}<td>{}</table></html>"


@pytest.mark.parametrize(
    "row",
    [
        f"<tr><td>{NUMBER}<td>{NAME}",
        f"<tr><td>{ENTITIES}</td><td>{NAME}</td></tr>",
        f'<tr><td x:num="{NUMBER}">1.864E+12</td><td>{NAME}</td></tr>',
        f'<tr><td x:str="{ENTITIES}"></td><td>{NAME}</td></tr>',
        f"<TR class=a\n><td>{NUMBER[:6]}<b>{NUMBER[6:]}</b></td><td>{NAME}</td>",
    ],
)
def test_a_row_of_a_page_goes_however_it_is_written(row: str, tmp_path: Path) -> None:
    after = redact(PAGE.format(row, OTHER[0], OTHER[2]).encode(), PERSON, "a.xls")
    assert after is not None
    assert traces(after) == []
    assert ENTITIES.encode() not in after
    assert rows_of(after, "a.xls", tmp_path)[-1] == (3, (OTHER[0], OTHER[2]))


def test_a_row_of_a_page_that_a_run_matched_goes_although_no_number_stands_in_it() -> None:
    page = PAGE.format(f"<tr><td>18640014501</td><td>{NAME}</td></tr>", OTHER[0], OTHER[2]).encode()
    after = redact(page, told("a.xls", 2), "a.xls")
    assert after is not None
    assert traces(after) == []
    assert OTHER[0].encode() in after
    unsure = PAGE.format(f"<tr><td>1<td>{NAME}<tr><td>2<td>{NAME}", OTHER[0], OTHER[2]).encode()
    assert redact(unsure, told("a.xls", 2), "a.xls") is None, "which of the two it is nobody can say"
    assert redact(unsure, PERSON, "a.xls") == unsure


def test_a_row_that_covers_rows_below_leaves_them_in_their_columns(tmp_path: Path) -> None:
    row = f"<tr><td rowspan=2>甲站</td><td>{NUMBER}</td></tr>"
    page = f"<html><table><tr><td>站<td>学号{row}<tr><td>{OTHER[0]}</td></tr></table></html>"
    after = redact(page.encode(), PERSON, "a.xls")
    assert after is not None
    assert rows_of(after, "a.xls", tmp_path)[-1] == (3, ("", OTHER[0]))


SPREADSHEET = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
    '<Row ss:Index="4"><Cell><Data ss:Type="String">{}</Data></Cell><Cell><Data ss:Type="String">{}</Data></Cell></Row>'
    '<Row><Cell><Data ss:Type="String">{}</Data></Cell></Row></Table></Worksheet></Workbook>'
)
FLAT = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
    '<table:table table:name="S"><table:table-row table:number-rows-repeated="3"/>'
    "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
    "<table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    "</table:table></office:spreadsheet></office:body></office:document>"
)


@pytest.mark.parametrize("document", [SPREADSHEET, FLAT], ids=["spreadsheetml", "fods"])
@pytest.mark.parametrize("number", [NUMBER, ENTITIES, "1"], ids=["plain", "entities", "told by place"])
def test_a_row_of_a_document_goes_whole_and_those_below_keep_their_numbers(
    document: str, number: str, tmp_path: Path
) -> None:
    whom = told("a.xml", 4, sheet="S")
    after = redact(document.format(number, NAME, OTHER[0]).encode(), whom, "a.xml")
    assert after is not None
    assert traces(after) == []
    assert rows_of(after, "a.xml", tmp_path) == [(5, (OTHER[0],))]


# ---------------------------------------------------------------- texts


def test_a_record_of_several_lines_goes_whole() -> None:
    text = f'学号,姓名,备注\r\n{NUMBER},"{NAME}\r\n（补）{NAME}",专科\r\n{OTHER[0]},{OTHER[2]},x\r\n'
    after = redact(text.encode(), PERSON, "a.csv")
    assert after == f"学号,姓名,备注\r\n\r\n{OTHER[0]},{OTHER[2]},x\r\n".encode()


def test_a_told_record_is_counted_as_readers_count_it() -> None:
    text = f'学号,姓名,备注\n{OTHER[0]},{OTHER[2]},"甲\n乙"\n18640014501,{NAME},x\n{OTHER[0]},李,x\n'
    after = redact(text.encode(), told("a.csv", 3), "a.csv")
    assert after == text.replace(f"18640014501,{NAME},x", "").encode()
    assert redact(text.encode(), told("a.csv", 4), "a.csv") is None, "somebody else would have gone"


@pytest.mark.parametrize("sign", ["\u2028", "\v", "\f", "\x85"])
def test_what_no_reader_takes_for_the_end_of_a_line_is_none(sign: str) -> None:
    text = f"学号,姓名,备注\n{OTHER[0]},{OTHER[2]},甲{sign}乙\n18640014501,{NAME},x\n"
    after = redact(text.encode(), told("a.csv", 3), "a.csv")
    assert after == text.replace(f"18640014501,{NAME},x", "").encode()


def test_a_quote_that_is_never_closed_takes_nobody_else_along() -> None:
    text = f'学号,姓名,备注\n{NUMBER},"{NAME},x\n{OTHER[0]},{OTHER[2]},y\n'
    after = redact(text.encode(), PERSON, "a.csv")
    assert after == text.replace(f'{NUMBER},"{NAME},x', "").encode()


@pytest.mark.parametrize("number", ["K123456(7)", "AB123456", "L12345678"])
def test_a_number_of_few_digits_is_found_as_well(number: str) -> None:
    whom = Person(frozenset({number}), frozenset({NAME}))
    spaced = number[:4] + " " + number[4:]
    after = redact(f"证件号,姓名\n{spaced},{NAME}\n{OTHER[0]},{OTHER[2]}\n".encode(), whom, "a.csv")
    assert after == f"证件号,姓名\n\n{OTHER[0]},{OTHER[2]}\n".encode()


# ---------------------------------------------------------------- workbooks


def renamed_main() -> bytes:
    """Return a workbook whose main part is called otherwise: readers go by the relations."""
    data = book(ROWS)
    with zipfile.ZipFile(io.BytesIO(data)) as sent:
        parts = {name: sent.read(name) for name in sent.namelist()}
    parts["xl/book2.xml"] = parts.pop("xl/workbook.xml")
    parts["xl/_rels/book2.xml.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"xl/workbook.xml", b"xl/book2.xml")
    return zipped(parts)


def without_references() -> bytes:
    import re

    data = book(ROWS)
    sheet = re.sub(rb' r="[A-Z]*\d+"', b"", part(data, "xl/worksheets/sheet1.xml"))
    return with_parts(data, {"xl/worksheets/sheet1.xml": sheet})


def in_utf16() -> bytes:
    sheet = part(book(ROWS), "xl/worksheets/sheet1.xml").decode().partition("?>")
    text = '<?xml version="1.0" encoding="UTF-16"?>' + (sheet[2] or sheet[0])
    return with_parts(book(ROWS), {"xl/worksheets/sheet1.xml": text.encode("utf-16")})


@pytest.mark.parametrize(
    "data", [renamed_main(), without_references(), in_utf16()], ids=["main", "no r", "utf-16"]
)
@pytest.mark.parametrize("number", [NUMBER, ""], ids=["by number", "by place"])
def test_a_row_of_an_odd_workbook_is_emptied(data: bytes, number: str) -> None:
    numbers = frozenset({number, ID_CARD} if number else {"1864001450777"})
    whom = Person(numbers, frozenset({NAME}), {} if number else {"a.xlsx": frozenset({("Sheet", 2)})})
    after = redact(data, whom, "a.xlsx")
    assert after is not None
    assert traces(after) == []
    assert cells(after) == [tuple(ROWS[0]), (None,) * 4, tuple(ROWS[2])]


def test_what_stands_beside_the_rows_of_a_workbook_goes_too() -> None:
    sheet = part(book(ROWS), "xl/worksheets/sheet1.xml")
    foot = (
        f"<headerFooter><oddHeader>&amp;L{NAME} {NUMBER} 名单</oddHeader></headerFooter></worksheet>".encode()
    )
    beside = {
        "xl/worksheets/sheet1.xml": sheet.replace(b"</worksheet>", foot),
        "xl/embeddings/a.xlsx": book(ROWS),
        "docProps/thumbnail.jpeg": b"\xff\xd8 a picture of the row",
        "docProps/core.xml": f"<a>{NAME}</a>".encode(),
        "xl/pivotCache/pivotCacheRecords1.xml": f'<r><s v="{NAME}"/><s v="{NUMBER}"/></r>'.encode(),
        "xl/externalLinks/externalLink1.xml": f"<v>{NUMBER}</v>".encode(),
        "customXml/item1.xml": f"<a>{NAME}</a>".encode(),
    }
    after = redact(with_parts(book(ROWS), beside), PERSON, "a.xlsx")
    assert after is not None
    assert traces(after) == []
    assert (part(after, "xl/embeddings/a.xlsx"), part(after, "docProps/thumbnail.jpeg")) == (b"", b"")
    assert cells(after)[2] == tuple(ROWS[2])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("xl/comments1.xml", f"<t>{ENTITIES}</t>".encode()),
        ("xl/printerSettings/printerSettings1.bin", b"\0" + NUMBER.encode("utf-16-le")),
        ("xl/comments2.xml", f"<r><t>{NUMBER[:5]}</t></r><r><rPr/><t>{NUMBER[5:]}</t></r>".encode()),
    ],
)
def test_a_workbook_in_which_a_number_still_stands_is_not_kept(name: str, said: bytes) -> None:
    assert redact(with_parts(book([ROWS[0], ROWS[2]]), {name: said}), PERSON, "a.xlsx") is None


# ---------------------------------------------------------------- other documents


def test_slides_with_the_person_in_them_are_not_kept_and_others_are() -> None:
    for said, kept in ((ENTITIES, False), (NUMBER, False), (OTHER[0], True)):
        slides = zipped({"[Content_Types].xml": "<Types/>", "ppt/slides/slide1.xml": f"<a:t>{said}</a:t>"})
        assert redact(slides, PERSON, "a.pptx") == (slides if kept else None)


def test_a_document_whose_main_part_is_called_otherwise_loses_the_row(tmp_path: Path) -> None:
    header = {"word/header1.xml": f"<w:hdr>{paragraph(NAME)}</w:hdr>"}
    data = docx(tbl(*(tr(*row) for row in ROWS)), main="word/document2.xml", extra=header)
    after = redact(data, PERSON, "a.docx")
    assert after is not None
    assert traces(after) == []
    assert rows_of(after, "a.docx", tmp_path) == [(1, tuple(ROWS[0])), (3, tuple(ROWS[2]))]


def test_what_a_document_encloses_or_hides_goes_with_the_person() -> None:
    inside = {
        "word/afchunk.htm": f"<p>{NAME}</p>",
        "word/a.bin": b"\0" + NAME.encode("utf-16-le"),
        "word/b.bin": b"\0x",
    }
    after = redact(docx(tbl(*(tr(*row) for row in ROWS)), extra=inside), PERSON, "a.docx")
    assert after is not None
    assert traces(after) == []
    assert part(after, "word/b.bin") == b"\0x"


def test_a_number_behind_the_end_of_a_workbook_is_seen() -> None:
    assert redact(book([ROWS[0], ROWS[2]]) + NUMBER.encode(), PERSON, "a.xlsx") is None


def test_a_text_in_utf32_loses_the_line() -> None:
    after = redact(f"学号\n{NUMBER}\n{OTHER[0]}\n".encode("utf-32"), PERSON, "a.csv")
    assert after == f"学号\n\n{OTHER[0]}\n".encode("utf-32")


def test_what_is_said_around_an_archive_goes_with_the_person() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        one = zipfile.ZipInfo("a.csv")
        one.comment, packed.comment = NAME.encode("gb18030"), f"{NAME} {NUMBER}".encode()
        packed.writestr(one, f"{OTHER[0]}\n")
        packed.writestr(f"{NUMBER[:5]} {NUMBER[5:]}.csv", "x")
    after = redact(out.getvalue(), PERSON, "a.zip")
    assert after is not None
    assert traces(after) == []
    with zipfile.ZipFile(io.BytesIO(after)) as kept:
        assert kept.namelist() == ["a.csv", "▇▇"]
        assert (kept.comment, kept.infolist()[0].comment) == (b"", b"")


def test_a_mail_s_head_and_its_entities_lose_the_person() -> None:
    message = EmailMessage()
    message["From"] = f'"{NAME}" <a@example.org>'
    message["Subject"] = message["Thread-Topic"] = f"补报 {NAME}"
    message["X-Note"] = f"{NUMBER}"
    message.set_content(f"<p>{ENTITIES}</p>", subtype="html")
    message.add_attachment(b"x", maintype="text", subtype="csv", filename="a.csv")
    after = redact(message.as_bytes(), PERSON, "a.eml")
    assert after is not None
    kept = email.message_from_bytes(after, policy=email.policy.default)
    assert not any(value in str(kept.items()) for value in (NAME, NUMBER))
    body = kept.get_body()
    assert body is not None
    assert ENTITIES not in body.get_content()


def test_a_broken_attachment_keeps_nobody_in_the_rest_of_a_mail() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "报送"
    message.set_content(f"{NAME} {NUMBER}\n")
    for broken in (book(ROWS)[:-30] + book(ROWS)[-22:], book(ROWS)[:900]):
        message.add_attachment(broken, maintype="application", subtype="octet-stream", filename="a.xlsx")
    message.add_attachment(b"x", maintype="application", subtype="x", filename="b.bin")
    data = message.as_bytes().replace(b"application/x", b"multipart/x").replace(b"b.bin", NUMBER.encode())
    after = redact(data, PERSON, "a.eml")
    assert after is not None
    assert traces(after) == []


def test_a_part_in_an_unknown_encoding_is_looked_into() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "报送"
    message.set_content(f"{NUMBER}\n{OTHER[0]}\n", cte="base64")
    data = message.as_bytes().replace(b"utf-8", b"x-unknown")
    after = redact(data, PERSON, "a.eml")
    assert after is not None
    kept = email.message_from_bytes(after).get_payload(decode=True)
    assert isinstance(kept, bytes)
    assert (NUMBER.encode() in kept, OTHER[0].encode() in kept) == (False, True)


@pytest.mark.parametrize("by_place", [False, True])
def test_a_page_saved_as_a_single_file_loses_the_row(tmp_path: Path, *, by_place: bool) -> None:
    page = EmailMessage()
    number = "18640014501" if by_place else NUMBER
    rows = f"<tr><td>学号<td>姓名<tr><td>{number}<td>{NAME}<tr><td>{OTHER[0]}<td>{OTHER[2]}"
    page.set_content(f"<html><table>{rows}</table></html>", subtype="html", cte="base64")
    page["Content-Location"] = "file:///C:/a/sheet001.htm"
    saved = EmailMessage()
    saved["MIME-Version"], saved["X-Document-Type"] = "1.0", "Workbook"
    saved["Content-Type"] = "multipart/related"
    saved.attach(page)
    after = redact(bytes(saved), told("a.mht", 2, sheet="sheet001") if by_place else PERSON, "a.mht")
    assert after is not None
    kept = email.message_from_bytes(after).get_payload()[0].get_payload(decode=True)
    assert traces(kept) == []
    assert rows_of(after, "a.mht", tmp_path)[-1] == (3, (OTHER[0], OTHER[2]))


# ---------------------------------------------------------------- Parquet

KINDS = [pa.large_string(), pa.string_view(), pa.binary(), pa.int64(), pa.float64(), pa.list_(pa.string())]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_number_is_found_in_a_column_of_any_kind(kind: pa.DataType) -> None:
    numbers: list[object] = [NUMBER, OTHER[0]]
    if kind in (pa.int64(), pa.float64()):
        numbers = [int(NUMBER), int(OTHER[0])]
    elif pa.types.is_nested(kind):
        numbers = [[NUMBER], [OTHER[0]]]
    out = io.BytesIO()
    pq.write_table(pa.table({"学号": pa.array(numbers).cast(kind), "姓名": [NAME, OTHER[2]]}), out)
    after = redact(out.getvalue(), PERSON)
    assert after is not None
    assert pq.read_table(io.BytesIO(after))["姓名"].to_pylist() == [OTHER[2]]
    assert NAME.encode() not in after


def test_a_column_of_categories_and_numbers_spelled_otherwise_are_looked_into() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in NUMBER)
    for spelled in (NUMBER, f"{NUMBER[:4]} {NUMBER[4:]}", wide):
        out = io.BytesIO()
        pq.write_table(pa.table({"学号": pa.array([spelled, OTHER[0], None]).dictionary_encode()}), out)
        after = redact(out.getvalue(), PERSON)
        assert after is not None
        assert pq.read_table(io.BytesIO(after))["学号"].to_pylist() == [OTHER[0], None]


def test_what_is_said_beside_the_columns_of_a_parquet_file_goes_too() -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"a": ["x"]}).replace_schema_metadata({"note": f"{NAME} {NUMBER}"}), out)
    after = redact(out.getvalue(), PERSON)
    assert after is not None
    assert pq.read_table(io.BytesIO(after)).schema.metadata is None
    assert NAME.encode() not in after


def test_rows_of_others_in_a_file_called_by_the_number_stay_under_its_new_name() -> None:
    files = [f"{NUMBER}.xlsx", f"{NUMBER}.xlsx", f"包.zip!/{NAME}.xlsx", f"{NUMBER}.xlsx!/x", "b.xlsx"]
    rows = {"file": files, "sheet": ["S"] * 5, "row": [2, 3, 2, 2, 2], "student_no": [None, *[OTHER[0]] * 4]}
    out = io.BytesIO()
    pq.write_table(pa.table(rows), out)
    whom = Person(
        PERSON.numbers,
        PERSON.names,
        {f"{NUMBER}.xlsx": frozenset({("S", 2)})},
        renamed={f"{NUMBER}.xlsx": "▇▇-7.xlsx"},
    )
    after = redact(out.getvalue(), whom, "rows.parquet")
    assert after is not None
    kept = pq.read_table(io.BytesIO(after))
    assert kept["file"].to_pylist() == ["▇▇-7.xlsx", "包.zip!/▇▇.xlsx", "▇▇-7.xlsx!/x", "b.xlsx"]
    assert kept["student_no"].to_pylist() == [OTHER[0]] * 4
