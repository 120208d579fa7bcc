"""What a run says beside its counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recon.campaign import Campaign
from recon.cli import outcome
from recon.result import Result

if TYPE_CHECKING:
    from recon.words import Lang


def rows(file: str, life: str, numbers: range) -> list[dict[str, str]]:
    fixed = {"file": file, "unit": "6400101", "form": "open", "life": life, "id_card_raw": "", "name_raw": ""}
    return [{**fixed, "student_no_raw": str(n)} for n in numbers]


@pytest.mark.parametrize(("lang", "word"), [("zh", "若替换，将有 7 名学生消失"), ("en", "7 students would")])
def test_a_parked_file_is_told(lang: Lang, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        {"file": "first.xlsx", "submission_kind": "first"},
        {"file": "second.xlsx", "submission_kind": "parked"},
    ]
    sent = [*rows("first.xlsx", "live", range(10)), *rows("second.xlsx", "parked", range(7, 12))]
    tables = {"files": pa.Table.from_pylist(files), "rows": pa.Table.from_pylist(sent)}
    summary: dict[str, Any] = {"rows": {"parked": 5}}
    outcome.parked(Result(Campaign(id="x"), tables, summary, lang))
    told = capsys.readouterr().err
    assert all(one in told for one in ("second.xlsx", "6400101", "--submissions", word)), told
    outcome.parked(Result(Campaign(id="x"), tables, {"rows": {"parked": 0}}, lang))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("lang", "word"), [("zh", "2 个文件的收到时间不明"), ("en", "times of 2 files")])
def test_unknown_times_are_told_once_the_deadline_has_passed(
    lang: Lang, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    came = [("read", ""), ("refused", ""), ("read", "2020-06-09T10:00:00+08:00"), ("ignored", "")]
    files = pa.Table.from_pylist([{"verdict": verdict, "received_at": at} for verdict, at in came])

    def told(day: str, sent: pa.Table, deadline: date | None) -> str:
        outcome.untold(Result(Campaign(id="x", deadline=deadline), {"files": sent}, {"as_of": day}, lang))
        return capsys.readouterr().err

    last = date(2020, 6, 10)
    after = told("2020-06-11", files, last)
    assert word in after
    assert "--submissions" in after
    assert told("2020-06-10", files, last) == "", "nobody is late yet"
    assert told("2020-06-11", files.slice(2), last) == "", "every time is known"
    assert told("2020-06-11", files, None) == ""
    alone = told("2020-06-11", files.slice(0, 1), last)
    assert "them" not in alone, "one file's time is an it"


NOBODY = (
    ("damaged.xlsx", "FI01", "fatal"),
    ("empty.xlsx", "FI07", "error"),
    ("extract.xlsx", "FI16", "warning"),
    ("encoding.csv", "FI12", "warning"),
    ("headless.xlsx", "HD01", "fatal"),
)


def told_of(
    files: dict[str, int],
    findings: tuple[tuple[str, str, str], ...],
    lang: Lang,
    capsys: pytest.CaptureFixture[str],
) -> str:
    names = ("file", "rule", "severity", "message")
    told = [(*one, f"why {one[1]}") for one in findings]
    tables = {
        "files": pa.table(
            {
                "file": list(files),
                "rows": list(files.values()),
                "unreadable": [9 if name.startswith("headless") else 0 for name in files],
                "verdict": ["refused" if name.startswith("encoding") else "read" for name in files],
            }
        ),
        "findings": pa.table({name: [one[at] for one in told] for at, name in enumerate(names)}),
    }
    outcome.idle(Result(Campaign(id="x"), tables, {}, lang))
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "head"), [("zh", "5 个文件没有读出任何学生"), ("en", "5 files gave no student")]
)
def test_files_that_gave_nobody_are_named_with_their_reason(
    lang: Lang, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        **{name: 9 if name == "headless.xlsx" else 0 for name, *_ in NOBODY},
        "again.xlsx": 0,
        "good.xlsx": 9,
    }
    beside = (
        ("again.xlsx", "FI08", "info"),
        ("good.xlsx", "FI16", "warning"),
        ("good.xlsx", "ID07", "error"),
    )
    lines = told_of(files, (*NOBODY, *beside), lang, capsys).splitlines()
    assert head in lines[0]
    assert [line.strip("　 ").replace("：", ": ") for line in lines[1:]] == [
        f"{name}: why {rule}" for name, rule, _ in NOBODY
    ]
    assert told_of({"good.xlsx": 9}, beside, lang, capsys) == ""


def test_of_many_files_that_gave_nobody_some_are_named_and_the_rest_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    refused = tuple((f"{n:02}.xlsx", "FI01", "fatal") for n in range(11))
    lines = told_of({name: 0 for name, *_ in refused}, refused, "zh", capsys).splitlines()
    assert len(lines) == 1 + 8 + 1
    assert "另有 3 个" in lines[-1]


@pytest.mark.parametrize(
    ("lang", "word"), [("zh", "密码表提到的 1 个文件"), ("en", "1 file of the list of passwords is")]
)
def test_a_password_for_a_file_that_did_not_come_is_told(
    lang: Lang, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = {"files": pa.Table.from_pylist([{"file": "pack.zip!/甲站/a.xlsx"}])}
    result = Result(Campaign(id="x"), tables, {"extracts": [{"file": "学籍/open.xlsx"}]}, lang)
    outcome.without_file(
        ["pack.zip!/甲站/a.xlsx", "a.xlsx", "open.xlsx", "photos.xlsx"], ["photos.xlsx"], result
    )
    assert capsys.readouterr().err == ""
    outcome.without_file(["a", "a.xlsx"], [], result)
    told = capsys.readouterr().err
    assert word in told
    assert "（a）" in told or "(a)" in told
