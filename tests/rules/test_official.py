"""EX and PH05–PH09, and the whole of a judgement, on every engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon.rules import judge_captures, judge_extract, judge_rows, numbers_hold, settle
from recon.rules.rule import UNMATCHED
from recon.values.folding import fold
from tests.rules.clean_row import CAMPAIGN, SENT, SETTING, judged_row, judged_table

if TYPE_CHECKING:
    from recon.engine import Engine
    from recon.model import Finding

FOLDED = ("student_no", "name", "sex", "id_card", "level", "cohort", "status", "branch")


def enrolments(*rows: dict[str, Any]) -> pa.Table:
    """Folded enrolments by what differs from the clean row's student."""
    made = []
    for n, row in enumerate(rows):
        raw = SENT | {"status": "在籍", "student_no": f"18640014501{n:02}"} | row
        folded = {code: fold(code, raw[code]) for code in FOLDED}
        made.append(
            {f"{code}_raw": raw[code] for code in FOLDED}
            | {code: value.value for code, value in folded.items()}
            | {f"{code}_flaws": " ".join(value.flaws) for code, value in folded.items()}
            | {
                "enrol_id": n,
                "enrol_no": folded["student_no"].value,
                "category": "open",
                "branch_code": "64003",
            }
            | {"site_code": row.get("site_code", "6400301"), "due": row.get("due", True)}
            | {"photo_state": row.get("photo_state", "none"), "scope": row.get("scope", "in")}
        )
    return pa.Table.from_pylist(made)


def told(findings: list[Finding]) -> set[tuple[str, int, str]]:
    return {(finding.rule, finding.enrol_id, finding.field) for finding in findings}


RECORDS = enrolments(
    {"id_card": "100101199903081339"},
    {"id_card": "100101199903081239"},
    {"id_card": "100101199903081240", "sex": "男"},
    {"id_card": "300101199903081213"},
    {"id_card": "300101199903081213", "due": False},
    {"id_card": "900101199507124519", "cohort": "十八级"},
    {"id_card": "", "status": "不明", "site_code": ""},
    {"id_card": "", "sex": ""},
    {"id_card": "100101199903081531", "status": "退学"},
    {"id_card": "100101199903081531"},
)


def test_the_extract_is_judged_for_those_who_are_due_or_submitted(engine: Engine) -> None:
    frame = engine.frame(RECORDS)
    duplicates = pa.table({"enrol_id": [0, 4], "field": ["name", "name"], "value": ["甲", "乙"]})
    findings = judge_extract(frame, frame.filter(nw.col("due")), engine, SETTING, duplicates)
    assert told(findings) == {
        ("EX01", 1, "id_card"),
        ("EX02", 2, "sex"),
        ("EX03", 0, "name"),
        ("EX04", 3, "id_card"),
        ("EX05", 5, "cohort"),
        ("EX05", 6, "status"),
        ("EX05", 6, "site"),
    }
    assert {finding.trust for finding in findings} == {"authority"}
    assert not any(finding.charged for finding in settle(findings, b"key", "zh"))


def test_an_id_that_names_nobody_is_no_persons(duck: Engine) -> None:
    """Neither EX04 nor PH05: of students without an ID at hand nobody is registered, or captured, twice."""
    said = ("无", "无", "0" * 18, "0" * 18)
    pairs = zip(said, ("none", "valid", "none", "valid"), strict=True)
    frame = duck.frame(enrolments(*({"id_card": who, "photo_state": state} for who, state in pairs)))
    assert {rule for rule, *_ in told(judge_extract(frame, frame, duck, SETTING))} == {"EX01"}
    nothing = pa.table(
        {name: pa.array([], pa.string()) for name in ("student_no", "id_card", "name", "captured_on")}
    )
    assert judge_captures(frame, frame, nothing, duck, SETTING) == []


def test_a_record_nobody_can_place_is_told(engine: Engine) -> None:
    """A level that is none, and a year of which one term is collected; a level out of scope is another thing."""
    records = enrolments(
        {"id_card": "", "level": "开放本科", "scope": "unknown"},
        {"id_card": "", "level": "", "scope": "unknown"},
        {"id_card": "", "cohort": "2018级", "scope": "unknown"},
        {"id_card": "", "cohort": "2017级", "scope": "earlier"},
        {"id_card": "", "level": "高起本", "scope": "in"},
    )
    frame = engine.frame(records)
    findings = judge_extract(frame, frame, engine, SETTING)
    assert told(findings) == {("EX05", 0, "level"), ("EX05", 1, "level"), ("EX05", 2, "cohort")}


