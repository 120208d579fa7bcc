"""A small run made by hand: two units, two forms, one of every thing the outputs must show."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from recon import fields
from recon.campaign import Campaign, Scope, Shooting
from recon.result import TABLES, Result
from recon.words import Category

CAMPAIGN = Campaign(
    id="example-2020",
    title="示例省2020年毕业生图像采集",
    year=2020,
    deadline=date(2020, 6, 10),
    province_code="640",
    scope={
        Category.OPEN: Scope(("2018秋季", "2019春季"), ("专科", "本科"), institution_code="51161"),
        Category.ADULT: Scope(("2019级",), ("专科",), institution_code="51383"),
    },
    shooting=(Shooting("中心校区", (date(2020, 6, 20), date(2020, 6, 21)), ("6400101", "6400102")),),
    contacts={"学籍科": "示例老师 0900-0000000"},
)


class Run:
    """Builds a result line by line; what is not said is empty."""

    def __init__(self, campaign: Campaign = CAMPAIGN) -> None:
        self.campaign = campaign
        self.lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.site("6400101", "示例东区工作站", "示例一分校", "64001")
        self.site("6400102", "示例西区教学点", "示例一分校", "64001")
        self.site("6400201", "示例南区工作站", "示例二分校", "64002")

    def add(self, table: str, **values: Any) -> int:
        """Add a line to a table; return its number."""
        schema = TABLES[table]
        kinds = zip(schema.names, schema.types, strict=True)
        blank = {name: {pa.bool_(): False, pa.int64(): 0}.get(kind, "") for name, kind in kinds}
        unknown = set(values) - set(blank)
        assert not unknown, unknown
        self.lines[table].append(blank | values)
        return len(self.lines[table]) - 1

    def site(self, code: str, name: str, branch: str, branch_code: str, **more: Any) -> None:
        self.add("register", site_code=code, site_name=name, branch=branch, branch_code=branch_code, **more)
        self.add("sites", site_code=code, site_name=name, branch=branch, status="checked")
        self.add("coverage", branch=branch, site_code=code, category="open", cohort="2018秋季", level="专科")

    def row(self, unit: str = "6400101", form: str = "open", **values: Any) -> int:
        """Add a live row; ``name="甲"`` was sent and stays, ``name=("乙", "甲")`` was sent and became."""
        number = len(self.lines["rows"])
        cells: dict[str, Any] = {}
        for index, code in enumerate(fields.CODES):
            given = values.pop(code, "")
            raw, final = given if isinstance(given, tuple) else (given, given)
            cells |= {
                f"{code}_raw": raw,
                f"{code}_final": final,
                f"{code}_cell": f"{chr(66 + index)}{number + 5}",
            }
        place = {"file": f"{unit}.xlsx", "sheet": "Sheet1", "row": number + 5, "life": "live", "why": "due"}
        return self.add(
            "rows", row_id=number, unit=unit, form=form, **{"enrol_id": number, **place, **cells, **values}
        )

    def finding(self, rule: str, row_id: int = -1, **values: Any) -> int:
        row = self.lines["rows"][row_id] if row_id >= 0 else {}
        place = {name: row.get(name, "") for name in ("unit", "file", "sheet")} | {"row": row.get("row", 0)}
        plain = {"rule": rule, "severity": "error", "charged": True, "open": True, "row_id": row_id}
        plain["enrol_id"] = row.get("enrol_id", -1)
        return self.add(
            "findings", finding_id=f"{len(self.lines['findings']):016x}", **(plain | place | values)
        )

    def change(self, row_id: int, field: str, rule: str, trust: str = "safe", who: str = "") -> int:
        row = self.lines["rows"][row_id]
        same = {name: row[name] for name in ("row_id", "unit", "form", "file", "sheet", "row")}
        before, after, cell = (row[f"{field}_{part}"] for part in ("raw", "final", "cell"))
        return self.add(
            "changes",
            **same,
            cell=cell,
            field=field,
            before=before,
            after=after,
            rule=rule,
            trust=trust,
            who=who,
        )

    def student(self, enrol_id: int, site_code: str, **values: Any) -> int:
        return self.add("students", enrol_id=enrol_id, site_code=site_code, **values)

    def result(self, **summary: Any) -> Result:
        tables = {
            name: pa.Table.from_pylist(self.lines[name], schema=schema) for name, schema in TABLES.items()
        }
        return Result(self.campaign, tables, {"as_of": "2020-06-11", "version": "0", **summary})


NAMES = "甲乙丙丁戊己庚辛壬癸"


def person(number: int, **more: Any) -> dict[str, Any]:
    """Return an invented open-education student; the ID's region 90 does not exist."""
    return {
        "institution_code": "51161",
        "student_no": f"18640014{number:05d}",
        "name": f"示例{NAMES[number % 10]}",
        "sex": "男" if number % 2 else "女",
        "id_card": f"900101199001{number % 28 + 1:02d}{number % 1000:03d}X",
        "level": "专科",
        "major": "行政管理",
        "cohort": "2018秋季",
        "study_form": "开放教育",
        "class_name": "18秋行政管理专科",
        "branch": "示例一分校",
        "site": "示例东区工作站",
    } | more


