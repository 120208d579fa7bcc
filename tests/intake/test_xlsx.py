"""xlsx: nothing lost, nothing invented, whatever the writer did."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import Font

from recon.intake.grid import Grid
from recon.intake.naming import name_apart
from recon.intake.readers import sheet_glance
from recon.intake.readers.shown_styles import of_xlsx
from recon.intake.readers.struck import struck_styles
from tests.support.books import MAIN, ooxml, zipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recon.model import FileRead

    Read = Callable[..., FileRead]

DATES = (
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
)


def cells(read: FileRead, sheet: int = 0) -> dict[tuple[int, int], tuple[str, str]]:
    return {
        (row.number, column): (text, kind)
        for row in read.sheets[sheet].rows
        for column, (text, kind) in enumerate(zip(row.values, row.types, strict=True), 1)
        if kind != " "
    }


def rules(read: FileRead) -> list[tuple[str, str]]:
    return [(trouble.rule, trouble.details["reason"]) for trouble in read.troubles]


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def test_error_cells_stay_errors(read: Read) -> None:
    found = read(
        ooxml(
            {
                "S": data(
                    '<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
                )
            }
        )
    )
    assert cells(found) == {(2, 2): ("#N/A", "e"), (2, 3): ("#DIV/0!", "e")}
    assert found.sheets[0].cells == 2


def test_a_formula_is_marked_and_its_cached_value_kept(read: Read) -> None:
    rows = '<row r="1"><c r="A1"><f>ROW()</f><v>1</v></c><c r="B1" t="str"><f>"a"</f><v>张三</v></c>'
    rows += '<c r="C1"><v>2</v></c></row>'
    assert cells(read(ooxml({"S": data(rows)}))) == {
        (1, 1): ("1", "f"),
        (1, 2): ("张三", "f"),
        (1, 3): ("2", "n"),
    }


def test_a_formula_without_its_value_is_told(read: Read) -> None:
    found = read(ooxml({"S": data('<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><v>7</v></c></row>')}))
    assert cells(found) == {(1, 2): ("7", "n")}
    assert rules(found) == [("FI12", "uncached")]


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>", "<v />"])
def test_whatever_a_program_writes_for_a_result_it_does_not_know_is_told(read: Read, value: str) -> None:
    """openpyxl writes an empty <v> beside every formula."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><f>"1"</f>{value}</c><c r="B{n}"><v>7</v></c></row>' for n in (1, 2)
    )
    found = read(ooxml({"S": data(rows)}))
    assert cells(found) == {(1, 2): ("7", "n"), (2, 2): ("7", "n")}
    (trouble,) = found.troubles
    assert trouble.details == {"reason": "uncached", "count": "2", "rows": "（1–2）"}


def test_a_formula_that_openpyxl_writes_is_told(read: Read) -> None:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for line in (["学号", "姓名"], ['="1864901450001"', "王丽"]):
        book.active.append(line)
    book.save(buffer)
    assert rules(read(buffer.getvalue())) == [("FI12", "uncached")]


def test_a_formula_that_shows_nothing_is_blank(read: Read) -> None:
    found = read(
        ooxml(
            {
                "S": data(
                    '<row r="1"><c r="A1" t="str"><f>IF(B1="","",1)</f><v></v></c><c r="B1"><v>7</v></c></row>'
                )
            }
        )
    )
    assert (cells(found), rules(found)) == ({(1, 2): ("7", "n")}, [])


def test_hidden_parts_are_read_and_told_apart(read: Read) -> None:
    inside = '<cols><col min="2" max="3" hidden="1"/></cols>' + data(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="B2"><v>2</v></c></row>'
    )
    sheets = read(
        ooxml({"S": inside, "H": data('<row r="1"><c r="A1"><v>3</v></c></row>')}, states={"H": "veryHidden"})
    ).sheets
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == (frozenset({2}), frozenset({2, 3}))
    assert [sheet.hidden for sheet in sheets] == [False, True]
    assert sheets[1].cells == 1


def test_rows_struck_out_are_told_apart(read: Read) -> None:
    book = openpyxl.Workbook()
    book.active.append(["学号", "姓名", "层次"])
    for number in range(3):
        book.active.append([f"186490145000{number}", "王丽", "专科"])
    lines = {2: (1, 2, 3), 3: (2,), 4: (1, 2)}
    for line, columns in lines.items():
        for column in columns:
            book.active.cell(line, column).font = Font(strike=True, color="FF0000")
    book.active["C4"].font = Font(strike=False, b=True)
    written = io.BytesIO()
    book.save(written)
    found = read(written.getvalue())
    assert (found.sheets[0].struck_rows, found.sheets[0].cells, rules(found)) == (frozenset({2, 4}), 12, [])


