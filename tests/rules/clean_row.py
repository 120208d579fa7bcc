"""A clean roster row, and how an example's raw values become a line of the judged frame."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from recon import fields, model
from recon.campaign import Campaign, Scope
from recon.rules import Setting
from recon.values.comparing import compare
from recon.values.folding import fold
from recon.values.identity import may_be_left_of
from recon.words import Category, Kind

SENT: dict[str, str] = {
    "institution_code": "51161",
    "student_no": "1864001450123",
    "exam_no": "",
    "name": "李明",
    "sex": "男",
    "id_card": "100101199903081232",
    "level": "专科",
    "major": "行政管理",
    "cohort": "2018秋季",
    "study_form": "开放教育",
    "class_name": "18秋行政管理",
    "branch": "东山分校",
    "site": "东山学习中心",
}
FACTS: dict[str, Any] = {
    "block": 1,
    "file": "64003/附表1.xlsx",
    "sheet": "Sheet1",
    "unit": "6400301",
    "form": "open",
    "life": "live",
    "received_at": "",
    "late": False,
    "enrol_id": 0,
    "by": "both",
    "conflict": "",
    "other_enrol_id": -1,
    "o_category": "open",
    "o_status": "在籍",
    "o_branch_code": "64003",
    "o_site_code": "6400301",
    "o_due": True,
    "o_eligible": False,
    "o_scope": "in",
    "o_photo_state": "none",
    "x_due": False,
    "dup_file": 1,
    "dup_first": True,
    "dup_same": True,
    "dup_unit": 1,
    "dup_units": 1,
    "no_people": 1,
    "id_numbers": 1,
    "site_below": True,
    "repeat": False,
}
CAMPAIGN = Campaign(
    id="测试",
    year=2020,
    deadline=date(2020, 6, 10),
    province_code="640",
    scope={
        Category.OPEN: Scope(("2018秋季", "2019春季"), ("专科", "本科"), institution_code="51161"),
        Category.ADULT: Scope(("2019级",), ("专科",), institution_code="51383"),
    },
)
KNOWN = frozenset(f"{category}.{code}" for category in Category for code in (*model.OFFICIAL, "status"))
SETTING = Setting(
    CAMPAIGN,
    asked=KNOWN | {"photos", "numbers", "times", "handed_over"},
    letters={(1, code): "ABCDEFGHIJKLM"[n] for n, code in enumerate(fields.CODES)},
)
LEVELS = {
    Kind.NONE: "same",
    Kind.FORMAT: "format",
    Kind.VARIANT: "variant",
    Kind.CLOSE: "close",
    Kind.DIFFERENT: "different",
    Kind.MISSING_HERE: "missing-here",
    Kind.MISSING_THERE: "missing-there",
}


def judged_row(row_id: int = 0, **changes: Any) -> dict[str, Any]:
    """One line of the judged frame.

    ``<f>`` and ``o_<f>`` in ``changes`` are raw texts; folding and agreement follow.
    """
    row = FACTS | {"row_id": row_id, "row": row_id + 5}
    row |= _sent(changes) | _official(changes)
    row |= {
        key: value
        for key, value in changes.items()
        if key in model.judged_columns() and key not in row.keys() - FACTS.keys()
    }
    matched = row["enrol_id"] >= 0
    if not matched:
        row |= {
            name: False if name in {"o_due", "o_eligible"} else "" for name in row if name.startswith("o_")
        }
    row |= {f"agree_{key}": _level(row, key) if matched else "not-asked" for key in model.AGREEMENT}
    row |= {name: "" for name in model.OTHER if name != "x_due"}
    return {name: row[name] for name in model.judged_columns()}


def _sent(changes: dict[str, Any]) -> dict[str, str]:
    told = {}
    for code, clean in SENT.items():
        raw = changes.get(code, clean)
        kind = changes.get(f"{code}_type", "text" if raw else "blank")
        folded = fold(code, raw, kind, CAMPAIGN.vocabulary.get(code))
        told |= {
            code: folded.value,
            f"{code}_raw": raw,
            f"{code}_type": kind,
            f"{code}_flaws": " ".join(folded.flaws),
        }
    return told


def _official(changes: dict[str, Any]) -> dict[str, str]:
    told = {"o_enrol_no": changes.get("o_student_no", SENT["student_no"])}
    for code in model.OFFICIAL:
        raw = changes.get(f"o_{code}", SENT[code])
        told |= {f"o_{code}_raw": raw, f"o_{code}": fold(code, raw).value}
    return told


def _level(row: dict[str, Any], key: str) -> str:
    if row[f"{key}_type"] == "absent":
        return "not-asked"
    if key == "id_card" and "damaged" in row["id_card_flaws"].split():
        return "damaged" if may_be_left_of(row["id_card"], row["o_id_card"]) else "different"
    found = compare(key, row[key], row[f"o_{key}"], row[f"{key}_raw"], row[f"o_{key}_raw"])
    return "damaged" if found.cause == "excel-damaged" else LEVELS[found.kind]


def judged_table(rows: list[dict[str, Any]]) -> pa.Table:
    """The judged frame of these rows, as Arrow."""
    schema = model.judged_schema()
    return pa.table(
        {name: pa.array([row[name] for row in rows], schema.field(name).type) for name in schema.names},
        schema=schema,
    )
