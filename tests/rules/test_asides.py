"""A sentence keeps to the punctuation of its language, whatever was put together for the other."""

from __future__ import annotations

import json

import pytest

from recon.model import Finding, Trouble
from recon.rules import say_message
from recon.verdicts import say
from recon.words import Severity

ASIDES = [
    (
        "HD02",
        {"nearest": "（B “nm”？）"},
        "缺少“姓名”列（B “nm”？）。",
        'The column Name is missing (B "nm"?). ',
    ),
    (
        "HD06",
        {"changes": "（+ 班级、联系电话）"},
        "表样被改动（+ 班级、联系电话）。",
        "changed (+ 班级, 联系电话). ",
    ),
    (
        "HD06",
        {"changes": "（⇄ 学号、姓名；性别→XB）"},
        "（⇄ 学号、姓名；性别→XB）",
        "(⇄ 学号, 姓名; 性别→XB)",
    ),
    ("HD04", {"columns": "B、C"}, "B、C 列", "The columns B, C both"),
    ("FI12", {"reason": "doubtful-row", "rows": "（3、5–7）"}, "（3、5–7）", " (3, 5–7)."),
]


@pytest.mark.parametrize(("rule", "details", "zh", "en"), ASIDES)
def test_what_stands_beside_a_sentence_is_punctuated_like_it(
    rule: str, details: dict[str, str], zh: str, en: str
) -> None:
    finding = Finding(rule, Severity.ERROR, field="name", details=json.dumps(details))
    assert zh in say_message(finding, "zh")
    said = say_message(finding, "en")
    assert en in said
    assert not set(said) & set("（）、；？“”")


def test_so_it_is_where_a_file_is_told_of_by_itself() -> None:
    trouble = Trouble("FI12", {"reason": "quote", "rows": "（3、5）"})
    assert "in some rows (3, 5);" in say(trouble, "en")
    assert "没有配对（3、5）" in say(trouble, "zh")


def test_a_heading_of_a_site_is_told_as_it_stands() -> None:
    finding = Finding("HD03", Severity.INFO, details=json.dumps({"header": "备注（选填）"}))
    assert "备注（选填）" in say_message(finding, "en")