OLD, NEW = "100102199001011234", "10010219900101123X"
STRUCK = f"<r><rPr><b/><strike/></rPr><t>{OLD}</t></r>"
RUNS = {
    "the first run plain": (f"<r><t>{NEW}</t></r>" + STRUCK, NEW, True),
    "the last run plain": (STRUCK + f"<r><t> {NEW}\n</t></r>", NEW, True),
    "both with looks": (
        STRUCK + f"<r><rPr><b/></rPr><t>{NEW}</t></r><rPh sb='0' eb='1'><t>x</t></rPh>",
        NEW,
        True,
    ),
    "switched off": (f'<r><rPr><strike val="0"/></rPr><t>{OLD}</t></r><r><t>{NEW}</t></r>', OLD + NEW, False),
    "all of it": (STRUCK + "<r><rPr><strike/></rPr><t>旧</t></r><r><t> </t></r>", f"{OLD}旧", False),
    "no line": (f"<r><t>{NEW}</t></r><r><rPr><b/></rPr><t>-strike</t></r>", f"{NEW}-strike", False),
}


@pytest.mark.parametrize("case", RUNS)
@pytest.mark.parametrize("shared", [True, False])
def test_what_is_struck_out_beside_other_text_of_its_cell_is_left_out_and_told(
    read: Read, case: str, *, shared: bool
) -> None:
    inside, expected, left = RUNS[case]
    cell = '<c r="B2" t="s"><v>1</v></c>' if shared else f'<c r="B2" t="inlineStr"><is>{inside}</is></c>'
    rows = f'<row r="2"><c r="A2" t="s"><v>0</v></c>{cell}</row>'
    found = read(ooxml({"S": data(rows)}, strings=["<t>王丽</t>", inside]))
    assert cells(found) == {(2, 1): ("王丽", "t"), (2, 2): (expected, "t")}
    assert rules(found) == ([("FI12", "struck-text")] if left else [])
    assert [t.details["rows"] for t in found.troubles] == (["（2）"] if left else [])


def test_a_run_without_looks_is_struck_out_with_its_cell(read: Read) -> None:
    styles = (
        "<fonts><font/><font><strike/></font></fonts><fills><fill/></fills><borders><border/></borders>"
        "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf fontId='1'/></cellXfs>"
    )
    mixed = f"<r><t>{OLD}</t></r><r><rPr><b/></rPr><t>{NEW}</t></r>"
    rows = '<row r="1"><c r="A1" t="s" s="1"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    found = read(ooxml({"S": data(rows)}, strings=[mixed], styles=styles))
    assert cells(found) == {(1, 1): (NEW, "t"), (2, 1): (OLD + NEW, "t")}
    assert found.sheets[0].struck_rows == frozenset()


@pytest.mark.parametrize("styles", [b"<styleSheet><fonts><font><strike/>", b"strike"])
def test_broken_styles_strike_nothing(styles: bytes) -> None:
    assert struck_styles(styles) == frozenset()


def test_a_false_dimension_is_not_believed(read: Read) -> None:
    inside = '<dimension ref="A1"/>' + data('<row r="5"><c r="D5"><v>1</v></c></row>')
    assert cells(read(ooxml({"S": inside}))) == {(5, 4): ("1", "n")}


