"""OpenDocument, XML Spreadsheet 2003, web pages: by content, whatever their name says."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.support.books import ooxml, xlsb, zipped
from tests.support.papers import docx, tbl, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import FileRead

    Read = Callable[..., FileRead]

_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def rows(read: FileRead, sheet: int = 0) -> list[tuple[int, tuple[str, ...], str]]:
    return [(row.number, row.values, row.types) for row in read.sheets[sheet].rows]


def told(read: FileRead) -> list[tuple[str, str]]:
    return [(trouble.rule, trouble.details["reason"]) for trouble in read.troubles]


def content(body: str, styles: str = "") -> str:
    return (
        f"<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )


def ods(body: str, styles: str = "") -> bytes:
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content(body, styles)}
    )


def text_cell(text: str, extra: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {extra}><text:p>{text}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        (
            "a.ods",
            ods(f"<table:table><table:table-row>{text_cell('王丽')}</table:table-row></table:table>"),
            "content.xml",
        ),
        ("a.docx", docx(tbl(tr("姓名"), tr("王丽"))), "word/document.xml"),
        ("a.docx", docx(tbl(tr("姓名"), tr("王丽")), main="word/main.xml"), "word/main.xml"),
        ("a.xlsb", xlsb([["姓名"], ["王丽"]]), "xl/worksheets/sheet1.bin"),
    ],
)
def test_a_part_that_stands_twice_is_told_of_every_package(
    read: Read, name: str, data: bytes, part: str
) -> None:
    assert ("FI12", "twice") not in told(read(data, name))
    room = io.BytesIO(data)
    with zipfile.ZipFile(room) as archive:
        first = archive.read(part)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(room, "a") as archive:
        archive.writestr(part, first)
    assert ("FI12", "twice") in told(read(room.getvalue(), name))


def test_an_ods_formula_without_a_result_is_told(read: Read) -> None:
    body = (
        '<table:table table:name="名单"><table:table-row>'
        + text_cell("王丽")
        + '<table:table-cell table:formula="of:=A1"/>'
        + '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>'
        + "</table:table-row></table:table>"
    )
    (trouble,) = (t for t in read(ods(body), "a.ods").troubles if t.rule == "FI12")
    assert trouble.sheet == "名单"
    assert trouble.details == {"reason": "uncached", "count": "1", "rows": "（1）"}


def test_ods_types_repeats_and_hidden_parts(read: Read) -> None:
    body = (
        '<table:table table:name="名单"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        "<table:table-row>"
        + text_cell("张<text:s text:c='2'/>三")
        + '<table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value-type="float" office:value="1864001450123"><text:p>1.8E+12</text:p>'
        "</table:table-cell>"
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="2" table:visibility="filter">'
        '<table:table-cell office:value-type="date" office:date-value="2018-09-01"><text:p>9/1</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
        '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row></table:table>"
        '<table:table table:name="H" table:style-name="h"><table:table-row>'
        + text_cell("x")
        + "</table:table-row></table:table>"
    )
    hidden = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    found = read(ods(body, hidden), "a.ods")
    assert rows(found) == [
        (1, ("张  三", "", "", "1864001450123"), "t  n"),
        (2, ("2018-09-01", "#DIV/0!", "1"), "def"),
        (3, ("2018-09-01", "#DIV/0!", "1"), "def"),
    ]
    assert (found.sheets[0].hidden_rows, found.sheets[0].hidden_columns) == (
        frozenset({2, 3}),
        frozenset({3}),
    )
    assert ([sheet.hidden for sheet in found.sheets], told(found)) == ([False, True], [("FI15", "kind")])


def struck_text(text: str) -> str:
    inside = f'<text:span text:style-name="T1">{text}</text:span>'
    return f'<table:table-cell office:value-type="string"><text:p>{inside}</text:p></table:table-cell>'


def test_ods_rows_struck_out_are_told_apart(read: Read) -> None:
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties style:text-line-through-style="{how}"/></style:style>'
        for name, how in (("ce1", "solid"), ("ce2", "none"), ("T1", "solid"))
    )
    own = 'table:style-name="ce1"'
    lines = (
        ("", text_cell("学号") + text_cell("姓名")),
        ("", text_cell("a", own) + text_cell("b", own) + text_cell("c", 'table:style-name="ce2"')),
        ("", text_cell("a", own) + text_cell("b") + "<table:table-cell table:style-name='ce1'/>"),
        (
            'table:default-cell-style-name="ce1" table:number-rows-repeated="2"',
            text_cell("a") + text_cell("b"),
        ),
        ("", struck_text("a") + struck_text("b") + text_cell("c")),
    )
    body = "".join(f"<table:table-row {extra}>{cells}</table:table-row>" for extra, cells in lines)
    found = read(ods(f'<table:table table:name="S">{body}</table:table>', styles), "a.ods")
    assert (found.sheets[0].struck_rows, found.sheets[0].cells) == (frozenset({2, 4, 5, 6}), 14)


def test_ods_comments_and_deleted_cells_are_not_read(read: Read) -> None:
    body = (
        "<table:tracked-changes><table:cell-content-change>"
        + text_cell("old")
        + "</table:cell-content-change>"
        '</table:tracked-changes><table:table table:name="S"><table:table-row>'
        '<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation>'
        "<text:p>a</text:p><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert rows(read(ods(body), "a.ods")) == [(1, ("a\nb",), "t")]


@pytest.mark.parametrize(
    "beside",
    [
        "<draw:frame><draw:text-box><text:p>盖章</text:p></draw:text-box></draw:frame><text:p>王丽</text:p>",
        "<draw:custom-shape><text:p>盖章</text:p></draw:custom-shape><text:p>王丽</text:p>",
        "<text:p><text:ruby><text:ruby-base>王丽</text:ruby-base><text:ruby-text>li</text:ruby-text></text:ruby></text:p>",
    ],
)
def test_what_is_drawn_or_spelt_beside_an_ods_text_is_not_read(read: Read, beside: str) -> None:
    row = f'<table:table-row><table:table-cell office:value-type="string">{beside}</table:table-cell></table:table-row>'
    found = read(ods(f'<table:table table:name="S">{row}</table:table>'), "a.ods")
    assert rows(found) == [(1, ("王丽",), "t")]


@pytest.mark.parametrize(
    "inside",
    [
        "<text:h text:outline-level='1'>王丽</text:h>",
        "<text:list><text:list-item><text:p>王丽</text:p></text:list-item></text:list>",
        "<text:list><text:list-header><text:h>王<text:span>丽</text:span></text:h></text:list-header></text:list>",
    ],
)
def test_headings_and_list_items_of_an_ods_cell_are_read(read: Read, inside: str) -> None:
    row = f'<table:table-row><table:table-cell office:value-type="string">{inside}</table:table-cell></table:table-row>'
    found = read(ods(f'<table:table table:name="S">{row}</table:table>'), "a.ods")
    assert rows(found) == [(1, ("王丽",), "t")]


def test_a_row_around_a_table_in_an_ods_cell_is_read_once(read: Read) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>王丽</text:p></table:table-cell>'
    inner = f"<table:table table:name='a'><table:table-row>{cell}</table:table-row></table:table>"
    row = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    found = read(ods(f'<table:table table:name="S">{row}</table:table>'), "a.ods")
    assert [values for _, values, _ in rows(found)] == [("王丽",)]


def test_an_ods_bomb_of_repeats_is_refused(read: Read) -> None:
    row = '<table:table-row table:number-rows-repeated="1048576">' + text_cell(
        "x", 'table:number-columns-repeated="16384"'
    )
    found = read(ods(f'<table:table table:name="S">{row}</table:table-row></table:table>'), "a.ods")
    assert told(found)[0] == ("FI06", "cells")


def test_an_encrypted_ods_is_told_as_such(read: Read) -> None:
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
        "content.xml": b"\x00\x01",
    }
    assert told(read(zipped(parts), "a.ods"))[0] == ("FI02", "unknown-lock")


def test_flat_opendocument(read: Read) -> None:
    body = (
        '<table:table table:name="S"><table:table-row>' + text_cell("x") + "</table:table-row></table:table>"
    )
    found = read(content(body).encode(), "a.fods")
    assert (found.kind, rows(found)) == ("fods", [(1, ("x",), "t")])


SPREADSHEETML = """<?xml version="1.0" encoding="{declared}"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Worksheet ss:Name="名单"><Table><Column ss:Index="2" ss:Hidden="1"/>
<Row ss:Index="2" ss:Hidden="1"><Cell><Data ss:Type="Number">300102199001011234</Data></Cell>
<Cell ss:Index="3" ss:Formula="=1" ss:MergeAcross="1"><Data ss:Type="String">李&#183;一&#10;二</Data>
<Comment><ss:Data>note</ss:Data></Comment></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>
<Cell><Data ss:Type="DateTime">2018-09-01T00:00:00.000</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("declared", "encoding"), [("UTF-8", "utf-8"), ("gb2312", "gb18030"), ("utf-16", "utf-16")]
)
def test_xml_spreadsheet_2003(read: Read, declared: str, encoding: str) -> None:
    found = read(SPREADSHEETML.format(declared=declared).encode(encoding), "a.xls")
    assert (found.kind, told(found)) == ("spreadsheetml", [("FI03", "kind"), ("FI15", "kind")])
    values = ("300102199001011000", "", "李·一\n二", "", "#N/A", "2018-09-01")
    assert rows(found) == [(2, values, "n f ed")]
    sheet = found.sheets[0]
    assert (sheet.name, sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == ("名单", True, {2}, {2})
    assert sheet.merged == ((2, 3, 2, 4),)


def test_xml_spreadsheet_with_texts_marked_up_as_in_a_page(read: Read) -> None:
    page = SPREADSHEETML.format(declared="UTF-8").replace("李&#183;一&#10;二", "<html:B>李一</html:B>")
    page = page.replace("<Workbook", '<Workbook xmlns:html="http://www.w3.org/TR/REC-html40"', 1)
    found = read(page.encode(), "a.xls")
    assert (found.kind, found.sheets[0].rows[0].values[2]) == ("spreadsheetml", "李一")


def xml_row(cells: str) -> bytes:
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
        f"<Row>{cells}</Row></Table></Worksheet></Workbook>"
    ).encode()


