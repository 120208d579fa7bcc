from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from recon.errors import MissingPathError, OptionError
from recon.model import Submission
from recon.workspace import inbox
from recon.workspace.inbox import tidy_name

if TYPE_CHECKING:
    from pathlib import Path

    from recon.workspace import Workspace


def test_a_file_is_kept_untouched_with_who_when_and_how(ws: Workspace, tmp_path: Path) -> None:
    sent = tmp_path / "附表1.xlsx"
    sent.write_bytes(b"roster" * 400_000)
    received = ws.receive(
        sent,
        "64003/附表1.xlsx",
        actor="clerk",
        channel="mail",
        sender="a@b",
        received_at="2020-06-09T10:00:00Z",
    )
    assert ws.original(received.sha256).read_bytes() == sent.read_bytes()
    assert received.received_at == "2020-06-09T18:00:00+08:00"
    assert (received.file, received.channel, received.sender, received.actor) == (
        "64003/附表1.xlsx",
        "mail",
        "a@b",
        "clerk",
    )
    assert ws.submissions() == [received]


def test_the_same_bytes_again_are_one_submission(ws: Workspace) -> None:
    first = ws.receive(b"roster", "a.xlsx", actor="clerk", received_at="2020-06-01")
    again = ws.receive(b"roster", "b.xlsx", actor="clerk", received_at="2020-06-05")
    assert (first.again, again.again) == (False, True)
    assert (again.id, again.file, again.arrivals) == (first.id, "a.xlsx", 2)
    assert again.received_at == first.received_at, "what counts is when they came first"


def test_a_hundred_and_fifty_files_dropped_ten_times_are_one_submission_each(office: Workspace) -> None:
    files = {f"{number}.xlsx": f"roster {number}".encode() for number in range(150)}
    for _ in range(10):
        for name, data in files.items():
            office.receive(data, name, actor="clerk")
    kept = office.submissions()
    assert [one.file for one in kept] == list(files)
    assert {one.arrivals for one in kept} == {10}


def test_two_files_of_one_name_are_told_apart(ws: Workspace) -> None:
    names = [ws.receive(data, "x/名单.xlsx", actor="clerk").file for data in (b"1", b"2", b"3")]
    assert names == ["x/名单.xlsx", "x/名单 (2).xlsx", "x/名单 (3).xlsx"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\收件\\名单.xlsx", "C:/收件/名单.xlsx"),
        ("/名单.xlsx", "名单.xlsx"),
        ("a\x00\nb.xlsx", "ab.xlsx"),
        ("..", "file"),
    ],
)
def test_a_name_leads_nowhere_outside(name: str, kept: str) -> None:
    assert tidy_name(name) == kept


def test_the_last_word_about_a_file_counts_and_silence_changes_nothing(ws: Workspace) -> None:
    file = ws.receive(b"roster", "a.xlsx", actor="clerk", unit="64003", form="open").file
    ws.place(file, actor="registrar", unit="6400312")
    ws.place(file, actor="registrar", kind="add")
    (kept,) = ws.submissions()
    assert (kept.unit, kept.form, kept.kind) == ("6400312", "open", "add")


def test_the_pipeline_is_told_of_files_members_and_nil_declarations(ws: Workspace) -> None:
    ws.receive(b"zip", "all.zip", actor="clerk", received_at="2020-06-09T10:00:00")
    ws.place("all.zip!/64004.xlsx", actor="registrar", unit="64004", kind="replace")
    ws.declare_nil("64005", "adult", actor="registrar", reason="无应届生", received_at="2020-06-08T09:00:00")
    ws.declare_nil("64006", "open", actor="registrar")
    ws.withdraw_nil("64006", "open", actor="registrar", reason="误报")
    at = "2020-06-09T10:00:00+08:00"
    assert ws.known() == [
        Submission("all.zip", received_at=at),
        Submission("all.zip!/64004.xlsx", unit="64004", received_at=at, kind="replace"),
        Submission("", "64005", "adult", "2020-06-08T09:00:00+08:00", declared_nil=True),
    ]
    assert [(nil.unit, nil.reason, nil.actor) for nil in ws.nils()] == [("64005", "无应届生", "registrar")]


@pytest.mark.parametrize("wrong", [{"received_at": "gestern"}, {"form": "radio"}, {"kind": "maybe"}])
def test_what_cannot_be_is_refused_before_anything_is_kept(ws: Workspace, wrong: dict[str, str]) -> None:
    with pytest.raises(OptionError):
        ws.receive(b"roster", "a.xlsx", actor="clerk", **wrong)
    assert ws.submissions() == []


