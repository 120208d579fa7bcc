"""A small run folder with every table of a run, invented from a seed; its numbers add up (docs/definitions.md)."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recon import export
from recon.model import COUNT_COLUMNS, SITE_COLUMNS
from recon.result import TABLES, Result
from recon.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from recon.campaign import Campaign

BRANCHES = {
    "64001": "银川分校",
    "64002": "石嘴山分校",
    "64003": "吴忠分校",
    "64004": "固原分校",
    "64005": "中卫分校",
}
PLACES = ("城东", "城西", "河滨", "南关", "北塔")
COHORTS = (
    ("open", "2018秋季", "本科"),
    ("open", "2018秋季", "专科"),
    ("open", "2019春季", "本科"),
    ("adult", "2019级", "专科"),
)
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "明华芳伟静磊洋燕婷敏强丽"
STATES = ("submitted",) * 14 + ("omitted",) * 2 + ("awaited", "late", "excused")
PHOTOS = ("valid",) * 6 + ("expiring",) * 2 + ("expired",) * 3 + ("unknown", "none")
NAMED = ""
"""What stands in the names of files and sheets beside the site's."""
HOSTILE = "<img src=x onerror=alert(1)>"
RULES = (
    ("DF01", "error", "confirm", "name", "close"),
    ("DF03", "error", "ask-site", "id_card", "different"),
    ("MA03", "error", "confirm", "id_card", "close"),
    ("ID04", "error", "likely", "id_card", "format"),
    ("NO02", "error", "safe", "student_no", "format"),
    ("NA03", "warning", "safe", "name", "variant"),
    ("DF05", "warning", "likely", "major", "different"),
    ("PH01", "warning", "", "", ""),
    ("OM01", "error", "", "", ""),
)
SILENT = 3
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(dice: random.Random) -> str:
    """A number of a region that does not exist, with its right check digit."""
    region = dice.choice((10, 20, 30, 70, 90))
    born = f"{dice.randint(1980, 2001)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    body = f"{region}0101{born}{dice.randint(0, 999):03}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


