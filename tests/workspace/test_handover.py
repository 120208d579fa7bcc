"""Hand-over versions: numbered, immutable, adding up to the coverage; later changes only as lists."""

from __future__ import annotations

import pytest

from recon.errors import OptionError, WorkspaceError
from recon.workspace import Workspace
from tests.support.runs import cell, finished, row, student

CODES = '[campaign]\nid = "nx-2023"\nmode = "capture-code"\n'
SHOOTING = """[campaign]
id = "nx-2020"

[[shooting]]
point = "64003"
dates = ["2020-06-17", "2020-06-18"]
serves = ["64003"]
"""
OPEN, HELD, EARLIER = student(3, open=True), student(4, held=True), student(5, due=False, eligible=True)
EVERYBODY = [student(1), student(2), OPEN, HELD, EARLIER, student(6, state="omitted", clean=False)]


def told(table: object) -> list[tuple[str, ...]]:
    columns = ("what", "student_no", "field", "before", "after", "reason")
    return [tuple(line[name] for name in columns) for line in table.to_pylist()]  # type: ignore[attr-defined]


def test_a_version_holds_the_clean_and_lists_who_waits(ws: Workspace) -> None:
    finished(ws, EVERYBODY)
    version = ws.freeze_handover(actor="li", reason="第一批")
    assert (version.number, version.handed, version.pending, version.again) == (1, 3, 2, False)
    lines = {line["student_no"]: line for line in ws.handover_table(1).to_pylist()}
    assert {number: (line["status"], line["reason"]) for number, line in lines.items()} == {
        "1864001400001": ("handed", "clean"),
        "1864001400002": ("handed", "clean"),
        "1864001400005": ("handed", "clean"),
        "1864001400003": ("pending", "open"),
        "1864001400004": ("pending", "held"),
    }
    assert lines["1864001400001"]["name_final"] == "甲1"
    assert [(one.site_code, one.category, one.handed, one.pending) for one in version.counts] == [
        ("6400301", "open", 3, 2)
    ]
    assert ws.verify().problems == ()


def test_hand_over_and_waiting_are_what_was_submitted_or_nothing_is_frozen(office: Workspace) -> None:
    finished(office, EVERYBODY, coverage=[cell(EVERYBODY[:4])])
    with pytest.raises(WorkspaceError) as said:
        office.freeze_handover(actor="li")
    assert "移交 3 人 + 待定 2 人，与已报送 4 人不符" in said.value.say("zh")
    assert office.handovers() == []


def test_an_admission_needs_a_reason_and_moves_a_student_to_the_list(ws: Workspace) -> None:
    finished(ws, EVERYBODY)
    with pytest.raises(OptionError):
        ws.admit_to_handover(OPEN["student_no"], actor="li", reason=" ")
    ws.admit_to_handover(OPEN["student_no"], actor="wang", reason="先拍后改")
    version = ws.freeze_handover(actor="li")
    assert (version.handed, version.pending) == (4, 1)
    (answer,) = ws.answers("hand-over")
    assert (answer.student_no, answer.actor, answer.reason) == (OPEN["student_no"], "wang", "先拍后改")
    admitted = [
        line["student_no"] for line in ws.handover_table().to_pylist() if line["reason"] == "admitted"
    ]
    assert admitted == [OPEN["student_no"]]


def test_the_same_list_is_not_numbered_twice(office: Workspace) -> None:
    finished(office, EVERYBODY)
    first = office.freeze_handover(actor="li")
    finished(office, EVERYBODY)
    again = office.freeze_handover(actor="wang")
    assert (again.number, again.again, again.sha256) == (1, True, first.sha256)
    assert len(office.handovers()) == 1