def test_records_without_a_number_keep_their_ids_whatever_order_an_engine_answers_in(engine: Engine) -> None:
    """Nothing but the place in the extract tells one from the other: once, engines disagreed which came first."""
    records = enrolments(*({"student_no": "", "sex": "女", "name": name} for name in ("甲", "乙", "丙")))
    frame = engine.frame(records)
    findings = judge_extract(frame, frame, engine, SETTING)
    ids = {f.enrol_id: f.finding_id for f in settle(findings, b"key", "zh") if f.rule == "EX02"}
    assert list(ids) == [0, 1, 2]
    assert ids == {f.enrol_id: f.finding_id for f in settle(findings[::-1], b"key", "zh") if f.rule == "EX02"}


def test_a_photo_must_be_of_this_enrolment_this_person_and_taken_once(engine: Engine) -> None:
    records = enrolments(
        {"id_card": "100101199903081232", "photo_state": "none"},
        {"id_card": "100101199903081232", "photo_state": "expired", "due": False},
        {"id_card": "300101199903081213", "photo_state": "valid"},
        {"id_card": "", "photo_state": "none"},
        {"id_card": "", "photo_state": "valid"},
        {"id_card": "100101199903081339", "photo_state": "valid"},
    )
    seen = [
        ("02", "100101199903081232", "李 明", "2020-05-01"),
        ("03", "", "李□", "2020-05-01"),
        ("05", "", "", "2018-05-01"),
        ("05", "100101199903081339", "王芳", "2020-05-01"),
        ("04", "", "", "2019-05-01"),
        ("04", "", "", "2020-05-01"),
    ]
    captures = pa.table(
        {
            "student_no": [f"18640014501{n}" for n, *_ in seen],
            "id_card": [who for _, who, *_ in seen],
            "name": [called for *_, called, _ in seen],
            "captured_on": [day for *_, day in seen],
        }
    )
    frame = engine.frame(records)
    findings = judge_captures(frame, frame, captures, engine, SETTING)
    assert {f.submitted: f.official for f in findings if f.rule == "PH08"} == {
        "100101199903081232": "300101199903081213",
        "王芳": "李明",
    }
    assert told(findings) == {("PH05", 0, ""), ("PH08", 2, "id_card"), ("PH08", 5, "name"), ("PH09", 4, "")}


def test_without_a_register_no_photo_is_asked(duck: Engine) -> None:
    frame = duck.frame(RECORDS)
    assert judge_captures(frame, frame, None, duck, SETTING) == []


def test_the_logic_of_the_numbers_is_dropped_when_the_extract_itself_breaks_it(engine: Engine) -> None:
    good = [{"student_no": f"18640014501{n:02}"} for n in range(40)]
    bad = [{"student_no": f"19640014501{n:02}"} for n in range(3)]
    assert numbers_hold(engine.frame(enrolments(*good, *bad[:2])), engine, CAMPAIGN)
    assert not numbers_hold(engine.frame(enrolments(*good, *bad)), engine, CAMPAIGN)


ROWS = [
    {"student_no": f"18640014501{n:02}", "o_student_no": f"18640014501{n:02}"} | more
    for n, more in enumerate(
        [
            *({"sex": "女", "o_sex": ""} for _ in range(6)),
            *({"id_card": "100101199903081832", "by": "student_no"} for _ in range(3)),
            *(
                {"name": name, "o_name": other}
                for name, other in zip("甲乙丙丁戊己", "乙丙丁戊己甲", strict=True)
            ),
            {"dup_units": 2, "site_below": False},
        ]
    )
] + [
    UNMATCHED | {"student_no": f"18640014509{n:02}", "file": "b.xlsx", "cohort": "2019春季"}
    for n in range(12)
]


def test_findings_are_the_same_on_every_engine(engine: Engine, duck: Engine) -> None:
    table = judged_table([judged_row(n, **row) for n, row in enumerate(ROWS)])
    setting = replace(SETTING, letters={(1, "name"): "E"})
    ours = settle(judge_rows(engine.frame(table), engine, setting), b"key", "zh")
    theirs = settle(judge_rows(duck.frame(table), duck, setting), b"key", "zh")
    assert ours == theirs
    assert {"FI14", "EX06", "MA03", "DU03", "ID09", "MA01"} <= {finding.rule for finding in ours}
    assert "DF02" not in {finding.rule for finding in ours}
