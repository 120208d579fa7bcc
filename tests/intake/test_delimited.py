"""Text tables: eight encodings, right or asked, never garbled."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from recon.intake.readers.decode import decode, detect
from recon.intake.readers.delimiting import delimiter
from recon.intake.refusal import RefusedError
from recon.verdicts import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import FileRead

    Read = Callable[..., FileRead]

SIMPLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏"
    "卢蒋蔡贾丁魏薛叶阎建国志明秀英丽华玉兰海燕晓东宁静雪梅"
)
RARE = "䶮㛃𠅤𣲗旸堃喆镕珺璟"
TRADITIONAL = (
    "王李張劉陳楊趙黃周吳徐孫胡朱高林何郭馬羅梁宋鄭謝韓唐馮于董蕭程曹袁鄧許傅沈曾彭呂蘇"
    "盧蔣蔡賈丁魏薛葉閻建國志明秀英麗華玉蘭海燕曉東寧靜雪梅"
)
ENCODINGS: dict[str, tuple[str, bytes]] = {
    "utf-8": ("utf-8", b""),
    "utf-8 with mark": ("utf-8-sig", b""),
    "utf-16": ("utf-16-le", b"\xff\xfe"),
    "utf-16 big": ("utf-16-be", b"\xfe\xff"),
    "utf-16 without mark": ("utf-16-le", b""),
    "gb18030": ("gb18030", b""),
    "gbk": ("gbk", b""),
    "big5": ("cp950", b""),
}


def roster(seed: int, encoding: str) -> str:
    """Return a small CSV roster; some have no header, some only a few names, some rare characters."""
    dice = random.Random(seed)
    big5 = encoding == "big5"
    pool = (
        TRADITIONAL if big5 else SIMPLE + (RARE if encoding not in {"gbk", "big5"} and seed % 5 == 0 else "")
    )
    mark = dice.choice(",\t;")
    head = ["學號", "姓名", "身份證號", "層次"] if big5 else ["学号", "姓名", "身份证号", "层次"]
    rows = [head] if seed % 3 else []
    for number in range(dice.randint(1, 40)):
        name = "".join(dice.choices(pool, k=dice.randint(2, 4)))
        level = dice.choice(("專科" if big5 else "专科", "本科"))
        rows.append([f"{18640010000000 + number}", name, f"30{dice.randrange(10**15):015}X", level])
    return "".join(mark.join(row) + dice.choice(("\n", "\r\n")) for row in rows)


def right_or_asked(name: str, seed: int) -> str:
    """Return ``right``, ``asked``, or what must not be."""
    codec, mark = ENCODINGS[name]
    text = roster(seed, name)
    try:
        found = decode(mark + text.encode(codec))
    except RefusedError as asked:
        return "asked" if asked.rule == "FI12" else asked.rule
    return "right" if found == text else "garbled"


@pytest.mark.parametrize("name", ENCODINGS)
def test_encodings_are_right_or_asked(name: str) -> None:
    answers = [right_or_asked(name, seed) for seed in range(300)]
    assert set(answers) <= {"right", "asked"}
    assert answers.count("right") >= 270


def test_the_dot_in_a_name_survives_what_is_called_gb2312(read: Read) -> None:
    found = read("学号,姓名\n1,阿依·古丽\n".encode("gb18030"), "a.csv", encodings={"a.csv": "gb2312"})
    assert found.sheets[0].rows[1].values == ("1", "阿依·古丽")


def test_korean_or_latin_text_is_asked_not_guessed(read: Read) -> None:
    found = read("numéro,prénom\n1,José\n2,Zoë\n".encode("latin-1"), "a.csv")
    assert (found.verdict, found.troubles[0].rule, found.troubles[0].details["reason"]) == (
        "refused",
        "FI12",
        "encoding",
    )
    answered = read("numéro,prénom\n1,José\n".encode("latin-1"), "a.csv", encodings={"a.csv": "latin-1"})
    assert answered.sheets[0].rows[0].values == ("numéro", "prénom")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_zeros_behind_a_text_are_padding_and_zeros_in_it_are_told(read: Read, encoding: str) -> None:
    text = "学号,姓名\n1,王丽\n2,李四\n"
    padded = read(text.encode(encoding) + bytes(4096), "a.csv")
    torn = read(text.replace("丽", "丽\x00").encode(encoding), "b.csv")
    expected = [("学号", "姓名"), ("1", "王丽"), ("2", "李四")]
    assert [row.values for row in padded.sheets[0].rows] == expected
    assert [row.values for row in torn.sheets[0].rows] == expected
    assert [(told.rule, told.details.get("rows")) for told in padded.troubles] == [("FI15", None)]
    assert (torn.troubles[0].rule, torn.troubles[0].details["rows"]) == ("FI12", "（2）")


def test_lines_in_another_encoding_are_named(read: Read) -> None:
    lines = [f"{number},王丽".encode() for number in range(30)]
    lines[7] = "8,王丽".encode("gb18030")
    told = read(b"\n".join(lines), "a.csv").troubles[0]
    assert (told.rule, told.details) == ("FI01", {"reason": "mixed", "encoding": "utf-8", "rows": "（8）"})


def test_wide_text_without_a_mark_is_looked_into(read: Read) -> None:
    page = "<table><tr><td>学号<td>姓名<tr><td>1864001450123<td>王丽</table>"
    found = read(page.encode("utf-16-le"), "a.xls")
    assert (found.kind, found.sheets[0].rows[1].values) == ("html", ("1864001450123", "王丽"))
    assert read("学号,姓名\n1,王丽\n".encode("utf-32"), "a.csv").sheets[0].rows[1].values == ("1", "王丽")


def test_a_word_of_a_page_in_a_cell_makes_no_page(read: Read) -> None:
    assert read("学号,备注\n1,<table>\n".encode(), "a.csv").sheets[0].rows[1].values == ("1", "<table>")


def test_a_table_whose_first_word_looks_like_an_archive(read: Read) -> None:
    assert read("PK号,姓名\n1,张三\n".encode(), "a.csv").sheets[0].rows[1].values == ("1", "张三")


def test_a_character_cut_off_at_the_end_does_not_change_the_encoding() -> None:
    assert detect("学号,姓名\n1,张三".encode()[:-1]) == "utf-8"


@pytest.mark.parametrize("mark", list(",\t;|，"))
def test_delimiters(mark: str) -> None:
    lines = [
        mark.join(("学号", "姓名", "备注")),
        mark.join(("1", "张三", "a, b")),
        mark.join(("2", "李四", "c")),
    ]
    assert delimiter("学习中心（盖章）：某某站\n" + "\n".join(lines)) == mark


def test_quotes_line_breaks_and_excel_s_way_of_keeping_zeros(read: Read) -> None:
    found = read('学号,姓名\n="0012","张\n三"\n\n"a""b",\n'.encode(), "a.csv")
    assert [(row.number, row.values) for row in found.sheets[0].rows] == [
        (1, ("学号", "姓名")),
        (2, ("0012", "张\n三")),
        (4, ('a"b',)),
    ]
    assert [(trouble.rule) for trouble in found.troubles] == ["FI15"]


def lines(count: int, mark: str = ",") -> list[str]:
    return [
        mark.join(("学号", "姓名", "层次", "备注")),
        *(f"{n}{mark}王丽{mark}本科{mark}好" for n in range(count)),
    ]


def test_a_quote_that_is_never_closed_swallows_no_line(read: Read) -> None:
    text = lines(30)
    text[4] = text[4].replace("王丽", '"王丽')
    text[9] = text[9].replace("本科", '"本\n科"')
    text[20] = text[20].replace("王丽", '"王丽')
    found = read("\n".join(text).encode(), "a.csv")
    rows = {row.number: row.values for row in found.sheets[0].rows}
    assert len(rows) == 31
    assert (rows[5], rows[10]) == (("3", '"王丽', "本科", "好"), ("8", "王丽", "本\n科", "好"))
    assert found.troubles[0].details == {"reason": "quote", "rows": "（5、21）"}


def test_a_line_break_in_the_same_cell_of_every_row_is_no_quote_left_open(read: Read) -> None:
    text = [line.replace("王丽", '"王\n丽"') for line in lines(30)]
    found = read("\n".join(text).encode(), "a.csv")
    assert found.sheets[0].rows[1].values == ("0", "王\n丽", "本科", "好")
    assert [trouble.rule for trouble in found.troubles] == ["FI15"]


def test_quotes_that_mean_nothing_anywhere_cost_no_line(read: Read) -> None:
    found = read("\n".join(line.replace("王丽", '"王丽') for line in lines(3_000)).encode(), "a.csv")
    assert len(found.sheets[0].rows) == 3_001
    assert found.sheets[0].rows[3_000].values == ("2999", '"王丽', "本科", "好")


@pytest.mark.parametrize("gap", ["  ", "　", " ", "     "])
def test_columns_set_apart_by_spaces(read: Read, gap: str) -> None:
    found = read("\n".join(["名单", *lines(8, gap)]).encode("gb18030"), "a.txt")
    assert [row.values for row in found.sheets[0].rows][:3] == [
        ("名单",),
        ("学号", "姓名", "层次", "备注"),
        ("0", "王丽", "本科", "好"),
    ]


@pytest.mark.parametrize("mark", [" ", "   ", "、", " 、", "；", "｜", "│"])
def test_a_typed_list_keeps_its_columns_below_titles_and_above_notes(read: Read, mark: str) -> None:
    """One comma in a sentence hid the white space, and 、 was no sign of a column at all."""
    above = ["东山教学点名单", "填报单位：东山教学点，联系人：李某"]
    below = ["填表人：李某    审核人：王某", "说明：不得有误"]
    found = read("\n".join([*above, *lines(8, mark), *below]).encode(), "a.txt")
    assert [row.values for row in found.sheets[0].rows][2:4] == [
        ("学号", "姓名", "层次", "备注"),
        ("0", "王丽", "本科", "好"),
    ]


@pytest.mark.parametrize("remark", ["甲、乙、丙、丁", "2018~2020~2022~2024", "一；二；三；四"])
def test_signs_in_the_values_of_a_typed_list_part_no_columns(read: Read, remark: str) -> None:
    body = [line.replace("好", remark) for line in lines(8, "  ")]
    found = read("\n".join(body).encode(), "a.txt")
    assert [row.values for row in found.sheets[0].rows][:2] == [
        ("学号", "姓名", "层次", "备注"),
        ("0", "王丽", "本科", remark),
    ]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_short_list_keeps_its_delimiter_among_many_notes(read: Read, mark: str) -> None:
    notes = ["附件 1 采集 名单", "单位 东山 联系人 李某", "说明 不得 有 误"]
    found = read("\n".join([*notes, *lines(1, mark), *notes]).encode(), "a.csv")
    assert ("0", "王丽", "本科", "好") in [row.values for row in found.sheets[0].rows]


def test_a_drawn_table_has_the_columns_between_its_strokes(read: Read) -> None:
    body = [f"│{line}│" for line in lines(3, "│")]
    found = read("\n".join(["┌──┬──┐", body[0], "├──┼──┤", *body[1:], "└──┴──┘"]).encode(), "a.txt")
    assert ("", "0", "王丽", "本科", "好") in [row.values for row in found.sheets[0].rows]


@pytest.mark.parametrize(
    ("text", "first"),
    [('"学号"\n"1"\n"2"\n', "学号"), ("各位老师好 名单见附件。\n祝好 王丽\n", "各位老师好 名单见附件。")],
)
def test_a_single_column_and_a_letter_stay_what_they_are(read: Read, text: str, first: str) -> None:
    found = read(text.encode(), "a.txt")
    assert found.sheets[0].rows[0].values == (first,)


def test_a_line_wider_than_any_program_s_sheet_is_refused_and_told(read: Read) -> None:
    head = "学号,姓名\r\n1864901450001,王丽\r\n"
    widest = ",".join("x" * 16_384)
    assert read(f"{head}{widest}\r\n".encode(), "a.csv").verdict == "read"
    refused = read(f"{head}{widest},x\r\n".encode(), "b.csv")
    assert (refused.verdict, refused.troubles[0].details["reason"]) == ("refused", "columns")
    assert all("16384" in say(refused.troubles[0], lang) for lang in ("zh", "en"))


def students(count: int, mark: str = ",") -> list[str]:
    """Return a header and students with both numbers and a remark."""
    return [
        mark.join(("学号", "姓名", "身份证号", "层次", "备注")),
        *(
            mark.join((f"18649014500{n:02}", "王丽", f"3001021990010112{n:02}", "本科", "好"))
            for n in range(count)
        ),
    ]


def numbers_and_troubles(found: FileRead) -> tuple[int, list[tuple[str, str]]]:
    """Return how many rows begin with a student's number, and what is told but FI15."""
    told = [
        (one.details["reason"], one.details.get("rows", "")) for one in found.troubles if one.rule != "FI15"
    ]
    return sum(row.values[0].startswith("1864901450") for row in found.sheets[0].rows), told


