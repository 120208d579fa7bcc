"""What was not sent to its end: what came is read, and that something may be missing is told."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import FileRead

    Read = Callable[..., FileRead]
    ReadAll = Callable[..., list[FileRead]]

HEAD = "<tr><td>学号</td><td>姓名</td></tr>"
ONE = "<tr><td>1864001450123</td><td>王丽</td></tr>"
PAGE = f"<html><meta charset=utf-8><body><table>{HEAD}{ONE}"


def cut(read: FileRead) -> list[str]:
    """The sheets, or the file, of which it is said that they end in the middle."""
    return [trouble.sheet for trouble in read.troubles if trouble.details["reason"] == "cut"]


@pytest.mark.parametrize(
    "end",
    ["", "<tr><td>18640014", "<tr><td cla", "</td></tr>\n", "<tr><td><table><tr><td>x</table>", "<script>x"],
)
def test_a_page_that_breaks_off_in_its_table_is_read_and_told(read: Read, end: str) -> None:
    found = read((PAGE + end).encode(), "a.xls")
    assert cut(found) == [""]
    assert found.sheets[0].rows[1].values == ("1864001450123", "王丽")


@pytest.mark.parametrize(
    "page",
    [
        PAGE + "</table></body></html>",
        PAGE + "</table>",
        PAGE + "</body>",
        PAGE + "</HTML>\n",
        f"<table><tbody>{HEAD.replace('</td>', '').replace('</tr>', '')}<tr><td>1864001450123<td>王丽</table>",
        f"<table><tr><td><table>{HEAD}{ONE}</td></tr></table></html>",
    ],
)
def test_a_page_that_leaves_out_what_may_be_left_out_is_whole(read: Read, page: str) -> None:
    assert cut(read(page.encode(), "a.xls")) == []


def test_a_table_around_the_roster_and_what_a_mail_quotes_is_whole(read_all: ReadAll) -> None:
    page = f"<table><tr><td><table>{HEAD}{ONE}</table><p>-----原始邮件-----</p>x</td></tr></table>"
    mail = (
        f"From: a@example.invalid\nTo: b@example.invalid\nContent-Type: text/html; charset=utf-8\n\n{page}\n"
    )
    found = read_all(mail.encode(), "a.eml")
    assert [read.file for read in found] == ["a.eml", "a.eml!/body.html"]
    assert [name for read in found for name in cut(read)] == []


MAIL = 'From: a@example.invalid\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n'
TEXT = "\n--B\nContent-Type: text/plain; charset=utf-8\n\nhello\n"
INNER = '\n--B\nContent-Type: multipart/mixed; boundary="C"\n'
LIST = "学号,姓名\n1864001450123,王丽\n"


def attached(boundary: str = "B", name: str = "a.csv") -> str:
    return (
        f"\n--{boundary}\nContent-Type: text/csv; charset=utf-8\n"
        f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: 8bit\n\n{LIST}'
    )


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "\n--B\nContent-Type: applica",
        "\n--B\n",
        INNER + attached("C", "b.csv") + "\n--B--\n",
        INNER + attached("D", "b.csv") + "\n--B--\n",
        INNER.replace('; boundary="C"', "") + attached("C", "b.csv") + "\n--B--\n",
        "\n--B\nContent-Type: message/rfc822\n\n"
        + MAIL.replace('"B"', '"C"')
        + attached("C", "b.csv")
        + "\n--B--\n",
    ],
)
def test_a_mail_that_breaks_off_between_its_parts_is_read_and_told(read_all: ReadAll, rest: str) -> None:
    found = read_all((MAIL + TEXT + attached() + rest).encode(), "a.eml")
    assert cut(found[0]) == [""]
    assert found[1].file == "a.eml!/a.csv"
    assert found[1].sheets[0].rows[1].values == ("1864001450123", "王丽")


@pytest.mark.parametrize(
    "mail",
    [
        MAIL + TEXT + attached() + "\n--B--",
        MAIL + TEXT + attached() + "\n--B--\n\nbehind",
        MAIL + TEXT + INNER + attached("C") + "\n--C--\n" + "\n--B--\n",
    ],
)
def test_a_mail_with_all_its_lines_is_whole(read_all: ReadAll, mail: str) -> None:
    found = read_all(mail.encode(), "a.eml")
    assert [name for read in found for name in cut(read)] == []
    assert found[1].verdict == "read"


WEB = 'MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary="B"\n'


def sheet(number: int, end: str = "</table></body></html>\n") -> str:
    head = f"\n--B\nContent-Location: file:///C:/x/sheet00{number}.htm\nContent-Transfer-Encoding: 8bit\n"
    return f"{head}Content-Type: text/html; charset=utf-8\n\n{PAGE}{end}"


@pytest.mark.parametrize("rest", ["", "\n--B\nContent-Loc", sheet(2, ""), sheet(2)])
def test_a_single_file_web_page_that_breaks_off_is_read_and_told_once(read: Read, rest: str) -> None:
    found = read((WEB + sheet(1) + rest).encode(), "a.mht")
    assert cut(found) == [""]
    assert found.sheets[0].rows[1].values == ("1864001450123", "王丽")


def test_a_sheet_of_a_single_file_web_page_may_be_cut_and_the_file_whole(read: Read) -> None:
    assert cut(read((WEB + sheet(1) + sheet(2) + "\n--B--\n").encode(), "a.mht")) == []
    assert cut(read((WEB + sheet(1) + sheet(2, "") + "\n--B--\n").encode(), "a.mht")) == ["sheet002"]
    assert len(cut(read((WEB + sheet(1, "") + sheet(2, "") + "\n--B--\n").encode(), "a.mht"))) == 2


ROSTER = "学号,姓名\n" + "".join(f"18640014501{at:02},王丽\n" for at in range(20))
CODE = base64.encodebytes(ROSTER.encode()).decode().split("\n")


def broken(read: FileRead) -> list[str]:
    return [
        trouble.details["name"] for trouble in read.troubles if trouble.details["reason"] == "broken-code"
    ]


def coded(lines: list[str], kind: str = 'text/csv; charset=utf-8; name="a.csv"') -> bytes:
    code = "\n".join(lines)
    head = f"\n--B\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n\n{code}"
    return (MAIL + TEXT + head + "\n--B--\n").encode()


@pytest.mark.parametrize(
    "line", [CODE[6][:-2] + "==", "!!!!" + CODE[6][4:], CODE[6][:-1], CODE[6][:-4] + "===="]
)
def test_an_attachment_whose_code_is_damaged_is_told_by_its_name(read_all: ReadAll, line: str) -> None:
    found = read_all(coded([*CODE[:6], line, *CODE[7:]]), "a.eml")
    assert broken(found[0]) == ["a.csv"]
    assert found[0].troubles[0].details["count"] == "1"
    assert found[1].file == "a.eml!/a.csv"
    if "==" in line:  # else the bytes behind are shifted, and no text any more: refused, and told
        assert found[1].sheets[0].rows[1].values == ("1864001450100", "王丽")


@pytest.mark.parametrize(
    "lines",
    [
        CODE,
        ["".join(CODE)],
        [f"> {line} \t" for line in CODE],
        [*CODE, "", ""],
        [*CODE[:-2], CODE[-2] + "=="],
    ],
)
def test_code_that_is_only_laid_out_otherwise_is_whole(read_all: ReadAll, lines: list[str]) -> None:
    found = read_all(coded(lines), "a.eml")
    assert broken(found[0]) == []
    assert len(found[1].sheets[0].rows) == 21


def test_a_mail_in_code_and_a_sheet_in_code_are_told_too(read: Read, read_all: ReadAll) -> None:
    inner = base64.encodebytes(b"Subject: x\n" + (MAIL + attached() + "\n--B--\n").encode()).decode()
    assert broken(read_all(coded([inner], "message/rfc822"), "a.eml")[0]) == []
    damaged = inner[:100] + "==" + inner[102:]
    assert broken(read_all(coded([damaged], "message/rfc822"), "a.eml")[0]) == ["message/rfc822"]
    page = base64.encodebytes(f"{PAGE}</table>{'<p>' * 99}</html>".encode()).decode()
    head = "\n--B\nContent-Location: a/sheet1.htm\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
    assert broken(read((WEB + head + page + "\n--B--\n").encode(), "a.mht")) == []
    assert broken(read((WEB + head + page[:-8] + "==!" + page[-8:] + "\n--B--\n").encode(), "a.mht")) == [
        "sheet1"
    ]