def xml_cell(kind: str, text: str, extra: str = "") -> str:
    return f'<Cell {extra}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_rows_of_xml_spreadsheets_that_are_struck_out_are_told_apart(read: Read) -> None:
    styles = '<Styles><Style ss:ID="a"/><Style ss:ID="x"><Font ss:StrikeThrough="1"/></Style></Styles>'
    crossed = 'ss:StyleID="x"'
    lines = (
        ("", xml_cell("String", "学号", crossed) + xml_cell("String", "姓名")),
        ("", xml_cell("String", "1", crossed) + xml_cell("String", "b", crossed) + xml_cell("String", "c")),
        (
            crossed,
            xml_cell("String", "1") + xml_cell("String", "b") + xml_cell("String", "c", 'ss:StyleID="a"'),
        ),
        ("", xml_cell("String", "1") + xml_cell("String", "b", crossed) + xml_cell("String", "", crossed)),
    )
    body = "".join(f"<Row {extra}>{cells}</Row>" for extra, cells in lines)
    names = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f'<Worksheet ss:Name="S"><Table>{body}</Table></Worksheet>'
    book = f'<?xml version="1.0"?><Workbook xmlns="{names}" xmlns:ss="{names}">{styles}{sheet}</Workbook>'
    assert read(book.encode(), "a.xls").sheets[0].struck_rows == frozenset({2, 3})