@pytest.mark.parametrize("quoted", ["王丽", "本科", "好"])
@pytest.mark.parametrize("short", [0, 1, 2])
@pytest.mark.parametrize("closed", [0, 1, 4])
def test_a_quote_opened_in_a_row_short_of_cells_swallows_nobody(
    read: Read, quoted: str, short: int, closed: int
) -> None:
    text = students(20)
    text[5] = ",".join(text[5].replace(quoted, f'"{quoted}').split(",")[: 5 - short])
    if closed:
        text[5 + closed] = text[5 + closed].replace(quoted, f'{quoted}"')
        text[5 + closed] = ",".join(text[5 + closed].split(",")[: 5 - short])
    told = [("quote", "（6）")] if any('"' in line for line in text[:6]) else []
    assert numbers_and_troubles(read("\r\n".join(text).encode(), "a.csv")) == (20, told)


@pytest.mark.parametrize(
    "row",
    [
        '1864901450077,"王\n丽",300102199001011299,本科,"甲,乙,丙"',
        '1864901450077,王丽,300102199001011299,本科,"原学号：\n1864901450099，甲,乙,丙,丁\n已改"',
        '1864901450077,王丽,300102199001011299,本科,"电话：\n13000000000\n13000000001"',
        '"1864901450077\n",王丽,300102199001011299,"本\n科","甲,乙,丙"',
        '1864901450077,王丽,300102199001011299,"东山, 云溪\n教学点, 甲, 乙",好',
    ],
)
def test_a_cell_of_several_lines_is_one_cell_whatever_stands_in_it(read: Read, row: str) -> None:
    found = read("\r\n".join([*students(9), row, *students(9)[1:]]).encode(), "a.csv")
    assert numbers_and_troubles(found) == (19, [])
    assert [len(row.values) for row in found.sheets[0].rows] == [5] * 20


