"""A workbook under construction: text that stays text, our styles, and a page that prints on A4."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from recon.export.packing import QuickBook
from recon.export.style import BODY_FONT, ROW, height, style, width
from recon.export.texts import fitting
from recon.marks import AUTHOR
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.words import Lang

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_PROPERTIES = {"title": "", "author": AUTHOR, "company": "", "created": datetime(2020, 1, 1, tzinfo=UTC)}
"""The same for every file: who made it and when stands on the sheet, and equal results give equal bytes."""
A4 = 9
_FOOTER = Text("&C&9第 &P 页 共 &N 页", "&C&9Page &P of &N")
PROSE = (25.0,) * 4
"""Columns of a page of sentences, each over all of them: LibreOffice makes no page narrower than its widest column, so
one column as wide as the page is cut off at both sides where the fonts are a little wider."""
EVERY_CELL = "A1:XFD1048576"


class Book:
    """One workbook, written in memory."""

    def __init__(self, lang: Lang = "zh") -> None:
        self.lang: Lang = lang
        self._buffer = BytesIO()
        self.book = QuickBook(self._buffer, _OPTIONS)
        self.book.set_properties(_PROPERTIES)
        self._formats: dict[str, Any] = {}
        self._rows: dict[tuple[str, ...], tuple[Any, ...]] = {}

    def format(self, name: str) -> Any:
        """Return the XlsxWriter format of a style (``recon.export.style``), made once per workbook."""
        if name not in self._formats:
            self._formats[name] = self.book.add_known_format(name, style(name))
        return self._formats[name]

    def formats(self, names: Sequence[str]) -> tuple[Any, ...]:
        """Return the formats of a row, cell by cell; rows are alike."""
        key = tuple(names)
        if key not in self._rows:
            self._rows[key] = tuple(map(self.format, key))
        return self._rows[key]

    def page(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Page:
        """Add a sheet with columns of these widths."""
        return Page(self, name, widths, landscape=landscape)

    def finish(self) -> bytes:
        """Return the workbook's bytes."""
        self.book.close()
        self.book.let_go()
        return self._buffer.getvalue()


class Page:
    """One sheet, filled from the top; rows and columns count from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float], *, landscape: bool) -> None:
        self.book = book
        self.sheet = book.book.add_worksheet(name)
        self.name = name
        self.widths = tuple(widths)
        self.last = len(widths) - 1
        self.row = 0
        for index, size in enumerate(widths):
            self.sheet.set_column(index, index, size, book.format("line"))
        # Spares the reader the green triangles: here numbers are text on purpose.
        self.sheet.ignore_errors({"number_stored_as_text": EVERY_CELL})
        self._print(landscape=landscape)

    def _print(self, *, landscape: bool) -> None:
        if landscape:
            self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.6)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer(_FOOTER.say(self.book.lang))
        self.sheet.hide_gridlines(2)
        self.sheet.set_default_row(ROW)

    def put(self, row: int, column: int, text: str, name: str = "cell") -> None:
        """Write one text; an empty one keeps its style. Text Excel cannot hold is cut, and says so."""
        self.sheet.write_text(row, column, fitting(text), self.book.format(name))

    def banner(self, text: str, name: str, tall: float | None = None) -> None:
        """Write a text over the whole width of the present row and go to the next row."""
        self.span(text, name, 0, self.last)
        self.next(height((text,), (sum(self.widths),)) if tall is None else tall)

    def span(self, text: str, name: str, first: int, last: int) -> None:
        """Write a text over merged columns of the present row."""
        self.sheet.loosen(self.row)
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", self.book.format(name))
        self.put(self.row, first, text, name)

    def next(self, tall: float | None = None) -> None:
        """Go to the next row; ``tall`` in points."""
        if tall is not None and tall != ROW:
            self.sheet.set_row(self.row, tall)
        self.row += 1

    def line(
        self, texts: Sequence[str], names: str | Sequence[str] = "cell", tall: float | None = None
    ) -> None:
        """Write one row of texts from the first column on, as high as they need, and go to the next."""
        formats = self.book.formats((names,) * len(texts) if isinstance(names, str) else names)
        self.sheet.write_line(self.row, texts, formats, self.widths if tall is None else ())
        self.next(tall)

    def head(self, titles: Sequence[str]) -> None:
        """Write the header row, repeat it on every printed page and keep it in sight."""
        self.line(titles, "head", 30)
        self.sheet.repeat_rows(0 if self.row <= 5 else self.row - 1, self.row - 1)
        self.sheet.freeze_panes(self.row, 0)

    def section(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]], none: str) -> None:
        """Write a small numbered table under its title; ``none`` stands where there is no row."""
        self.next(8)
        self.banner(title, "annex", 24)
        if not rows:
            self.banner(none, "cell", 20)
            return
        self._wide(head, ["head"] * len(head), 24)
        for number, row in enumerate(rows, 1):
            self._wide((str(number), *row), ("mid", *["cell"] * len(row)))

    def _wide(self, texts: Sequence[str], names: Sequence[str], tall: float | None = None) -> None:
        """Write one row whose last text takes what is left of the width."""
        last = len(texts) - 1
        for column, (text, name) in enumerate(zip(texts[:last], names, strict=False)):
            self.put(self.row, column, text, name)
        self.span(texts[last], names[last], last, self.last)
        sizes = (*self.widths[:last], sum(self.widths[last:]))
        self.next(height(texts, sizes) if tall is None else tall)

    def number(self, row: int, column: int, value: float | None, name: str = "count") -> None:
        """Write a count or a share; an undefined one is a dash."""
        if value is None:
            self.put(row, column, "–", name)
        else:
            self.sheet.loosen(row)
            self.sheet.write_number(row, column, value, self.book.format(name))

    def blank(self, columns: Iterable[int]) -> None:
        """Draw empty cells of the present row."""
        for column in columns:
            self.put(self.row, column, "", "cell")

    def comment(self, row: int, column: int, text: str) -> None:
        """Hang a note on a cell, large enough to be read whole."""
        size = dict(zip(("width", "height"), note_size(text), strict=True))
        self.sheet.write_comment(
            row, column, text, {"author": AUTHOR, "font_name": BODY_FONT, "font_size": 9, **size}
        )


def note_size(text: str) -> tuple[int, int]:
    """Return how wide and high a note must be, in pixels, to be read whole."""
    lines = text.split("\n")
    wide, high = min(max(map(width, lines)), 48), sum(1 + width(line) // 48 for line in lines)
    return 40 + 7 * wide, 8 + 17 * high
