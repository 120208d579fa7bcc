"""Workbooks are packed as XlsxWriter and zipfile pack them; what two of them share is made once."""

from __future__ import annotations

import gc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from recon.export import packing
from recon.export.book import Book

STYLES = ("cell", "bold:error", "mid", "cell:changed", "head")


def made(names: tuple[str, ...], *, noted: bool = False) -> bytes:
    """Return a workbook with a row of cells in these styles."""
    book = Book()
    page = book.page("一", [10.0] * len(names))
    page.line(["甲"] * len(names), names)
    page.line(["x" * 40 + str(number) for number in range(len(names))], names)
    if noted:
        page.comment(0, 0, "更正")
    return book.finish()


def test_styles_that_are_known_are_the_styles_that_were_made(monkeypatch):
    cases = [
        (STYLES, False),
        (STYLES, True),
        (STYLES[::-1], False),
        (STYLES[:2], True),
        (STYLES[:2], False),
        (("cell",), False),
    ]
    monkeypatch.setattr(packing, "_STYLES", {})
    together = [made(names, noted=noted) for names, noted in cases * 2]
    assert len(packing._STYLES) == len(cases)
    monkeypatch.setattr(packing, "_MOST", 0)
    alone = []
    for names, noted in cases * 2:
        packing._STYLES.clear()
        alone.append(made(names, noted=noted))
    assert not packing._STYLES
    assert together == alone


def test_styles_without_a_name_are_made_anew(monkeypatch):
    monkeypatch.setattr(packing, "_STYLES", {})
    told = []
    for bold in (True, False):
        book = Book()
        page = book.page("一", [10.0])
        page.sheet.write_string(0, 0, "甲", book.book.add_format({"bold": bold, "italic": True}))
        told.append(ZipFile(BytesIO(book.finish())).read("xl/styles.xml"))
    assert told[0].replace(b"<b/>", b"", 1) == told[1] != told[0]
    assert not packing._STYLES


def test_parts_are_packed_as_zipfile_packs_them():
    parts = {"a.xml": b"<a/>" * 90, "b/c.xml": bytes(range(256)) * 90, "d": b"", "e.xml": b"<a/>" * 90}
    ours, theirs = BytesIO(), BytesIO()
    with packing._Zip(ours, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.add(name, data)
    with ZipFile(theirs, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED, packing._LEVEL)
    assert ours.getvalue() == theirs.getvalue()


def test_nothing_that_stands_in_a_cell_is_kept_for_the_next_workbook(monkeypatch):
    kept: list[bytes] = []
    monkeypatch.setattr(packing, "_packed_once", lambda data: kept.append(data) or packing._packed(data))
    made(STYLES, noted=True)
    assert any(b"<styleSheet" in part for part in kept)
    assert not any(text in part for part in kept for text in ("甲".encode(), "更正".encode(), b"x" * 40))


def test_a_finished_book_is_gone_without_being_looked_for():
    made(STYLES, noted=True)
    gc.collect()
    gc.disable()
    try:
        made(STYLES, noted=True)
        assert gc.collect() == 0
    finally:
        gc.enable()