def test_a_quote_opened_in_the_header_swallows_nobody(read: Read) -> None:
    text = "\n".join(students(9)).replace("学号", '"学号')
    assert numbers_and_troubles(read(text.encode(), "a.csv")) == (9, [("quote", "（1）")])


@pytest.mark.parametrize("mark", [",", "\t", ";", "、", "  "])
@pytest.mark.parametrize("above", ["", " ", "说明", "注：照片、名单，须一致", ",,,,"])
def test_any_number_of_lines_above_a_list_leaves_its_columns_apart(read: Read, mark: str, above: str) -> None:
    found = read("\r\n".join([above] * 300 + students(9, mark)).encode(), "a.txt")
    row = found.sheets[0].rows[-1]
    assert (row.number, row.values) == (310, ("1864901450008", "王丽", "300102199001011208", "本科", "好"))


def test_a_quote_below_many_empty_lines_swallows_nobody(read: Read) -> None:
    text = "\r\n" * 300 + "\r\n".join(students(9)).replace("王丽", '"王丽', 1)
    assert numbers_and_troubles(read(text.encode(), "a.csv")) == (9, [("quote", "（302）")])


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-8", "gb18030"])
@pytest.mark.parametrize("end", ["会", "会\n", "丽"])
def test_the_sign_that_ends_a_text_is_no_half_of_a_character(read: Read, encoding: str, end: str) -> None:
    text = "\n".join([*students(9), f"1864901450077,王{end}"])
    for behind in (b"", b"\x1a"):
        found = read(text.encode(encoding) + behind, "a.csv")
        assert found.sheets[0].rows[-1].values == ("1864901450077", f"王{end.strip()}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("above", ["\r\n", " \r\n", "\n\n\t"])
def test_a_list_below_more_blanks_than_are_looked_at_is_read(read: Read, encoding: str, above: str) -> None:
    lines = 70_001 if above == "\r\n" else 40_001
    found = read((above * lines + "\n".join(students(9))).encode(encoding), "a.csv")
    assert (found.kind, numbers_and_troubles(found)) == ("csv", (9, []))
