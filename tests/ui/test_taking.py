"""What only a person can say of a file is asked, kept, and remembered."""

from __future__ import annotations

import json
import re
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
import streamlit as st

from recon import intake
from recon.asides import without_options
from recon.errors import ExtractError
from recon.model import Finding
from recon.pipeline.gathering import gather
from recon.pipeline.inputs import Options
from recon.pipeline.office import inputs_of
from recon.rules import say_message
from recon.ui.parts.flash import KEPT, Became
from recon.ui.taking import files, questions
from recon.ui.taking.answering import SHOWN, _answer, _column, _remember
from recon.ui.taking.correcting import _place
from recon.ui.taking.keeping import refusal
from recon.words import LANGS, Severity, Text
from recon.workspace import Workspace, passwords
from tests.ui.test_pages import opened

if TYPE_CHECKING:
    from pathlib import Path

    from recon.ui.store import Run
    from recon.words import Lang


def run_of(
    files: list[dict[str, Any]], findings: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> Any:
    blank = {"verdict": "read", "unit": "64001", "rows": 5, "parked": 0}
    monkeypatch.setattr(
        questions,
        "file_findings",
        lambda _: [{"message": "m", "details": "{}", "open": True} | f for f in findings],
    )
    table = pa.Table.from_pylist([blank | one for one in files])
    return SimpleNamespace(table=lambda _: table)


def test_each_file_is_asked_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_of(
        [
            {"file": "fine.xlsx"},
            {"file": "whose.xlsx", "unit": ""},
            {"file": "locked.xlsx", "verdict": "refused", "rows": 0},
            {"file": "odd.csv", "verdict": "refused", "rows": 0},
            {"file": "again.xlsx", "parked": 7},
            {"file": "export.xlsx", "rows": 0},
            {"file": "~$fine.xlsx", "verdict": "ignored", "unit": ""},
            {"file": "torn.xlsx"},
            {"file": "dismissed.xlsx"},
        ],
        [
            {"file": "locked.xlsx", "rule": "FI02"},
            {"file": "odd.csv", "rule": "FI12"},
            {"file": "whose.xlsx", "rule": "FI12"},  # a row in doubt: nothing to be asked
            {"file": "export.xlsx", "rule": "FI16", "details": json.dumps({"foreign": "photos"})},
            {"file": "torn.xlsx", "rule": "FI10"},  # its name says one unit, its rows another
            {"file": "dismissed.xlsx", "rule": "FI10", "open": False},
        ],
        monkeypatch,
    )
    asked = {one.file: one for one in questions.asked(run)}
    assert {file: one.what for file, one in asked.items()} == {
        "whose.xlsx": "unit",
        "locked.xlsx": "password",
        "odd.csv": "encoding",
        "again.xlsx": "kind",
        "export.xlsx": "source",
        "torn.xlsx": "unit",
    }
    assert asked["torn.xlsx"].unit == "64001", "what it was taken for is there to be confirmed"
    assert questions.source_kind(asked["export.xlsx"].details) == "photos"


EXTRACT = "学号,姓名,身份证号,学籍状态,专业层次,入学年度学期\n1864901400001,王丽,,在籍,本科,2018秋季\n"


def test_unknown_columns_are_asked_once_for_all_files(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = {"rule": "HD03", "details": json.dumps({"header": "学员号码", "reason": "unknown"})}
    run = run_of([], [unknown | {"file": "a"}, unknown | {"file": "b"}], monkeypatch)
    [one] = questions.unknown_columns(run)
    assert (one.title, one.files) == ("学员号码", ("a", "b"))


def test_a_long_title_is_taught_whole_though_a_message_says_less(monkeypatch: pytest.MonkeyPatch) -> None:
    details = {"header": "学员" * 30 + "…", "title": "学员" * 40, "reason": "unknown"}
    run = run_of([], [{"rule": "HD03", "details": json.dumps(details), "file": "a"}], monkeypatch)
    assert [one.title for one in questions.unknown_columns(run)] == ["学员" * 40]


def test_a_password_is_kept_outside_the_log(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"k": "geheim"})
    with Workspace.open(office) as place:
        _answer(place, questions.Question("password", "a.xlsx", ""), "k")
        assert inputs_of(place).passwords == {"a.xlsx": "geheim"}
        assert "geheim" not in str([entry.details for entry in place.entries()])
        assert (place.path / passwords.NAME).stat().st_mode & 0o077 == 0
        passwords.keep(place.path, "a.xlsx", "")
        assert passwords.read(place.path) == {}


def test_a_file_in_doubt_is_read_in_the_encoding_somebody_told(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "session_state", {"k": "gb18030"})
    with Workspace.open(office) as place, intake.Pool(place.campaign().limits, workers=1) as pool:
        place.receive("1,龘靐\n2,齉爩\n".encode("gb18030"), "odd.csv", actor="t")
        [doubted] = gather._read_all(inputs_of(place), Options(), pool)
        assert [trouble.rule for trouble in doubted.troubles] == ["FI12"]
        _answer(place, questions.Question("encoding", "odd.csv", ""), "k")
        [read] = gather._read_all(inputs_of(place), Options(), pool)
        assert read.verdict == "read"
        assert next(iter(read.sheets[0].rows)).values == ("1", "龘靐")
        assert [job.kind for job in place.jobs.open()] == ["run"]


def test_an_extract_among_the_rosters_is_taken_in_as_one(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "session_state", {"k": "extract"})
    with Workspace.open(office) as place:
        place.receive(EXTRACT.encode("gb18030"), "导出/学生.csv", actor="t")
        _answer(place, questions.Question("source", "导出/学生.csv", ""), "k")
        assert [(one.kind, one.name) for one in place.sources()] == [("extract", "学生.csv")]
        assert [job.kind for job in place.jobs.open()] == ["run"]


def test_what_no_run_could_use_is_not_taken_in_and_the_reason_is_said(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "session_state", {"k": "submissions"})
    with Workspace.open(office) as place:
        place.receive(EXTRACT.encode("gb18030"), "导出/学生.csv", actor="t")
        _answer(place, questions.Question("source", "导出/学生.csv", ""), "k")
        [(said, kind)] = st.session_state[KEPT]
        assert (kind, "学生.csv" in said) == (Became.REFUSED, True)
        assert not place.sources()
        assert not place.jobs.open()


def test_a_column_that_would_break_the_campaign_is_told_and_not_kept(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "session_state", {_column("姓名"): "student_no"})
    with Workspace.open(office) as place:
        before = place.campaign_text()
        _remember(place, ["姓名"])
        assert st.session_state[KEPT][-1][1] == Became.REFUSED
        assert place.campaign_text() == before


def test_a_column_once_told_is_remembered(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {_column("学员号码"): "student_no"})
    with Workspace.open(office) as place:
        _remember(place, ["学员号码", "联系电话"])
        assert place.campaign().headers == {"student_no": ("学员号码",)}
        assert "# " not in place.campaign_text().split("[headers]")[1]


def test_an_answer_of_nothing_is_told(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {"k": None}
    monkeypatch.setattr(st, "session_state", state)
    with Workspace.open(office) as place:
        _answer(place, questions.Question("unit", "a.xlsx", ""), "k")
        assert state.pop(KEPT)[0][1] == Became.MISSING
        _remember(place, ["x"])
        assert state.pop(KEPT)[0][1] == Became.MISSING
        assert not place.jobs.open()


def test_of_many_files_and_columns_nobody_knows_every_one_can_be_answered(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever could not answer the first eight never saw the ninth."""
    many = [questions.Question("unit", f"名单{number}.xlsx", "?") for number in range(SHOWN + 1)]
    columns = [questions.Unknown(f"列{number}", ("a.xlsx",)) for number in range(SHOWN + 1)]
    monkeypatch.setattr(questions, "asked", lambda _: many)
    monkeypatch.setattr(questions, "unknown_columns", lambda _: columns)
    at = opened("intake")
    assert [text.value for text in at.text if "名单0.xlsx" in text.value]
    for pager in ("intake.asked.page.2", "intake.columns.page.2"):
        at.session_state[pager] = 2
    at.run()
    assert not at.exception
    assert [text.value for text in at.text if "名单" in text.value] == ["名单8.xlsx\n?"]
    assert [box.key for box in at.selectbox if str(box.key).startswith("intake.column.")] == [_column("列8")]


def test_what_came_of_the_last_upload_is_told_and_stands_first(office: Path, run: Run) -> None:
    judged = run.table("files").to_pylist()
    names = [row["file"] for row in judged]
    received: Any = [SimpleNamespace(file=name, unit="", received_at="2020-06-05") for name in names]
    lines = files.file_lines(run, received, [names[0]])
    assert [line["file"] for line in lines[:2]] == [names[0], names[-1]], "the last upload, then the newest"
    assert "1 个文件：已读取：1" in files.last_upload(lines, [names[0]])
    waiting = files.file_lines(run, [*received, SimpleNamespace(file="new.zip", unit="", received_at="")])
    assert files.last_upload(waiting, ["new.zip"]) == "", "nothing is said before it was looked at"


def test_a_file_that_waits_has_no_number_before_one_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """It said 0 rows, as a file that holds nobody does, and that its unit cannot be known."""
    monkeypatch.setattr(st, "session_state", {})
    received: Any = [SimpleNamespace(file=name, unit="", received_at="") for name in ("a.xlsx", "b.xlsx")]
    newest, first = files.told(None, files.file_lines(None, received, at_once={"b.xlsx": 12}))
    assert (newest["文件"], newest["学生行"]) == ("b.xlsx", 12)
    assert first["学生行"] is None
    assert first["报送单位"] == "—"
    assert str(first["说明"]).startswith("尚未核对")


def test_a_file_without_a_student_is_not_just_read() -> None:
    row = {"file": "rubbish.xlsx", "verdict": "read", "rows": 0}
    assert files._outcome(row, {"FI07"}) == "empty"
    assert files._outcome(row, {"FI08"}) == "repeated"
    assert files._outcome(row | {"rows": 3}, set()) == "read"
    assert files._outcome(row | {"verdict": "refused"}, set()) == "refused"
    assert files._outcome(row, {"FI16"}) == "foreign", "a photo register is no roster that lacks its students"


def test_an_archive_is_opened_and_what_came_of_it_is_said_of_its_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A zip of three rosters was told as four files, one of them without a student and of an unknown unit."""
    row = {"verdict": "read", "unit": "6400101", "form": "open", "rows": 3, "received_at": ""}
    inside = [row | {"file": f"a.zip!/{name}"} for name in ("1.xlsx", "2.xlsx")]
    judged = [row | {"file": "a.zip", "rows": 0, "unit": "?"}, *inside]
    judged.append(row | {"file": "a.zip!/3.xlsx", "verdict": "refused", "rows": 0, "unit": "?"})
    run: Any = SimpleNamespace(table=lambda _: pa.Table.from_pylist(judged), site_names={})
    monkeypatch.setattr(files, "file_findings", lambda _: [])
    monkeypatch.setattr(st, "session_state", {})
    received: Any = [SimpleNamespace(file="a.zip", unit="", received_at="")]
    lines = files.file_lines(run, received, ["a.zip"])
    assert [line["outcome"] for line in lines] == ["refused", "opened", "read", "read"], (
        "what cannot be read first"
    )
    assert "3 个文件：已读取：2、无法读取：1" in files.last_upload(lines, ["a.zip"])
    opened = files.told(run, lines)[1]
    assert (opened["说明"], opened["报送单位"]) == ("内有 3 个文件，结果分别列出。", "—")


def test_nobody_need_know_whose_a_copy_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    copy = {
        "file": "b.xlsx",
        "verdict": "read",
        "unit": "?",
        "rows": 0,
        "outcome": "repeated",
        "received_at": "",
    }
    assert files.told(None, [copy])[0]["报送单位"] == "—"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("foreign", questions.FOREIGN)
def test_no_message_on_a_screen_speaks_of_the_command_line(foreign: str, lang: Lang) -> None:
    found = Finding("FI16", Severity.WARNING, details=json.dumps({"foreign": foreign, "rows": "7"}))
    told = without_options(say_message(found, lang))
    assert "7" in told
    assert not re.search("--|命令行|command line", told)


@pytest.mark.parametrize("lang", LANGS)
def test_a_run_without_an_extract_is_told_without_an_option(lang: Lang) -> None:
    why = ExtractError(path="--extract", reason=Text("没有学籍数据。", "There is no enrolment."))
    assert without_options(why.say(lang)) == {"zh": "没有学籍数据。", "en": "There is no enrolment."}[lang]


def test_a_refused_source_is_told_its_place_and_no_option(office: Path) -> None:
    data = "学号,毕业批次\n1864901400001,202101\n".encode()
    with Workspace.open(office) as place:
        why = refusal(place, "extract", [("planned.csv", data)])
    assert why.endswith("这是预计毕业名单，请放到“预计毕业名单”处。")


def test_when_a_file_came_in_fact_can_be_said(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {
        "file": "a.zip!/名单.csv",
        "unit": None,
        "form": None,
        "kind": None,
        "at": datetime.fromisoformat("2020-06-12T09:00:00"),
    }
    monkeypatch.setattr(st, "session_state", {f"intake.place.{name}": value for name, value in said.items()})
    with Workspace.open(office) as place:
        place.receive(b"PK\x05\x06" + bytes(18), "a.zip", actor="t")
        _place(place)
        (known,) = [one for one in place.submissions() if one.file == "a.zip"]
        assert known.received_at == "2020-06-12T09:00:00+08:00"
        assert [job.kind for job in place.jobs.open()] == ["run"]
