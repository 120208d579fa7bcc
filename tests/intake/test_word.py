"""Word documents: tables as sheets, the lines above them, and what Word keeps of text that was taken away."""

from __future__ import annotations

import io
import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from recon.campaign import Limits
from recon.intake import Pool, read_file
from recon.intake.readers.word_columns import laid_out
from recon.intake.readers.word_parts import Cell, Row, Table
from tests.support.books import DOC, RELS, ooxml, zipped
from tests.support.papers import W, docx, paragraph, run, span, tbl, tc, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recon.model import FileRead

    Read = Callable[..., FileRead]

HEAD = tr("学号", "姓名", "身份证号")
ONE = tr("1864001450123", "王丽", "300102199001011234")
STRUCK, HIDDEN = "<w:strike/>", "<w:vanish/>"


def rows(read: FileRead, sheet: int = 0) -> list[tuple[int, tuple[str, ...], str]]:
    return [(row.number, row.values, row.types) for row in read.sheets[sheet].rows]


def told(read: FileRead) -> dict[str, str]:
    """Return the reasons of what a file tells besides its kind, each with its rows."""
    return {
        trouble.details["reason"]: trouble.details.get("rows", "")
        for trouble in read.troubles
        if trouble.details["reason"] != "kind"
    }


def test_a_table_is_a_sheet_and_the_lines_above_are_its_titles(read: Read) -> None:
    body = paragraph("附表1　毕业生名单") + paragraph("学习中心名称（盖章）：", "东山") + tbl(HEAD, ONE)
    found = read(docx(body + paragraph("注：请于6月10日前报送")), "a.docx")
    assert (found.kind, found.verdict) == ("docx", "read")
    assert rows(found) == [
        (1, ("学号", "姓名", "身份证号"), "ttt"),
        (2, ("1864001450123", "王丽", "300102199001011234"), "ttt"),
    ]
    (sheet,) = found.sheets
    assert (sheet.name, sheet.above) == ("", ("附表1　毕业生名单", "学习中心名称（盖章）：东山"))
    assert [(trouble.rule, trouble.details["kind"]) for trouble in found.troubles] == [("FI15", "docx")]


def test_each_table_has_the_lines_between_it_and_the_one_before(read: Read) -> None:
    found = read(docx(paragraph("一") + tbl(HEAD) + paragraph("二") + tbl(ONE)), "a.docx")
    assert [(sheet.name, sheet.above) for sheet in found.sheets] == [("1", ("一",)), ("2", ("二",))]


@pytest.mark.parametrize(("name", "said"), [("a.doc", ["FI03", "FI15"]), ("a.docm", ["FI15"])])
def test_the_content_says_what_it_is(read: Read, name: str, said: list[str]) -> None:
    found = read(docx(tbl(HEAD, ONE)), name)
    assert (found.kind, [trouble.rule for trouble in found.troubles]) == ("docx", said)


def test_a_workbook_or_page_named_doc_is_read_as_what_it_is(read: Read) -> None:
    sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>学号</t></is></c></row></sheetData>'
    assert read(ooxml({"S": sheet}), "a.docx").kind == "xlsx"
    page = read(b"<html><table><tr><td>1864001450123</table>", "a.doc")
    assert (page.kind, [trouble.rule for trouble in page.troubles]) == ("html", ["FI03", "FI15"])


def test_merged_cells_are_ranges_as_in_a_page(read: Read) -> None:
    body = tbl(
        tr(tc("标题", look=span(3))),
        tr("学号", "姓名", tc("专业", look='<w:vMerge w:val="restart"/>')),
        tr("01", "王丽", tc(look="<w:vMerge/>")),
        tr("02", "李一", tc(look="<w:vMerge/>")),
        tr(tc("03", look='<w:hMerge w:val="restart"/>'), tc(look="<w:hMerge/>"), "会计"),
    )
    found = read(docx(body), "a.docx")
    assert [values for _, values, _ in rows(found)] == [
        ("标题",),
        ("学号", "姓名", "专业"),
        ("01", "王丽"),
        ("02", "李一"),
        ("03", "", "会计"),
    ]
    assert set(found.sheets[0].merged) == {(1, 1, 1, 3), (2, 3, 4, 3), (5, 1, 5, 2)}


def test_an_empty_row_keeps_its_number_and_a_row_may_begin_further_on(read: Read) -> None:
    body = tbl(HEAD, tr("", "", ""), tr("王丽", "1", look='<w:gridBefore w:val="1"/>'))
    assert rows(read(docx(body), "a.docx"))[1:] == [(3, ("", "王丽", "1"), " tt")]


