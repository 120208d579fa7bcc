"""Findings that say the same of many students: as columns they are what they are one by one."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recon import decide, model, rules
from recon.model import Finding, Ruling, Site
from recon.words import Severity, Trust
from tests.rules.clean_row import SETTING

if TYPE_CHECKING:
    from collections.abc import Mapping

SITES = {code: Site(code, f"{code}学习中心", "64003", "东山分校") for code in ("6400301", "6400302")}
HERE = replace(SETTING, sites=SITES)
KEY = b"key"
BESIDE = [
    *rules.judge_sites(
        [
            rules.SiteFacts("6400301", due=5, passed=True),
            rules.SiteFacts("6400302", due=2, declared_nil=True),
        ],
        HERE,
    ),
    Finding("MA01", Severity.ERROR, Trust.ASK_SITE, row_id=3, file="a.xlsx", row=4, subject="18"),
    Finding("EX01", Severity.ERROR, enrol_id=9, site_code="6400303", unit="6400303", subject="1864001450005"),
]


def students(seed: int = 1, count: int = 60) -> pa.Table:
    dice = random.Random(seed)
    blank = {
        name: False if model.STUDENTS.field(name).type == pa.bool_() else "" for name in model.STUDENTS.names
    }
    told = [
        blank
        | {
            "enrol_id": n,
            "student_no": dice.choice(["", f"18640014500{n // 2:02}", f"18640014500{n:02}"]),
            "name": f"甲{n}",
            "site_code": dice.choice(["6400301", "6400302", "6400303", ""]),
            "branch": dice.choice(["东山分校", "另一分校", ""]),
            "cohort": dice.choice(["2018秋季", "2019春季"]),
            "level": dice.choice(["专科", "本科", ""]),
            "due": True,
            "state": dice.choice(["omitted", "submitted"]),
            "photo_state": dice.choice(["none", "expired", "valid"]),
            "captured_on": "2015-01-01",
        }
        for n in range(count)
    ]
    return pa.Table.from_pylist(told, schema=model.STUDENTS)


def lines_of(table: pa.Table) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = table.to_pylist()
    return lines


def decided(
    apart: tuple[str, ...], rulings: Mapping[str, Ruling], setting: rules.Setting
) -> list[dict[str, Any]]:
    """Settle and decide the lines beside other findings; those in ``apart`` one by one."""
    themselves, many = rules.alike(rules.judge_students(students(), setting), setting, KEY, apart)
    settled = rules.settle([*BESIDE, *themselves, *many.ones], KEY, "zh")
    return lines_of(rules.with_alike(decide.decide(settled, rulings).findings, many, "zh"))


@pytest.mark.parametrize("severity", ["", "error", "warning", "info", "off"])
def test_together_they_are_what_they_are_one_by_one(severity: str) -> None:
    own = {"OM01": severity} if severity else {}
    setting = replace(HERE, campaign=replace(HERE.campaign, rules=own))
    together = decided((), {}, setting)
    ids = [line["finding_id"] for line in together]
    assert len(set(ids)) == len(ids)
    assert together == decided(tuple(ids), {}, setting)
    assert sum(line["rule"] == "PH01" for line in together) > 5
    assert (severity == "off") == (not any(line["rule"] == "OM01" for line in together))


def test_below_a_silent_site_nobody_is_charged_one_by_one() -> None:
    found = decided((), {}, HERE)
    chief = {line["site_code"]: line["finding_id"] for line in found if line["rule"] in {"OM02", "OM04"}}
    omitted = [line for line in found if line["rule"] == "OM01"]
    assert {line["site_code"] for line in omitted} == {"", "6400301", "6400302", "6400303"}
    for line in omitted:
        assert line["cause_id"] == chief.get(line["site_code"], line["finding_id"])
        assert line["charged"] == (line["site_code"] not in chief)


def test_a_ruling_speaks_of_one_of_them_alone() -> None:
    before = [line for line in decided((), {}, HERE) if line["rule"] == "OM01" and line["charged"]]
    excused = before[3]["finding_id"]
    ruling = Ruling(excused, "excuse", reason="缓拍", who="甲")
    after = decided((excused,), {excused: ruling}, HERE)
    closed = [line["finding_id"] for line in after if line["rule"] == "OM01" and not line["open"]]
    assert closed == [excused]
