"""The roster in a mail's own text: read where the attachments hold none, and never out of what is quoted."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from tests.support.books import compound, ooxml

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import FileRead

    ReadAll = Callable[..., list[FileRead]]

HEAD = "<tr><td>学号<td>姓名<td>身份证号</tr>"
ONE = "<tr><td>1864001450123<td>王丽<td>30010219900101123X</tr>"
TWO = "<tr><td>1864001450124<td>李一<td>300102199001011234</tr>"
TABLE = f"<table>{HEAD}{ONE}</table>"
OLD = f"<table>{HEAD}{TWO}</table>"
SIGNED = "<p>张老师</p><table><tr><td>电话<td>00000000000</tr></table>"


def mail(page: str = "", text: str = "见正文", charset: str = "utf-8") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "clerk@example.org", "office@example.org"
    message["Subject"] = "报送"
    message.set_content(text)
    if page:
        message.add_alternative(f"<html><body>{page}</body></html>", subtype="html", charset=charset)
    return message


def attached(message: EmailMessage, data: bytes, name: str) -> EmailMessage:
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def book(*rows: tuple[str, ...]) -> bytes:
    lines = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{"ABC"[at]}{n}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(row)
        )
        + "</row>"
        for n, row in enumerate(rows, 1)
    )
    return ooxml({"S": f"<sheetData>{lines}</sheetData>"})


ROSTER = book(("学号", "姓名"), ("1864001450123", "王丽"))
FORM = book(("学号", "姓名"), ("", ""))


def outcome(reads: list[FileRead]) -> dict[str, str]:
    """Return file → what became of it: its kind and verdict, or why it was refused."""
    return {
        read.file: read.troubles[0].details["reason"] if read.refused else f"{read.kind} {read.verdict}"
        for read in reads
    }


def told(read: FileRead) -> list[str]:
    return [trouble.details["reason"] for trouble in read.troubles if trouble.rule == "FI12"]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_table_in_the_text_is_a_member_where_nothing_is_attached(read_all: ReadAll, charset: str) -> None:
    page = f"<p>各位老师：名单如下</p><p>学习中心（盖章）：东山</p>{TABLE}{SIGNED}"
    reads = read_all(bytes(mail(page, charset=charset)), "m.eml")
    assert outcome(reads) == {"m.eml": "eml read", "m.eml!/body.html": "html read"}
    rows = {row.number: row.values for row in reads[1].sheets[0].rows}
    assert (rows[2], rows[4]) == (
        ("学习中心（盖章）：东山",),
        ("1864001450123", "王丽", "30010219900101123X"),
    )
    assert [trouble.rule for trouble in reads[1].troubles] == ["FI15"]


@pytest.mark.parametrize(
    ("data", "name", "became"),
    [
        (FORM, "附表1.xlsx", "xlsx read"),
        (b"\xff\xd8\xff\xe0", "批复.jpg", "picture"),
        (b"%PDF-1.7", "批复.pdf", "pdf"),
    ],
)
def test_an_attachment_without_students_leaves_the_text_to_be_read(
    read_all: ReadAll, data: bytes, name: str, became: str
) -> None:
    reads = read_all(bytes(attached(mail(TABLE), data, name)), "m.eml")
    assert outcome(reads) == {"m.eml": "eml read", f"m.eml!/{name}": became, "m.eml!/body.html": "html read"}


def test_where_the_attachment_is_the_roster_the_text_is_left_alone_and_told(read_all: ReadAll) -> None:
    reads = read_all(bytes(attached(mail(TABLE), ROSTER, "名单.xlsx")), "m.eml")
    assert outcome(reads) == {
        "m.eml": "eml read",
        "m.eml!/名单.xlsx": "xlsx read",
        "m.eml!/body.html": "mail-body ignored",
    }


def test_a_student_whom_only_the_text_has_is_told_with_the_row(read_all: ReadAll) -> None:
    page = f"<p>另补报一人：</p><table>{HEAD}{ONE}{TWO}</table>{SIGNED}"
    *_, text = read_all(bytes(attached(mail(page), ROSTER, "名单.xlsx")), "m.eml")
    assert (text.verdict, text.sheets) == ("ignored", ())
    assert [trouble.details for trouble in text.troubles] == [
        {"reason": "body-more", "count": "1", "rows": "（4）"}
    ]


def test_a_telephone_beside_a_name_is_no_student_of_the_text(read_all: ReadAll) -> None:
    page = f"{TABLE}<table><tr><td>张老师<td>10000000000</tr></table>"
    *_, text = read_all(bytes(attached(mail(page), ROSTER, "名单.xlsx")), "m.eml")
    assert (text.verdict, text.troubles) == ("ignored", ())


@pytest.mark.parametrize("words", [("学籍编号", "学员姓名"), ("Student No.", "Name"), ("编号", "名字")])
def test_an_attachment_with_header_words_of_its_own_is_known_by_whom_it_shares(
    read_all: ReadAll, words: tuple[str, str]
) -> None:
    data = book(words, ("1864001450123", "王丽"))
    *_, text = read_all(bytes(attached(mail(TABLE), data, "名单.xlsx")), "m.eml")
    assert text.verdict == "ignored"
    *_, text = read_all(bytes(attached(mail(OLD), data, "名单.xlsx")), "n.eml")
    assert text.verdict == "read"


def test_a_list_without_a_header_leaves_the_text_to_be_read(read_all: ReadAll) -> None:
    data = book(("1864001450123", "王丽"))
    *_, text = read_all(bytes(attached(mail(TABLE), data, "名单.xlsx")), "m.eml")
    assert text.verdict == "read"


@pytest.mark.parametrize(
    "words", [("学号（13位）", "姓名*"), ("考生号", "学生姓名"), ("XH", "XM"), ("学 号", "姓　名")]
)
def test_a_header_is_known_with_its_remarks(read_all: ReadAll, words: tuple[str, str]) -> None:
    page = TABLE.replace("学号", words[0]).replace("姓名", words[1]).replace("身份证号", "备注")
    assert "m.eml!/body.html" in outcome(read_all(bytes(mail(page)), "m.eml"))


@pytest.mark.parametrize(
    "page",
    [
        SIGNED,
        "<p>见附件</p>",
        TABLE.replace("学号", "账号").replace("身份证号", "开户行"),
        f"<table>{HEAD}</table>",
    ],
)
def test_a_text_without_students_is_no_member(read_all: ReadAll, page: str) -> None:
    assert list(outcome(read_all(bytes(attached(mail(page), ROSTER, "名单.xlsx")), "m.eml"))) == [
        "m.eml",
        "m.eml!/名单.xlsx",
    ]
    assert outcome(read_all(bytes(mail(page)), "n.eml")) == {"n.eml": "no-attachment"}


QUOTES = {
    "blockquote": f"<blockquote>{OLD}</blockquote>",
    "nested": f"<blockquote><div><blockquote>x</blockquote>{OLD}</div></blockquote>",
    "Gmail": f'<div class="gmail_quote"><div class="gmail_attr">On …</div>{OLD}</div>',
    "Outlook on the web": f'<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From</div><div>{OLD}</div>',
    "Outlook": f"<div><p><b>发件人:</b> 学籍科<br><b>发送时间:</b> 2020年6月1日<br></p></div>{OLD}",
    "QQ": f"<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>{OLD}</div>",
    "QQ since 2023": f"<hr><div><b>发件人：</b>王五<br><b>发件时间：</b>2024年5月6日 10:11<br></div>{OLD}",
    "163 once more": f"<div>-------- 转发邮件 --------</div>{OLD}",
    "Foxmail": f'<div class="FoxDiv20200601120000">{OLD}</div>',
    "163": f"<pre>-------- 转发邮件信息 --------</pre>{OLD}",
    "Thunderbird": f'<div class="moz-forward-container">{OLD}</div>',
    "English": f"<p>-----Original Message-----</p>{OLD}",
}


@pytest.mark.parametrize("program", QUOTES)
def test_a_quoted_table_is_not_read_and_that_is_told(read_all: ReadAll, program: str) -> None:
    (only,) = read_all(bytes(mail(f"<p>好的</p>{QUOTES[program]}")), "m.eml")
    assert (only.troubles[0].details["reason"], told(only)) == ("no-attachment", ["quoted-table"])
    outer, body = read_all(bytes(mail(f"<p>新名单</p>{TABLE}<br>{QUOTES[program]}")), "n.eml")
    texts = [text for row in body.sheets[0].rows for text in row.values]
    assert ("1864001450123" in texts, "1864001450124" in texts) == (True, False)
    assert told(outer) == ["quoted-table"]


def test_what_is_written_below_a_quote_is_read_and_the_same_table_quoted_is_nothing_left_out(
    read_all: ReadAll,
) -> None:
    outer, body = read_all(bytes(mail(f"<blockquote>{TABLE}</blockquote><p>答复</p>{TABLE}")), "m.eml")
    assert (body.sheets[0].rows[0].values, told(outer)) == (("答复",), [])


PLAIN = (
    "老师好：\n学习中心（盖章）：东山\n学号\t姓名\t身份证号\n1864001450123\t王丽\t30010219900101123X\n谢谢\n"
)


def test_plain_text_with_tabs_is_read_where_it_is_certain(read_all: ReadAll) -> None:
    reads = read_all(bytes(mail(text=PLAIN)), "m.eml")
    assert outcome(reads) == {"m.eml": "eml read", "m.eml!/body.txt": "csv read"}
    rows = {row.number: row.values for row in reads[1].sheets[0].rows}
    assert rows[4] == ("1864001450123", "王丽", "30010219900101123X")
    assert rows[2] == ("学习中心（盖章）：东山",)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("学号\t姓名\t身份证号\n", ""),
        PLAIN.replace("\t王丽", " 王丽"),
        PLAIN.replace("谢谢", "谢谢\t张\t老师\t电话"),
        "学号\t姓名\n1864001450123\t王丽\n",
    ],
)
def test_plain_text_that_is_in_doubt_is_told(read_all: ReadAll, text: str) -> None:
    (only,) = read_all(bytes(mail(text=text)), "m.eml")
    assert (only.troubles[0].details["reason"], told(only)) == ("no-attachment", ["plain-table"])


@pytest.mark.parametrize(
    "before", ["> ", "-----原始邮件-----\n", "发件人: a\n发送时间: 2020\n", "发件人：a\n发件时间：2024\n"]
)
def test_a_plain_quote_is_not_read_and_that_is_told(read_all: ReadAll, before: str) -> None:
    quoted = PLAIN.replace("\n", "\n> ") if before == "> " else PLAIN
    (only,) = read_all(bytes(mail(text=f"好的\n{before}{quoted}")), "m.eml")
    assert (only.troubles[0].details["reason"], told(only)) == ("no-attachment", ["quoted-table"])


def test_the_page_counts_where_a_mail_has_both(read_all: ReadAll) -> None:
    assert list(outcome(read_all(bytes(mail(TABLE, text=PLAIN)), "m.eml"))) == ["m.eml", "m.eml!/body.html"]


def test_a_text_too_long_costs_no_attachment_and_is_told(read_all: ReadAll) -> None:
    message = attached(mail(TABLE + "x" * (9 << 20)), ROSTER, "名单.xlsx")
    outer, roster = read_all(bytes(message), "m.eml")
    assert (told(outer), roster.verdict) == (["body"], "read")


@pytest.mark.parametrize(
    "page",
    [
        "<table><![foo[x]]>" + TABLE,
        "<table " * 2000,
        "<blockquote>" * 5000 + TABLE,
        "<blockquote>" + "<a>" * 90_000 + "</b>" * 90_000,
        "-" * 400_000,
        "<table>&#x0;\udcff",
    ],
)
def test_a_broken_text_stops_nobody(read_all: ReadAll, page: str) -> None:
    data = bytes(attached(mail("PAGE"), ROSTER, "名单.xlsx"))
    data = data.replace(b"PAGE", page.encode("utf-8", "surrogateescape"))
    assert outcome(read_all(data, "m.eml"))["m.eml!/名单.xlsx"] == "xlsx read"


def test_an_outlook_mail_s_page(read_all: ReadAll) -> None:
    page = f"<html><body>{TABLE}</body></html>".encode("gb18030")
    streams = {
        "__properties_version1.0": bytes(32) + b"\x03\x00\xde\x3f" + bytes(4) + b"\xa8\x03" + bytes(6),
        "__substg1.0_10130102": page,
        "__substg1.0_1000001F": PLAIN.encode("utf-16-le"),
    }
    assert outcome(read_all(compound(streams), "m.msg")) == {
        "m.msg": "msg read",
        "m.msg!/body.html": "html read",
    }
    plain = {name: data for name, data in streams.items() if "1013" not in name}
    assert outcome(read_all(compound(plain), "n.msg")) == {"n.msg": "msg read", "n.msg!/body.txt": "csv read"}


def test_a_mail_in_a_mail_has_its_own_text(read_all: ReadAll) -> None:
    outer = mail("<p>转发</p>")
    outer.add_attachment(mail(TABLE))
    assert list(outcome(read_all(bytes(outer), "m.eml"))) == [
        "m.eml",
        "m.eml!/报送.eml",
        "m.eml!/报送.eml!/body.html",
    ]


def test_a_mail_in_an_outlook_mail_has_its_own_text_too(read_all: ReadAll) -> None:
    inner = "__attach_version1.0_#00000000/__substg1.0_3701000D"
    streams = {
        "__properties_version1.0": bytes(32),
        "__attach_version1.0_#00000000/__substg1.0_3001001F": "转发".encode("utf-16-le"),
        f"{inner}/__properties_version1.0": bytes(24)
        + b"\x03\x00\xde\x3f"
        + bytes(4)
        + b"\xa8\x03"
        + bytes(6),
        f"{inner}/__substg1.0_10130102": f"<html><body>{TABLE}</body></html>".encode("gb18030"),
    }
    reads = read_all(compound(streams), "m.msg")
    assert outcome(reads) == {"m.msg": "msg read", "m.msg!/转发.msg/body.html": "html read"}
    assert reads[1].sheets[0].rows[0].values == ("学号", "姓名", "身份证号")
    later = {
        "__attach_version1.0_#00000001/__substg1.0_3707001F": "名单.xlsx".encode("utf-16-le"),
        "__attach_version1.0_#00000001/__substg1.0_37010102": ROSTER,
    }
    assert outcome(read_all(compound(streams | later), "n.msg")) == {
        "n.msg": "msg read",
        "n.msg!/名单.xlsx": "xlsx read",
        "n.msg!/转发.msg/body.html": "mail-body ignored",
    }


SIGNED_LINES = (
    "老师好，另补以下学生：\n学号,姓名,身份证号\n1864001450124,李一,300102199001011234\n谢谢，祝好\n"
)


@pytest.mark.parametrize("sign", [",", "，", "、", ";", "；", "|"])
@pytest.mark.parametrize("paragraphs", [False, True])
def test_a_list_with_signs_between_its_columns_is_read_and_told_like_one_with_tabs(
    read_all: ReadAll, sign: str, *, paragraphs: bool
) -> None:
    """Students of a text set apart by commas were lost without a word."""
    text = SIGNED_LINES.replace(",", sign)
    page = "".join(f"<p>{line}</p>" for line in text.splitlines())
    message = mail(page) if paragraphs else mail(text=text)
    reads = read_all(bytes(message), "m.eml")
    assert outcome(reads) == {"m.eml": "eml read", "m.eml!/body.txt": "csv read"}
    assert ("1864001450124", "李一", "300102199001011234") in [row.values for row in reads[1].sheets[0].rows]
    *_, beside = read_all(bytes(attached(message, ROSTER, "名单.xlsx")), "n.eml")
    assert (beside.verdict, told(beside)) == ("ignored", ["body-more"])
    assert beside.troubles[0].details["count"] == "1"


def test_a_list_with_signs_that_the_attachment_has_too_is_nothing_left_out(read_all: ReadAll) -> None:
    text = SIGNED_LINES.replace("1864001450124", "1864001450123").replace("300102199001011234", "")
    reads = read_all(bytes(attached(mail(text=text), ROSTER, "名单.xlsx")), "m.eml")
    assert [told(read) for read in reads] == [[], [], []]


@pytest.mark.parametrize(
    "text",
    [
        SIGNED_LINES.replace("学号,姓名,身份证号\n", ""),
        SIGNED_LINES.replace("李一,", "李一,女,"),
        SIGNED_LINES.replace("谢谢，祝好", "又,1864001450125,300102199001011234"),
        SIGNED_LINES.replace("谢谢，祝好", "李一,同上,同上"),
        "另补一人：李一，学号1864001450124，身份证号300102199001011234。\n",
    ],
)
@pytest.mark.parametrize("paragraphs", [False, True])
def test_signs_that_set_apart_no_certain_table_are_told(
    read_all: ReadAll, text: str, *, paragraphs: bool
) -> None:
    message = (
        mail("".join(f"<div>{line}</div>" for line in text.splitlines())) if paragraphs else mail(text=text)
    )
    outer, roster = read_all(bytes(attached(message, ROSTER, "名单.xlsx")), "m.eml")
    assert (told(outer), roster.verdict) == (["plain-table"], "read")


@pytest.mark.parametrize(
    "text",
    [
        "关于学号1864001450124的照片，请查收，谢谢\n",
        "电话：13000000000，13000000001，10000000002\n",
        "学号、姓名、层次均已核对\n",
    ],
)
def test_a_sentence_is_no_list(read_all: ReadAll, text: str) -> None:
    reads = read_all(bytes(attached(mail(f"<p>{text}</p>", text), ROSTER, "名单.xlsx")), "m.eml")
    assert [(told(read), read.verdict) for read in reads] == [([], "read"), ([], "read")]


def test_a_quoted_list_of_paragraphs_is_told(read_all: ReadAll) -> None:
    quoted = "".join(f"<p>{line}</p>" for line in SIGNED_LINES.splitlines())
    (only,) = read_all(
        bytes(mail(f"<style>p {{a: b}}</style><p>好的</p><blockquote>{quoted}</blockquote>")), "m.eml"
    )
    assert told(only) == ["quoted-table"]


def test_a_student_between_commas_outside_of_a_table_with_tabs_is_told(read_all: ReadAll) -> None:
    text = PLAIN.replace("谢谢", "另补：李一，1864001450124，300102199001011234")
    outer, body = read_all(bytes(mail(text=text)), "m.eml")
    assert (told(outer), body.sheets[0].rows[-1].values[0]) == (["plain-table"], "1864001450123")