def test_a_dragged_border_moves_no_cell_into_another_column(read: Read) -> None:
    """One row's border stands further right: the whole table has a fourth grid column, and that row other spans."""
    plain = [tc(text, look=span(n)) for text, n in (("学号", 1), ("姓名", 2), ("性别", 1))]
    moved = [tc(text, look=span(n)) for text, n in (("01", 2), ("王丽", 1), ("女", 1))]
    body = tbl(tr(*plain), tr(*plain), tr(*moved), widths=(1000, 200, 800, 500))
    assert rows(read(docx(body), "a.docx"))[2] == (3, ("01", "王丽", "女"), "ttt")


def test_a_cell_too_many_is_put_to_the_nearest_column_and_told(read: Read) -> None:
    parted = [tc("1864001450124"), tc("李"), tc("一"), tc("2")]
    body = tbl(
        *[tr("1864001450123", tc("王丽", look=span(2)), "1")] * 5, tr(*parted), widths=(900, 600, 200, 900)
    )
    found = read(docx(body), "a.docx")
    assert rows(found)[5][1] == ("1864001450124", "李\n一", "2")
    assert told(found) == {"uneven": "（6）"}


def test_text_is_whole_whatever_it_is_cut_into(read: Read) -> None:
    cell = tc(
        paragraph(
            run("18640"), "<w:proofErr/>", "<w:r><w:noBreakHyphen/><w:t>01</w:t><w:tab/><w:t>2</w:t></w:r>"
        ),
        paragraph("<w:hyperlink><w:r><w:t>王</w:t></w:r></w:hyperlink>", "<w:r><w:sym w:char='4E3D'/></w:r>"),
        paragraph("<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>", "<w:r><w:t>z</w:t><w:br/></w:r>"),
        paragraph(
            "<w:r><w:ruby><w:rt><w:r><w:t>lì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>丽</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        ),
    )
    assert rows(read(docx(tbl(tr(cell))), "a.docx")) == [(1, ("18640-01\t2\n王丽\nz\n丽",), "t")]


def test_a_choice_from_a_list_is_the_cell_s_text(read: Read) -> None:
    field = (
        "<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='男'/><w:listEntry w:val='女'/>"
        "</w:ddList></w:ffData></w:fldChar></w:r>"
    )
    assert rows(read(docx(tbl(tr(tc(paragraph(field))))), "a.docx")) == [(1, ("女",), "t")]


def test_the_prompt_of_a_field_nobody_filled_in_is_no_text(read: Read) -> None:
    def field(text: str, look: str = "<w:showingPlcHdr/>") -> str:
        return f"<w:sdt><w:sdtPr>{look}</w:sdtPr><w:sdtContent>{paragraph(text)}</w:sdtContent></w:sdt>"

    cells = [
        field("单击或点击此处输入文字。"),
        field("王丽"),
        field("单击此处输入文字", ""),
        field("选择一项。"),
    ]
    body = tbl("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>")
    assert rows(read(docx(body), "a.docx")) == [(1, ("", "王丽", "单击此处输入文字"), " tt")]


def test_tracked_changes_are_read_as_accepted_and_told(read: Read) -> None:
    gone = "<w:del w:id='1'><w:r><w:delText>4</w:delText></w:r></w:del>"
    new = "<w:ins w:id='2'><w:r><w:t>3</w:t></w:r></w:ins>"
    looked = "<w:r><w:rPr><w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange></w:rPr><w:t>x</w:t></w:r>"
    body = tbl(
        HEAD,
        tr(tc(paragraph("186400145012", gone, new)), "王丽"),
        tr(
            tc(paragraph("<w:del><w:r><w:delText>1864001450124</w:delText></w:r></w:del>")),
            "李一",
            look="<w:del/>",
        ),
        tr(
            tc(
                "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>186400</w:t></w:r></w:p>",
                paragraph("1450125"),
            )
        ),
        tr(tc(paragraph(looked))),
    )
    found = read(docx(body), "a.docx")
    assert [(number, values) for number, values, _ in rows(found)[1:]] == [
        (2, ("1864001450123", "王丽")),
        (4, ("1864001450125",)),
        (5, ("x",)),
    ]
    assert told(found) == {"tracked": "（2–4）"}


def test_text_that_was_moved_away_is_not_read_twice(read: Read) -> None:
    there = "<w:moveFrom><w:r><w:t>王丽</w:t></w:r></w:moveFrom>"
    here = "<w:moveTo><w:r><w:t>王丽</w:t></w:r></w:moveTo>"
    found = read(docx(tbl(tr(tc(paragraph(there)), tc(paragraph(here))))), "a.docx")
    assert (rows(found), told(found)) == ([(1, ("", "王丽"), " t")], {"tracked": "（1）"})


@pytest.mark.parametrize("look", [STRUCK, "<w:dstrike/>", '<w:rStyle w:val="Gone"/>', HIDDEN])
def test_what_is_struck_out_or_hidden_beside_other_text_is_left_out_and_told(read: Read, look: str) -> None:
    styles = (
        '<w:style w:styleId="Base"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="Gone"><w:basedOn w:val="Base"/></w:style>'
    )
    body = tbl(HEAD, tr(tc(paragraph(run("1864001450124", look), run("1864001450123"))), "王丽"))
    found = read(docx(body, styles=styles), "a.docx")
    assert rows(found)[1][1] == ("1864001450123", "王丽")
    assert told(found) == {"hidden-text" if look == HIDDEN else "struck-text": "（2）"}


@pytest.mark.parametrize("look", [STRUCK, HIDDEN])
def test_a_cell_all_of_which_is_struck_out_or_hidden_is_read_and_told(read: Read, look: str) -> None:
    body = tbl(HEAD, tr("1864001450123", "王丽", tc(paragraph(run("300102199001011234", look)))))
    found = read(docx(body), "a.docx")
    assert rows(found)[1][1] == ("1864001450123", "王丽", "300102199001011234")
    assert told(found) == {"hidden-text" if look == HIDDEN else "struck-text": "（2）"}


def test_a_whole_row_struck_out_or_hidden_is_marked_like_a_workbook_s(read: Read) -> None:
    struck, hidden = (
        [tc(paragraph(run(text, look))) for text in ("01", "王丽")] for look in (STRUCK, HIDDEN)
    )
    body = tbl(HEAD, tr(*struck), tr(*hidden), tr("02", "李一", look="<w:hidden/>"))
    found = read(docx(body), "a.docx")
    assert [number for number, _, _ in rows(found)] == [1, 2, 3, 4]
    assert (found.sheets[0].struck_rows, found.sheets[0].hidden_rows, told(found)) == ({2}, {3, 4}, {})


def test_a_strike_that_is_switched_off_strikes_nothing(read: Read) -> None:
    body = tbl(tr(tc(paragraph(run("01", '<w:strike w:val="0"/><w:dstrike w:val="false"/>')))))
    found = read(docx(body), "a.docx")
    assert (found.sheets[0].struck_rows, told(found)) == (frozenset(), {})


def test_a_table_in_a_cell_is_a_sheet_of_its_own_and_told(read: Read) -> None:
    found = read(docx(tbl(tr(tc("外", tbl(HEAD, ONE))), tr("末"))), "a.docx")
    assert [(sheet.name, len(sheet.rows)) for sheet in found.sheets] == [("1", 2), ("1.1", 2)]
    assert rows(found) == [(1, ("外",), "t"), (2, ("末",), "t")]
    assert told(found) == {"nested": "（1）"}


@pytest.mark.parametrize(
    "beside",
    [
        paragraph("补报：1864001450124 李一"),
        paragraph("<w:r><w:drawing><w:p><w:r><w:t>30010219900101123X</w:t></w:r></w:p></w:drawing></w:r>"),
        f"<w:p><w:r><w:pict><w:txbxContent>{tbl(HEAD, ONE)}</w:txbxContent></w:pict></w:r></w:p>",
    ],
)
def test_a_student_s_number_outside_the_tables_is_told(read: Read, beside: str) -> None:
    found = read(docx(tbl(HEAD, ONE) + beside), "a.docx")
    assert (len(found.sheets), list(told(found))) == (1, ["outside"])


def test_macros_embedded_objects_and_linked_files_are_told(read: Read) -> None:
    link = (
        '<Relationships><Relationship Id="rId9" Type="http://x/oleObject" Target="file:///C:/a.xlsx" '
        'TargetMode="External"/></Relationships>'
    )
    extra = {
        "word/vbaProject.bin": b"x",
        "word/embeddings/oleObject1.bin": b"x",
        "word/_rels/document.xml.rels": link,
    }
    found = read(docx(tbl(HEAD, ONE), extra=extra), "a.docm")
    assert [(t.rule, t.details["reason"]) for t in found.troubles[:3]] == [
        ("FI04", "macros"),
        ("FI04", "embedded"),
        ("FI04", "external"),
    ]


def test_a_template_and_a_web_address_are_no_linked_file(read: Read) -> None:
    link = (
        '<Relationships><Relationship Id="rId9" Type="http://x/hyperlink" Target="http://a.example" '
        'TargetMode="External"/></Relationships>'
    )
    found = read(docx(tbl(HEAD, ONE), extra={"word/_rels/document.xml.rels": link}), "a.docx")
    assert told(found) == {}


def test_the_lines_of_the_page_headers_are_titles_too(read: Read) -> None:
    unit = "学习中心名称（盖章）：东山"
    header = f'<w:hdr xmlns:w="{W}">{paragraph("附表1")}{tbl(tr(unit, "负责人：张"))}</w:hdr>'
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{DOC}/header" Target="header{n}.xml"/>' for n in (1, 2, 3)
    )
    extra = {
        "word/header1.xml": header,
        "word/header2.xml": header,
        "word/header3.xml": "<w:hdr>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}">{links}</Relationships>',
    }
    found = read(docx(paragraph("名单") + tbl(HEAD, ONE), extra=extra), "a.docx")
    assert found.sheets[0].above == ("附表1", f"{unit}　负责人：张", "名单")


