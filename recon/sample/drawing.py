"""Drawing a roster: from a layout and its lines to the bytes of a workbook or a CSV file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from recon.sample.layouts import NUMBER, TITLES
from recon.sample.write import open_workbook, rows_to_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from recon.sample.layouts import Layout
    from recon.sample.rows import Cell, Line

_UNIT = "学习中心、函授站名称（盖章）：{unit}　　负责人签字：　　　　年　月　日"
_NOTICE = "请于6月10日前报送，逾期视为不采集"
_COVER = "填表说明：请在“附表”工作表中填写，不要改动列。"
_EXAMPLE = {
    NUMBER: "例",
    "name": "张三",
    "sex": "男",
    "student_no": "×" * 13,
    "id_card": "×" * 18,
}
_WIDTH = 16


def draw(layout: Layout, form: str, unit_name: str, lines: Sequence[Line]) -> bytes:
    """Return the roster file of these lines."""
    if layout.encoding:
        columns = layout.columns(form)
        rows = [[_shown(line, code, n) for code, _ in columns] for n, line in enumerate(lines, 1)]
        return rows_to_csv([[word for _, word in columns], *rows], layout.encoding)
    return _Book(layout, form, unit_name).draw(lines)


def _shown(line: Line, code: str, number: int) -> str:
    if code == NUMBER:
        return str(number)
    cell = line.cells.get(code)
    return cell.value if cell else ""


class _Book:
    """One roster workbook."""

    def __init__(self, layout: Layout, form: str, unit_name: str) -> None:
        self.layout = layout
        self.columns = layout.columns(form)
        self.titles = {"title": TITLES[form], "unit": _UNIT.format(unit=unit_name), "notice": _NOTICE}
        self.buffer = io.BytesIO()
        self.book = open_workbook(self.buffer)
        self.text = self.book.add_format({"num_format": "@", "border": 1})
        self.head = self.book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})

    def draw(self, lines: Sequence[Line]) -> bytes:
        if self.layout.cover_sheet:
            self.book.add_worksheet("填表说明").write_string("A1", _COVER)
        for name, own in self.layout.sheets(lines).items():
            self.table(self.book.add_worksheet(name), own)
        self.book.close()
        return self.buffer.getvalue()

    def table(self, sheet: Worksheet, lines: Sequence[Line]) -> None:
        """Draw one sheet: what stands above, the header, the students, what stands below."""
        sheet.set_column(0, len(self.columns) - 1, _WIDTH)
        for row, kind in enumerate(self.layout.above):
            if kind in self.titles:
                sheet.merge_range(row, 0, row, len(self.columns) - 1, self.titles[kind])
        for column, (_, word) in enumerate(self.columns):
            sheet.write_string(len(self.layout.above), column, word, self.head)
        top = self.layout.first_row - 1
        if self.layout.example:
            self.example(sheet, top - 1)
        for n, line in enumerate(lines):
            self.student(sheet, top + n, line, n + 1)
        self.below(sheet, top + len(lines), len(lines))

    def example(self, sheet: Worksheet, row: int) -> None:
        """Leave the form's own example row in, as some sites do."""
        for column, (code, _) in enumerate(self.columns):
            sheet.write_string(row, column, _EXAMPLE.get(code, ""), self.text)

    def student(self, sheet: Worksheet, row: int, line: Line, number: int) -> None:
        if self.layout.hide_every and number % self.layout.hide_every == 0:
            sheet.set_row(row, None, None, {"hidden": True})
        for column, (code, _) in enumerate(self.columns):
            if code == NUMBER:
                sheet.write_string(row, column, str(number), self.text)
            elif code in line.cells:
                _put(sheet, row, column, line.cells[code], self.text)

    def below(self, sheet: Worksheet, row: int, count: int) -> None:
        for n, note in enumerate(self.layout.notes):
            sheet.write_string(row + 1 + n, 0, note.format(count=count))
        for n in range(self.layout.empty_rows):
            sheet.write_blank(row + 5 + n, 0, None, self.text)


def _put(sheet: Worksheet, row: int, column: int, cell: Cell, text: Format) -> None:
    if cell.kind == "number":
        sheet.write_number(row, column, float(cell.value))
    elif cell.kind == "error":
        sheet.write_formula(row, column, "=NA()", text, cell.value)
    elif cell.value:
        sheet.write_string(row, column, cell.value, text)
    else:
        sheet.write_blank(row, column, None, text)
