"""Small folded frames for the deciding rooms: clean students, and rows as a site would send them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from recon import fields, model
from recon.values.identity import check_digit


def identity(serial: int, *, born: str = "19950305", region: str = "101010") -> str:
    """Return a synthetic ID (region 10…, never assigned) with a right check digit."""
    first = f"{region}{born}{serial:03d}"
    return first + check_digit(first)


def student(serial: int, **changes: str) -> dict[str, str]:
    """Return one enrolment, folded; keys are field codes and the heads of model.ENROLMENT_HEAD."""
    person = {
        "student_no": f"18640014{serial:05d}",
        "exam_no": "",
        "name": f"学生{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}{'子丑寅卯辰巳午未申酉戌亥'[serial % 12]}",
        "sex": "男",
        "id_card": identity(serial % 1000),
        "level": "专科",
        "major": "会计",
        "cohort": "2018秋季",
        "study_form": "开放教育",
        "class_name": "一班",
        "branch": "第一分校",
        "site": "第一教学点",
        "category": "open",
        "status": "在籍",
        "branch_code": "64001",
        "site_code": "6400101",
        "source": "extract",
    }
    return person | changes


def enrolments(people: list[dict[str, str]], **facts: Any) -> pa.Table:
    """Return a table of folded enrolments with scope and photo facts, numbered in order."""
    if not people:
        return enrolments([student(1)], **facts).slice(0, 0)
    lines = []
    for number, person in enumerate(people):
        raw = {f"{code}_raw": person[code] for code in model.OFFICIAL}
        line = {
            "enrol_id": number,
            "enrol_no": person["student_no"] or person["exam_no"],
            "branch_name": person["branch"],
            "scope": "in",
            "due": True,
            "eligible": False,
            "photo_state": "not_asked",
            **raw,
            **person,
            **facts,
        }
        lines.append(line | {k: v for k, v in person.items() if k in {"scope", "due", "eligible"}})
    return pa.Table.from_pylist(lines)


def sent(row_id: int, person: dict[str, str], **changes: Any) -> dict[str, Any]:
    """Return one folded roster row that repeats a student, with changed cells.

    A change of ``<field>`` changes the folded and the raw value; ``<field>_raw``, ``_type`` and ``_flaws``
    can be given too.
    """
    line: dict[str, Any] = {
        "row_id": row_id,
        "block": 0,
        "file": "a.xlsx",
        "sheet": "名单",
        "row": row_id + 5,
        "unit": "6400101",
        "form": person["category"],
        "life": "live",
        "received_at": "",
        "late": False,
    }
    for code in fields.CODES:
        value = changes.get(code, person.get(code, ""))
        line |= {
            code: value,
            f"{code}_raw": value,
            f"{code}_type": "text" if value else "blank",
            f"{code}_flaws": "",
        }
    return line | changes


def roster(rows: list[dict[str, Any]]) -> pa.Table:
    """Return a table of folded roster rows."""
    return pa.Table.from_pylist(rows)