@pytest.fixture
def run() -> Run:
    """An empty run with three sites."""
    return Run()


@pytest.fixture
def small() -> Result:
    """Six students of two units: clean, changed, open, repeated, surplus, adult."""
    run = Run()
    run.row(**person(1))
    changed = run.row(
        **person(2, name=("示例 丙", "示例丙"), id_card=("90010119900103002x", "90010119900103002X"))
    )
    run.change(changed, "name", "NA02")
    run.change(changed, "id_card", "ID03")
    ruled = run.row(**person(3, major=("行政", "行政管理")))
    run.change(ruled, "major", "DF05", trust="likely", who="王老师")
    wrong = run.row(**person(4, id_card="900101199001050041"), open=True)
    run.finding(
        "MA03",
        wrong,
        field="id_card",
        trust="ask-site",
        official="90010119900105004X",
        submitted="900101199001050041",
    )
    run.finding("ID07", wrong, field="id_card", charged=False)
    run.finding("VO01", wrong, field="sex", severity="warning")
    foreign = run.row(**person(5), open=True, enrol_id=-1)
    run.finding(
        "MA04",
        foreign,
        field="student_no",
        trust="ask-site",
        official="外单位学生",
        submitted="1864001400005",
    )
    run.row(**person(1), why="repeat", enrol_id=0)
    adult = run.row(
        form="adult", **person(7, institution_code="51383", exam_no="20640100007", cohort="2019级")
    )
    run.row("6400201", **person(8, site="示例南区工作站", branch="示例二分校"), why="surplus")
    for enrol_id in range(4):
        clean = enrol_id != 3
        known = {
            name: person(enrol_id + 1)[name] for name in ("student_no", "name", "id_card", "cohort", "level")
        }
        state = {"state": "submitted", "clean": clean, "open": not clean, "found_at": "6400101", "due": True}
        run.student(enrol_id, "6400101", category="open", branch="示例一分校", **known, **state)
    run.student(50, "6400201", student_no="1864001400050", name="外单位学生", category="open")
    known = {"student_no": "20640100007", "name": "示例辛", "level": "专科", "cohort": "2019级"}
    run.student(adult, "6400101", category="adult", due=True, state="submitted", clean=True, **known)
    for number, site, reason in (
        (60, "6400101", "omitted"),
        (61, "6400102", "omitted"),
        (62, "6400201", "awaited"),
    ):
        known = {name: person(number)[name] for name in ("student_no", "name", "cohort", "level")}
        run.add("omissions", site_code=site, category="open", reason=reason, **known)
        run.student(
            number, site, category="open", id_card=person(number)["id_card"], due=True, state=reason, **known
        )
    run.lines["coverage"][0] |= {"due": 8, "submitted": 6, "omitted": 2, "clean": 4, "open": 2}
    run.lines["coverage"][2] |= {"due": 3, "submitted": 1, "awaited": 2, "clean": 1}
    run.lines["sites"][0] |= {
        "files": 1,
        "rows": 7,
        "rows_due": 6,
        "rows_repeat": 1,
        "key_errors": 2,
        "other_errors": 1,
    }
    run.lines["sites"][2] |= {"files": 1, "rows": 1, "rows_surplus": 1}
    for unit in ("6400101", "6400201"):
        run.add(
            "files", file=f"{unit}.xlsx", unit=unit, form="open", verdict="read", live=1, sha256="ab" * 32
        )
    run.finding(
        "EX01",
        -1,
        trust="authority",
        charged=False,
        severity="warning",
        field="id_card",
        branch="示例一分校",
        site_code="6400101",
        student_no="1864001400001",
        name="示例乙",
        official="900101199001020019",
        message="学籍系统中的身份证号校验码不对",
    )
    return run.result()
