"""Archives and mails: every member is told, names are readable, limits hold on real bytes."""

from __future__ import annotations

import base64
import io
import struct
import time
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from recon.campaign import Limits
from recon.intake import Pool, read_file, read_paths
from recon.intake import pool as pools
from recon.intake.containers.laying import Layer
from recon.intake.containers.mail import words
from recon.intake.job import Answer, Job
from tests.support.books import compound, ooxml, zipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recon.model import FileRead

    ReadAll = Callable[..., list[FileRead]]


def book(text: str = "x") -> bytes:
    return ooxml(
        {"S": f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'}
    )


class GbkInfo(zipfile.ZipInfo):
    """A member whose name is written as Chinese Windows does: in the system's code page, without saying so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gb18030"), self.flag_bits


def gbk_zip(members: dict[str, bytes]) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(GbkInfo(name), content)
    return room.getvalue()


class MiscalledInfo(zipfile.ZipInfo):
    """A member whose name is in GBK and said to be UTF-8, as some programs that pack on a server do."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gb18030"), self.flag_bits | 0x800


def outcome(reads: list[FileRead]) -> dict[str, str]:
    return {read.file: read.troubles[0].details["reason"] if read.refused else read.verdict for read in reads}


def test_chinese_names_nested_archives_and_rubbish(read_all: ReadAll) -> None:
    inner = zipped({"银川站/名单.xlsx": book("a")})
    outer = gbk_zip(
        {
            "吴忠·分校.xlsx": book("b"),
            "打包/内层.zip": inner,
            "__MACOSX/._a": b"x",
            "~$a.xlsx": b"y",
            "a/": b"",
        }
    )
    assert outcome(read_all(outer, "汇总.zip")) == {
        "汇总.zip": "read",
        "汇总.zip!/吴忠·分校.xlsx": "read",
        "汇总.zip!/打包/内层.zip": "read",
        "汇总.zip!/打包/内层.zip!/银川站/名单.xlsx": "read",
        "汇总.zip!/__MACOSX/._a": "ignored",
        "汇总.zip!/~$a.xlsx": "ignored",
    }


def test_a_name_that_is_called_utf_8_and_is_none_costs_no_file(read_all: ReadAll) -> None:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        archive.writestr(MiscalledInfo("银川站/名单.xlsx"), book("a"))
        archive.writestr("石嘴山站/名单.xlsx", book("b"))
    reads = read_all(room.getvalue(), "报送.zip")
    assert outcome(reads) == dict.fromkeys(
        ["报送.zip", "报送.zip!/银川站/名单.xlsx", "报送.zip!/石嘴山站/名单.xlsx"], "read"
    )


def test_a_member_cannot_climb_out(read_all: ReadAll) -> None:
    reads = read_all(zipped({"../../etc/a.xlsx": book(), "/b.xlsx": book("b")}), "a.zip")
    assert [read.file for read in reads] == ["a.zip", "a.zip!/etc/a.xlsx", "a.zip!/b.xlsx"]


def test_names_that_collide_stay_apart(read_all: ReadAll) -> None:
    reads = read_all(zipped({"a.xlsx": book("1"), "./a.xlsx": book("2")}), "a.zip")
    assert [read.file for read in reads[1:]] == ["a.zip!/a.xlsx", "a.zip!/a (2).xlsx"]


def small(**limits: object) -> Limits:
    return Limits(**limits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limits", "members", "reason"),
    [
        (small(members=3), {f"{n}.csv": b"a,b\n" for n in range(4)}, "members"),
        (small(total_bytes=300_000), {f"{n}.csv": bytes(range(33, 125)) * 1100 for n in range(4)}, "total"),
    ],
)
def test_limits_of_an_archive(limits: Limits, members: dict[str, bytes], reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(members))
    with Pool(limits, workers=1) as pool:
        (read,) = read_file(path, pool=pool)
    assert (read.verdict, read.troubles[0].rule, read.troubles[0].details["reason"]) == (
        "refused",
        "FI06",
        reason,
    )


def test_the_total_is_counted_over_nested_archives(tmp_path: Path) -> None:
    import random

    noise = random.Random(1).randbytes(60_000)
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"b.zip": zipped({"c.zip": zipped({"d.bin": noise})})}))
    with Pool(Limits(total_bytes=150_000), workers=1) as pool:
        reads = outcome(read_file(path, pool=pool))
    assert reads["a.zip!/b.zip!/c.zip"] == "total"