@pytest.mark.parametrize(
    ("kind", "text"), [("Number", "1,234"), ("Number", "1_0"), ("Number", "INF"), ("Boolean", "是")]
)
def test_a_value_that_is_not_what_it_is_called_costs_no_file_and_stays_as_written(
    read: Read, kind: str, text: str
) -> None:
    found = read(xml_row(xml_cell(kind, text) + xml_cell("String", "王丽")), "a.xml")
    assert (rows(found), told(found)) == ([(1, (text, "王丽"), "tt")], [("FI15", "kind")])


@pytest.mark.parametrize("index", ["0", "²", "9" * 5000])
def test_an_index_that_is_none_loses_no_cell(read: Read, index: str) -> None:
    found = read(xml_row(xml_cell("String", "a", f'ss:Index="{index}"') + xml_cell("String", "b")), "a.xml")
    assert rows(found) == [(1, ("a", "b"), "tt")]


def test_two_cells_in_one_place_are_told(read: Read) -> None:
    found = read(xml_row(xml_cell("String", "a") + xml_cell("String", "b", 'ss:Index="1"')), "a.xml")
    (trouble,) = (t for t in found.troubles if t.rule == "FI12")
    assert trouble.details == {"reason": "lost-cells", "read": "1", "counted": "2"}


@pytest.mark.parametrize("value", ["", 'office:value="1,2"', 'office:value="inf"'])
def test_an_ods_number_that_is_none_is_what_is_shown(read: Read, value: str) -> None:
    cell = f'<table:table-cell office:value-type="float" {value}><text:p>12</text:p></table:table-cell>'
    body = (
        f'<table:table table:name="S"><table:table-row>{cell}{text_cell("b")}</table:table-row></table:table>'
    )
    assert rows(read(ods(body), "a.ods")) == [(1, ("12", "b"), "tt")]


