"""The shapes in which rosters arrive (domain.md §10): titles, header on rows 1–5, notes, hidden rows, CSV."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from recon.sample.write import open_workbook, rows_to_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from recon.sample.rows import Cell, Line

Column: TypeAlias = tuple[str, str]
"""Field code (or ``""`` for a column the field list does not know) and the header as written."""

_OPEN = ("#", "institution_code", "student_no", "name", "sex", "id_card", "level", "major", "cohort", "site")
_ADULT = ("#", "institution_code", "exam_no", "student_no", "name", "sex", "id_card", "level", "major", "cohort", "study_form", "site")  # fmt: skip
_WORDS = {
    "#": "序号", "institution_code": "院校代码", "exam_no": "考生号", "student_no": "学号", "name": "姓名", "sex": "性别",
    "id_card": "身份证号", "level": "层次", "major": "专业", "cohort": "年级", "study_form": "学习形式", "class_name": "班级",
    "site": "教学点", "phone": "联系电话", "remark": "备注",
}  # fmt: skip
TITLES = {"open": "附表1 开放教育毕业生图像采集名单", "adult": "附表2 成人教育毕业生图像采集名单"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How one site lays out its roster. Row numbers are physical and begin at 1."""

    name: str
    above: tuple[str, ...] = ()
    """Rows above the header: ``title``, ``unit``, ``notice`` (merged) or ``blank``."""
    words: tuple[Column, ...] = ()
    """Header words that differ from the form's."""
    extra: tuple[str, ...] = ()
    """Columns added at the right."""
    leave_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    example: bool = False
    cover_sheet: bool = False
    empty_rows: int = 0
    hide_every: int = 0
    sheet: str = "Sheet1"
    encoding: str = ""
    """Not empty: a CSV file in this encoding."""

    @property
    def suffix(self) -> str:
        """The file's ending."""
        return ".csv" if self.encoding else ".xlsx"

    def columns(self, form: str) -> list[Column]:
        """Return field code and header of each column, left to right."""
        codes = [*(_OPEN if form == "open" else _ADULT), *self.extra]
        words = {**_WORDS, **({"site": "函授站"} if form == "adult" else {}), **dict(self.words)}
        return [(code, words[code]) for code in codes if code not in self.leave_out]

    @property
    def first_row(self) -> int:
        """The physical row of the first student."""
        return len(self.above) + 2 + self.example


_SPACED = (("name", "姓　名"), ("id_card", "身份证\n号码"), ("student_no", "学 号"))
_NOTES = (
    "合计：{count}人",
    "填表人：示例员　　　填表日期：2020年6月",
    "注：本表格式不得改动，所有单元格为文本格式。",
)
LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("official", above=("title", "unit"), notes=_NOTES),
        Layout("spaced", above=("unit",), words=_SPACED, sheet="名单"),
        Layout("deep", above=("title", "notice", "blank", "unit"), notes=_NOTES[1:], example=True),
        Layout("plain", sheet="采集名单"),
        Layout(
            "cover", above=("title", "unit"), words=_SPACED, cover_sheet=True, notes=_NOTES[:1], sheet="附表"
        ),
        Layout("wide", above=("title", "unit"), extra=("class_name", "phone", "remark"), empty_rows=400),
        Layout("hidden", above=("unit", "title"), notes=_NOTES, hide_every=17),
        Layout("no-id", above=("title", "unit"), leave_out=("id_card",), notes=_NOTES),
        Layout("anonymous", leave_out=("site",)),
        Layout("csv-gb18030", encoding="gb18030"),
        Layout("csv-utf8", encoding="utf-8-sig"),
    )
}
USUAL = ("official", "spaced", "deep", "plain", "cover", "wide")


def render(layout: Layout, form: str, unit_name: str, lines: Sequence[Line]) -> bytes:
    """Return the roster file of these lines."""
    if layout.encoding:
        header = [word for _, word in layout.columns(form)]
        rows = [
            [_shown(line, code, n) for code, _ in layout.columns(form)] for n, line in enumerate(lines, 1)
        ]
        return rows_to_csv([header, *rows], layout.encoding)
    return _Sheet(layout, form, unit_name).workbook(lines)


def _shown(line: Line, code: str, number: int) -> str:
    if code == "#":
        return str(number)
    cell = line.cells.get(code)
    return cell.value if cell else ""


class _Sheet:
    """Draws one roster workbook."""

    def __init__(self, layout: Layout, form: str, unit_name: str) -> None:
        self.layout = layout
        self.form = form
        self.unit_name = unit_name
        self.columns = layout.columns(form)
        self.buffer = io.BytesIO()
        self.book = open_workbook(self.buffer)
        self.text = self.book.add_format({"num_format": "@", "border": 1})
        self.head = self.book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})

    def workbook(self, lines: Sequence[Line]) -> bytes:
        if self.layout.cover_sheet:
            cover = self.book.add_worksheet("填表说明")
            cover.write_string("A1", "填表说明：请在“附表”工作表中填写，不要改动列。")
        sheet = self.book.add_worksheet(self.layout.sheet)
        sheet.set_column(0, len(self.columns) - 1, 16)
        self.titles(sheet)
        top = self.layout.first_row - 1
        for column, (_, word) in enumerate(self.columns):
            sheet.write_string(len(self.layout.above), column, word, self.head)
        if self.layout.example:
            self.example(sheet, top - 1)
        for n, line in enumerate(lines):
            self.student(sheet, top + n, line, n + 1)
        self.below(sheet, top + len(lines), len(lines))
        self.book.close()
        return self.buffer.getvalue()

    def titles(self, sheet: Worksheet) -> None:
        words = {
            "title": TITLES[self.form],
            "unit": f"学习中心、函授站名称（盖章）：{self.unit_name}　　负责人签字：　　　　年　月　日",
            "notice": "请于6月10日前报送，逾期视为不采集",
        }
        for row, kind in enumerate(self.layout.above):
            if kind != "blank":
                sheet.merge_range(row, 0, row, len(self.columns) - 1, words[kind])

    def example(self, sheet: Worksheet, row: int) -> None:
        """The form's own example row, which some leave in."""
        values = {
            "#": "例",
            "name": "张三",
            "sex": "男",
            "student_no": "××××××××××××",
            "id_card": "××××××××××××××××××",
        }
        for column, (code, _) in enumerate(self.columns):
            sheet.write_string(row, column, values.get(code, ""), self.text)

    def student(self, sheet: Worksheet, row: int, line: Line, number: int) -> None:
        if self.layout.hide_every and number % self.layout.hide_every == 0:
            sheet.set_row(row, None, None, {"hidden": True})
        for column, (code, _) in enumerate(self.columns):
            if code == "#":
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
