"""The trust table (docs/definitions.md, "Trust"), line by line, and what comes of a half-hearted witness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recon.engine import open_engine
from recon.rules import ROW_RULES, judge_rows, settle
from recon.rules.rule import UNMATCHED
from recon.words import Trust
from tests.rules.clean_row import SETTING, judged_row, judged_table

if TYPE_CHECKING:
    from recon.model import Finding

ID, NUMBER = "100101199903081232", "1864001450123"
ONE, SWAP, FAR = "100101199903081832", "100101199903082132", "200101198802290034"
EXCEL = {"id_card": "100101199903081000", "id_card_type": "number", "by": "student_no"}
ROUNDED = EXCEL | {"id_card": "902037197503104000", "o_id_card": "902037197503103693"}

EXAM = {
    "form": "adult", "student_no": "", "student_no_type": "absent", "by": "exam_no",
    "exam_no": "19640101230001", "o_exam_no": "19640101230001",
}  # fmt: skip

TABLE: list[tuple[str, dict[str, Any], str, Trust, str]] = [
    ("学号 and ID | name: spaces", {"name": "李 明"}, "name", Trust.SAFE, "李明"),
    ("学号 and ID | name: width", {"name": "ＡＮＮＡ", "o_name": "ANNA"}, "name", Trust.SAFE, "ANNA"),
    (
        "学号 and ID | name: dot",
        {"name": "阿依夏•买买提", "o_name": "阿依夏·买买提"},
        "name",
        Trust.SAFE,
        "阿依夏·买买提",
    ),
    ("学号 and ID | name: traditional", {"name": "張偉", "o_name": "张伟"}, "name", Trust.LIKELY, "张伟"),
    ("学号 and ID | name: placeholder", {"name": "李□", "o_name": "李䶮"}, "name", Trust.LIKELY, "李䶮"),
    (
        "学号 and ID | name: dot missing",
        {"name": "阿依夏买买提", "o_name": "阿依夏·买买提"},
        "name",
        Trust.LIKELY,
        "阿依夏·买买提",
    ),
    ("学号 and ID | name: one character", {"name": "李朋"}, "name", Trust.CONFIRM, "李明"),
    (
        "学号 and ID | name: 堃 and 坤 are different names",
        {"name": "李坤", "o_name": "李堃"},
        "name",
        Trust.CONFIRM,
        "李堃",
    ),
    ("学号 and ID | name: further apart", {"name": "王小芳"}, "name", Trust.ASK_SITE, ""),
    ("学号 and name | ID: spaces", {"id_card": f" {ID}"}, "id_card", Trust.SAFE, ID),
    ("学号 and name | ID: hyphen", {"id_card": f"{ID[:6]}-{ID[6:]}"}, "id_card", Trust.SAFE, ID),
    ("学号 and name | ID: Excel-damaged", EXCEL, "id_card", Trust.LIKELY, ID),
    ("学号 and name | ID: Excel-damaged, rounded", ROUNDED, "id_card", Trust.LIKELY, "902037197503103693"),
    ("学号 and name | ID: one digit", {"id_card": ONE, "by": "student_no"}, "id_card", Trust.CONFIRM, ID),
    ("学号 and name | ID: a swap", {"id_card": SWAP, "by": "student_no"}, "id_card", Trust.CONFIRM, ID),
    (
        "学号 and name | ID: further apart",
        {"id_card": FAR, "by": "student_no"},
        "id_card",
        Trust.ASK_SITE,
        "",
    ),
    (
        "学号 and name | ID: its 15-digit form",
        {"id_card": "100101990308123", "by": "student_no"},
        "id_card",
        Trust.LIKELY,
        ID,
    ),
    (
        "ID and name | 学号: spaces, in a school whose 学号 are the 考生号",
        {"form": "adult", "student_no": f" {NUMBER}", "exam_no": NUMBER, "o_exam_no": NUMBER},
        "student_no",
        Trust.SAFE,
        NUMBER,
    ),
    ("考生号, ID and name | major", EXAM | {"major": "考古学"}, "major", Trust.LIKELY, "行政管理"),
    ("考生号 and name | ID: one digit", EXAM | {"id_card": ONE}, "id_card", Trust.CONFIRM, ID),
    (
        "ID and name | 考生号: one digit",
        EXAM | {"exam_no": "19640101230002", "by": "id_card"},
        "exam_no",
        Trust.CONFIRM,
        "19640101230001",
    ),
    (
        "ID and name | 考生号: anything else",
        EXAM | {"exam_no": "88888888", "by": "id_card"},
        "exam_no",
        Trust.ASK_SITE,
        "",
    ),
    ("ID and name | 学号: spaces", {"student_no": f" {NUMBER}"}, "student_no", Trust.SAFE, NUMBER),
    (
        "ID and name | 学号: stored as a number",
        {"student_no_type": "number"},
        "student_no",
        Trust.SAFE,
        NUMBER,
    ),
    (
        "ID and name | 学号: one digit",
        {"student_no": "1864001450124", "by": "id_card"},
        "student_no",
        Trust.CONFIRM,
        NUMBER,
    ),
    ("ID and name | 学号: missing", {"student_no": "", "by": "id_card"}, "student_no", Trust.CONFIRM, NUMBER),
    (
        "ID and name | 学号: the person's other enrolment",
        {"student_no": "1564001411111", "by": "id_card", "conflict": "other-enrolment"},
        "student_no",
        Trust.CONFIRM,
        NUMBER,
    ),
    (
        "ID and name | 学号: anything else",
        {"student_no": "1999009999999", "by": "id_card"},
        "student_no",
        Trust.ASK_SITE,
        "",
    ),
    (
        "ID and name | 学号: one digit, but the enrolment is not active",
        {"student_no": "1864001450124", "by": "id_card", "o_status": "退学"},
        "student_no",
        Trust.ASK_SITE,
        "",
    ),
    (
        "ID and name | 学号: one digit, but of another level",
        {"student_no": "1864001450124", "by": "id_card", "level": "本科"},
        "student_no",
        Trust.ASK_SITE,
        "",
    ),
    ("all three | level", {"level": "本科"}, "level", Trust.LIKELY, "专科"),
    ("all three | cohort", {"cohort": "2019春季"}, "cohort", Trust.LIKELY, "2018秋季"),
    ("all three | sex", {"sex": "女"}, "sex", Trust.LIKELY, "男"),
    ("all three | major", {"major": "法学"}, "major", Trust.LIKELY, "行政管理"),
    ("all three | class", {"class_name": "19春法学"}, "class_name", Trust.LIKELY, "18秋行政管理"),
    ("all three | study form", {"study_form": "函授"}, "study_form", Trust.LIKELY, "开放教育"),
    ("all three | site: never likely", {"site": "西河学习中心"}, "site", Trust.CONFIRM, "东山学习中心"),
    ("all three | branch: never likely", {"branch": "西河分校"}, "branch", Trust.CONFIRM, "东山分校"),
    (
        "ID only | anything",
        {"student_no": "1999009999999", "name": "王小芳", "level": "本科", "by": "id_card"},
        "level",
        Trust.ASK_SITE,
        "",
    ),
    (
        "two candidates | anything",
        {"id_card": FAR, "conflict": "two-students", "level": "本科"},
        "level",
        Trust.ASK_SITE,
        "",
    ),
    (
        "学号 | name and ID",
        {"name": "王小芳", "id_card": FAR, "conflict": "name-and-id", "by": "student_no"},
        "name",
        Trust.NEVER,
        "",
    ),
    (
        "a witness that half agrees: ID damaged, name traditional",
        EXCEL | {"name": "張偉", "o_name": "张伟"},
        "name",
        Trust.CONFIRM,
        "张伟",
    ),
    (
        "a silent witness: no ID, name one character",
        {"id_card": "", "name": "李朋", "by": "student_no"},
        "name",
        Trust.ASK_SITE,
        "",
    ),
    (
        "a silent witness: no ID, level",
        {"id_card": "", "level": "本科", "by": "student_no"},
        "level",
        Trust.CONFIRM,
        "专科",
    ),
    (
        "a silent witness spoils no spelling",
        {"id_card": "", "name": "李 明", "by": "student_no"},
        "name",
        Trust.SAFE,
        "李明",
    ),
    ("the record's cohort says nothing", {"o_cohort": "某年秋季"}, "cohort", Trust.AUTHORITY, ""),
    (
        "the record's cohort says nothing, nor the roster's",
        {"cohort": "十八级", "o_cohort": "某年秋季"},
        "cohort",
        Trust.ASK_SITE,
        "",
    ),
    (
        "the record's level is no level",
        {"level": "本科", "o_level": "开放本科生", "o_scope": "unknown"},
        "level",
        Trust.AUTHORITY,
        "",
    ),
    (
        "and the roster's is none either",
        {"level": "研究生", "o_level": "开放本科生", "o_scope": "unknown"},
        "level",
        Trust.ASK_SITE,
        "",
    ),
    (
        "a level in the campaign's own words",
        {"level": "本科", "o_level": "高职", "o_scope": "in"},
        "level",
        Trust.LIKELY,
        "高职",
    ),
    ("the record's sex is no sex", {"o_sex": "未知"}, "sex", Trust.AUTHORITY, ""),
    ("the record's name has a placeholder", {"name": "李䶮", "o_name": "李?"}, "name", Trust.AUTHORITY, ""),
    (
        "the record's name has a placeholder, and the roster's is nothing like it",
        {"name": "王小芳", "o_name": "李?"},
        "name",
        Trust.ASK_SITE,
        "",
    ),
    ("a placeholder fills no gap", {"name": "", "o_name": "李?"}, "name", Trust.ASK_SITE, ""),
    ("not matched: a suggestion, no change", UNMATCHED | {"name": "李 明"}, "name", Trust.ASK_SITE, "李明"),
    (
        "not matched: a letter is suggested",
        UNMATCHED | {"student_no": "18640O1450123"},
        "student_no",
        Trust.ASK_SITE,
        NUMBER,
    ),
]


def judge_all(rows: list[dict[str, Any]]) -> dict[int, list[Finding]]:
    """Judge every row as if it stood in a file of its own."""
    table = judged_table([judged_row(n, **({"file": f"{n}.xlsx"} | row)) for n, row in enumerate(rows)])
    with open_engine("duckdb") as engine:
        findings = settle(judge_rows(engine.frame(table), engine, SETTING), b"key", "zh")
    return {n: [finding for finding in findings if finding.row_id == n] for n in range(len(rows))}


@pytest.fixture(scope="module")
def judged() -> dict[int, list[Finding]]:
    return judge_all([row for _, row, *_ in TABLE])


@pytest.mark.parametrize("number", range(len(TABLE)), ids=[line[0] for line in TABLE])
def test_the_trust_table(judged: dict[int, list[Finding]], number: int) -> None:
    _, _, field, trust, proposal = TABLE[number]
    told = {
        (f.trust, f.proposal)
        for f in judged[number]
        if f.field == field and f.rule not in {"MA07", "MA04", "DU04"}
    }
    assert told == {(trust, proposal)}


MENDABLE = {Trust.SAFE, Trust.LIKELY, Trust.CONFIRM}


def test_mending_what_is_proposed_leaves_nothing_of_what_was_mended() -> None:
    """Put every proposal of every bad example in its place and judge again."""
    bad = [dict(example.columns) for rule in ROW_RULES for example in rule.examples if example.broken]
    rows = [{k: v for k, v in row.items() if k not in _LAID_OUT} for row in bad]
    proposed = [
        (n, finding)
        for n, findings in judge_all(rows).items()
        for finding in findings
        if finding.trust in MENDABLE and finding.proposal
    ]
    mended = [_mended(rows[n], finding) for n, finding in proposed]
    left = [
        (finding.rule, finding.field, mended[m])
        for m, findings in judge_all(mended).items()
        for finding in findings
        if (finding.rule, finding.field) == (proposed[m][1].rule, proposed[m][1].field)
    ]
    assert len(proposed) > 100
    assert left == []


_LAID_OUT = {"looked_up", "numbers", "photos", "known_sex", "status_ok", "reshoot_no"}


def _mended(row: dict[str, Any], finding: Finding) -> dict[str, Any]:
    kept = {k: v for k, v in row.items() if k not in {"by", "conflict", f"{finding.field}_type"}}
    return kept | {finding.field: finding.proposal}
