"""What a cell's writer is told about its spelling leads to what is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recon.rules import judge_rows, say_message
from recon.rules.rule import UNMATCHED
from tests.rules.clean_row import SETTING, judged_row, judged_table

if TYPE_CHECKING:
    from recon.engine import Engine
    from recon.model import Finding

LETTERED: dict[str, Any] = {"student_no": "XY-78", "o_student_no": "XY78"}
ID = "100101199903081232"
FULL_WIDTH = "１００１０１１９９９０３０８１２３２"


def told(rule: str, engine: Engine, **columns: Any) -> Finding:
    found = judge_rows(engine.frame(judged_table([judged_row(**columns)])), engine, SETTING)
    (finding,) = [finding for finding in found if finding.rule == rule]
    return finding


@pytest.mark.parametrize(
    ("rule", "columns", "proposal", "zh", "en"),
    [
        (
            "NO02",
            LETTERED,
            "XY78",
            "学号中有横线。请改用半角书写，去掉多余字符。",
            "hyphens. Write it without",
        ),
        (
            "NO02",
            {"student_no": " xy-78", "o_student_no": "XY-78"},
            "XY-78",
            "请按学籍中的写法填写。",
            "as the record does.",
        ),
        (
            "NO02",
            {"student_no": " 1864001450123", **UNMATCHED},
            "1864001450123",
            "学号中有空格。请改用半角书写，去掉多余字符。",
            "without",
        ),
        (
            "NO02",
            {"student_no": "18640O1450123", **UNMATCHED},
            "1864001450123",
            "请核对这些字母应为哪个数字。",
            "Check which digits",
        ),
        (
            "NO02",
            {"student_no": "XY-78", **UNMATCHED},
            "",
            "横线、非数字字符。请核对后更正。",
            "Check it and correct it.",
        ),
        ("NO02", {"student_no": "-78", **UNMATCHED}, "", "请核对后更正。", "Check it and correct it."),
        (
            "NO02",
            {"student_no": " 1864001450124", "by": "id_card"},
            "1864001450123",
            "请核对后更正。",
            "Check it and correct it.",
        ),
        (
            "NO02",
            {"student_no": " 2019-A07", "form": "adult", **UNMATCHED},
            "",
            "请核对后更正。",
            "Check it and correct it.",
        ),
        ("ID02", {"id_card": FULL_WIDTH}, ID, "全角字符。请改用半角书写，去掉多余字符。", "Write it without"),
        (
            "ID02",
            {"id_card": " 10010119990308111x", "o_id_card": "10010119990308111X"},
            "10010119990308111X",
            "身份证号中有空格。请改用半角书写，去掉多余字符。",
            "holds spaces. Write it without",
        ),
        ("NA02", {"name": "李 明1"}, "李明", "姓名中有空格，请去掉。", "holds spaces. Take"),
    ],
)
def test_what_is_told_leads_to_what_is_proposed(
    rule: str, columns: dict[str, Any], proposal: str, zh: str, en: str, duck: Engine
) -> None:
    finding = told(rule, duck, **columns)
    assert finding.proposal == proposal
    assert zh in say_message(finding, "zh")
    assert en in say_message(finding, "en")
