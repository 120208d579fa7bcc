from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from recon import model
from recon.workspace import Workspace
from recon.workspace.history import RoundChange

if TYPE_CHECKING:
    from pathlib import Path


def finished(
    ws: Workspace, findings: list[tuple[str, str]], students: list[dict[str, object]] | None = None
) -> Path:
    """Keep a run with these charged findings (unit, id) and these students."""
    run = ws.start_run(actor="li")
    rows = [{"finding_id": name, "unit": unit, "rule": "NA01", "charged": True} for unit, name in findings]
    rows.append({"finding_id": "f" * 16, "unit": "64003", "rule": "NA02", "charged": False})
    pq.write_table(pa.Table.from_pylist(rows, schema=model.FINDINGS), run.folder / "findings.parquet")
    people = pa.Table.from_pylist(students or [], schema=model.STUDENTS)
    pq.write_table(people, run.folder / "students.parquet")
    return ws.finish_run(run.id, {})


def test_a_finding_is_fixed_stays_is_new_or_came_back(office: Workspace) -> None:
    finished(office, [("64003", "a"), ("64003", "b"), ("64004", "c")])
    finished(office, [("64003", "a"), ("64004", "c"), ("64004", "d")])
    finished(office, [("64003", "a"), ("64003", "b"), ("64004", "e")])
    told = {line["finding_id"]: line["story"] for line in office.stories().to_pylist()}
    assert told == {"a": "still", "b": "back", "c": "fixed", "d": "fixed", "e": "new"}
    assert office.rounds() == [RoundChange("64003", 0, 1, 0, 1), RoundChange("64004", 2, 0, 1, 0)]


def test_with_two_runs_nothing_can_have_come_back(office: Workspace) -> None:
    finished(office, [("64003", "a")])
    finished(office, [("64003", "b")])
    assert office.rounds() == [RoundChange("64003", 1, 0, 1, 0)]


def test_one_run_has_no_story(office: Workspace) -> None:
    finished(office, [("64003", "a")])
    assert office.rounds() == []
    assert office.official_changes().num_rows == 0


def student(number: str, **values: object) -> dict[str, object]:
    return {
        "enrol_id": int(number),
        "student_no": number,
        "name": "张三",
        "site_code": "64003",
        "due": True,
        "level": "专科",
    } | values


def test_a_newer_extract_tells_who_became_due_left_or_changed(office: Workspace) -> None:
    finished(
        office,
        [],
        [
            student("1"),
            student("2"),
            student("3"),
            student("4", due=False),
            student("5", due=False),
            student("7"),
            student("8", due=False),
        ],
    )
    finished(
        office,
        [],
        [
            student("1"),
            student("2", name="张叁", level="本科"),
            student("4"),
            student("5", due=False, status="在籍"),
            student("6"),
            student("7", due=False, status="退学"),
        ],
    )
    told = {
        line["student_no"]: (line["what"], line["fields"]) for line in office.official_changes().to_pylist()
    }
    assert told == {
        "2": ("changed", "name level"),
        "3": ("left", ""),
        "4": ("became-due", ""),
        "5": ("changed", "status"),
        "6": ("became-due", ""),
        "7": ("left", "status"),
    }


def test_a_folder_with_a_quote_in_its_name_is_read_all_the_same(tmp_path: Path) -> None:
    with Workspace.init(tmp_path / "o'ffice", '[campaign]\nid = "x"\n', actor="li") as ws:
        finished(ws, [("64003", "a")])
        finished(ws, [("64003", "a")])
        assert ws.rounds() == [RoundChange("64003", 0, 1, 0, 0)]
