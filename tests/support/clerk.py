"""Students of one invented school and the rosters a clerk makes of them, as frames for ``recon.reconcile``."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pyarrow as pa

import recon
from recon.campaign import Campaign, Scope
from recon.sample.names import make_name
from recon.sample.numbers import identity_number, student_number
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.pipeline.answers.answer import Answer

Person = dict[str, str]

CODE = "51161"
CAMPAIGN = Campaign(
    id="clerk",
    year=2020,
    deadline=date(2020, 6, 10),
    as_of=date(2020, 6, 12),
    province_code="649",
    scope={
        Category.OPEN: Scope(cohorts=("2018秋季", "2019春季"), levels=("专科", "本科"), institution_code=CODE)
    },
)
EXTRACT = {
    "student_no": "学号",
    "name": "姓名",
    "sex": "性别",
    "id_card": "身份证号",
    "level": "专业层次",
    "major": "专业名称",
    "cohort": "入学年度学期",
    "status": "学籍状态",
    "branch_code": "学院代码",
    "branch": "学院",
    "site_code": "学习中心代码",
    "site": "学习中心",
}
ROSTER = {
    "institution_code": "院校代码",
    "student_no": "学号",
    "name": "姓名",
    "sex": "性别",
    "id_card": "身份证号",
    "level": "层次",
    "major": "专业",
    "cohort": "年级",
    "site": "学习中心",
}
ADDRESS = ("file", "sheet", "row")


def people(count: int, seed: int = 1) -> list[Person]:
    """Return students of both cohorts and levels; nobody shares a number, homonyms are natural."""
    chance = Random(seed)
    return [_person(chance, serial) for serial in range(count)]


def _person(chance: Random, serial: int) -> Person:
    autumn, level, sex = serial % 2 == 0, "专科" if serial % 3 else "本科", chance.choice("男女")
    year, season = (2018, "秋季") if autumn else (2019, "春季")
    return {
        "institution_code": CODE,
        "student_no": student_number(year, season, level, serial + 1),
        "name": make_name(chance),
        "sex": sex,
        "id_card": identity_number(chance, sex, (1975, 1999)),
        "level": level,
        "major": chance.choice(("会计", "行政管理", "法学", "学前教育")),
        "cohort": f"{year}{season}",
        "branch": "第一分校",
        "branch_code": "64901",
        "site": "东山学习中心",
        "site_code": "6490101",
        "status": "在籍",
    }


def extract(students: Iterable[Person]) -> pa.Table:
    """Return the official table of these students."""
    lines = list(students)
    return pa.table({title: texts(lines, code) for code, title in EXTRACT.items()})


def roster(rows: Sequence[Person], columns: Sequence[str] = tuple(ROSTER)) -> pa.Table:
    """Return the roster of these rows.

    Its columns in this order; cell types and addresses where any row names one.
    """
    told = {ROSTER[code]: texts(rows, code) for code in columns}
    kinds = sorted({key for row in rows for key in row if key.endswith("_type")})
    told |= {kind: pa.array([row.get(kind, "text") for row in rows], pa.string()) for kind in kinds}
    told |= {key: texts(rows, key) for key in ADDRESS if any(key in row for row in rows)}
    return pa.table(told)


def texts(lines: Sequence[Person], code: str) -> pa.Array:
    return pa.array([line.get(code, "") for line in lines], pa.string())


def judged(
    rows: Sequence[Person], students: Iterable[Person], columns: Sequence[str] = tuple(ROSTER)
) -> Answer:
    """Reconcile the rows with these students, on the engine that is quickest with a handful of them."""
    return recon.reconcile(roster(rows, columns), extract(students), CAMPAIGN, engine="polars")