class Province:
    """Grows students, then everything that is told about them."""

    def __init__(self, seed: int, students: int, findings: int) -> None:
        self.dice = random.Random(seed)
        self.sites = [
            (f"{code}{n + 1:02}", f"{name[:-2]}{place}教学点", name)
            for code, name in BRANCHES.items()
            for n, place in enumerate(PLACES)
        ]
        self.students = [self.student(number) for number in range(students)]
        self.findings = [self.finding(number) for number in range(findings)]

    def student(self, number: int) -> dict[str, Any]:
        """One enrolment that is due."""
        site, _, branch = self.sites[number % len(self.sites)]
        category, cohort, level = self.dice.choice(COHORTS)
        silent = number % len(self.sites) < SILENT
        state = "omitted" if silent else self.dice.choice(STATES)
        fate = self.dice.choices(("clean", "open", "held"), (80, 17, 3))[0] if state == "submitted" else ""
        return {
            "enrol_id": number,
            "student_no": f"18640014{number:05}",
            "name": self.dice.choice(SURNAMES) + "".join(self.dice.choices(GIVEN, k=2)),
            "id_card": id_number(self.dice),
            "branch": branch, "site_code": site, "category": category, "cohort": cohort, "level": level,
            "status": "在籍", "due": True, "eligible": False, "batch": "202101", "needed_on": "2020-12-31",
            "captured_on": "2020-01-10", "valid_until": "2021-01-10", "photo_state": self.dice.choice(PHOTOS),
            "last_batch": "202101", "state": state, "found_at": site if state == "submitted" else "",
            "clean": fate == "clean", "open": fate == "open", "held": fate == "held",
        }  # fmt: skip

    def finding(self, number: int) -> dict[str, Any]:
        """One finding about a student; the first carries a hostile name."""
        rule, severity, trust, field, kind = self.dice.choice(RULES)
        student = self.dice.choice(self.students)
        official = str(student.get(field, "")) if field else ""
        submitted = self.spoilt(field, official)
        name = HOSTILE if number == 0 else student["name"]
        site = next(item for item in self.sites if item[0] == student["site_code"])
        return {
            "finding_id": f"{number:016x}", "cause_id": f"{number:016x}",
            "charged": severity == "error" and trust != "safe", "rule": rule, "severity": severity, "trust": trust,
            "branch": student["branch"], "site_code": site[0],
            "site_name": site[1], "file": f"{site[1]}{NAMED}.xlsx", "sheet": f"Sheet1{NAMED}", "row": number % 300 + 4,
            "cell": f"E{number % 300 + 4}", "field": field, "student_no": student["student_no"], "name": name,
            "submitted": submitted, "official": official,
            "proposal": official if trust in {"safe", "likely", "confirm"} else "", "kind": kind,
            "evidence": f"学号 {student['student_no']} 一致；姓名一致", "message": f"{name} 的值与学籍数据不同",
            "row_id": number, "enrol_id": student["enrol_id"], "unit": site[0], "open": trust not in {"safe", "likely"},
            "details": "{}",
        }  # fmt: skip

    def spoilt(self, field: str, official: str) -> str:
        """The value with its last character but one changed."""
        if not official:
            return "计算机" if field else ""
        return official[:-2] + ("洋" if field == "name" else "7") + official[-1]

    def coverage(self) -> list[dict[str, Any]]:
        """Count the students by cell."""
        cells: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for student in self.students:
            cell = cells[tuple(student[k] for k in ("branch", "site_code", "category", "cohort", "level"))]
            cell["due"] += 1
            cell[student["state"]] += 1
            cell[f"photo_{student['photo_state']}"] += 1
            for fate in ("clean", "open", "held"):
                cell[fate] += student[fate]
        keys = ("branch", "site_code", "category", "cohort", "level")
        return [
            dict(zip(keys, key, strict=True)) | {n: counts[n] for n in COUNT_COLUMNS}
            for key, counts in sorted(cells.items())
        ]

    def row(self, number: int, student: dict[str, Any]) -> dict[str, Any]:
        """The roster row of a submitted student."""
        site = next(item for item in self.sites if item[0] == student["site_code"])
        final = {f"{code}_final": student[code] for code in ("student_no", "name", "id_card", "level")}
        return {
            "row_id": number, "block": 0,
            "file": f"{site[1]}{NAMED}.xlsx", "sheet": f"Sheet1{NAMED}", "row": number % 300 + 4,
            "unit": site[0], "form": student["category"], "life": "live", "enrol_id": student["enrol_id"],
            "by": "both", "why": "due", "open": student["open"], "held": student["held"],
        } | final  # fmt: skip

    def site_rows(self) -> list[dict[str, Any]]:
        """One line per site with its status."""
        rows = []
        for number, (code, name, branch) in enumerate(self.sites):
            mine = [s for s in self.students if s["site_code"] == code]
            errors = sum(
                f["severity"] == "error" and f["charged"] for f in self.findings if f["site_code"] == code
            )
            status = (
                ("silent", "silent", "unreadable")[number]
                if number < SILENT
                else ("clean" if number % 7 == 0 else "checked")
            )
            due = sum(s["state"] == "submitted" for s in mine)
            figures = dict.fromkeys(SITE_COLUMNS[5:15], 0) | {
                "files": int(number >= SILENT),
                "rows": due,
                "rows_due": due,
                "key_errors": errors,
            }
            rows.append({"site_code": code, "site_name": name, "branch": branch, "status": status, "late": 0,
                         "received_at": "2020-06-05T09:00:00+08:00" if number >= SILENT else ""} | figures)  # fmt: skip
        return rows

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Every table that has rows."""
        omitted = [
            s | {"reason": s["state"]}
            for s in self.students
            if s["state"] in {"omitted", "awaited", "late", "excused"}
        ]
        register = [
            {
                "site_code": c,
                "site_name": n,
                "branch": b,
                "branch_code": c[:5],
                "responsible": "示例联系人",
                "phone": "000-0000000",
            }
            for c, n, b in self.sites
        ]
        files = [
            {
                "file": f"{n}{NAMED}.xlsx",
                "sha256": c * 8,
                "verdict": "read",
                "unit": c,
                "form": "open",
                "rows": 10,
                "live": 10,
            }
            for c, n, _ in self.sites[SILENT:]
        ]
        sent = [s for s in self.students if s["state"] == "submitted"]
        rows = [self.row(number, student) for number, student in enumerate(sent)]
        return {"rows": rows, "findings": self.findings, "coverage": self.coverage(), "sites": self.site_rows(),
                "students": self.students, "omissions": omitted, "register": register, "files": files}  # fmt: skip


def filled(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """An Arrow table without nulls: what a row does not say is empty, zero or false."""
    blank = {
        field.name: "" if pa.types.is_string(field.type) else False if pa.types.is_boolean(field.type) else 0
        for field in schema
    }
    return pa.Table.from_pylist(
        [{name: row.get(name, value) for name, value in blank.items()} for row in rows], schema=schema
    )


def tables(seed: int = 1, students: int = 1000, findings: int = 400) -> dict[str, pa.Table]:
    """Every table of an invented run."""
    province = Province(seed, students, findings)
    rows = province.tables()
    return {name: filled(rows.get(name, []), schema) for name, schema in TABLES.items()}


def write_run(folder: Path, made: dict[str, pa.Table], campaign: Campaign) -> Path:
    """Save the tables as a finished run."""
    summary = {"version": "0.1.0", "engine": "duckdb", "as_of": "2020-06-05", "seconds": 1.0}
    export.save(Result(campaign, made, summary), folder)
    return folder


CAMPAIGN = """[campaign]
id = "sample-2020"
title = "2020年毕业生照片采集（示例）"
year = 2020
deadline = 2020-06-10
as_of = 2020-06-05

[scope.open]
cohorts = ["2018秋季", "2019春季"]
institution_code = "51161"

[scope.adult]
cohorts = ["2019级"]
institution_code = "51383"
"""


def make_workspace(path: Path, *, students: int = 1000, findings: int = 400) -> Path:
    """Make a workspace with one finished run."""
    with Workspace.init(path, CAMPAIGN, actor="tester") as place:
        run = place.start_run(actor="tester", inputs={})
        write_run(run.folder, tables(1, students, findings), place.campaign())
        place.finish_run(run.id, {})
    return path
