"""The shapes in which rosters arrive: titles, header on rows 1–5, notes, hidden rows, CSV."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.sample.rows import Line

Column: TypeAlias = tuple[str, str]
"""Field code (or the name of a column that no field knows) and the header as written."""

NUMBER = "#"
"""The column of running numbers."""
_SHARED = ("name", "sex", "id_card", "level", "major", "cohort")
FORMS = {
    "open": (NUMBER, "institution_code", "student_no", *_SHARED, "site"),
    "adult": (NUMBER, "institution_code", "exam_no", "student_no", *_SHARED, "study_form", "site"),
}
WORDS = {
    NUMBER: "序号",
    "institution_code": "院校代码",
    "exam_no": "考生号",
    "student_no": "学号",
    "name": "姓名",
    "sex": "性别",
    "id_card": "身份证号",
    "level": "层次",
    "major": "专业",
    "cohort": "年级",
    "study_form": "学习形式",
    "class_name": "班级",
    "site": "教学点",
    "phone": "联系电话",
    "remark": "备注",
}
ADULT_WORDS = {"site": "函授站"}
TITLES = {"open": "附表1 开放教育毕业生图像采集名单", "adult": "附表2 成人教育毕业生图像采集名单"}
SPACED: tuple[Column, ...] = (("name", "姓　名"), ("id_card", "身份证\n号码"), ("student_no", "学 号"))
NOTES = (
    "合计：{count}人",
    "填表人：示例员　　　填表日期：2020年6月",
    "注：本表格式不得改动，所有单元格为文本格式。",
)


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
    """The form's own example row is left in."""
    cover_sheet: bool = False
    split: bool = False
    """One sheet per level."""
    empty_rows: int = 0
    """Formatted rows without a value, below the notes."""
    hide_every: int = 0
    """Every so many rows, one is hidden."""
    sheet: str = "Sheet1"
    encoding: str = ""
    """Not empty: a CSV file in this encoding."""

    @property
    def suffix(self) -> str:
        """The file's ending."""
        return ".csv" if self.encoding else ".xlsx"

    @property
    def first_row(self) -> int:
        """The physical row of the first student."""
        return len(self.above) + 2 + self.example

    def columns(self, form: str) -> list[Column]:
        """Return field code and header of each column, left to right."""
        words = WORDS | (ADULT_WORDS if form == "adult" else {}) | dict(self.words)
        return [(code, words[code]) for code in (*FORMS[form], *self.extra) if code not in self.leave_out]

    def sheets(self, lines: Iterable[Line]) -> dict[str, list[Line]]:
        """Deal the lines out to the sheets, in the workbook's order; a CSV's sheet has no name."""
        dealt: dict[str, list[Line]] = defaultdict(list)
        if not self.split:
            dealt["" if self.encoding else self.sheet] = list(lines)
            return dealt
        for line in lines:
            dealt[line.level].append(line)
        # 专科 before 本科: by level, and by name as well.
        return dict(sorted(dealt.items())) or {self.sheet: []}


LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("official", above=("title", "unit"), notes=NOTES),
        Layout("spaced", above=("unit",), words=SPACED, sheet="名单"),
        Layout("deep", above=("title", "notice", "blank", "unit"), notes=NOTES[1:], example=True),
        Layout("plain", sheet="采集名单"),
        Layout(
            "cover", above=("title", "unit"), words=SPACED, cover_sheet=True, notes=NOTES[:1], sheet="附表"
        ),
        Layout("wide", above=("title", "unit"), extra=("class_name", "phone", "remark"), empty_rows=400),
        Layout("split", above=("title", "unit"), notes=NOTES[:2], split=True),
        Layout("hidden", above=("unit", "title"), notes=NOTES, hide_every=17),
        Layout("no-id", above=("title", "unit"), leave_out=("id_card",), notes=NOTES),
        Layout("anonymous", leave_out=("site",)),
        Layout("csv-gb18030", encoding="gb18030"),
        Layout("csv-utf8", encoding="utf-8-sig"),
    )
}
USUAL = ("official", "spaced", "deep", "wide", "cover", "split", "plain")
"""What units choose from, in turn."""