def test_the_text_is_found_under_another_name(read: Read) -> None:
    assert len(read(docx(tbl(HEAD, ONE), main="word/document2.xml"), "a.docx").sheets) == 1


def test_the_text_is_found_where_word_puts_it_although_its_place_cannot_be_read(read: Read) -> None:
    found = read(docx(tbl(HEAD, ONE), extra={"_rels/.rels": "<Relationships>"}), "a.docx")
    assert len(found.sheets) == 1


def test_a_locked_document_is_opened_with_its_password(read: Read) -> None:
    room = io.BytesIO()
    filling = {"word/media/image1.png": Random(1).randbytes(9_000)}  # the library spoils what is smaller
    OOXMLFile(io.BytesIO(docx(tbl(HEAD, ONE), extra=filling))).encrypt("secret", room)
    found = read(room.getvalue(), "a.docx", passwords={"a.docx": "secret"})
    assert (found.kind, len(found.sheets)) == ("docx", 1)
    assert read(room.getvalue(), "b.docx").troubles[0].rule == "FI02"


REFUSED = {
    "no table": (docx(paragraph("关于报送的通知")), "no-table-word"),
    "no text": (zipped({"[Content_Types].xml": "<Types/>", "word/settings.xml": "<a/>"}), "damaged"),
    "broken": (docx("<w:tbl>"), "broken-xml"),
    "cut off": (docx(tbl(HEAD, ONE))[:-40], "broken-zip"),
    "a doctype": (docx(tbl(HEAD), before='<!DOCTYPE a [<!ENTITY b "bbb">]>'), "doctype"),
    "a bomb": (docx(tbl(HEAD) + " " * (40 << 20)), "ratio"),
    "cells": (docx(tbl(tr(f"<w:tc><w:tcPr>{span(1000)}</w:tcPr></w:tc>" * 9000))), "cells"),
    "a repeat": (
        docx(tbl(*["<w:tr><w:trPr><w:gridBefore w:val='99999999'/></w:trPr></w:tr>"] * 9000)),
        "cells",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(read: Read, case: str) -> None:
    data, reason = REFUSED[case]
    found = read(data, "a.docx")
    assert (found.refused, found.troubles[0].details["reason"]) == (True, reason)


def test_tables_a_thousand_deep_and_a_name_of_a_megabyte_stop_nobody(read: Read) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 1000 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 1000
    found = read(docx(deep), "a.docx")
    assert (found.verdict, len(found.sheets)) == ("read", 1000)
    assert max(len(sheet.name) for sheet in found.sheets) <= 110
    wide = tr(tc("x", look=f'<w:gridSpan w:val="{"9" * 1_000_000}"/>'))
    assert rows(read(docx(tbl(wide)), "b.docx")) == [(1, ("x",), "t")]


def test_the_campaign_s_limit_of_cells_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(tbl(*[ONE] * 10)))
    limits = Limits(cells=20)
    with Pool(limits, workers=1) as pool:
        (found,) = read_file(path, pool=pool)
    assert found.troubles[0].details["reason"] == "cells"


def test_five_thousand_students_keep_nobody_waiting(read: Read) -> None:
    lines = [
        tr(str(n), f"18640{n:08}", "王丽", "30010219900101123X", "会计", "本科", "女") for n in range(5000)
    ]
    found = read(docx(tbl(*lines)), "a.docx")
    assert len(found.sheets[0].rows) == 5000
    assert found.seconds < 30  # half a second, on a machine at rest


def test_cells_that_fall_into_one_column_are_joined_at_once() -> None:
    table = Table("1", [], rows=[Row([Cell(0, pieces=[("", "x" * 500)])]) for _ in range(4)])
    table.rows.append(Row([Cell(at % 1000, pieces=[("", "x" * 500)]) for at in range(60_000)]))
    began = time.process_time()
    grid, _ = laid_out(table, "")
    assert len(grid.values[-1][0]) == 60_000 * 501 - 1
    assert time.process_time() - began < 10


def test_an_old_document_is_refused_with_what_to_do(read: Read) -> None:
    from recon.verdicts import say

    found = read(rb"{\rtf1\ansi }", "a.doc")
    assert found.refused
    said = say(found.troubles[0], "zh")
    assert ".docx" in said
    assert "请" in said