def test_what_came_later_is_told_as_additions_changes_and_withdrawals(ws: Workspace) -> None:
    finished(ws, EVERYBODY)
    frozen = ws.freeze_handover(actor="li")
    before = ws.handover_table(1)
    later = [student(1, open=True), student(2, name="甲二"), student(3), HELD]
    finished(ws, later)
    assert told(ws.handover_changes()) == [
        ("added", "1864001400003", "", "", "", "clean"),
        ("changed", "1864001400002", "name", "甲2", "甲二", ""),
        ("withdrawn", "1864001400001", "", "", "", "open"),
        ("withdrawn", "1864001400005", "", "", "", "left"),
    ]
    second = ws.freeze_handover(actor="li")
    assert (second.number, ws.handover().number) == (2, 2)
    assert told(ws.handover_changes()) == []
    assert len(told(ws.handover_changes(1, against=2))) == 4
    assert ws.handover(1) == frozen
    assert ws.handover_table(1).equals(before)


def test_who_froze_and_when_is_in_the_log(ws: Workspace) -> None:
    finished(ws, EVERYBODY)
    version = ws.freeze_handover(actor="li", reason="送影像公司")
    (entry,) = ws.entries(1)
    assert (entry.act, entry.actor, entry.at) == ("handover", "li", version.at)
    known = {
        "version": 1,
        "run": 1,
        "count": 3,
        "pending": 2,
        "sha256": version.sha256,
        "reason": "送影像公司",
    }
    assert {name: entry.details[name] for name in known} == known


def test_a_capture_code_version_keeps_no_name_and_no_id(tmp_path: object) -> None:
    with Workspace.init(tmp_path / "office", CODES, actor="li") as ws:  # type: ignore[operator]
        finished(ws, EVERYBODY)
        version = ws.freeze_handover(actor="li")
        kept = ws.original(version.sha256).read_bytes()
        line = ws.handover_table().to_pylist()[0]
    assert version.mode == "capture-code"
    assert {name for name, value in line.items() if name.endswith("_final") and value} == {"student_no_final"}
    assert "甲1".encode() not in kept
    assert sum(one.handed for one in version.counts) == 3


def test_the_point_that_serves_a_branch_serves_its_sites(tmp_path: object) -> None:
    with Workspace.init(tmp_path / "office", SHOOTING, actor="li") as ws:  # type: ignore[operator]
        finished(ws, [student(1)])
        (count,) = ws.freeze_handover(actor="li").counts
        assert (count.point, count.point_name, count.days) == ("64003", "示例分校", "2020-06-17、2020-06-18")
        ws.save_campaign(SHOOTING.replace("2020-06-17", "2020-06-16"), actor="li")
        assert told(ws.handover_changes()) == [
            ("changed", "1864001400001", "days", "2020-06-17、2020-06-18", "2020-06-16、2020-06-18", "")
        ]


def test_a_student_of_two_units_waits_with_the_row_that_is_open(office: Workspace) -> None:
    twice = student(1, open=True)
    rows = [row(twice, 0, open=False), row(twice, 1, unit="64005", file="64005.xlsx")]
    finished(office, [twice], rows=rows)
    (line,) = office.handover_now().to_pylist()
    assert (line["unit"], line["status"]) == ("64005", "pending")


def test_before_the_first_run_and_an_unknown_version_are_said(office: Workspace) -> None:
    for ask in (lambda: office.freeze_handover(actor="li"), lambda: office.handover(7)):
        with pytest.raises(WorkspaceError) as said:
            ask()
        assert "还没有" in said.value.say("zh")


def test_a_purged_student_leaves_every_version(ws: Workspace) -> None:
    finished(ws, EVERYBODY)
    frozen = ws.freeze_handover(actor="li")
    ws.purge_person("1864001400001", actor="li", reason="本人申请")
    assert ws.handover(1).sha256 == frozen.sha256, "the version's own hash stays on record"
    numbers = ws.handover_table(1)["student_no"].to_pylist()
    assert "1864001400001" not in numbers
    assert len(numbers) == 4
    assert ws.verify().problems == ()
