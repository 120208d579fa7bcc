"""Why two values differ, in words a clerk uses."""

from __future__ import annotations

from recon.values.clean import is_clean
from recon.values.folded import FLAWS
from recon.values.folding import fold
from recon.words import Text

CAUSE_TITLES: dict[str, Text] = {
    "spaces": Text("多了空格", "Spaces"),
    "invisible": Text("含看不见的字符", "Invisible characters"),
    "width": Text("全角字符", "Full-width characters"),
    "apostrophe": Text("前面多了撇号", "A leading apostrophe"),
    "hyphen": Text("多了横线", "Hyphens"),
    "case": Text("大小写或 X 的写法", "Capitals, or how X is written"),
    "dot": Text("间隔号的写法", "How the separator is written"),
    "compatibility": Text("同一汉字的另一编码", "Another code of the same character"),
    "number": Text("按数字存储", "Stored as a number"),
    "synonym": Text("同义写法", "Another word for the same"),
    "format": Text("写法不同", "Written otherwise"),
    "traditional": Text("繁体与简体", "Traditional and simplified"),
    "placeholder": Text("生僻字用符号或拼音代替", "A sign or pinyin for a rare character"),
    "missing-dot": Text("缺少间隔号", "The separator is missing"),
    "fifteen-digit": Text("15 位旧号码", "The old form of 15 digits"),
    "excel-damaged": Text("被 Excel 截断", "Cut short by Excel"),
    "homophone": Text("同音字", "Sounds the same"),
    "lookalike": Text("形近字", "Looks alike"),
    "one-character": Text("一个字不同", "One character"),
    "one-digit": Text("一位数字不同", "One digit"),
    "two-digits": Text("两位数字不同", "Two digits"),
    "swapped": Text("顺序颠倒", "Swapped"),
    "missing-digit": Text("少一位数字", "One digit missing"),
    "extra-digit": Text("多一位数字", "One digit too many"),
    "letter": Text("字母代替数字", "Letters for digits"),
    "former-name": Text("同一地点的旧名称或别称", "A former or another name of the same place"),
    "truncated": Text("内容不完整", "Cut short"),
    "extra": Text("多出文字", "More than the record"),
    "exchanged": Text("姓名与身份证号填反了", "Name and ID number stand in each other's cells"),
    "misplaced": Text("学号与身份证号填错了位置", "Student number and ID number stand in each other's cells"),
    "other-number": Text("学号与考生号填错了位置", "Student number and examination number are mixed up"),
    "other": Text("内容不同", "Different"),
}
"""Every cause of a difference, and what a person reads for it."""

_CAUSES = {
    "space": "spaces",
    "lower-x": "case",
    "lookalike-x": "case",
    "radical": "compatibility",
    "private-use": "compatibility",
    "scientific": "number",
    "decimal": "number",
}
"""Flaw → cause, where the cause has another name."""


def cause_of_format(code: str, submitted_raw: str, official_raw: str, cell_type: str = "text") -> str:
    """Name why two raw values of one meaning are not the same text.

    A flaw that only the submitted value has says it best, then one that only the official value has.
    """
    ours = fold(code, submitted_raw, cell_type).flaws
    theirs = () if is_clean(code, official_raw) else fold(code, official_raw).flaws

    def order(flaw: str) -> tuple[bool, bool, int]:
        return flaw in theirs and flaw in ours, flaw not in ours, FLAWS.index(flaw)

    causes = (_CAUSES.get(flaw, flaw) for flaw in sorted({*ours, *theirs}, key=order))
    return next((cause for cause in causes if cause in CAUSE_TITLES), "format")
