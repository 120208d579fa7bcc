"""One file dropped on an office: verdict, receipt and return sheet at once, and no other file judged again."""

from __future__ import annotations

import errno
import io
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from recon.errors import OptionError, OutputError, WorkspaceError
from recon.pipeline import dropped
from recon.pipeline.dropped import judge_one
from recon.pipeline.gathering import standby
from recon.pipeline.gathering.gather import gather
from recon.workspace import Workspace
from recon.workspace.memory import FIRST, STANDBY, STANDBY_PART
from tests.support.offices import DEADLINE, extract, judged, person, roster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PEOPLE = [person(n) for n in range(20)]
HERE, THERE = PEOPLE[:10], PEOPLE[10:]
UNIT = {"unit": "6400301"}


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    campaign = DEADLINE.format(as_of="2020-06-08")
    with Workspace.init(tmp_path / "office", campaign, actor="li") as workspace:
        workspace.add_source("extract", extract({"6400301": HERE, "6400302": THERE}), "学籍.csv", actor="li")
        yield workspace


def test_a_dropped_file_is_judged_beside_what_its_unit_sent(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = [(HERE[0][0], "乙", HERE[0][2]), *HERE[1:]]
    for day, people in ((1, renamed), (2, HERE)):
        at = f"2020-06-0{day}"
        ws.receive(roster(people), f"6400301 {day}.csv", actor="li", received_at=at, kind="replace", **UNIT)
        judged(ws)
    ws.receive(roster(THERE[:2]), "6400302.csv", actor="li", received_at="2020-06-02")
    judged(ws)
    third = ws.receive(
        roster([*renamed[:8], THERE[0]]), "6400301 三.csv", actor="li", received_at="2020-06-03", **UNIT
    )
    monkeypatch.setattr(dropped, "gather", lambda *_: pytest.fail("nothing else is read again"))
    told = judge_one(ws, third.file, actor="li")
    (receipt,) = told.receipts
    assert (receipt.run, receipt.verdict, receipt.unit, receipt.rows) == (0, "read", "6400301", 9)
    assert (receipt.kind, receipt.disappear, receipt.elsewhere) == ("replace", 2, 1)
    assert receipt.back >= 1, "the wrong name was mended and is there again"
    assert "DF01" in dict(receipt.rules)
    assert {path.suffix for path in told.files} >= {".txt", ".xlsx"}
    assert {one.run for one in ws.receipts() if one.file != third.file} == {3}
    assert ws.verify().problems == ()
    judged(ws)
    (later,) = ws.receipts(file=third.file)
    # Only beside the other unit's file is a student sent twice an error of its own (DU03 in the place of SC05).
    assert (later.run, later.kind, later.errors) == (4, receipt.kind, receipt.errors + receipt.elsewhere)
    assert dict(later.rules).keys() - dict(receipt.rules).keys() == {"DU03"}
    assert not (ws.path / FIRST).exists(), "the run has taken the first verdict's place"


def test_before_any_run_extracts_are_read_once_and_kept_ready(ws: Workspace) -> None:
    first = ws.receive(roster(HERE), "6400301.csv", actor="li", received_at="2020-06-03")
    assert ws.rows_at_once() == {}, "nobody has looked"
    assert judge_one(ws, first.file, actor="li").receipts[0].kind == "first"
    assert ws.rows_at_once() == {first.file: len(HERE)}
    assert (ws.path / STANDBY / "extract.parquet").is_file()
    before = standby.key(ws)
    ws.edit_site("6400301", actor="li", contact="张老师")
    assert standby.key(ws) != before, "another register is another official side"


def test_a_list_that_comes_while_extracts_are_read_is_read_the_next_time(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ws.receive(roster(HERE), "6400301.csv", actor="li", received_at="2020-06-03")
    read = []

    def meanwhile(*asked: Any) -> Any:
        if not read:
            ws.edit_site("6400301", actor="li", contact="张老师")
        read.append(asked)
        return gather(*asked)

    monkeypatch.setattr(dropped, "gather", meanwhile)
    for times in (1, 2, 2):
        judge_one(ws, first.file, actor="li")
        assert len(read) == times


def test_what_was_being_kept_ready_when_its_process_was_killed_is_taken_up_by_nobody(ws: Workspace) -> None:
    first = ws.receive(roster(HERE), "6400301.csv", actor="li", received_at="2020-06-03")
    judge_one(ws, first.file, actor="li")
    left = (ws.path / STANDBY).rename(ws.path / f"{STANDBY_PART}killed")
    judge_one(ws, first.file, actor="li")
    ws.purge_person(HERE[0][0], actor="li", reason="申请删除")
    assert not left.exists(), "it has the person in it"


def test_each_member_of_an_archive_is_told_by_itself(ws: Workspace) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("6400301.csv", roster(HERE))
        archive.writestr("6400302.csv", roster([(THERE[0][0], "误", THERE[0][2]), *HERE[:3]]))
    file = ws.receive(packed.getvalue(), "all.zip", actor="li", received_at="2020-06-12").file
    told = {one.file.rpartition("!/")[2]: one for one in judge_one(ws, file, actor="li").receipts}
    here, there = told["6400301.csv"], told["6400302.csv"]
    assert (here.rows, here.kind, here.late) == (10, "first", 10)
    assert (there.rows, there.kind, there.late) == (4, "first", 4)
    assert "DF01" not in dict(here.rules)
    assert "DF01" in dict(there.rules)


def test_what_cannot_be_judged_is_said(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(OptionError):
        judge_one(ws, "nothing.csv", actor="li")
    bare = DEADLINE.format(as_of="2020-06-08")
    with Workspace.init(tmp_path / "bare", bare, actor="li") as empty:
        file = empty.receive(roster(HERE), "6400301.csv", actor="li").file
        with pytest.raises(WorkspaceError) as said:
            judge_one(empty, file, actor="li")
    assert "extract-add" in said.value.say("zh")


def test_a_refused_file_has_its_verdict_too(ws: Workspace) -> None:
    broken = ws.receive(b"PK\x03\x04 no zip at all", "6400301.xlsx", actor="li", received_at="2020-06-03")
    (receipt,) = judge_one(ws, broken.file, actor="li").receipts
    assert (receipt.verdict, receipt.rows, receipt.errors) == ("refused", 0, 1)


@pytest.mark.nightly
def test_one_file_among_three_hundred_units_costs_seconds(tmp_path: Path) -> None:
    people = [person(n) for n in range(30_000)]
    sites = {f"640{10 + n // 20:02d}{n % 20:02d}": people[n * 100 : n * 100 + 100] for n in range(300)}
    campaign = DEADLINE.format(as_of="2020-06-08")
    with Workspace.init(tmp_path / "office", campaign, actor="li") as ws:
        ws.add_source("extract", extract(sites), "学籍.csv", actor="li")
        for site, held in sites.items():
            ws.receive(roster(held), f"{site}.csv", actor="li", received_at="2020-06-01", unit=site)
        begun = time.process_time()
        judged(ws)
        whole = time.process_time() - begun
        file = ws.receive(
            roster(people[:99]), "new.csv", actor="li", received_at="2020-06-02", unit="6401000"
        )
        begun = time.process_time()
        told = judge_one(ws, file.file, actor="li")
        alone = time.process_time() - begun
    assert told.receipts[0].kind == "replace"
    assert alone < 10, f"one file took {alone:.1f} s of CPU, the whole run {whole:.1f} s"


def test_a_full_disk_says_which_folder_found_no_room(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ws.receive(roster(HERE), "6400301.csv", actor="li", received_at="2020-06-01", **UNIT)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "Error writing bytes to file")  # Arrow names no file

    monkeypatch.setattr(standby.pq, "write_table", full)
    with pytest.raises(OutputError) as stopped:
        judged(ws)
    assert stopped.value.details["path"] == ws.path / STANDBY
    assert not list(ws.path.glob(f"{STANDBY_PART}*"))
