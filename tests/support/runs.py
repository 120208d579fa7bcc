"""Results of runs made by hand: a few students, each with the row that was sent for him."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from recon.result import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from recon.workspace import Workspace


def student(number: int, **values: Any) -> dict[str, Any]:
    """One due open student of site 6400301 who was sent in time and is clean, unless ``values`` say otherwise."""
    usual = {
        "enrol_id": number,
        "student_no": f"18640014{number:05d}",
        "name": f"甲{number}",
        "id_card": f"1001011999010{number % 10}{number:03d}X",
        "category": "open",
        "branch": "示例分校",
        "site_code": "6400301",
        "due": True,
        "eligible": False,
        "state": "submitted",
        "open": False,
        "held": False,
    }
    made = usual | values
    return {"clean": not (made["open"] or made["held"])} | made


def row(one: Mapping[str, Any], number: int, **values: Any) -> dict[str, Any]:
    """The live row a student stands on."""
    usual = {
        "row_id": number,
        "file": "64003.xlsx",
        "sheet": "名单",
        "row": number + 2,
        "unit": "64003",
        "form": one["category"],
        "life": "live",
        "late": False,
        "why": "due",
        "enrol_id": one["enrol_id"],
        "open": one["open"],
        "held": one["held"],
    }
    known = {name: one[name] for name in ("student_no", "name", "id_card")}
    return usual | {f"{name}{side}": v for name, v in known.items() for side in ("_raw", "_final")} | values


def finished(ws: Workspace, students: Iterable[Mapping[str, Any]], **tables: list[dict[str, Any]]) -> Path:
    """Keep a run's result: the students, their rows, and whatever other tables are given."""
    students = list(students)
    sent = [one for one in students if one["state"] == "submitted"]
    site = {"site_code": "6400301", "site_name": "示例教学点", "branch_code": "64003", "branch": "示例分校"}
    found = {
        "students": students,
        "rows": [row(one, number) for number, one in enumerate(sent)],
        "register": [site],
        "coverage": [cell(sent)],
    } | tables
    run = ws.start_run(actor="li")
    for name, schema in TABLES.items():
        full = [empty_line(schema) | line for line in found.get(name, [])]
        pq.write_table(pa.Table.from_pylist(full, schema=schema), run.folder / f"{name}.parquet")
    return ws.finish_run(run.id, {"rows": len(sent)})


def cell(sent: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One cell of the coverage that counts everybody."""
    counts = Counter("submitted" if one["due"] else "eligible_submitted" for one in sent)
    return {"branch": "示例分校", "site_code": "6400301", **counts}


def empty_line(schema: pa.Schema) -> dict[str, Any]:
    """Return a line without any null: every value empty, nought or false."""
    nothing = {pa.string(): "", pa.int64(): 0, pa.bool_(): False}
    return {field.name: nothing[field.type] for field in schema}
