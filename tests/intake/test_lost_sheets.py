"""Sheets that a workbook lists and does not have, or has and does not list: told, and the others are read."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.support.books import DOC, MAIN, ooxml, xlsb, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recon.model import FileRead

    Read = Callable[..., FileRead]

RELATIONS = "xl/_rels/workbook.xml.rels"
SECOND = "xl/worksheets/sheet2.xml"
LINK = f'Type="{DOC}/worksheet" Target="worksheets/sheet2.xml"'


def rows(name: str) -> str:
    return f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{name}</t></is></c></row></sheetData>'


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = opened(ooxml({"一班": rows("王丽"), "二班": rows("李明")}))


def linked(link: str) -> dict[str, bytes]:
    return {RELATIONS: PARTS[RELATIONS].replace(LINK.encode(), link.encode())}


def book(changed: Mapping[str, bytes], without: str = "") -> bytes:
    return zipped({name: data for name, data in {**PARTS, **changed}.items() if name != without})


def told(read: FileRead) -> list[tuple[str, str, str]]:
    return [
        (trouble.details["reason"], trouble.sheet, trouble.details["count"])
        for trouble in read.troubles
        if trouble.details["reason"].startswith("sheet-")
    ]


def unlisted() -> dict[str, bytes]:
    listing = PARTS["xl/workbook.xml"].decode()
    start = listing.index('<sheet name="二班"')
    return {"xl/workbook.xml": (listing[:start] + listing[listing.index("</sheets>") :]).encode()}


def changed_kind(kind: str, part: str = "worksheets/sheet2.xml") -> dict[str, bytes]:
    return linked(f'Type="{DOC}/{kind}" Target="{part}"')


@pytest.mark.parametrize(
    "data",
    [
        book({}, without=SECOND),
        book(linked(f'Type="{DOC}/worksheet" Target="worksheets/sheet9.xml"')),
        book(linked(f'Type="{DOC}/worksheet" Target="http://x.invalid/s.xml" TargetMode="External"')),
        book(linked(f'Type="{DOC}/worksheet" Target="worksheets/sheet%32.xml"')),
        book(changed_kind("chartsheet")),
        book(changed_kind("dialogsheet")),
    ],
)
def test_a_sheet_that_is_listed_and_not_read_is_told(read: Read, data: bytes) -> None:
    found = read(data)
    assert [(sheet.name, sheet.rows[0].values) for sheet in found.sheets] == [("一班", ("王丽",))]
    assert told(found) == [("sheet-lost", "二班", "1")]


def test_a_sheet_that_no_list_names_is_told(read: Read) -> None:
    found = read(book(unlisted()))
    assert [sheet.name for sheet in found.sheets] == ["一班"]
    assert told(found) == [("sheet-unlisted", "", "1")]
    twice = read(book(linked(f'Type="{DOC}/worksheet" Target="worksheets/sheet1.xml"')))
    assert told(twice) == [("sheet-unlisted", "", "1")]


EMPTY = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
CHART = f'<chartsheet xmlns="{MAIN}"><sheetViews/></chartsheet>'.encode()
DIALOG = f'<dialogsheet xmlns="{MAIN}"><sheetViews/></dialogsheet>'.encode()


@pytest.mark.parametrize(
    "data",
    [
        book({}),
        book({SECOND: EMPTY}),
        book({SECOND: EMPTY, **unlisted()}),
        book(
            {"xl/chartsheets/sheet1.xml": CHART, **changed_kind("chartsheet", "chartsheets/sheet1.xml")},
            SECOND,
        ),
        book({SECOND: CHART, **changed_kind("chartsheet")}),
        book({SECOND: DIALOG, **changed_kind("dialogsheet")}),
        book(
            {"xl/workbook.xml": PARTS["xl/workbook.xml"].replace(b'r:id="rId2"', b'r:id=""')}, without=SECOND
        ),  # a sheet of macros as Excel 5 had them
    ],
)
def test_charts_dialogs_and_empty_sheets_are_no_loss(read: Read, data: bytes) -> None:
    found = read(data)
    assert found.sheets[0].rows[0].values == ("王丽",)
    assert told(found) == []


def test_a_binary_sheet_that_no_list_names_is_told(read: Read) -> None:
    parts = opened(xlsb([["王丽"]]))
    more = {"xl/worksheets/sheet2.bin": parts["xl/worksheets/sheet1.bin"]}
    assert told(read(zipped({**parts, **more}), "a.xlsb")) == [("sheet-unlisted", "", "1")]
    index = {"xl/worksheets/binaryIndex1.bin": parts["xl/worksheets/sheet1.bin"]}
    assert told(read(zipped({**parts, **index}), "a.xlsb")) == []