def test_a_stray_cell_at_the_far_corner_costs_nothing(read: Read) -> None:
    inside = data(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    found = read(ooxml({"S": inside}))
    assert cells(found) == {(1, 1): ("1", "n"), (1048576, 16384): ("2", "n")}


def test_what_stands_under_merged_cells_is_not_lost_in_a_sparse_sheet(read: Read) -> None:
    inside = data(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>8</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    found = read(ooxml({"S": inside + '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'}))
    assert cells(found)[1, 2] == ("8", "n")
    assert found.sheets[0].merged == ((1, 1, 1, 2),)


def test_thousands_of_formatted_empty_rows_are_left_out(read: Read) -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(2, 20_000))
    found = read(ooxml({"S": data('<row r="1"><c r="A1"><v>1</v></c></row>', empty)}))
    assert (found.sheets[0].cells, len(found.sheets[0].rows), rules(found)) == (1, 1, [])


def test_rich_text_is_joined_and_phonetic_runs_are_not_read(read: Read) -> None:
    strings = [
        "<r><t>张</t></r><r><t>三</t></r>",
        '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
        "<t/>",
    ]
    row = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABC"))
    found = read(ooxml({"S": data(f'<row r="1">{row}</row>')}, strings=strings))
    assert cells(found) == {(1, 1): ("张三", "t"), (1, 2): ("東京", "t")}
    assert rules(found) == []


def test_text_keeps_its_spaces_and_line_breaks(read: Read) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 姓　名 </t></is></c></row>'
    rows += '<row r="2"><c r="A2" t="inlineStr"><is><t>身份证&#10;号码</t></is></c></row>'
    assert cells(read(ooxml({"S": data(rows)}))) == {(1, 1): (" 姓　名 ", "t"), (2, 1): ("身份证\n号码", "t")}


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("300102199001011234", "300102199001011000"),
        ("3.0010219900101101E17", "300102199001011000"),
        ("1864001450123", "1864001450123"),
        ("0.30000000000000004", "0.3"),
        ("1E+20", "100000000000000000000"),
        ("-0", "0"),
    ],
)
def test_a_number_shows_the_digits_excel_holds_and_no_more(read: Read, stored: str, text: str) -> None:
    assert cells(read(ooxml({"S": data(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>')}))) == {
        (1, 1): (text, "n")
    }


@pytest.mark.parametrize(("book", "day"), [("", "2018-09-01"), ('<workbookPr date1904="1"/>', "2022-09-02")])
def test_dates_follow_the_book_s_calendar(read: Read, book: str, day: str) -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>43344</v></c><c r="B1" t="b"><v>1</v></c></row>'
    found = read(ooxml({"S": data(rows)}, styles=DATES, book=book))
    assert cells(found) == {(1, 1): (day, "d"), (1, 2): ("TRUE", "b")}


def test_a_number_that_no_calendar_holds_stays_a_number(read: Read) -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>-5</v></c><c r="B1" s="1"><v>12</v></c>'
    rows += '<c r="C1" s="1"><v>1864001450123</v></c></row>'
    found = read(ooxml({"S": data(rows)}, styles=DATES))
    assert cells(found) == {(1, 1): ("-5", "n"), (1, 2): ("12", "n"), (1, 3): ("1864001450123", "n")}


def test_strict_ooxml(read: Read) -> None:
    found = read(
        ooxml({"S": data('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')}, strings=["<t>x</t>"], strict=True)
    )
    assert cells(found) == {(1, 1): ("x", "t")}


def test_tags_with_a_namespace_prefix(read: Read) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
        '<x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    found = read(
        ooxml({"S": ""}, extra={"xl/worksheets/sheet1.xml": sheet}, without=("xl/worksheets/sheet1.xml",))
    )
    assert (cells(found), rules(found)) == ({(1, 1): ("1", "n"), (1, 2): ("#N/A", "e")}, [])


def test_cells_without_addresses_stand_one_after_the_other(read: Read) -> None:
    book = ooxml(
        {"S": data("<row><c><v>1</v></c><c t='e'><v>#REF!</v></c></row><row/><row><c><v>2</v></c></row>")}
    )
    assert cells(read(book)) == {(1, 1): ("1", "n"), (1, 2): ("#REF!", "e"), (3, 1): ("2", "n")}


def test_several_sheets_with_chinese_names_keep_their_order(read: Read) -> None:
    one = data('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert [s.name for s in read(ooxml({"开放教育": one, "成人": data(), "备&amp;注": one})).sheets] == [
        "开放教育",
        "成人",
        "备&注",
    ]


def test_macros_links_and_objects_are_told(read: Read) -> None:
    extra = {
        "xl/vbaProject.bin": b"x",
        "xl/externalLinks/externalLink1.xml": "<a/>",
        "xl/embeddings/oleObject1.bin": b"x",
    }
    found = read(ooxml({"S": data()}, extra=extra), "a.xlsm")
    assert rules(found) == [("FI04", "macros"), ("FI04", "external"), ("FI04", "embedded")]


def test_a_doctype_is_refused(read: Read) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'
    assert rules(read(ooxml({"S": data()}, extra={"xl/comments1.xml": bomb}))) == [("FI01", "doctype")]
    assert rules(read(ooxml({"S": data()}, extra={"xl/comments1.xml": bomb.encode("utf-16")}))) == [
        ("FI01", "doctype")
    ]


def test_a_part_that_stands_twice_is_told(read: Read) -> None:
    import io
    import zipfile

    room = io.BytesIO(ooxml({"S": data('<row r="1"><c r="A1"><v>1</v></c></row>')}))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(room, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert ("FI12", "twice") in rules(read(room.getvalue()))


def test_a_workbook_whose_sheet_is_missing_is_not_taken_for_an_empty_one(read: Read) -> None:
    parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook>"}
    assert read(zipped(parts)).refused


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_sheets_that_no_book_lists_are_no_empty_workbook(read: Read, part: str) -> None:
    assert read(ooxml({"S": data()}, without=[part])).refused


@pytest.mark.parametrize("strings", ["", "<sst>", None], ids=["empty", "cut", "gone"])
def test_a_workbook_without_its_texts_is_refused_not_read_as_blanks(read: Read, strings: str | None) -> None:
    cells = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7</v></c></row></sheetData>'
    extra = {} if strings is None else {"xl/sharedStrings.xml": strings}
    assert read(ooxml({"S": cells}, extra=extra)).refused


def test_a_document_type_behind_a_long_comment_is_found(read: Read) -> None:
    bomb = f'<!-- {"x" * 9000} --><!DOCTYPE a [<!ENTITY b "c">]><comments/>'
    assert rules(read(ooxml({"S": data()}, extra={"xl/comments1.xml": bomb}))) == [("FI01", "doctype")]


def test_a_large_sheet_is_counted_once_against_the_limit(tmp_path: Path) -> None:
    """A sheet too large to be kept is inflated a second time; that must not count double."""
    from recon.campaign import Limits
    from recon.intake import Pool, read_file

    padding = f"<!-- {'x' * 70_000_000} -->"
    path = tmp_path / "a.xlsx"
    path.write_bytes(ooxml({"S": data('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>', padding)}))
    with Pool(Limits(total_bytes=100_000_000, ratio=2_000, seconds=120), workers=1) as pool:
        (found,) = read_file(path, pool=pool)
    assert (cells(found), found.verdict) == ({(1, 1): ("#N/A", "e")}, "read")


def test_formatted_columns_cost_little_even_beside_an_error(read: Read) -> None:
    letters = "ABCDEFGHIJKLMNOPQRST"
    empty = "".join(
        f'<row r="{n}">{"".join(f"""<c r="{letter}{n}" s="0"/>""" for letter in letters)}</row>'
        for n in range(2, 40_000)
    )
    found = read(ooxml({"S": data('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>', empty)}))
    assert (cells(found), rules(found)) == ({(1, 1): ("#N/A", "e")}, [])


def same_names(*sizes: int) -> bytes:
    """A workbook whose sheets are all called 名单; every row of it is another student."""
    numbers = iter(range(1, 100))
    sheets = {
        chr(ord("A") + n): data(
            *(f'<row r="{row}"><c r="A{row}"><v>{next(numbers)}</v></c></row>' for row in range(1, size + 1))
        )
        for n, size in enumerate(sizes)
    }
    parts = ooxml(sheets)
    with zipfile.ZipFile(io.BytesIO(parts)) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    book = re.sub(rb'sheet name="[^"]*"', 'sheet name="名单"'.encode(), content["xl/workbook.xml"])
    return zipped({**content, "xl/workbook.xml": book})


@pytest.mark.parametrize("sizes", [(2, 2), (2, 3), (1, 1, 1)])
def test_sheets_of_one_name_are_each_read_once(read: Read, sizes: tuple[int, ...]) -> None:
    found = read(same_names(*sizes))
    held = [row.values[0] for sheet in found.sheets for row in sheet.rows]
    assert held == [str(n) for n in range(1, sum(sizes) + 1)]
    names = ["名单", *(f"名单 ({n})" for n in range(2, len(sizes) + 1))]
    assert [sheet.name for sheet in found.sheets] == names
    assert not found.refused


def test_a_told_name_never_takes_the_name_of_another_sheet() -> None:
    grids = [Grid(name) for name in ("名单", "名单", "名单 (2)", "名单", "", "")]
    name_apart(grids)
    assert [grid.name for grid in grids] == ["名单", "名单 (3)", "名单 (2)", "名单 (4)", "", ""]


ROWS = "<row><c><v>1</v></c><c t='s'><v>0</v></c><c><is><t>f</t></is></c></row>"


@pytest.mark.parametrize(
    ("sheet", "count"),
    [
        (data(ROWS, ROWS), 6),
        (data("<row><c><v></v></c><c><v/></c><c/></row>", ROWS), 3),
        (data('<row><c><v xml:space="preserve">1</v></c></row>'), 1),
        ("<sheetFormatPr/>" + data(ROWS) + "<conditionalFormatting><formula>1</formula></conditionalFormatting>", 3),
        (data("<row><c><f>1</f><v>1</v></c></row>"), -1),
        (data('<row><c><f t="shared" si="0"/><v>1</v></c></row>'), -1),
        (data("<row><c><f/></c></row>"), -1),
        (data('<row><c t="e"><v>#N/A</v></c></row>'), -1),
        (data("<row><c t='e'><v>#N/A</v></c></row>"), -1),
        (data('<row hidden="1"><c><v>1</v></c></row>'), -1),
        ('<cols><col min="1" max="1" hidden="1"/></cols>' + data(ROWS), -1),
        (data(ROWS.replace("f", "hidden and dd f")), 3),
    ],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_sheet_is_counted_by_its_tags(sheet: str, count: int, prefix: str) -> None:
    xml = f"<worksheet>{sheet}</worksheet>"
    if prefix:
        xml = re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{prefix}:", xml)
    assert sheet_glance.quick_count(xml.encode()) == count


@pytest.mark.parametrize(
    ("cells", "size"),
    [
        ('<c r="Z7"/>', 7 * 26),
        ("<c r='AA7'/>", 7 * 702),
        ('<c r="A7"/><c r="XFD7"/>', 7 * 16_384),
        ("<c/>", 7 * 26),
    ],
)
def test_a_sheet_is_as_wide_as_its_widest_address(cells: str, size: int) -> None:
    xml = f'<worksheet><dimension ref="A1:XFD9"/><sheetData><row r="7">{cells}</row></sheetData></worksheet>'
    assert sheet_glance.box(xml.encode()) == size


STRINGS = ["<t>学号</t>", "<t>姓名</t>", "<t>1864901450001</t>", "<t>王丽</t>"]


def table_of(index: str) -> str:
    head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    return data(head, f'<row r="2"><c r="A2" t="s"><v>{index}</v></c><c r="B2" t="s"><v>3</v></c></row>')


LISTED = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    + "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType='
        f'"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    + "</Types>"
}
"""The parts of a workbook as every honest writer lists them: openpyxl finds its texts by this list alone."""


@pytest.mark.parametrize("index", ["-1", "-2", "4", "99999999999999999999", "2.0", "x", " ", "²"])
def test_a_cell_that_points_to_no_text_is_told_and_means_no_other_text(read: Read, index: str) -> None:
    """Readers take -2 for the second text from the end, or x for some other: a wrong number, and nobody is told."""
    found = read(ooxml({"S": table_of(index)}, strings=STRINGS, extra=LISTED))
    assert cells(found) == {(1, 1): ("学号", "t"), (1, 2): ("姓名", "t"), (2, 2): ("王丽", "t")}
    (trouble,) = found.troubles
    assert trouble.details == {"reason": "astray", "count": "1", "rows": "（2）"}


def test_an_index_with_its_cell_in_single_quotes_is_looked_at_too(read: Read) -> None:
    rows = table_of("-2").replace('"', "'")
    assert rules(read(ooxml({"S": rows}, strings=STRINGS))) == [("FI12", "astray")]


def test_an_empty_cell_of_the_string_table_points_nowhere(read: Read) -> None:
    rows = table_of("2").replace("<v>2</v>", "")
    found = read(ooxml({"S": rows}, strings=STRINGS))
    assert (len(cells(found)), rules(found)) == (3, [])


def test_rows_of_a_second_table_in_one_sheet_are_read(read: Read) -> None:
    second = data('<row r="3"><c r="A3"><v>7</v></c></row>')
    found = read(ooxml({"S": table_of("2") + "<pageMargins/>" + second}, strings=STRINGS, extra=LISTED))
    assert cells(found)[3, 1] == ("7", "n")
    assert (len(cells(found)), rules(found)) == (5, [])


def test_a_sheet_that_the_fast_reader_finds_empty_is_looked_at_again(read: Read) -> None:
    roster = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>学号</t></is></c></row></sheetData>'
    sheet = f' <worksheet xmlns="{MAIN}">{roster}</worksheet>'.encode("utf-16-be")
    found = read(ooxml({"附表1": "", "附表2": roster}, extra={"xl/worksheets/sheet1.xml": sheet}))
    assert ([one.cells for one in found.sheets], found.troubles) == ([1, 1], ())


BOX = (
    '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:from><xdr:col>1</xdr:col><xdr:colOff>428625</xdr:colOff>'
    "<xdr:row>12</xdr:row><xdr:rowOff>9525</xdr:rowOff></xdr:from>"
    "<xdr:sp><xdr:txBody>{}</xdr:txBody></xdr:sp></xdr:wsDr>"
)
COMMENT = '<comments><commentList><comment ref="A1"><text>{}</text></comment></commentList></comments>'


def drawn(text: str, part: str = "xl/drawings/drawing1.xml", frame: str = BOX) -> bytes:
    sheet = data('<row r="1"><c r="A1" t="inlineStr"><is><t>1864001450123</t></is></c></row>')
    return ooxml({"S": sheet}, extra={part: frame.format(text)})


def paragraph(*runs: str) -> str:
    return "<a:p>" + "".join(f"<a:r><a:t>{run}</a:t></a:r>" for run in runs) + "</a:p>"


@pytest.mark.parametrize(
    "book",
    [
        drawn(paragraph("补报：王丽 ", "18640014", "50124") + paragraph("完")),
        drawn(paragraph("1864001450124 王丽")),
        drawn(paragraph("补报：王雪如 1864001450124")),
        drawn("<r><t>应为30010219900101123x</t></r>", "xl/comments1.xml", COMMENT),
        drawn("<t>补报：原野 1864001450124</t>", "xl/comments/comment1.xml", COMMENT),
        drawn("<t>1864001450124</t>", "xl/threadedComments/threadedComment1.xml", COMMENT),
    ],
)
def test_a_student_s_number_in_a_box_or_comment_that_no_cell_has_is_told(read: Read, book: bytes) -> None:
    found = read(book)
    assert [(t.rule, t.details["reason"], t.details["count"]) for t in found.troubles] == [
        ("FI12", "drawn", "1")
    ]


def test_a_note_of_our_own_on_a_corrected_cell_is_no_site_s_word(read: Read) -> None:
    """A corrected sheet tells the value it had: whoever sends it back says nothing by that."""
    note = "<authors><author>王老师</author><author>recon</author></authors><commentList>{}</commentList>"
    said = '<comment ref="A1" authorId="{}"><text><t>1864001450124 → 1864001450123</t></text></comment>'
    part = "xl/comments1.xml"
    assert rules(read(drawn(said.format(1), part, f"<comments>{note}</comments>"))) == []
    assert rules(read(drawn(said.format(0), part, f"<comments>{note}</comments>"))) == [("FI12", "drawn")]


@pytest.mark.parametrize(
    "text",
    [
        "1864001450123 已核对",
        "原学号1864001450124",
        "学号如1864001450124",
        "格式：1864001450124",
        "电话 18640014501",
        "请按时报送",
        "",
    ],
)
def test_a_number_that_a_cell_has_or_that_shows_how_to_write_one_is_nobody_else_s(
    read: Read, text: str
) -> None:
    assert read(drawn(paragraph(text))).troubles == ()


DRESSED = {
    2: ('"1864901"000000', 250889, ("1864901250889", "n")),
    3: ("00000000000000", 64011234567, ("00064011234567", "n")),
    4: ('@"秋季"', "2018", ("2018秋季", "t")),
    5: ('"100013"000000000000', 199203075519, ("100013199203075519", "f")),
    6: ("0_);[Red]\\(0\\)", 5, ("5", "n")),
    7: ('#,##0"人"', 1234, ("1234", "n")),
    8: ('"1864901"000000', "1864901250889", ("1864901250889", "t")),
    9: ('[$-804]G/通用格式"级"', 2019, ("2019级", "n")),
    10: ('"1864901"000000', 250.5, ("250.5", "n")),
}


def test_what_a_number_format_writes_before_a_value_is_part_of_it(read: Read) -> None:
    """Clerks type the end of a number and let the format show the rest; an ID put together so has lost no digit."""
    book = openpyxl.Workbook()
    book.active.append(["学号"])
    for line, (code, value, _) in DRESSED.items():
        book.active.cell(line, 1, value).number_format = code
    written = io.BytesIO()
    book.save(written)
    found = cells(read(written.getvalue()))
    assert {line: found[line, 1] for line in DRESSED} == {
        line: shown for line, (*_, shown) in DRESSED.items()
    }


@pytest.mark.parametrize("styles", [b"<styleSheet><numFmts><numFmt ", b""])
def test_broken_styles_show_nothing_more(styles: bytes) -> None:
    assert not of_xlsx(styles)
