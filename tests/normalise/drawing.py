"""Draw sheets as intake would hand them on, and the ways sites lay out a roster, with the truth."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from recon.campaign import Campaign, Scope
from recon.model import FileRead, RawRow, RawSheet
from recon.normalise.columns import letter
from recon.words import Category

CAMPAIGN = Campaign(
    "test",
    year=2020,
    province_code="649",
    scope={
        Category.OPEN: Scope(("2018秋季", "2019春季"), ("专科", "本科"), institution_code="51161"),
        Category.ADULT: Scope(
            ("2019级",), ("专科",), institution_code="51383", sites={"甲函授站": "6490102"}
        ),
    },
)


def sheet(
    rows: list[list[str]], name: str = "Sheet1", types: dict[str, str] | None = None, **more: object
) -> RawSheet:
    """Return a sheet; ``[]`` is an empty row, ``types`` gives single cells their type ("C5": "n")."""
    kept = []
    for number, values in enumerate(rows, 1):
        if any(values):
            chars = [
                (types or {}).get(f"{letter(at)}{number}", "t" if value else " ")
                for at, value in enumerate(values)
            ]
            kept.append(RawRow(number, tuple(values), "".join(chars)))
    cells = sum(bool(value) for row in rows for value in row)
    return replace(RawSheet(name, tuple(kept), cells), **more)


def read(*sheets: RawSheet, file: str = "名单.xlsx", kind: str = "xlsx") -> FileRead:
    """Return a file that was read."""
    return FileRead(file, "0" * 64, 1, kind, "read", sheets)


WORDS: dict[str, tuple[str, ...]] = {
    "institution_code": ("院校代码", "院校代码", "学校代码", "院校\n代码", "YXDM"),
    "student_no": ("学号", "学　号", "学 号", "学生学号", "XH", "学号（13位）"),
    "exam_no": ("考生号", "考 生 号", "KSH"),
    "name": ("姓名", "姓　名", "姓\n名", "学生姓名", "XM", "姓名*"),
    "sex": ("性别", "性 别", "XB", "性\r\n别"),
    "id_card": ("身份证号", "身份证\n号码", "证件号码", "ＳＦＺＨ", "身份证号码（18位）", "公民身份号码"),
    "level": ("层次", "专业层次", "层 次", "CC", "培养层次"),
    "major": ("专业", "专业名称", "专 业", "ZYMC"),
    "cohort": ("年级", "入学年度学期", "入学时间", "入学\n年级"),
    "study_form": ("学习形式", "XXXS"),
    "class_name": ("班级", "班级名称"),
    "site": ("教学点", "学习中心", "工作站", "教学点名称"),
}
OPEN = ("institution_code", "student_no", "name", "sex", "id_card", "level", "major", "cohort")
ADULT = (
    "institution_code",
    "exam_no",
    "student_no",
    "name",
    "sex",
    "id_card",
    "level",
    "major",
    "cohort",
    "study_form",
)
GROUPS = {
    "sex": "基本信息",
    "id_card": "基本信息",
    "level": "学籍信息",
    "major": "学籍信息",
    "cohort": "学籍信息",
}


def student(number: int, form: str = "open") -> dict[str, str]:
    """Return a careful clerk's row; nobody's numbers."""
    serial = f"{number:05}"
    return {
        "institution_code": "51161" if form == "open" else "51383",
        "student_no": f"18649014{serial}" if form == "open" else f"2020{serial}",
        "exam_no": f"2064900{serial}",
        "name": random.Random(number).choice(("王丽", "阿依·古丽", "马小龙", "欧阳建国", "那")),
        "sex": "男" if number % 2 else "女",
        "id_card": f"1001011990010{serial}",
        "level": "专科",
        "major": "行政管理",
        "cohort": "2018秋季" if form == "open" else "2019级",
        "study_form": "开放教育" if form == "open" else "函授",
        "class_name": "18秋行政管理1班",
        "site": "东山工作站（示例）",
    }


@dataclass
class Truth:
    """What must be found of one table."""

    sheet: str
    header_row: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    students: dict[int, str] = field(default_factory=dict)
    """Physical row → name as written."""
    form: str = "open"
    unit: str = ""


@dataclass
class Layout:
    """One drawn file and the truth about it."""

    file: FileRead
    truths: list[Truth]
    traits: tuple[str, ...]


TRAITS = (
    "title", "notice", "unit", "blank-line", "serial", "indent", "two-lines", "merged-lines", "aliases",
    "shuffled", "extra", "example", "tips", "prefilled", "total", "notes", "signature", "page-header",
    "second-block", "second-sheet", "cover", "hidden-rows", "hidden-column", "numbers", "adult",
    "side-by-side", "gaps", "merged-site",
)  # fmt: skip


def layout(seed: int) -> Layout:
    """Draw the layout of a seed: each trait comes up in many of them, in many combinations."""
    chance = random.Random(seed)
    traits = {trait for trait in TRAITS if chance.random() < (0.05 if trait == "side-by-side" else 0.35)}
    traits.add(TRAITS[seed % len(TRAITS)])
    if "side-by-side" in traits:
        traits -= {
            "two-lines",
            "example",
            "adult",
            "extra",
            "merged-site",
            "prefilled",
            "page-header",
            "tips",
            "shuffled",
        }
    return _Drawer(chance, frozenset(traits)).layout()


class _Drawer:
    """Draws one file trait by trait."""

    def __init__(self, chance: random.Random, traits: frozenset[str]) -> None:
        self.chance, self.traits = chance, traits
        self.count = chance.randrange(1, 90_000)
        self.truths: list[Truth] = []

    def has(self, trait: str) -> bool:
        return trait in self.traits

    def layout(self) -> Layout:
        sheets = (
            [sheet([["填表说明：请在“附表”工作表中填写，不要改动列。"], ["1、学号为13位数字；"]], "说明")]
            if self.has("cover")
            else []
        )
        sheets.append(self.sheet("附表"))
        if self.has("second-sheet"):
            sheets.append(self.sheet("Sheet2"))
        sheets.append(sheet([], "Sheet3"))
        return Layout(read(*sheets), self.truths, tuple(sorted(self.traits)))

    def sheet(self, name: str) -> RawSheet:
        self.rows: list[list[str]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden: set[int] = set()
        self.types: dict[str, str] = {}
        tables = 2 if self.has("second-block") else 1
        for _ in range(tables):
            self.table(name)
        shut = (
            frozenset({self.columns.index("major") + 1})
            if self.has("hidden-column") and "major" in self.columns
            else frozenset()
        )
        return sheet(
            self.rows,
            name,
            self.types,
            merged=tuple(self.merged),
            hidden_rows=frozenset(self.hidden),
            hidden_columns=shut,
        )

    def table(self, name: str) -> None:
        form = "adult" if self.has("adult") else "open"
        self.truth = Truth(name, form=form)
        self.truths.append(self.truth)
        self.columns = self.order(form)
        self.above(form)
        self.header()
        if self.has("tips"):
            self.write({"student_no": "13位数字", "name": "与身份证一致", "id_card": "18位，文本格式"})
        if self.has("example"):
            self.write(
                {**student(0), "name": "张三", "student_no": "1234567890123", "id_card": "123456789012345678"}
            )
        for n in range(self.chance.randrange(1, 9)):
            if n == 3 and self.has("page-header"):
                self.header(again=True)
            self.students(form)
        self.below()

    def order(self, form: str) -> list[str]:
        codes = list(ADULT if form == "adult" else OPEN)
        if self.chance.random() < 0.5 or self.has("merged-site"):
            codes.append("site")
        if self.has("shuffled"):
            self.chance.shuffle(codes)
        if self.has("extra"):
            codes.insert(self.chance.randrange(len(codes)), "?联系电话")
            codes.append("?备注")
        if self.has("side-by-side"):
            codes = ["student_no", "name", "id_card"] * 2
        return [*([""] if self.has("indent") else []), *(["?序号"] if self.has("serial") else []), *codes]

    def above(self, form: str) -> None:
        annex = "附表1　开放教育" if form == "open" else "附表2　成人教育（成招）"
        if self.has("title") or self.has("second-block") or form == "adult":
            self.line(f"{annex}毕业生图像采集名单")
        if self.has("notice"):
            self.line("请各单位于6月10日前报送，所有单元格为文本格式，身份证号、学号不得有非法字符。")
        if self.has("blank-line"):
            self.rows.append([])
        if self.has("unit"):
            self.truth.unit = self.chance.choice(("东山工作站（示例）", "白峰学习中心"))
            self.line(f"学习中心、函授站名称（盖章）：{self.truth.unit}　负责人签字：　　　年　月　日")

    def line(self, text: str) -> None:
        self.rows.append([text])
        if self.chance.random() < 0.5:
            self.merged.append((len(self.rows), 1, len(self.rows), len(self.columns)))

    def word(self, code: str) -> str:
        if not code or code.startswith("?"):
            return code[1:]
        return self.chance.choice(WORDS[code]) if self.has("aliases") else WORDS[code][0]

    def header(self, *, again: bool = False) -> None:
        if not again:
            self.words = [self.word(code) for code in self.columns]
            self.places()
        if self.has("two-lines"):
            self.two_lines()
        else:
            self.rows.append(list(self.words))
        if not again:
            self.truth.header_row = len(self.rows)

    def two_lines(self) -> None:
        """Words of a group stand once above its columns; all others stand above nothing."""
        top, bottom = [], []
        for code, word in zip(self.columns, self.words, strict=True):
            group = GROUPS.get(code, "")
            top.append(
                word
                if not group
                else group
                if not top or GROUPS.get(self.columns[len(top) - 1]) != group
                else ""
            )
            bottom.append(word if group else "")
        row = len(self.rows) + 1
        self.rows += [top, bottom]
        if self.has("merged-lines"):
            self.merged += [
                (row, at + 1, row + 1, at + 1) for at, word in enumerate(bottom) if not word and top[at]
            ]
            spans = [(at, word) for at, word in enumerate(top) if word in GROUPS.values()]
            for at, _ in spans:
                end = next((i for i in range(at + 1, len(top)) if top[i] or not bottom[i]), len(top))
                self.merged.append((row, at + 1, row, end))

    def places(self) -> None:
        half = len(self.columns) - 3 if self.has("side-by-side") else len(self.columns)
        known = [(code, at) for at, code in enumerate(self.columns) if code and not code.startswith("?")]
        self.truth.columns = {code: letter(at) for code, at in known if at < half}
        if self.has("side-by-side"):
            self.second = Truth(
                self.truth.sheet, 0, {c: letter(at) for c, at in known if at >= half}, {}, unit="-"
            )
            self.truths.append(self.second)

    def students(self, form: str) -> None:
        self.count += 1
        filled = student(self.count, form)
        if self.has("gaps") and self.chance.random() < 0.4:
            filled[self.chance.choice(("student_no", "id_card", "cohort", "level"))] = ""
        if self.has("side-by-side"):
            return self.pair()
        if self.has("merged-site") and "site" in self.columns and self.truth.students:
            at = self.columns.index("site") + 1
            if max(self.truth.students) == len(self.rows):
                filled["site"] = ""
                self.merged.append((len(self.rows), at, len(self.rows) + 1, at))
        self.write(filled, serial=True)
        row = len(self.rows)
        self.truth.students[row] = filled["name"]
        if self.has("hidden-rows") and self.chance.random() < 0.3:
            self.hidden.add(row)
        if self.has("numbers"):
            self.types[f"{self.truth.columns['student_no']}{row}"] = "n" if filled["student_no"] else " "
        return None

    def pair(self) -> None:
        self.count += 1
        one, two = student(self.count - 1), student(self.count)
        cells = [*([""] if self.has("indent") else []), *([str(self.count)] if self.has("serial") else [])]
        codes = ("student_no", "name", "id_card")
        both = self.chance.random() < 0.8
        cells += [one[c] for c in codes] + [two[c] if both else "" for c in codes]
        self.rows.append(cells)
        self.truth.students[len(self.rows)] = one["name"]
        self.second.header_row = self.truth.header_row
        if both:
            self.second.students[len(self.rows)] = two["name"]

    def write(self, filled: dict[str, str], *, serial: bool = False) -> None:
        number = str(len(self.truth.students) + 1) if serial else ""
        self.rows.append([number if code == "?序号" else filled.get(code, "") for code in self.columns])

    def below(self) -> None:
        if self.has("prefilled"):
            self.write({"institution_code": "51161"})
        if self.has("total"):
            self.rows.append(["合　计", "", f"{len(self.truth.students)}人"])
        if self.has("notes"):
            self.rows += [["注：本表不得改动。"], ["2、照片有效期一年。"]]
        if self.has("signature"):
            self.rows.append(["填表人：", "示例员", "联系电话", "00000000000", "填表日期：2020年6月1日"])
        self.rows.append([])