@pytest.mark.parametrize("times", ["0", "²"])
def test_an_ods_repeat_that_is_none_loses_no_cell(read: Read, times: str) -> None:
    cells = text_cell("a", f'table:number-columns-repeated="{times}"') + text_cell("b")
    body = f'<table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>'
    assert rows(read(ods(body), "a.ods")) == [(1, ("a", "b"), "tt")]


def test_an_ods_bomb_of_spaces_is_refused(read: Read) -> None:
    cell = text_cell("a<text:s text:c='9999999'/>b")
    body = f'<table:table table:name="S"><table:table-row>{cell}</table:table-row></table:table>'
    assert told(read(ods(body), "a.ods"))[0] == ("FI06", "cells")


def test_a_page_s_span_and_number_that_are_none_cost_no_page(read: Read) -> None:
    page = (
        PAGE.format(declared="utf-8")
        .replace("colspan=2", 'colspan="²"')
        .replace('num="1864001450123"', 'num="nan"')
    )
    found = read(page.encode(), "a.xls")
    assert (found.sheets[0].rows[1].values[0], found.sheets[0].rows[-1].values[0]) == ("标题", "1.86E+12")


def test_xml_with_a_doctype_is_refused(read: Read) -> None:
    page = SPREADSHEETML.format(declared="UTF-8").replace("<Workbook", "<!DOCTYPE a><Workbook", 1)
    assert told(read(page.encode(), "a.xls"))[0] == ("FI01", "doctype")


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset={declared}"><style>td {{color: red}}</style></head><body>
学习中心（盖章）：某某站<br><table><tr><td colspan=2>标题<td rowspan=2>备注</tr><tr><td>学号<td>姓&nbsp;名</tr>
<tr style="display:none"><td x:num="1864001450123">1.86E+12</td><td>张<br>三</td><td>&nbsp;</td></tr>
</table></body></html>"""


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("", "gb18030"),
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("iso-8859-1", "gb18030"),
    ],
)
def test_a_web_page_named_xls(read: Read, declared: str, encoding: str) -> None:
    found = read(PAGE.format(declared=declared).encode(encoding), "a.xls")
    assert (found.kind, told(found)) == ("html", [("FI03", "kind"), ("FI15", "kind")])
    assert rows(found) == [
        (1, ("学习中心（盖章）：某某站",), "t"),
        (2, ("标题", "", "备注"), "t t"),
        (3, ("学号", "姓\xa0名"), "tt"),
        (4, ("1864001450123", "张\n三"), "nt"),
    ]
    assert found.sheets[0].hidden_rows == {4}
    assert found.sheets[0].merged == ((2, 1, 2, 2), (2, 3, 3, 3))


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td><s>a</s></td><td><font><strike>b</strike></font></td><td>c</td></tr>",
        "<tr><td><del>a<td><del>b<td>c",
        '<tr><td style="color:red;text-decoration: line-through">a</td><td class="x xl65">b</td><td>c</td></tr>',
        '<tr style="text-decoration-line:line-through"><td>a</td><td>b</td><td>c</td></tr>',
        "<tr><td><span class=xl65>a</span></td><td><s>bbb</s>b</td><td>c</td></tr>",
    ],
)
def test_rows_of_a_page_that_are_struck_out_are_told_apart(read: Read, row: str) -> None:
    styles = "<style>.xl64 {color:red}\n.xl65\n{mso-x:y;text-decoration:line-through;}</style>"
    before = "<tr><td>学号</td><td class=xl64>姓名</td></tr><tr><td>a</td><td>b<s>c</s>d</td><td><s>e</s></td></tr>"
    page = f"<html>{styles}<s>x</s><table>{before}{row}<tr><td>a</td><td>b</td></tr></table></html>"
    found = read(page.encode(), "a.xls")
    assert found.sheets[0].rows[3].values == (("a", "bbbb", "c") if "bbb" in row else ("a", "b", "c"))
    assert found.sheets[0].struck_rows == frozenset({4})


@pytest.mark.parametrize(
    "how", ["hidden", 'style="display: none"', 'style="visibility:collapse"', "HIDDEN=''"]
)
def test_rows_of_a_page_that_nobody_sees_are_told_apart(read: Read, how: str) -> None:
    page = f"<table><tr><td>学号</td><td>姓名</td></tr><tr {how}><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert read(page.encode(), "a.xls").sheets[0].hidden_rows == frozenset({2})


def test_a_comment_that_a_page_holds_in_a_cell_is_no_part_of_its_value(read: Read) -> None:
    cell = '<a class="comment-indicator"></a><comment>请核对</comment><font>1864901450001</font>'
    page = f"<table><tr><td>学号<td>姓名</tr><tr><td>{cell}</td><td>王丽</td></tr></table>"
    assert rows(read(page.encode(), "a.html"))[1][1] == ("1864901450001", "王丽")


def test_a_table_inside_a_table_gives_its_rows(read: Read) -> None:
    page = "<table><tr><td><table><tr><td>学号<td>姓名<tr><td>01<td>张三</table></td></tr></table>"
    assert [values for _, values, _ in rows(read(page.encode(), "a.xls"))] == [
        ("学号", "姓名"),
        ("01", "张三"),
    ]


def framed(text: str) -> str:
    return f"<table><tr><td>{text}</td></tr></table>"


INSIDE: dict[str, tuple[str, list[tuple[str, ...]]]] = {
    "one value": (
        f"<tr><td>01<td>{framed('张三')}</tr><tr><td>02<td>李四</tr>",
        [("01", "张三"), ("02", "李四")],
    ),
    "every value": (f"<tr><td>{framed('01')}</td><td>{framed(framed('张三'))}</td></tr>", [("01", "张三")]),
    "end tags left out": (
        "<tr><td><table><tr><td>01</table><td><table><tr><td>张三</table></tr>",
        [("01", "张三")],
    ),
    "cells around it": ("<tr><td>01<td><table><tr><td><td>张三<td><tr><td></table></tr>", [("01", "张三")]),
    "beside own text": (f"<tr><td>01<td>张三{framed('补报')}x</tr>", [("01", "张三\n补报\nx")]),
    "two": (f"<tr><td>01<td>{framed('张三')}{framed('补报')}</tr>", [("01", "张三\n\n补报")]),
    "a title before the roster": (
        f"<tr><td>{framed('某某站')}<table><tr><td>01<td>张三<tr><td>02<td>李四</table>{framed('完')}</td></tr>",
        [("某某站",), ("01", "张三"), ("02", "李四"), ("完",)],
    ),
    "a title in a cell before": (
        f"<tr><td>{framed('某某站')}</td><td><table><tr><td>01<td>张三</table></td><td>x</td></tr>",
        [("某某站",), ("01", "张三"), ("", "", "x")],
    ),
    "a title in the table around": (
        "<tr><td><table><tr><td>某某站<tr><td><table><tr><td>01<td>张三</table></table></td></tr>",
        [("某某站",), ("01", "张三")],
    ),
    "a list of one column": (
        "<tr><td><table><tr><td>张三<tr><td>李四</table></td><td>x</td></tr>",
        [("张三",), ("李四",), ("", "x")],
    ),
    "hidden": (
        f"<tr><td>01<td>{framed('x').replace('<tr', '<tr style=display:none')}</tr>",
        [("x",), ("01",)],
    ),
}


@pytest.mark.parametrize("case", INSIDE)
def test_a_table_of_one_text_is_what_its_cell_says(read: Read, case: str) -> None:
    body, expected = INSIDE[case]
    found = rows(read(f"<html><meta charset=utf-8><table>{body}</table></html>".encode(), "a.xls"))
    assert [values for _, values, _ in found] == expected


@pytest.mark.parametrize(
    "cell",
    [
        "<td><s>旧</s>新</td>",
        "<td><span style='text-decoration:line-through'>旧旧旧旧</span><br>新 </td>",
        "<td>新<del>旧</del></td>",
        f"<td>{framed('<s>旧旧旧旧</s>新')}</td>",
        f"<td>{framed('<s>旧</s>')}新</td>",
    ],
)
def test_what_a_page_strikes_out_beside_other_text_is_left_out_and_told(read: Read, cell: str) -> None:
    page = f"<html><meta charset=utf-8><table><tr>{cell}<td>王丽</td></tr><tr><td>2</td></tr></table></html>"
    found = read(page.encode(), "a.xls")
    assert [values for _, values, _ in rows(found)] == [("新", "王丽"), ("2",)]
    assert found.sheets[0].struck_rows == frozenset()
    assert [t.details["rows"] for t in found.troubles if t.details["reason"] == "struck-text"] == ["（1）"]


def test_what_an_ods_strikes_out_beside_other_text_is_left_out_and_told(read: Read) -> None:
    style = '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    cell = struck_text("旧旧旧").replace("</text:p>", "新</text:p>")
    body = (
        f"<table:table-row>{text_cell('a')}</table:table-row><table:table-row>{cell}{cell}</table:table-row>"
    )
    found = read(ods(f'<table:table table:name="S">{body}</table:table>', style), "a.ods")
    assert [values for _, values, _ in rows(found)] == [("a",), ("新", "新")]
    assert found.sheets[0].struck_rows == frozenset()
    assert [t.details["rows"] for t in found.troubles if t.details["reason"] == "struck-text"] == ["（2）"]


def test_a_struck_text_in_a_table_of_its_own_strikes_out_its_row(read: Read) -> None:
    body = f"<tr><td>{framed('<s>01</s>')}</td></tr><tr><td>02</td></tr>"
    found = read(f"<html><table>{body}</table></html>".encode(), "a.xls")
    assert found.sheets[0].struck_rows == frozenset({1})


def test_a_page_of_tables_inside_tables_takes_no_time(read: Read) -> None:
    page = "<table><tr><td>" * 20_000 + ("<table><tr><td>x</table><table><tr><td>a<td>b</table>" * 9_000)
    started = time.perf_counter()
    assert read(page.encode(), "a.xls").verdict == "read"
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("end", ["</select>", ""])
def test_a_page_saved_while_it_was_edited_has_what_its_fields_show(read: Read, end: str) -> None:
    page = (
        "<html><meta charset=utf-8><table><tr><td>姓名<td>层次<td>学号</tr><tr>"
        '<td><input type=checkbox value=on><input type="hidden" value="7">王丽</td>'
        f"<td><select><option>专科</option><option selected>本科{end}</td>"
        '<td><input value="1864901450001"><input type=button value="改"></td></tr>'
        f"<tr><td>李明<td><select><option>专科<option>本科{end}<td><INPUT TYPE=TEXT VALUE=x></table>"
    )
    found = read(page.encode(), "a.html")
    assert [row.values for row in found.sheets[0].rows[1:]] == [
        ("王丽", "本科", "1864901450001"),
        ("李明", "专科", "x"),
    ]


@pytest.mark.parametrize(
    "before",
    [
        "<html><head><meta charset=utf-8>",
        "<html><head><title>名单",
        "<html><body><head>",
        "<xml><x:Name>a</x:Name>",
        "<body><![foo[x]]>",
    ],
)
def test_what_a_page_leaves_open_before_its_table_hides_nothing(read: Read, before: str) -> None:
    page = before + "<table><tr><td>学号<td>姓名<tr><td>01<td>张三</table>"
    found = [values for _, values, _ in rows(read(page.encode(), "a.xls"))]
    assert found[-2:] == [("学号", "姓名"), ("01", "张三")]


def test_a_page_without_a_table_is_refused(read: Read) -> None:
    assert told(read(b"<html><body>hello</body></html>", "a.html"))[0] == ("FI01", "no-table")


def test_a_single_file_web_page(read: Read) -> None:
    mail = (
        "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Location: file:///C:/x/sheet001.htm\r\nContent-Transfer-Encoding: 8bit\r\n"
        'Content-Type: text/html; charset="gb2312"'
        "\r\n\r\n<table><tr><td>姓名<td>镕</table>\r\n--b--\r\n"
    )
    found = read(mail.encode("gb18030"), "a.xls")
    assert (found.kind, rows(found)) == ("mht", [(1, ("姓名", "镕"), "tt")])


def test_what_a_web_system_sends_before_a_workbook_does_not_hide_it(read: Read) -> None:
    sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>学号</t></is></c></row></sheetData>'
    found = read(b"\xef\xbb\xbf\r\n" + ooxml({"S": sheet}), "a.xlsx")
    assert (found.kind, rows(found)) == ("xlsx", [(1, ("学号",), "t")])


DBF = (
    b"\x03\x78\x06\x01"
    + struct.pack("<IHH", 1, 65, 20)
    + bytes(20)
    + b"XH".ljust(11, b"\x00")
    + b"C"
    + bytes(20)
)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"\xff\xd8\xff\xe0 picture", "picture"),
        (b"%PDF-1.7", "pdf"),
        (b"Rar!\x1a\x07", "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00", "archive"),
        (b"", "empty"),
        (b"\x00" * 5000, "empty"),
        (b" \r\n" * 50_000, "empty"),
        (b"\x00" * 70_000 + b"\xd0\xcf\x11\xe0" + bytes(100), "binary"),
        (bytes(range(1, 256)) * 4 + b"\x00\x01\x02", "binary"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        (b"PK\x03\x04 truncated", "broken-zip"),
        (b"a.xlsx".ljust(257, b"\x00") + b"ustar\x0000" + bytes(300), "archive"),
        (b"\x1f\x8b\x08" + bytes(30), "archive"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture"),
        (b"<?xml version='1.0'?>\n<svg/>", "picture"),
        (b"<ofd/>", "xml"),
        (b'{"students": []}', "json"),
        (b"[[1, 2]]", "json"),
        (b"[InternetShortcut]\r\nURL=http://a.example/\r\n", "shortcut"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), "shortcut"),
        (b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(60), "database"),
        (DBF, "database"),
        (b"PK\x05\x06" + bytes(18), "empty-archive"),
    ],
)
def test_what_is_no_roster_is_refused_by_what_it_is(read: Read, head: bytes, reason: str) -> None:
    assert told(read(head, "a.xlsx")) == [("FI01", reason)]


def test_a_word_document_is_named_as_such(read: Read) -> None:
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}
    assert told(read(zipped(parts), "a.xlsx"))[0] == ("FI01", "no-table-word")
    text = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
    assert told(read(zipped(text), "a.odt"))[0] == ("FI01", "word")


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}, "pdf"),
        ({"Index/Tables/DataList.iwa": "x"}, "numbers"),
    ],
)
def test_documents_that_are_zips_are_named_as_such(read: Read, parts: dict[str, str], reason: str) -> None:
    assert told(read(zipped(parts), "a.zip"))[0] == ("FI01", reason)


def test_parquet(read: Read, tmp_path: object) -> None:
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    room = io.BytesIO()
    pq.write_table(pa.table({"学号": ["001", None], "n": [1, 101010199503050017]}), room)
    assert rows(read(room.getvalue(), "a.parquet")) == [
        (1, ("学号", "n"), "tt"),
        (2, ("001", "1"), "tn"),
        (3, ("", "101010199503050017"), " n"),
    ]


@pytest.mark.parametrize("blank", [b"\n", b"\x00", b"\r\n "])
def test_what_begins_far_down_is_what_it_says(read: Read, blank: bytes) -> None:
    """A file whose first 64 KiB are blank was told to be empty."""
    page = "<html><table><tr><td>学号<td>姓名<tr><td>1864001450123<td>王丽</table>".encode()
    found = read(blank * 70_000 + page, "a.xls")
    assert (found.kind, found.sheets[0].rows[-1].values) == ("html", ("1864001450123", "王丽"))
    listed = read(blank * 70_000 + "学号,姓名\n1864001450123,王丽\n".encode(), "a.csv")
    assert (listed.kind, listed.sheets[0].rows[-1].values) == ("csv", ("1864001450123", "王丽"))
    told = {trouble.details["reason"] for trouble in listed.troubles}
    assert told == ({"kind", "zeros"} if blank == b"\x00" else {"kind"})
