"""Broken files by the hundred (by the thousand in the night): each gets a verdict, none takes the program down."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from recon.campaign import Limits
from recon.intake import Pool, read_paths
from recon.verdicts import say
from tests.support.books import compound, label, number, xls, xlsb, zipped
from tests.support.mutants import mutants
from tests.support.papers import dbf, docx, paragraph, run, span, tbl, tc, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORKBOOKS = Path(__file__).parents[2].parent / "shared" / "robustness"
HEAD = ["序号", "学号", "姓名", "身份证号", "层次"]
ROWS = [[str(n), f"{1864001450000 + n}", "张·三", f"30010219900101{n:04}", "本科"] for n in range(1, 40)]


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    for row in [["学习中心（盖章）："], HEAD, *ROWS]:
        book.active.append(row)
    book.active.merge_cells("A1:E1")
    book.active["F5"] = "=A5+1"
    book.active.row_dimensions[7].hidden = True
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    room = io.BytesIO()
    book.save(room)
    return room.getvalue()


def by_xlsxwriter() -> bytes:
    room = io.BytesIO()
    with xlsxwriter.Workbook(room) as book:
        sheet = book.add_worksheet("名单")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate([HEAD, *ROWS]):
            sheet.write_row(number, 0, row)
            sheet.write_number(number, 6, 43344 + number, day)
        sheet.write_formula(3, 8, "=NA()", value="#N/A")
    return room.getvalue()


def by_hand_xls() -> bytes:
    cells = b"".join(label(r, c, text) for r, row in enumerate([HEAD, *ROWS]) for c, text in enumerate(row))
    return xls({"名单": cells + number(5, 7, 3.5), "空": b""})


def found(suffix: str) -> list[bytes]:
    """Return small workbooks of the collection beside the checkout; they are read there and never kept."""
    files = sorted(WORKBOOKS.rglob(f"*{suffix}")) if WORKBOOKS.is_dir() else []
    return [path.read_bytes() for path in files if path.stat().st_size < 30_000][:20]


def ods() -> bytes:
    row = "<table:table-row>{}</table:table-row>"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(row.format("".join(cell.format(text) for text in line)) for line in [HEAD, *ROWS])
    names = "".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0" ' for n in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="S">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in [HEAD, *ROWS])
    return f'<html><meta charset="gb2312"><table>{rows}</table></html>'.encode("gb18030")


def spreadsheetml() -> bytes:
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    rows = "".join(f"<Row>{''.join(cell.format(text) for text in row)}</Row>" for row in [HEAD, *ROWS])
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="S"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def text() -> bytes:
    return "\r\n".join(",".join(row) for row in [HEAD, *ROWS]).encode("gb18030")


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "报送"
    message["Received"] = "from a by b; Tue, 02 Jun 2020 03:04:05 +0000"
    message.set_content("见附件")
    message.add_attachment(
        by_openpyxl(), maintype="application", subtype="octet-stream", filename="名单.xlsx"
    )
    return bytes(message)


def outlook() -> bytes:
    attachment = "__attach_version1.0_#00000000"
    return compound(
        {
            "__properties_version1.0": bytes(64),
            f"{attachment}/__substg1.0_3707001F": "名单.csv".encode("utf-16-le"),
            f"{attachment}/__substg1.0_37010102": text() * 4,
        }
    )


def locked() -> bytes:
    room = io.BytesIO()
    OOXMLFile(io.BytesIO(by_openpyxl())).encrypt("VelvetSweatshop", room)
    return room.getvalue()


def parquet() -> bytes:
    room = io.BytesIO()
    pq.write_table(pa.table(dict(zip(HEAD, zip(*ROWS, strict=True), strict=True))), room)
    return room.getvalue()


def letter() -> bytes:
    looks = ("<w:strike/>", "<w:vanish/>", '<w:rStyle w:val="Gone"/>')
    cells = tc(*[paragraph(run("王", look), run("丽")) for look in looks], look=span(2))
    changed = tr(
        cells, tc(paragraph("<w:del><w:r><w:delText>1</w:delText></w:r></w:del>"), look="<w:vMerge/>")
    )
    styles = '<w:style w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    return docx(
        paragraph("附表1") + tbl(*(tr(*row) for row in [HEAD, *ROWS]), changed, tr(tc(tbl(changed)))),
        styles=styles,
    )


def table() -> bytes:
    columns = [("XUHAO", "N", 4), ("XH", "N", 13), ("XM", "V", 20), ("SFZH", "C", 18), ("CC", "C", 6)]
    days = [("CSRQ", "D", 8), ("RQ", "T", 8), ("BZ", "M", 4), ("_NullFlags", "0", 1)]
    rows = [[*row, "19900101", b"\x01" * 8, b"\0" * 4, b"\x01"] for row in ROWS]
    return dbf([*columns, *days], rows, version=0x30, deleted=(3,), flags={"SFZH": 2})


def pasted() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "报送"
    message.set_content("\n".join("\t".join(row) for row in [HEAD, *ROWS]))
    quoted = page().decode("gb18030")
    message.add_alternative(f"{quoted}<blockquote>{quoted}</blockquote>", subtype="html", cte="8bit")
    return bytes(message)


FORMATS: dict[str, Callable[[], list[bytes]]] = {
    "xlsx": lambda: [by_openpyxl(), by_xlsxwriter()],
    "xls": lambda: [by_hand_xls(), *found(".xls")],
    "xlsb": lambda: [xlsb([HEAD, *ROWS]), *found(".xlsb")],
    "ods": lambda: [ods()],
    "csv": lambda: [text()],
    "html": lambda: [page()],
    "xml": lambda: [spreadsheetml()],
    "zip": lambda: [zipped({"a/名单.xlsx": by_openpyxl(), "b.csv": text()})],
    "docx": lambda: [letter()],
    "dbf": lambda: [table()],
    "eml": lambda: [mail(), pasted()],
    "mbox": lambda: [b"From a@b\n" + mail() + b"\n\nFrom c@d\n" + mail()],
    "msg": lambda: [outlook()],
    "locked.xlsx": lambda: [locked()],
    "parquet": lambda: [parquet()],
}


@pytest.fixture(scope="module")
def hasty() -> Iterator[Pool]:
    with Pool(Limits(seconds=3.0, memory_bytes=512 << 20), workers=2) as pool:
        yield pool


def survive(kind: str, count: int, seed: int, folder: Path, pool: Pool) -> None:
    seeds = FORMATS[kind]()
    if not seeds:
        pytest.skip("no seed of this kind here")
    for place, data in enumerate(mutants(seeds, count, seed)):
        (folder / f"{place:05}.{kind}").write_bytes(data)
    outer = 0
    for read in read_paths([folder], pool=pool):
        outer += "!/" not in read.file
        assert read.verdict in {"read", "refused", "ignored"}
        assert read.seconds < 10  # a reader may be tried twice
        assert all(say(trouble, "zh") for trouble in read.troubles)
        assert read.troubles or not read.refused
        assert all(len(row.values) == len(row.types) for sheet in read.sheets for row in sheet.rows)
    assert outer == count


def share(kind: str, count: int) -> int:
    """Return fewer for locked books by day: each trial of a password takes a tenth of a second by design."""
    return count // 5 if kind.startswith("locked") else count


@pytest.mark.parametrize("kind", FORMATS)
def test_a_hundred_mutants(kind: str, tmp_path: Path, hasty: Pool) -> None:
    survive(kind, share(kind, 100), 1, tmp_path, hasty)


@pytest.mark.nightly
@pytest.mark.parametrize("kind", FORMATS)
def test_three_thousand_mutants(kind: str, tmp_path: Path, hasty: Pool) -> None:
    survive(kind, 3_000, 2, tmp_path, hasty)
