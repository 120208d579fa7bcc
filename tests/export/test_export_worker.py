"""Outputs made by the worker: layout, zip, version and open password reach it; the password is kept nowhere."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest

from recon.campaign.dump import dumps
from recon.cli.exporting import Asked, export
from recon.errors import OptionError, WorkspaceError
from recon.export import save
from recon.pipeline.giving import NOW, frozen, history
from recon.worker import HANDLERS, do, sealed
from recon.worker.exporting import ask_for
from recon.workspace import Workspace

ACTOR = "王老师"
PASSWORD = "密码-7Qz"
STUDENT = "1864001400002"
UNIT = "6400101"


@pytest.fixture
def office(small, tmp_path):
    """A workspace whose newest run is the small one."""
    with Workspace.init(tmp_path / "office", dumps(small.campaign), actor=ACTOR) as workspace:
        record = workspace.start_run(actor=ACTOR)
        save(small, record.folder)
        workspace.finish_run(record.id, dict(small.summary))
        yield workspace


def done(office, number):
    """Let the worker do the job that waits; return how it ended."""
    claim = office.jobs.claim("test")
    assert claim is not None
    do(office, claim, HANDLERS)
    return office.jobs.status(number)


def bytes_below(folder):
    return b"".join(path.read_bytes() for path in Path(folder).rglob("*") if path.is_file())


def test_the_password_closes_the_files_and_is_found_nowhere_in_the_workspace(office):
    number = ask_for(office, "corrected", [UNIT], actor=ACTOR, password=PASSWORD)
    assert PASSWORD.encode() not in bytes_below(office.path)
    assert PASSWORD not in str(office.jobs.status(number).payload)
    view = done(office, number)
    assert view.state == "done", view.error
    path = Path(view.result["folder"]) / view.result["files"][0]
    with path.open("rb") as file:
        book = msoffcrypto.OfficeFile(file)
        book.load_key(password=PASSWORD, verify_password=True)
    assert PASSWORD.encode() not in bytes_below(office.path)
    assert list((office.path / sealed.FOLDER).iterdir()) == []
    assert (path.stat().st_mode & 0o777) == 0o600


def test_a_password_that_is_gone_fails_in_words_and_writes_nothing(office):
    number = ask_for(office, "corrected", [UNIT], actor=ACTOR, password=PASSWORD)
    next((office.path / sealed.FOLDER).iterdir()).unlink()
    view = done(office, number)
    assert view.state == "failed"
    assert "打开密码已失效" in view.error.say("zh")


def test_an_export_that_was_cancelled_keeps_no_password(office):
    number = ask_for(office, "corrected", [UNIT], actor=ACTOR, password=PASSWORD)
    claim = office.jobs.claim("test")
    office.jobs.cancel(number, actor=ACTOR)
    do(office, claim, HANDLERS)
    assert office.jobs.status(number).state == "cancelled"
    assert list((office.path / sealed.FOLDER).iterdir()) == []


def test_an_export_that_another_worker_takes_up_keeps_its_password(office):
    number = ask_for(office, "corrected", [UNIT], actor=ACTOR, password=PASSWORD)

    def ended(job, workspace):
        job.stop.set()
        HANDLERS["export"](job, workspace)

    do(office, office.jobs.claim("test"), {"export": ended}, alive=lambda: False)
    assert office.jobs.status(number).state == "queued"
    assert done(office, number).state == "done"


def test_a_job_cancelled_before_anybody_took_it_leaves_no_password_behind(office):
    first = ask_for(office, "corrected", [UNIT], actor=ACTOR, password=PASSWORD)
    (left,) = (office.path / sealed.FOLDER).iterdir()
    office.jobs.cancel(first, actor=ACTOR)
    ask_for(office, "corrected", [UNIT], actor=ACTOR, password=PASSWORD)
    assert left.exists()  # it may be another process' that has not put its job down yet
    os.utime(left, (0, 0))
    ask_for(office, "corrected", [UNIT], actor=ACTOR, password=PASSWORD)
    assert not left.exists()
    assert len(list((office.path / sealed.FOLDER).iterdir())) == 2


def test_a_key_alone_or_a_file_alone_says_nothing(office):
    key = sealed.leave(office, PASSWORD)
    (file,) = (office.path / sealed.FOLDER).iterdir()
    assert PASSWORD.encode() not in file.read_bytes()
    assert key not in file.name
    assert sealed.take(office, key) == PASSWORD
    sealed.drop(office, key)
    with pytest.raises(WorkspaceError):
        sealed.take(office, key)
    assert sealed.take(office, sealed.leave(office, "")) == ""


def test_all_units_come_in_one_zip_and_what_could_not_be_done_is_told(office):
    view = done(office, ask_for(office, "corrected", actor=ACTOR, zip=True, layout="own"))
    assert view.state == "done", view.error
    (name,) = view.result["files"]
    assert "全部更正表" in name
    with zipfile.ZipFile(Path(view.result["folder"]) / name) as archive:
        assert len(archive.namelist()) == 3
    assert any("已改用统一表样" in said for said in view.result["told"])


def test_the_case_file_holds_what_the_office_did(office):
    office.return_sheet(UNIT, "open", actor=ACTOR, findings=2, returned_at="2020-06-05T08:00:00+08:00")
    office.excuse(STUDENT, "缓拍", actor=ACTOR, reason="住院")
    office.admit_to_handover(STUDENT, actor=ACTOR, reason="电话核实")
    steps = {step.what: step for step in history(office, STUDENT)}
    assert steps["returned"].unit == UNIT
    assert steps["returned"].detail == "2 处"
    assert (steps["excused"].detail, steps["excused"].who) == ("缓拍：住院", ACTOR)
    assert steps["hand-over"].detail == "电话核实"
    view = done(office, ask_for(office, "case", [STUDENT], actor=ACTOR))
    sheet = openpyxl.load_workbook(Path(view.result["folder"]) / view.result["files"][0]).worksheets[0]
    said = [cell.value for row in sheet for cell in row if cell.value]
    assert "住院" in " ".join(said)
    assert "退回" in said


def test_the_newest_frozen_hand_over_is_the_one_that_goes_out(office, monkeypatch):
    assert frozen(office) is None
    monkeypatch.setattr("recon.workspace.handover_lines._check_sums", lambda *_: None)
    office.freeze_handover(actor=ACTOR)
    version = frozen(office)
    assert version is not None
    assert version.number == 1
    assert frozen(office, NOW) is None
    view = done(office, ask_for(office, "handover", actor=ACTOR))
    assert any("第1版" in name for name in view.result["files"])


def test_the_command_line_takes_the_layout_and_the_password_from_a_file(office, tmp_path, capsys):
    (tmp_path / "pass.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
    out = tmp_path / "out"
    export(Asked(("corrected",), office.path, (UNIT,), "", "own", tmp_path / "pass.txt", out, "zh"))
    said = capsys.readouterr()
    paths = sorted(out.iterdir())
    assert sorted(said.out.split()) == [str(path) for path in paths]
    assert "已改用统一表样" in said.err
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    for path in paths:
        with path.open("rb") as file:
            assert msoffcrypto.OfficeFile(file).is_encrypted()


def test_a_case_file_asks_for_a_student_there_is(office, tmp_path, capsys):
    for number in ("", "1864001499999"):
        with pytest.raises(OptionError, match="--student") as told:
            export(Asked(("case",), office.path, (), number, "official", None, tmp_path, "zh"))
        assert not number or number not in told.value.say("zh")
    export(Asked(("case",), office.path, (), STUDENT, "official", None, tmp_path, "zh"))
    assert "责任认定单" in capsys.readouterr().out


def test_an_empty_answer_is_said_and_a_unit_nobody_is_called_by_is_refused(office, tmp_path, capsys):
    export(Asked(("corrected",), office.path, ("64001",), "", "official", None, tmp_path, "zh"))
    assert capsys.readouterr().err.strip().endswith("没有需要生成的内容。")
    with pytest.raises(OptionError, match="--unit") as told:
        export(Asked(("corrected",), office.path, (UNIT, "6400110"), "", "official", None, tmp_path, "zh"))
    assert "没有代码为 6400110 的单位（相近的有：" in told.value.say("zh")
