"""What a workspace knows of files reaches the judgement: when they came, what came twice, what was sent back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from recon.pipeline.dropped import judge_one
from recon.workspace import Workspace
from tests.support.offices import DEADLINE, extract, judged, person, roster
from tests.support.traces import unfolded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PEOPLE = [person(n) for n in range(20)]
HERE, THERE = PEOPLE[:10], PEOPLE[10:]
IN_TIME, TOO_LATE = "2020-06-09T10:00:00+08:00", "2020-06-12T10:00:00+08:00"


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    campaign = DEADLINE.format(as_of="2020-06-15")
    with Workspace.init(tmp_path / "office", campaign, actor="li") as workspace:
        workspace.add_source("extract", extract({"6400301": HERE, "6400302": THERE}), "学籍.csv", actor="li")
        yield workspace


def findings(ws: Workspace, rule: str) -> list[dict[str, Any]]:
    newest = ws.latest_run()
    assert newest is not None
    return pq.read_table(newest / "findings.parquet", filters=[("rule", "=", rule)]).to_pylist()


def times(ws: Workspace) -> dict[str, int]:
    newest = ws.latest_run()
    assert newest is not None
    told: dict[str, int] = json.loads((newest / "summary.json").read_text(encoding="utf-8"))["times"]
    return told


def test_before_the_first_roster_every_site_is_silent_and_its_due_are_counted(ws: Workspace) -> None:
    totals = judged(ws)
    assert (totals["due"], totals["submitted"], totals["omitted"]) == (20, 0, 20)
    newest = ws.latest_run()
    assert newest is not None
    sites = pq.read_table(newest / "sites.parquet", columns=["site_code", "status"]).to_pylist()
    assert {one["site_code"]: one["status"] for one in sites} == {"6400301": "silent", "6400302": "silent"}


def test_an_intake_after_the_day_that_is_judged_makes_nobody_late(ws: Workspace) -> None:
    ws.receive(roster(HERE), "6400301.csv", actor="li")
    assert judged(ws)["late"] == 0
    assert times(ws) == {"told": 0, "intake": 0, "late_by_intake": 0, "unknown": 1}


def test_the_time_of_intake_counts_where_nobody_says_otherwise(ws: Workspace) -> None:
    ws.save_campaign(DEADLINE.replace("as_of = {as_of}\n", ""), actor="li")
    file = ws.receive(roster(HERE), "6400301.csv", actor="li").file
    assert judged(ws)["late"] == 10
    assert times(ws) == {"told": 0, "intake": 1, "late_by_intake": 1, "unknown": 0}
    ws.came([file], IN_TIME, actor="li", reason="QQ群 6 月 9 日")
    assert judged(ws)["late"] == 0
    assert times(ws) == {"told": 1, "intake": 0, "late_by_intake": 0, "unknown": 0}


def test_columns_nobody_asked_for_stay_in_the_vault(ws: Workspace) -> None:
    phones = [f"0000-77{n:05d}" for n in range(len(HERE))]
    lines = roster(HERE).decode("utf-8-sig").splitlines()
    more = [f"{line},{extra}" for line, extra in zip(lines, ["手机号", *phones], strict=True)]
    ws.receive("\n".join(more).encode(), "6400301.csv", actor="li", received_at=IN_TIME)
    assert judged(ws)["submitted"] == 10
    judge_one(ws, "6400301.csv", actor="li")
    outside = [p for p in ws.path.rglob("*") if p.is_file() and "vault" not in p.relative_to(ws.path).parts]
    texts = [data for path in outside for data in unfolded(path.read_bytes())]
    assert len(outside) > 20
    assert [phone for phone in phones if any(phone.encode() in data for data in texts)] == []


def test_the_same_bytes_under_another_name_are_told(ws: Workspace) -> None:
    ws.receive(roster(HERE), "a/6400301.csv", actor="li", received_at=IN_TIME)
    ws.receive(roster(HERE), "b/名单终版.csv", actor="li", received_at=IN_TIME)
    ws.receive(roster(HERE), "b/名单终版.csv", actor="li", received_at=IN_TIME)
    assert judged(ws)["submitted"] == 10
    assert [line["file"] for line in findings(ws, "FI08")] == ["b/名单终版.csv"]
    (kept,) = ws.submissions()
    assert (kept.arrivals, kept.other_names) == (3, ("b/名单终版.csv",))


def test_a_folder_taken_in_at_once_decides_no_round_by_its_names(ws: Workspace) -> None:
    for name, people in (("6400301 a.csv", HERE), ("6400301 b.csv", HERE[:9])):
        ws.receive(roster(people), name, actor="li", taken_at="2020-06-09T09:00:00+08:00")
    judged(ws)
    assert {one.kind for one in ws.receipts()} == {"first"}
    assert all(one.live == one.rows for one in ws.receipts())


AFTERWARDS = "2099-01-01T09:00:00+08:00"


def test_what_is_handed_in_after_a_result_is_the_later_round_though_no_day_is_known(ws: Workspace) -> None:
    ws.receive(roster(HERE), "6400301 z.csv", actor="li", received_at=IN_TIME)
    judged(ws)
    ws.receive(roster(HERE[:9]), "6400301 a.csv", actor="li", taken_at=AFTERWARDS)
    totals = judged(ws)
    assert (totals["submitted"], totals["late"]) == (9, 0)
    assert times(ws)["unknown"] == 1
    story = {one.file: (one.kind, one.live) for one in ws.receipts()}
    assert story == {"6400301 z.csv": ("first", 0), "6400301 a.csv": ("replace", 9)}


def test_what_is_handed_in_after_a_result_is_the_later_round_though_no_time_is_known_at_all(
    ws: Workspace,
) -> None:
    ws.receive(roster(HERE), "6400301 z.csv", actor="li", taken_at="2020-06-16T09:00:00+08:00")
    judged(ws)
    ws.receive(roster(HERE[:9]), "6400301 a.csv", actor="li", taken_at=AFTERWARDS)
    totals = judged(ws)
    assert (totals["submitted"], times(ws)["unknown"]) == (9, 2)
    story = {one.file: (one.kind, one.live) for one in ws.receipts()}
    assert story == {"6400301 z.csv": ("first", 0), "6400301 a.csv": ("replace", 9)}


def test_what_came_with_the_first_files_and_no_time_decides_nothing(ws: Workspace) -> None:
    ws.receive(roster(HERE), "6400301 z.csv", actor="li", received_at=IN_TIME)
    ws.receive(roster(HERE[:9]), "6400301 a.csv", actor="li", taken_at="2020-06-16T09:00:00+08:00")
    assert judged(ws)["submitted"] == 10


def test_a_row_mended_within_the_days_of_its_return_is_not_late(ws: Workspace) -> None:
    wrong = [("1864001999999", *HERE[0][1:]), *HERE[1:9]]
    ws.receive(roster(wrong), "6400301 一.csv", actor="li", received_at=IN_TIME, unit="6400301")
    ws.return_sheet("6400301", "open", actor="li", returned_at="2020-06-10T15:00:00+08:00", findings=1)
    ws.receive(
        roster([HERE[0], HERE[9]]),
        "6400301 二.csv",
        actor="li",
        received_at="2020-06-13T23:00:00+08:00",
        unit="6400301",
        kind="amend",
    )
    totals = judged(ws)
    assert (totals["late"], totals["submitted"]) == (1, 9), (
        "the mended row counts; the student added does not"
    )
    assert findings(ws, "FI09") == []


def test_a_day_more_than_mend_days_is_late(ws: Workspace) -> None:
    wrong = [("1864001999999", *HERE[0][1:]), *HERE[1:9]]
    ws.receive(roster(wrong), "6400301 一.csv", actor="li", received_at=IN_TIME, unit="6400301")
    ws.return_sheet("6400301", "open", actor="li", returned_at="2020-06-10T15:00:00+08:00", findings=1)
    late = {"received_at": "2020-06-14T00:00:01+08:00", "unit": "6400301", "kind": "amend"}
    ws.receive(roster([HERE[0]]), "6400301 二.csv", actor="li", **late)
    assert judged(ws)["submitted"] in {8, 9}
    assert [line["file"] for line in findings(ws, "FI09")] == ["6400301 二.csv"]


def test_an_admitted_student_counts_with_who_and_why(ws: Workspace) -> None:
    ws.receive(roster(HERE), "6400301.csv", actor="li", received_at=TOO_LATE)
    assert judged(ws)["late"] == 10
    ws.admit(HERE[0][0], actor="wang", reason="邮路中断")
    assert judged(ws)["late"] == 9
    (answer,) = ws.answers("admit")
    assert (answer.student_no, answer.actor, answer.reason) == (HERE[0][0], "wang", "邮路中断")


def test_an_unclear_file_is_parked_and_says_who_would_disappear(ws: Workspace) -> None:
    ws.receive(roster(HERE), "6400301 一.csv", actor="li", received_at="2020-06-01", unit="6400301")
    second = ws.receive(
        roster([*HERE[:4], THERE[0]]), "6400301 二.csv", actor="li", received_at="2020-06-05", unit="6400301"
    )
    judged(ws)
    (parked,) = ws.parked()
    assert (parked.file, parked.students, parked.before, parked.common) == (second.file, 5, 10, 4)
    assert parked.disappear == 6
    ws.place(second.file, actor="li", kind="replace")
    assert judged(ws)["submitted"] == 5
    assert ws.parked() == []
    assert [(one.kind, one.disappear) for one in ws.receipts()] == [("first", 0), ("replace", 6)]


def test_a_receipt_tells_what_came_and_what_went_back(ws: Workspace) -> None:
    wrong = [(HERE[0][0], "乙", HERE[0][2]), *HERE[1:]]
    came = ws.receive(
        roster(wrong), "6400301.csv", actor="li", channel="mail", sender="a@b", received_at=IN_TIME
    )
    (before,) = ws.receipts()
    assert (before.verdict, before.rows, before.sha256) == ("received", 0, came.sha256)
    judged(ws)
    ws.return_sheet("6400301", "open", actor="li", returned_at="2020-06-11", findings=1)
    ws.acknowledge("6400301", "open", actor="li", text="张老师电话确认", at="2020-06-12")
    (receipt,) = ws.receipts("6400301")
    assert (receipt.unit, receipt.form, receipt.verdict, receipt.kind) == ("6400301", "open", "read", "first")
    assert (receipt.rows, receipt.live, receipt.late, receipt.sender) == (10, 10, 0, "a@b")
    assert "DF01" in dict(receipt.rules)
    assert receipt.errors + receipt.warnings + receipt.infos == sum(n for _, n in receipt.rules)
    assert (receipt.returned_at[:10], receipt.acknowledged_at[:10]) == ("2020-06-11", "2020-06-12")
    assert ws.receipts(unit="6400302") == []


def test_an_old_error_that_comes_back_offers_the_old_ruling(ws: Workspace) -> None:
    wrong = [(HERE[0][0], "乙", HERE[0][2]), *HERE[1:]]
    for day, people in ((1, wrong), (3, HERE), (5, wrong)):
        name, at = f"6400301 {day}.csv", f"2020-06-0{day}T09:00:00+08:00"
        ws.receive(
            roster(people) + b"\n" * day, name, actor="li", received_at=at, unit="6400301", kind="replace"
        )
        judged(ws)
        if day == 1:
            (found,) = [line for line in findings(ws, "DF01") + findings(ws, "DF02") if line["charged"]]
            ws.rule(
                found["finding_id"],
                "keep",
                actor="wang",
                reason="曾用名",
                seen_submitted=found["submitted"],
                seen_official=found["official"],
            )
    (back,) = [one for one in ws.back_again() if one.finding_id == found["finding_id"]]
    assert back.ruling is not None
    assert (back.unit, back.ruling.verdict, back.ruling.reason, back.ruling.who) == (
        "6400301",
        "keep",
        "曾用名",
        "wang",
    )


def test_a_newer_extract_says_who_became_due_who_left_and_which_rulings_lapsed(ws: Workspace) -> None:
    wrong = [(HERE[0][0], "乙", HERE[0][2]), *HERE[1:]]
    ws.receive(roster(wrong), "6400301.csv", actor="li", received_at=IN_TIME)
    judged(ws)
    (found,) = [line for line in findings(ws, "DF01") + findings(ws, "DF02") if line["charged"]]
    seen = {"seen_submitted": found["submitted"], "seen_official": found["official"]}
    ws.rule(found["finding_id"], "keep", actor="li", **seen)
    assert ws.lapsed() == []
    renamed = [(HERE[0][0], "丙" + HERE[0][1], HERE[0][2]), *HERE[1:9]]
    newer = extract({"6400301": renamed, "6400302": [*THERE, person(77)]})
    ws.add_source("extract", newer, "学籍二.csv", actor="li", replace=True)
    judged(ws)
    changes = {(line["what"], line["student_no"]) for line in ws.official_changes().to_pylist()}
    assert changes == {
        ("became-due", person(77)[0]),
        ("left", HERE[9][0]),
        ("changed", HERE[0][0]),
    }
    assert [(one.why, one.ruling.verdict) for one in ws.lapsed()] == [("official", "keep")]