def test_a_missing_file_is_said(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(MissingPathError):
        ws.receive(tmp_path / "nowhere.xlsx", "a.xlsx", actor="clerk")


def test_a_newer_extract_takes_the_place_of_the_old_one(ws: Workspace) -> None:
    ws.add_source("extract", b"students", "学生.xlsx", actor="registrar")
    ws.add_source("extract", b"users", "用户.xlsx", actor="registrar")
    ws.add_source("photos", b"photos", "照片.xlsx", actor="registrar")
    assert [source.name for source in ws.sources("extract")] == ["学生.xlsx", "用户.xlsx"]
    newer = ws.add_source("extract", b"newer", "学生2.xlsx", actor="registrar", replace=True)
    assert ws.sources("extract") == [newer]
    assert newer.path.read_bytes() == b"newer"
    assert [source.kind for source in ws.sources()] == ["photos", "extract"]


def test_the_same_source_again_is_one_source_and_an_old_one_can_come_back(ws: Workspace) -> None:
    first = ws.add_source("extract", b"students", "a.xlsx", actor="registrar")
    assert ws.add_source("extract", b"students", "b.xlsx", actor="registrar").id == first.id
    ws.add_source("extract", b"newer", "c.xlsx", actor="registrar", replace=True)
    back = ws.add_source("extract", b"students", "a.xlsx", actor="registrar", replace=True)
    assert [source.id for source in ws.sources()] == [back.id]


def test_answers_about_students_stand_until_taken_back(ws: Workspace) -> None:
    ws.excuse("1864001450123", "缓拍", actor="registrar", reason="住院")
    ws.excuse("1864001450124", "放弃", actor="registrar")
    ws.excuse("1864001450124", "放弃", actor="registrar", withdrawn=True)
    ws.admit("1864001450125", actor="registrar", reason="邮箱故障")
    assert ws.excused() == {"1864001450123": "缓拍"}
    assert [(one.student_no, one.reason, one.actor) for one in ws.answers("admit")] == [
        ("1864001450125", "邮箱故障", "registrar")
    ]
    with pytest.raises(OptionError):
        ws.excuse("1864001450123", "懒", actor="registrar")


def test_a_site_is_signed_off_until_it_is_opened_again(ws: Workspace) -> None:
    for unit, kind in (("64003", "signed-off"), ("64004", "signed-off"), ("64003", "reopened")):
        ws.note(unit, kind, actor="registrar")
    ws.note("64003", "promise", actor="registrar", text="周五前", due_on="2020-06-05")
    assert ws.signed_off() == {"64004"}
    assert next((line.kind, line.text, line.due_on) for line in ws.diary("64003")) == (
        "promise",
        "周五前",
        "2020-06-05",
    )


def test_what_a_killed_copy_left_is_cleared_away_once_it_is_old(office: Workspace) -> None:
    office.receive(b"roster", "a.xlsx", actor="clerk")
    old, young = (office.path / "vault" / name for name in (".old.part", ".young.part"))
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (0, 0))
    office.tidy()
    assert not old.exists()
    assert young.exists(), "its process may still be writing"
    assert office.verify().ok


def test_many_answers_and_notes_are_kept_in_one_turn_or_not_at_all(office: Workspace) -> None:
    office.admit("1", "2", actor="li", reason="路远")
    office.admit_to_handover("3", "4", actor="li", reason="先拍")
    office.note_all(["64003", "64004"], "reminder", actor="li")
    assert [said.student_no for said in office.answers("admit")] == ["1", "2"]
    assert [said.student_no for said in office.answers("hand-over")] == ["3", "4"]
    assert [line.unit for line in office.diary()] == ["64004", "64003"]
    with pytest.raises(OptionError):
        office.admit_to_handover("5", actor="li", reason=" ")
    with pytest.raises(OptionError):
        office.note_all(["64005"], "no such kind", actor="li")
    office.admit(actor="li", reason="无人")
    assert (len(office.answers("hand-over")), len(office.diary())) == (2, 2)
    assert office.verify().problems == ()


def test_one_file_more_is_kept_without_looking_at_all_the_others(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(inbox, "_other_names", lambda _: pytest.fail("it goes through every file there is"))
        for name in ("a.xlsx", "b.xlsx", "a.xlsx"):
            kept = office.receive(name.encode(), name, actor="clerk")
        assert (kept.arrivals, kept.again, kept.other_names) == (2, True, ())
    assert office.receive(b"a.xlsx", "c.xlsx", actor="clerk").other_names == ("c.xlsx",)
    assert office.receive(b"a.xlsx", "b.xlsx", actor="clerk").other_names == ("c.xlsx",)
