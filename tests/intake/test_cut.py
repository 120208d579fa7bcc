"""What was not sent to its end: what came is read, and that something may be missing is told."""

from __future__ import annotations

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
