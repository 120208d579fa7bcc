"""Whatever a person stands in, afterwards nothing of him stands there, and everybody else does."""

from __future__ import annotations

import email
import hashlib
import io
import subprocess
import sys
import time
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from recon.errors import ReconError
from recon.intake import read_file
from recon.workspace.aside import Aside, Patience
from recon.workspace.redact import Person, redact
from tests.support.books import compound
from tests.support.papers import dbf, docx, paragraph, run, tbl, tc, tr

if TYPE_CHECKING:
    from pathlib import Path

NUMBER, ID_CARD, NAME = "1864001450123", "10010119990101123X", "钱塘江"
OTHER = ("1864001450999", "100101199901011999", "孙悟空")
PERSON = Person(frozenset({NUMBER, ID_CARD}), frozenset({NAME}))


def book(rows: list[list[object]], comment: str = "") -> bytes:
    out = io.BytesIO()
    written = openpyxl.Workbook()
    for row in rows:
        written.active.append(row)
    if comment:
        from openpyxl.comments import Comment

        written.active["A1"].comment = Comment(comment, "li")
    written.save(out)
    return out.getvalue()


def cells(data: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))


def traces(data: bytes) -> list[str]:
    """Return what of the person stands in a file, inside zips too."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [
                found for name in archive.namelist() for found in (*traces(archive.read(name)), *names(name))
            ]
    values = (NUMBER, ID_CARD, NAME)
    codes = ("utf-8", "gb18030", "utf-16-le")
    return [value for value in values if any(value.encode(code) in data for code in codes)]


def names(text: str) -> list[str]:
    return [value for value in (NUMBER, ID_CARD, NAME) if value in text]


ROWS = [["学号", "身份证号", "姓名", "层次"], [NUMBER, ID_CARD, NAME, "专科"], [*OTHER, "专科"]]


def test_a_row_of_a_workbook_is_emptied_and_the_others_keep_their_places() -> None:
    after = redact(book(ROWS, comment=f"{NAME} {NUMBER} 已核"), PERSON, "a.xlsx")
    assert after is not None
    assert cells(after) == [tuple(ROWS[0]), (None,) * 4, tuple(ROWS[2])]
    assert traces(after) == []


def test_shared_strings_of_a_workbook_keep_what_others_use() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as written:
        sheet = written.add_worksheet("开放教育")
        for number, row in enumerate([*ROWS, ["1864001450777", "100101199901011777", NAME, "本科"]]):
            sheet.write_row(number, 0, row)
    after = redact(out.getvalue(), PERSON, "a.xlsx")
    assert after is not None
    kept = cells(after)
    assert kept[1] == (None,) * 4
    assert kept[2] == tuple(ROWS[2])
    assert kept[3][2] == NAME, "someone else of the same name keeps it"
    assert NUMBER not in "".join(traces(after))


@pytest.mark.parametrize(
    "written", [f"　{NUMBER[:6]} {NUMBER[6:]}", "".join(chr(ord(c) + 0xFEE0) for c in NUMBER), f"'{NUMBER}"]
)
def test_a_number_is_found_however_it_is_spelled(written: str) -> None:
    after = redact(book([ROWS[0], [written, "", NAME, ""], ROWS[2]]), PERSON, "a.xlsx")
    assert after is not None
    assert cells(after)[1] == (None,) * 4
    assert traces(after) == []


def test_a_row_that_a_run_matched_goes_although_no_number_stands_in_it() -> None:
    places = {"a.xlsx": frozenset({("Sheet", 2)})}
    person = Person(PERSON.numbers, PERSON.names, places)
    damaged = [["学号", "身份证号", "姓名"], ["", "1.00101199901011E+17", NAME], list(OTHER)]
    after = redact(book(damaged), person, "a.xlsx")
    assert after is not None
    assert cells(after)[1] == (None,) * 3
    assert traces(after) == []
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert not any(b"1.00101199901011E+17" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_line_of_a_csv_is_emptied_in_its_own_encoding(encoding: str) -> None:
    text = f"学号,姓名\r\n{NUMBER},{NAME}\r\n{OTHER[0]},{OTHER[2]}\r\n"
    after = redact(text.encode(encoding), PERSON, "a.csv")
    assert after == f"学号,姓名\r\n\r\n{OTHER[0]},{OTHER[2]}\r\n".encode(encoding)


def test_a_row_of_an_html_table_is_emptied() -> None:
    html = (
        f"<html><table><tr><td>{NUMBER}</td><td>{NAME}</td></tr><tr><td>{OTHER[0]}</td></tr></table></html>"
    )
    after = redact(html.encode("gb18030"), PERSON, "a.xls")
    assert after == f"<html><table><tr></tr><tr><td>{OTHER[0]}</td></tr></table></html>".encode("gb18030")


def test_an_archive_is_rewritten_member_by_member_and_its_names_too() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("里面.csv", f"{NUMBER},{NAME}\n{OTHER[0]},{OTHER[2]}\n")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr(f"{NAME}.xlsx", book(ROWS))
        archive.writestr("内.zip", inner.getvalue())
        archive.writestr("别人.csv", f"{OTHER[0]}\n")
    after = redact(outer.getvalue(), PERSON, "a.zip")
    assert after is not None
    assert traces(after) == []
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.namelist()[1:] == ["内.zip", "别人.csv"]
        assert archive.read("别人.csv") == f"{OTHER[0]}\n".encode()
        with zipfile.ZipFile(io.BytesIO(archive.read("内.zip"))) as kept:
            assert kept.read("里面.csv") == f"\n{OTHER[0]},{OTHER[2]}\n".encode()


def test_a_mail_loses_the_person_in_words_and_attachments() -> None:
    message = EmailMessage()
    message["From"], message["To"] = "site@example.org", "office@example.org"
    message["Subject"] = f"补报 {NAME}"
    message.set_content(f"老师好：{NAME} {NUMBER} 请补上\n{OTHER[2]} 不动\n")
    message.add_attachment(book(ROWS), maintype="application", subtype="octet-stream", filename="附表1.xlsx")
    after = redact(message.as_bytes(), PERSON, "a.eml")
    assert after is not None
    import email
    import email.policy

    kept = email.message_from_bytes(after, policy=email.policy.default)
    assert NAME not in str(kept["Subject"])
    body, attachment = kept.get_body(), next(kept.iter_attachments())
    assert body is not None
    assert names(body.get_content()) == []
    assert OTHER[2] in body.get_content()
    assert cells(attachment.get_content())[1:] == [(None,) * 4, tuple(ROWS[2])]


def document() -> bytes:
    split = tc(paragraph(run(NUMBER[:5]), run(NUMBER[5:])))
    rows = [tr(*ROWS[0]), tr(split, ID_CARD, NAME, "专科"), tr(*ROWS[2])]
    embedded = {"word/embeddings/a.xlsx": book(ROWS), "word/comments.xml": f"<a>{NAME} 已核</a>"}
    return docx(paragraph(f"补报 {NAME}") + tbl(*rows), extra=embedded)


def rows_of(data: bytes, name: str, folder: Path) -> list[tuple[int, tuple[str, ...]]]:
    (folder / name).write_bytes(data)
    return [
        (row.number, row.values) for read in read_file(folder / name) for s in read.sheets for row in s.rows
    ]


def test_a_row_of_a_word_document_is_emptied_and_the_others_keep_their_places(tmp_path: Path) -> None:
    after = redact(document(), PERSON, "a.docx")
    assert after is not None
    assert traces(after) == []
    assert rows_of(after, "a.docx", tmp_path) == [(1, tuple(ROWS[0])), (3, tuple(ROWS[2]))]


def test_a_row_of_a_word_document_that_a_run_matched_goes_too(tmp_path: Path) -> None:
    wrong = [tr(*ROWS[0]), tr("1864001450124", ID_CARD[:-1], NAME, "专科"), tr(*ROWS[2])]
    for several in (False, True):
        person = Person(PERSON.numbers, PERSON.names, {"a.docx": frozenset({("2" if several else "", 2)})})
        data = docx((tbl(tr("x")) if several else "") + tbl(*wrong))
        after = redact(data, person, "a.docx")
        assert after is not None
        assert rows_of(after, "a.docx", tmp_path)[-2:] == [(1, tuple(ROWS[0])), (3, tuple(ROWS[2]))]


def test_a_record_of_a_dbase_table_is_blanked_and_the_others_keep_their_places(tmp_path: Path) -> None:
    columns = [(name, "C", 20) for name in ROWS[0]]
    data = dbf(columns, ROWS[1:])
    after = redact(data, PERSON, "a.dbf")
    assert after is not None
    assert traces(after) == []
    assert rows_of(after, "a.dbf", tmp_path) == [(1, tuple(ROWS[0])), (3, tuple(ROWS[2]))]
    matched = Person(frozenset({"1864001450777"}), frozenset(), {"a.dbf": frozenset({("", 3)})})
    after = redact(data, matched, "a.dbf")
    assert after is not None
    assert rows_of(after, "a.dbf", tmp_path) == [(1, tuple(ROWS[0])), (2, tuple(ROWS[1]))]


@pytest.mark.parametrize("html", [True, False])
def test_a_table_in_a_mail_s_text_loses_the_row_and_is_still_read(tmp_path: Path, *, html: bool) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "补报"
    lines = ["\t".join(map(str, row)) for row in ROWS]
    cells = ["".join(f"<td>{text}</td>" for text in row) for row in ROWS]
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    message.set_content(table if html else "\n".join(lines) + "\n", subtype="html" if html else "plain")
    after = redact(message.as_bytes(), PERSON, "a.eml")
    assert after is not None
    import email
    import email.policy

    kept = email.message_from_bytes(after, policy=email.policy.default).get_content()
    assert (names(kept), OTHER[0] in kept) == ([], True)
    assert rows_of(after, "a.eml", tmp_path)[-1] == (3, tuple(ROWS[2]))


def test_a_parquet_file_loses_the_rows_and_the_mentions_but_not_a_namesake() -> None:
    table = pa.table(
        {
            "student_no": [NUMBER, OTHER[0], "1864001450777"],
            "name": [NAME, OTHER[2], NAME],
            "message": ["x", f"与 {NAME} 的证件号相同", f"{NAME} 的姓名有空格"],
        }
    )
    out = io.BytesIO()
    pq.write_table(table, out)
    after = redact(out.getvalue(), PERSON, "findings.parquet")
    assert after is not None
    kept = pq.read_table(io.BytesIO(after)).to_pylist()
    assert [row["student_no"] for row in kept] == [OTHER[0], "1864001450777"]
    assert kept[0]["message"] == "与 ▇▇ 的证件号相同"
    assert kept[1]["message"] == f"{NAME} 的姓名有空格"


def test_an_old_workbook_is_kept_as_cells_without_the_person() -> None:
    import subprocess
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.xlsx").write_bytes(book(ROWS))
        command = ["soffice", "--headless", "--convert-to", "xls", "--outdir", folder, f"{folder}/a.xlsx"]
        subprocess.run(
            command, check=True, capture_output=True, env={"HOME": folder, "PATH": "/usr/bin:/bin"}
        )
        old = (Path(folder) / "a.xls").read_bytes()
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    after = redact(old, Person(PERSON.numbers, PERSON.names, {"a.xls": frozenset({("Sheet", 2)})}), "a.xls")
    assert after is not None
    assert cells(after) == [tuple(ROWS[0]), (None,) * 4, tuple(ROWS[2])]
    assert traces(after) == []


@pytest.mark.parametrize(
    "data",
    [
        book([ROWS[0], ROWS[2]]),
        f"{OTHER[0]}\n".encode(),
        b"\x89PNG\r\n\x00\x01",
        b"",
        docx(tbl(tr(*ROWS[2]))),
        docx("<w:tbl>"),
        dbf([(name, "C", 20) for name in ROWS[0]], [ROWS[2]]),
    ],
)
def test_a_file_without_the_person_stays_byte_for_byte(data: bytes) -> None:
    after = redact(data, PERSON, "a")
    assert after is not None
    assert after == data


def test_what_cannot_be_looked_into_is_not_kept_when_the_person_is_in_it() -> None:
    picture = b"\x89PNG\r\n\x00" + NUMBER.encode() + b"\x00"
    assert redact(picture, PERSON, "a.png") is None
    broken = b"PK\x03\x04" + b"\x00" * 40
    assert (
        redact(broken, Person(PERSON.numbers, PERSON.names, {"b.xlsx": frozenset({("S", 1)})}), "b.xlsx")
        is None
    )
    assert redact(broken, PERSON, "b.xlsx") == broken


def found_in(*files: str) -> Person:
    return Person(PERSON.numbers, PERSON.names, {file: frozenset({("", 2)}) for file in files})


def damaged(data: bytes, name: str) -> bytes:
    """Return an archive one of whose members no longer has the sum it should have."""
    broken = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        place = broken.index(name.encode(), broken.index(mark)) - (30 if mark == b"PK\x03\x04" else 46)
        broken[place + at : place + at + 4] = b"\0\0\0\1"
    return bytes(broken)


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


TEXT = "\n".join(",".join(map(str, row)) for row in ROWS).encode()


def test_a_damaged_member_does_not_keep_the_person_in_the_others() -> None:
    sent = damaged(archive({"a.csv": b"x" * 99, "b.csv": TEXT}), "a.csv")
    after = redact(sent, PERSON, "a.zip")
    assert after is not None
    assert traces(after) == []
    with zipfile.ZipFile(io.BytesIO(after)) as packed:
        assert OTHER[0].encode() in packed.read("b.csv")
    assert redact(damaged(archive({"a.csv": TEXT, "b.csv": b"x"}), "a.csv"), PERSON, "a.zip") is not None
    assert redact(damaged(archive({"a.csv": TEXT}), "a.csv"), found_in("a.zip!/a.csv"), "a.zip") is None


def test_what_a_run_read_in_a_container_nobody_can_rewrite_is_not_kept() -> None:
    outlook = compound({"__properties_version1.0": bytes(64), "x": archive({"a.csv": TEXT})})
    assert redact(outlook, PERSON, "a.msg") == outlook
    assert redact(outlook, found_in("a.msg!/包.zip!/a.csv"), "a.msg") is None


def test_every_mail_of_a_mailbox_loses_the_person() -> None:
    mails = []
    for rows in (ROWS, [ROWS[0], ROWS[2]]):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "a@b", "报送"
        mail.set_content("见附件")
        mail.add_attachment(book(rows), maintype="application", subtype="octet-stream", filename="a.xlsx")
        mails.append(b"From a@b Tue Jun  2 03:04:05 2020\n" + bytes(mail) + b"\n")
    after = redact(b"\n".join(mails), PERSON, "a.mbox")
    assert after is not None
    first, second = after.split(b"\n\nFrom a@b")
    attached = email.message_from_bytes(first.partition(b"\n")[2]).get_payload()[1].get_payload(decode=True)
    assert traces(attached) == []
    assert cells(attached)[2] == tuple(ROWS[2])
    assert b"\nFrom a@b" + second == b"\n" + mails[1]


def test_a_file_is_known_by_its_bytes_where_it_lies_under_another_name() -> None:
    data = "学号,姓名\n18640014501,钱塘将\n1864001450999,孙悟空\n".encode()
    place = {"包.zip!/a (2).csv": frozenset({("", 2)})}
    whom = Person(
        PERSON.numbers, PERSON.names, place, contents={hashlib.sha256(data).hexdigest(): "包.zip!/a (2).csv"}
    )
    after = redact(archive({"./a.csv": data}), whom, "包.zip")
    assert after is not None
    with zipfile.ZipFile(io.BytesIO(after)) as packed:
        assert packed.read("./a.csv").decode().splitlines()[1:] == ["", "1864001450999,孙悟空"]


@pytest.mark.skipif(sys.platform != "linux", reason="the address space is bounded on Linux only")
def test_a_machine_that_grants_less_memory_than_a_purge_may_use_is_purged_on() -> None:
    code = (
        "import resource; from recon.workspace.redact.child import bound\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
        "bound(8 << 30); bound(2 << 30); bound(8 << 30)\n"
        "print(resource.getrlimit(resource.RLIMIT_AS) == (4 << 30, 4 << 30))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stdout.decode().strip() == "True", done.stderr.decode()


HASTE = Patience(2.0, 1 << 29)


def test_a_file_that_would_take_all_time_or_memory_keeps_nobody_waiting() -> None:
    slow = b"1\n" + b"\n ".join([b"1"] * 12_000_000)
    bomb = archive({"a.csv": b"\0" * 800_000_000})
    with Aside(PERSON, HASTE) as aside:
        start = time.monotonic()
        for data, name in ((slow, "a.csv"), (bomb, "b.zip"), (b"PAR1 rubbish PAR1", "c.parquet")):
            assert aside.redact(data, name) == data
        assert time.monotonic() - start < 90  # each is given two seconds; a child needs a while to start
        assert aside.redact(TEXT, "d.csv") == redact(TEXT, PERSON, "d.csv")
    with Aside(found_in("b.zip!/a.csv"), HASTE) as aside:
        assert aside.redact(bomb, "b.zip") is None


def test_where_no_process_can_be_started_nothing_is_taken_for_unreadable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with Aside(PERSON) as aside, pytest.raises(ReconError):
        aside.redact(TEXT, "a.csv")


def test_an_extract_that_cannot_be_looked_into_is_not_kept() -> None:
    with Aside(PERSON) as aside:
        assert aside.redact(b"PAR1 rubbish PAR1") is None