def test_a_bomb_is_refused_on_its_real_bytes(read_all: ReadAll) -> None:
    bomb = bytearray(zipped({"a.csv": bytes(60_000_000)}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = bomb.index(mark) + at
        bomb[place : place + 4] = struct.pack("<I", 10)  # it says it is ten bytes long
    assert read_all(bytes(bomb), "a.zip")[1].refused
    assert outcome(read_all(zipped({"a.csv": bytes(60_000_000)}), "b.zip"))["b.zip!/a.csv"] == "ratio"


def copies(inner: bytes, count: int, levels: int) -> bytes:
    """Return a zip of ``count`` copies of a zip of copies …: a few kilobytes of thousands of files."""
    for _ in range(levels):
        inner = zipped({f"{n:02}.zip": inner for n in range(count)})
    return inner


def test_archives_of_copies_of_archives_are_not_unfolded_without_end(tmp_path: Path) -> None:
    """The limits held on each way down alone: six to the fourth of the rosters were read, of sixteen a million."""
    path = tmp_path / "a.zip"
    path.write_bytes(copies(zipped({"r.csv": b"a,b\n"}), 6, 4))
    with Pool(Limits(members=30), workers=1) as pool:
        reads = read_file(path, pool=pool)
    left = [read for read in reads if read.troubles and read.troubles[0].details.get("reason") == "whole"]
    assert 150 < len(reads) < 200
    assert {read.file.count("!/") for read in left} >= {1, 2, 3}, "what was not opened is told where it lies"
    assert all(read.file.endswith(".zip") for read in left)


def test_a_bomb_of_bombs_is_opened_a_few_times(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(copies(zipped({"a.csv": bytes(40_000_000)}), 16, 3))
    reads = read_file(path)
    assert [read.file for read in reads if "ratio" in outcome([read]).values()] == [
        f"a.zip!/00.zip!/00.zip!/{n:02}.zip!/a.csv" for n in range(5)
    ]
    assert len(reads) < 100


def test_a_mailbox_of_many_archives_is_read_whole(tmp_path: Path) -> None:
    """Each is within the limits, and together they are not many times as large."""
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{n}.zip": zipped({f"{m}.csv": b"a,b\n" for m in range(9)}) for n in range(8)}))
    with Pool(Limits(members=20), workers=1) as pool:
        reads = read_file(path, pool=pool)
    assert sum(read.file.endswith(".csv") and not read.refused for read in reads) == 72


def test_once_nobody_waits_the_next_member_is_not_begun(tmp_path: Path) -> None:
    """A wish to stop came to nothing while an archive of thousands was open."""
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    first.write_bytes(zipped({"r.csv": b"a,b\n"}))
    second.write_bytes(zipped({f"{n}.csv": b"a,b\n" for n in range(400)}))
    with Pool(Limits(), workers=1) as pool:
        asked = []
        ask = pool.ask
        pool.ask = lambda job: (asked.append(job.name), ask(job))[1]  # type: ignore[method-assign]
        reads = read_paths([first, second], pool=pool)
        next(reads)
        reads.close()  # type: ignore[attr-defined]
    assert len(asked) < 200


def test_members_that_share_bytes_are_refused(read_all: ReadAll) -> None:
    data = zipped({"a.csv": b"a,b\n" * 99, "b.csv": b"c,d\n" * 99})
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 1)
    overlapping = data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :]
    assert outcome(read_all(overlapping, "a.zip")) == {"a.zip": "overlap"}


def test_archives_too_deep_are_refused_where_they_lie(read_all: ReadAll) -> None:
    data = book()
    for level in range(8):
        data = zipped({f"{level}.zip" if level else "a.xlsx": data})
    reads = read_all(data, "a.zip")
    assert (len(reads), reads[-1].troubles[0].details["reason"]) == (7, "depth")


def test_an_encrypted_member_is_told(read_all: ReadAll) -> None:
    data = bytearray(zipped({"a.xlsx": book()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert outcome(read_all(bytes(data), "a.zip"))["a.zip!/a.xlsx"] == "zip"


def mail(*, received: str = "from a by b; Tue, 02 Jun 2020 03:04:05 +0000") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "=?gb2312?B?1cXI/Q==?= <clerk@example.org>"
    message["Subject"] = "报送"
    message["Date"] = "Mon, 01 Jan 2018 00:00:00 +0000"
    if received:
        message["Received"] = received
        message["Received"] = "from x by a; Mon, 01 Jun 2020 00:00:00 +0000"
    message.set_content("见附件")
    return message


def attach(message: EmailMessage, name: str, content: bytes) -> EmailMessage:
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_attachments_carry_when_and_from_whom(read_all: ReadAll) -> None:
    reads = read_all(
        bytes(attach(attach(mail(), "名单·一.xlsx", book()), "包.zip", zipped({"a.xlsx": book("b")}))),
        "m.eml",
    )
    assert [read.file for read in reads] == [
        "m.eml",
        "m.eml!/名单·一.xlsx",
        "m.eml!/包.zip",
        "m.eml!/包.zip!/a.xlsx",
    ]
    assert {read.received_at for read in reads} == {"2020-06-02T11:04:05+08:00"}
    assert {read.sender for read in reads} == {"clerk@example.org"}


def test_without_a_received_header_the_time_is_unknown(read_all: ReadAll) -> None:
    reads = read_all(bytes(attach(mail(received=""), "a.xlsx", book())), "m.eml")
    assert {read.received_at for read in reads} == {""}


@pytest.mark.parametrize(
    "stamp",
    ["Thu, 01 Jan 1970 00:00:00 +0000", "Fri, 31 Dec 9999 23:59:59 -1200", "some day", "Tue, 02 Jun 2020 3"],
)
def test_a_time_that_cannot_be_is_no_time_and_does_not_stop_the_mail(stamp: str, read_all: ReadAll) -> None:
    message = attach(mail(received=""), "a.xlsx", book())
    message["Received"] = f"from a by b; {stamp}"
    assert [(read.received_at, read.verdict) for read in read_all(bytes(message), "m.eml")] == [
        ("", "read")
    ] * 2


def test_a_mail_inside_a_mail_keeps_its_own_time(read_all: ReadAll) -> None:
    outer = mail(received="from c by d; Thu, 04 Jun 2020 00:00:00 +0000")
    outer.add_attachment(attach(mail(), "a.xlsx", book()))
    reads = read_all(bytes(outer), "m.eml")
    assert [(read.file, read.received_at[:10]) for read in reads] == [
        ("m.eml", "2020-06-04"),
        ("m.eml!/报送.eml", "2020-06-02"),
        ("m.eml!/报送.eml!/a.xlsx", "2020-06-02"),
    ]


def test_pictures_in_the_text_are_ignored_and_attached_ones_are_not(read_all: ReadAll) -> None:
    message = attach(mail(), "批复.jpg", b"\xff\xd8\xff\xe0")
    message.add_attachment(
        b"\x89PNG\r\n", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<1>"
    )
    assert outcome(read_all(bytes(message), "m.eml")) == {
        "m.eml": "read",
        "m.eml!/批复.jpg": "picture",
        "m.eml!/logo.png": "ignored",
    }


def test_a_mail_without_attachment_is_told(read_all: ReadAll) -> None:
    assert outcome(read_all(bytes(mail()), "m.eml")) == {"m.eml": "no-attachment"}


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Disposition: attachment; filename*=GB2312''%C3%FB%B5%A5%A1%A4.xlsx",
        b'Content-Disposition: attachment; filename="=?GBK?B?w/u1paGkLnhsc3g=?="',
        b'Content-Disposition: attachment; filename="\xc3\xfb\xb5\xa5\xa1\xa4.xlsx"',
        b'Content-Type: application/octet-stream; name="=?gb18030?B?w/u1paGkLnhsc3g=?="',
    ],
)
def test_names_of_attachments_however_they_are_written(read_all: ReadAll, header: bytes) -> None:
    raw = b"From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\n"
    raw += b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    raw += header + b"\nContent-Transfer-Encoding: 8bit\n\na,b\n--b--\n"
    assert read_all(raw, "m.eml")[1].file == "m.eml!/名单·.xlsx"


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def parted(*parts: str) -> bytes:
    head = "From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
    return (head + "\n" + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").encode()


def coded(content: bytes) -> str:
    return base64.encodebytes(content).decode()


@pytest.mark.parametrize(
    "head",
    [
        f"Content-Type: {SHEET}\nContent-Transfer-Encoding: base64",
        f"Content-Type: {SHEET}\nContent-Disposition: inline\nContent-Transfer-Encoding: base64",
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64 ",
        f'Content-Type: {SHEET}; name=a.xlsx\nContent-Transfer-Encoding: "BASE64"',
        f"Content-Type: {SHEET}; name=a.xlsx\nContent-Transfer-Encoding: base64; x=1",
    ],
)
def test_an_attachment_is_found_however_carelessly_it_is_declared(read_all: ReadAll, head: str) -> None:
    reads = read_all(parted("Content-Type: text/plain\n\nhello", f"{head}\n\n{coded(book())}"), "m.eml")
    assert [(read.kind, read.verdict) for read in reads] == [("eml", "read"), ("xlsx", "read")]


def test_a_mail_that_a_gateway_encoded_is_opened(read_all: ReadAll) -> None:
    inner = coded(bytes(attach(mail(), "a.xlsx", book())))
    outer = parted(f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}")
    reads = read_all(b"\xef\xbb\xbf" + outer, "m.eml")
    assert [read.file for read in reads] == ["m.eml", "m.eml!/报送.eml", "m.eml!/报送.eml!/a.xlsx"]


def test_a_mail_with_pictures_in_its_text_is_no_page(read_all: ReadAll) -> None:
    text = "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>hello\n--r--"
    sheet = f"Content-Type: {SHEET}; name=a.xlsx\nContent-Transfer-Encoding: base64\n\n{coded(book())}"
    assert [read.kind for read in read_all(parted(text, sheet), "m.eml")] == ["eml", "xlsx"]


def test_a_link_in_an_archive_is_told(read_all: ReadAll) -> None:
    link = zipfile.ZipInfo("a.xlsx")
    link.external_attr = 0o120777 << 16
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert outcome(read_all(room.getvalue(), "a.zip")) == {"a.zip": "read", "a.zip!/a.xlsx": "link"}


def test_a_thousand_members_of_one_name_are_told_apart_in_time(tmp_path: Path) -> None:
    job = Job(str(tmp_path), "a.zip", str(tmp_path), pools.bounds(Limits()))
    layer = Layer(job, Answer())
    began = time.process_time()
    for _ in range(1_000):
        layer.ignore("a.csv", 0, "system-file")
    assert {member.name for member in layer.members} >= {"a.csv", "a (2).csv", "a (1000).csv"}
    assert time.process_time() - began < 1


def test_words_of_an_unknown_charset_do_not_stop_the_mail() -> None:
    assert words("=?x-nowhere?Q?abc?=") == "abc"


def test_a_mailbox(read_all: ReadAll) -> None:
    one = bytes(attach(mail(), "a.xlsx", book("1"))).replace(b"\r\n", b"\n")
    two = bytes(attach(mail(), "a.xlsx", book("2"))).replace(b"\r\n", b"\n")
    box = b"From a@b Mon Jun  1 00:00:00 2020\n" + one + b"\n\nFrom c@d Mon Jun  1 00:00:00 2020\n" + two
    files = [read.file for read in read_all(box, "all.mbox")]
    assert files == [
        "all.mbox",
        "all.mbox!/0001.eml",
        "all.mbox!/0001.eml!/a.xlsx",
        "all.mbox!/0002.eml",
        "all.mbox!/0002.eml!/a.xlsx",
    ]


def test_an_outlook_mail(read_all: ReadAll) -> None:
    text = lambda value: value.encode("utf-16-le")  # noqa: E731
    ticks = (
        (datetime(2020, 6, 2, 3, 4, 5, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC))
        // timedelta(microseconds=1)
        * 10
    )
    properties = bytes(32) + struct.pack("<IIQ", 0x0E060040, 6, ticks)
    inner = "__attach_version1.0_#00000001/__substg1.0_3701000D/__attach_version1.0_#00000000"
    data = compound(
        {
            "__properties_version1.0": properties,
            "__substg1.0_5D01001F": text("clerk@example.org"),
            "__attach_version1.0_#00000000/__substg1.0_3707001F": text("名单.csv"),
            "__attach_version1.0_#00000000/__substg1.0_37010102": "学号,姓名\n".encode() * 500,
            "__attach_version1.0_#00000001/__substg1.0_3001001F": text("转发"),
            f"{inner}/__substg1.0_3704001E": "附件.csv".encode("gb18030"),
            f"{inner}/__substg1.0_37010102": "学号,姓名,层次\n".encode() * 500,
        }
    )
    reads = read_all(data, "m.msg")
    assert [read.file for read in reads] == ["m.msg", "m.msg!/名单.csv", "m.msg!/转发.msg/附件.csv"]
    assert {(read.received_at, read.sender) for read in reads} == {
        ("2020-06-02T11:04:05+08:00", "clerk@example.org")
    }
    assert len(reads[1].sheets[0].rows) == 500


@pytest.mark.parametrize("beside", ["xl/a.csv", "mimetype", "[Content_Types].xml", "word/说明.xml"])
def test_lists_that_were_packed_beside_what_a_document_has_too_are_read(tmp_path: Path, beside: str) -> None:
    """A folder called xl, or a document's parts beside the rosters, made of the archive a damaged workbook."""
    roster = "学号,姓名\n1864901450001,王丽\n".encode()
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"名单.csv": roster, beside: roster}))
    read = {one.file.rpartition("!/")[2]: one.verdict for one in read_file(path)}
    assert read["名单.csv"] == "read"
    assert beside in read


def test_a_workbook_that_carries_another_is_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book())
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/embeddings/b.xlsx", book())
        package.writestr("c.csv", "学号,姓名\n")
    assert [one.kind for one in read_file(path)] == ["xlsx"]
