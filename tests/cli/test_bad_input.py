"""Wrong input: a clear sentence and exit status 2, or a finding; never a traceback."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

import recon
from recon.cli.app import app
from recon.sample import make

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaign")
    make(folder, seed=3, site_count=3, student_count=40)
    return folder


def call(*arguments: Any) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def run(sample: Path, out: Path, **changes: Any) -> Result:
    return call("run", *command_of(sample, {"--out": out} | _typed(changes)))


def _typed(changes: dict[str, Any]) -> dict[str, Any]:
    return {f"--{name.replace('_', '-')}": value for name, value in changes.items()}


def command_of(sample: Path, changes: dict[str, Any]) -> list[Any]:
    options = {
        "--campaign": sample / "campaign.toml",
        "--extract": sorted((sample / "extracts").iterdir()),
        "--rosters": sample / "rosters",
        "--sites": sample / "sites.csv",
    }
    words: list[Any] = []
    for name, value in (options | changes).items():
        for one in value if isinstance(value, list) else [value]:
            words += [name, one]
    return words


def told(result: Result, *words: str) -> None:
    """Assert exit status 2 and a message that holds every word and no traceback."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.output, result.output


def test_a_missing_file_is_named(sample: Path, tmp_path: Path) -> None:
    told(run(sample, tmp_path, extract=tmp_path / "没有.xlsx"), "--extract", "没有.xlsx")
    told(run(sample, tmp_path, rosters=tmp_path / "nowhere"), "--rosters", "nowhere")
    told(run(sample, tmp_path, campaign=tmp_path / "c.toml"), "--campaign", "c.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_folder_of_extracts_is_the_extracts_in_it(sample: Path, tmp_path: Path) -> None:
    one, all_of_it = run(sample, tmp_path / "one"), run(sample, tmp_path / "all", extract=sample / "extracts")
    assert (one.exit_code, all_of_it.exit_code) == (1, 1)
    for name in ("findings.csv", "coverage.csv", "omissions.csv", "sites.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "all" / name).read_bytes()
    answer = recon.reconcile(
        sample / "rosters", sample / "extracts", sample / "campaign.toml", sites=sample / "sites.csv"
    )
    assert answer.findings.num_rows == pq.read_table(tmp_path / "all" / "findings.parquet").num_rows
    (tmp_path / "nothing").mkdir()
    told(run(sample, tmp_path / "none", extract=tmp_path / "nothing"), "nothing", "没有可读取的文件")


def test_a_pipe_given_as_the_rosters_stops_the_run(sample: Path, tmp_path: Path) -> None:
    """It is no roster somebody sent: everybody would be omitted, and the status would say that the run went well."""
    os.mkfifo(tmp_path / "pipe")
    told(run(sample, tmp_path / "out", rosters=tmp_path / "pipe"), "--rosters", "管道")
    assert not (tmp_path / "out" / "findings.csv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("command", ["inspect", "check"])
def test_a_name_begins_no_line_of_its_own(tmp_path: Path, command: str) -> None:
    path = tmp_path / "a\nb.csv: 可读取\x1b[2J\u2028c.csv"
    path.write_bytes(PNG)
    lines = call(command, path).output.splitlines()
    assert "\x1b" not in "".join(lines)
    assert not [line for line in lines if line.startswith(("b.csv", "c.csv"))]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_in_what_a_run_says_begins_no_line_of_its_own(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a\nb.csv: 可以读取\x1b[2J\u202e.png").write_bytes(PNG)
    said = run(sample, tmp_path / "out", rosters=tmp_path / "in").output
    assert [line for line in said.splitlines() if line.lstrip().startswith("a\\u000ab.csv")]
    assert not set(said) & {"\x1b", "\u202e"}


@pytest.mark.parametrize(
    ("read", "given", "written", "place"),
    [
        ("rosters", "in", "out", "in/result"),
        ("rosters", "corrected", "out", "."),
        ("rosters", "in", "workspace", "in/office"),
        ("extract", "in", "out", "in"),
        ("photos", "in", "out", "in/result"),
    ],
)
def test_a_result_is_not_written_where_it_would_be_read(
    sample: Path, tmp_path: Path, read: str, given: str, written: str, place: str
) -> None:
    """The next run into such a folder took the sheets of the one before for rosters, or refused its summary."""
    (tmp_path / given).mkdir()
    ways = {"--out": tmp_path / "out", f"--{read}": tmp_path / given, f"--{written}": tmp_path / place}
    refused = call("run", *command_of(sample, ways))
    told(refused, f"--{written}", f"--{read}", "另选")


@pytest.mark.parametrize("command", [("rulings", "office"), ("restore", "office")])
def test_a_missing_file_is_named_with_the_option_it_was_given_to(
    tmp_path: Path, command: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if command[0] == "rulings":
        assert call("workspace", "init", command[1], "--campaign", CAMPAIGN).exit_code == 0
    told(call("workspace", *command, "--from", "missing"), "--from", "missing")
    (tmp_path / "heap").mkdir()
    told(call("workspace", *command, "--from", "heap"), "heap", "文件夹")


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("option", ["out", "workspace"])
def test_a_link_that_leads_nowhere_but_to_itself_is_no_place_for_a_result(
    sample: Path, tmp_path: Path, option: str
) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for place in (loop, loop / "below"):
        told(run(sample, **{"out": tmp_path / "out", option: place}), f"无法写入 {loop}")


def test_a_folder_without_rosters_is_told(sample: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    told(run(sample, tmp_path / "out", rosters=empty), "没有任何文件")


@pytest.mark.parametrize(("name", "content", "rule"), [("名单.xlsx", PNG, "FI01"), ("空.xlsx", None, "FI07")])
def test_a_roster_however_bad_is_a_finding(
    sample: Path, tmp_path: Path, name: str, content: bytes | None, rule: str
) -> None:
    rosters = tmp_path / "rosters"
    rosters.mkdir()
    if content is None:
        openpyxl.Workbook().save(rosters / name)
    else:
        (rosters / name).write_bytes(content)
    result = run(sample, tmp_path / "out", rosters=rosters)
    assert result.exit_code == 1, result.output
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["findings"]["charged"][rule] == 1


def test_an_extract_without_student_numbers_is_refused(sample: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "性别", "专业层次", "学籍状态"])
    book.active.append(["某某", "男", "专科", "在籍"])
    book.save(tmp_path / "extract.xlsx")
    told(run(sample, tmp_path / "out", extract=tmp_path / "extract.xlsx"), "学号", "extract.xlsx")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[campaign]", "[campaign]\ndeadlin = 2020-06-10", ("deadlin", "deadline")),
        ('deadline = "2020-06-10"', 'deadline = "2020-13-10"', ("deadline", "2020-13-10")),
        ("[campaign]", "[campaign", ("TOML",)),
    ],
)
def test_a_wrong_campaign_names_place_reason_and_nearest_word(
    sample: Path, tmp_path: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    text = (sample / "campaign.toml").read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "campaign.toml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    told(run(sample, tmp_path / "out", campaign=wrong), *words)


def test_an_unknown_rule_code_is_refused(sample: Path, tmp_path: Path) -> None:
    text = (sample / "campaign.toml").read_text(encoding="utf-8")
    wrong = tmp_path / "campaign.toml"
    assert "\n[rules]" in text
    wrong.write_text(text.replace("\n[rules]", '\n[rules]\nNO33 = "off"\n#'), encoding="utf-8")
    told(run(sample, tmp_path / "out", campaign=wrong), "NO33", "NO03")


def test_an_output_folder_that_cannot_be_written_is_told_before_the_work(
    sample: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "file"
    taken.write_text("", encoding="utf-8")
    told(run(sample, taken), "file")
    told(run(sample, taken / "below"), "file")


@pytest.mark.parametrize(("option", "value"), [("engine", "oracle"), ("as_of", "15.06.2020")])
def test_a_bad_option_is_explained(sample: Path, tmp_path: Path, option: str, value: str) -> None:
    told(run(sample, tmp_path / "out", **{option: value}), value if option == "as_of" else "duckdb")


@pytest.mark.parametrize(("engine", "library"), [("polars", "polars"), ("spark", "pyspark")])
def test_an_engine_that_is_not_installed_is_told_before_anything_is_read(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setattr("recon.pipeline.running.gather", lambda *_: 1 // 0)
    told(run(sample, tmp_path / "out", engine=engine), engine, f'pip install -e ".[{engine}]"')


def test_an_unexpected_failure_is_one_sentence(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recon.pipeline.running.gather", lambda *_: 1 // 0)
    result = run(sample, tmp_path / "out")
    told(result, "ZeroDivisionError", "--debug")


def test_json_is_alone_on_stdout_and_progress_is_silent_in_a_pipe(sample: Path, tmp_path: Path) -> None:
    extracts = [word for path in sorted((sample / "extracts").iterdir()) for word in ("--extract", str(path))]
    command = [sys.executable, "-m", "recon", "run", "--campaign", str(sample / "campaign.toml"), *extracts]
    command += ["--rosters", str(sample / "rosters"), "--out", str(tmp_path), "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=os.environ, check=False
    )
    summary = json.loads(done.stdout)
    assert done.returncode == 1
    assert summary["rows"]["read"] == sum(
        summary["rows"][n] for n in ("judged", "superseded", "parked", "unreadable")
    )
    assert done.stderr == ""


def test_a_clean_campaign_ends_with_status_0(tmp_path: Path) -> None:
    make(tmp_path / "clean", seed=5, site_count=2, student_count=20, spoiled=False)
    result = run(tmp_path / "clean", tmp_path / "out", as_of="2020-06-01")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert result.exit_code == (1 if summary["exit"] else 0)
    assert not {rule for rule in summary["findings"]["charged"] if rule[:2] in {"NO", "ID", "NA", "DF", "MA"}}


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("run", '[campaign]\nid = "x"\n[scope.open]\ncohorts = ["2031秋季"]\n'),
        ("check", '[campaign]\nid = "x"\n[rules]\nNO99 = "off"\n'),
        ("workspace init", '[campaign]\nid = "x"\ntitel = "x"\n'),
    ],
)
def test_a_campaign_is_named_as_its_file_is(sample: Path, tmp_path: Path, command: str, text: str) -> None:
    mine = tmp_path / "我的批次.toml"
    mine.write_text(text, encoding="utf-8")
    roster = next(path for path in (sample / "rosters").rglob("*.xlsx"))
    given = {"check": [roster], "workspace init": [tmp_path / "office"]}
    if command == "run":
        result = run(sample, tmp_path / "out", campaign=mine)
    else:
        words = [*command.split(), *given[command], "--campaign", mine]
        result = CliRunner().invoke(app, [str(word) for word in words])
    told(result, " 我的批次.toml ")
    assert "campaign.toml" not in result.output
    assert str(tmp_path) not in result.output


CAMPAIGN = Path(__file__).parents[2] / "sample_data" / "campaign.toml"
SMALL = ("--site-count", 3, "--student-count", 40)


@pytest.mark.parametrize("below", ["", "deeper"])
@pytest.mark.parametrize(
    "words",
    [
        ("run", "--out"),
        ("run", "--workspace"),
        ("sample", *SMALL, "--into"),
        ("workspace", "init", "--campaign", CAMPAIGN),
        ("inspect", CAMPAIGN, "--dump"),
    ],
    ids=lambda words: " ".join(map(str, words[:2])),
)
def test_a_file_where_a_folder_belongs_is_told_with_what_to_do(
    sample: Path, tmp_path: Path, words: tuple[Any, ...], below: str
) -> None:
    file = tmp_path / "afile"
    file.write_bytes(b"mine")
    place = file / below if below else file
    if words[0] == "run":
        folders = {"out": tmp_path / "out", words[1].removeprefix("--"): place}
        result = run(sample, **folders)
    else:
        result = call(*words, place)
    told(result, f"无法写入 {file}", "是文件，不是文件夹", "请换一个有写入权限的文件夹，或先移走该文件。")
    assert file.read_bytes() == b"mine"


def test_a_result_that_cannot_be_copied_is_told_before_the_office_takes_anything(
    sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "afile").write_bytes(b"mine")
    told(run(sample, tmp_path / "afile", workspace=tmp_path / "office"), "afile", "是文件，不是文件夹")
    assert not (tmp_path / "office").exists()


def test_a_file_that_cannot_be_written_is_told_with_what_to_do(tmp_path: Path) -> None:
    office = tmp_path / "office"
    assert call("workspace", "init", office, "--campaign", CAMPAIGN).exit_code == 0
    told(call("workspace", "backup", office, "--into", office), str(office), "请给出文件名")
    told(call("workspace", "backup", office, "--into", tmp_path / "no" / "b.zip"), "b.zip", "请先建立文件夹")
    (tmp_path / "letter.docx").write_bytes(b"mine")
    told(call("sample", *SMALL, "--into", tmp_path), "文件夹里已有其他文件", "请换一个空文件夹")


def test_an_extract_without_a_student_stops_the_run(sample: Path, tmp_path: Path) -> None:
    header = (sample / "extracts" / "open_central.xlsx", tmp_path / "空表.xlsx")
    book = openpyxl.load_workbook(header[0])
    book.active.delete_rows(2, book.active.max_row)
    book.save(header[1])
    told(run(sample, tmp_path / "out", extract=header[1]), "空表.xlsx", "没有任何学生")
    base = tmp_path / "a.db"
    with sqlite3.connect(base) as connection:
        connection.execute("CREATE TABLE students (学号, 姓名, 年级, 层次, 学籍状态)")
    nobody = run(sample, tmp_path / "out", extract=f"sqlite:///{base}", extract_query="students")
    told(nobody, "没有任何学生")
    several = [*sorted((sample / "extracts").iterdir()), header[1]]
    result = run(sample, tmp_path / "out", extract=several)
    assert result.exit_code == 1, result.output
    assert "空表.xlsx：表头以下没有任何学生" in result.output
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert len(summary["notes"]) == 1


def test_a_database_given_as_a_file_is_told_its_address(sample: Path, tmp_path: Path) -> None:
    lite, duck = tmp_path / "a.db", tmp_path / "学籍.dat"
    with sqlite3.connect(lite) as connection:
        connection.execute("CREATE TABLE students (学号)")
    duckdb.connect(str(duck)).close()
    for file, kind, scheme in ((lite, "SQLite", "sqlite"), (duck, "DuckDB", "duckdb")):
        result = run(sample, tmp_path / "out", extract=file)
        told(result, kind, f"--extract {scheme}:///{file} --extract-query")


def test_a_statement_that_writes_is_refused(sample: Path, tmp_path: Path) -> None:
    base = tmp_path / "a.db"
    with sqlite3.connect(base) as connection:
        connection.execute("CREATE TABLE students (学号)")
    before = base.read_bytes()
    wrong = run(sample, tmp_path / "out", extract=f"sqlite:///{base}", extract_query="DROP TABLE students")
    told(wrong, "SELECT", "未执行")
    assert base.read_bytes() == before


def test_a_roster_given_as_the_extract_is_refused(sample: Path, tmp_path: Path) -> None:
    titled = tmp_path / "附表1.xlsx"
    book = openpyxl.Workbook()
    for line in (
        ("附表1 开放教育毕业生图像采集名单",),
        ("序号", "院校代码", "学号", "姓名", "性别", "身份证号", "层次", "专业", "年级"),
        ("1", "51161", "1864901450001", "甲", "女", "", "本科", "法学", "2018秋季"),
    ):
        book.active.append(line)
    book.save(titled)
    told(run(sample, tmp_path / "out", extract=titled), "附表1.xlsx", "采集名单", "--rosters")


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "全部计为应报"), ("en", "everybody in scope counts as due")]
)
def test_an_extract_without_the_status_is_told_at_the_end(
    sample: Path, tmp_path: Path, lang: str, said: str
) -> None:
    extract = tmp_path / "extract.xlsx"
    book = openpyxl.load_workbook(sample / "extracts" / "open_central.xlsx")
    titles = [cell.value for cell in book.active[1]]
    complete = run(sample, tmp_path / "out", extract=sample / "extracts" / "open_central.xlsx", lang=lang)
    book.active.delete_cols(titles.index("学籍状态") + 1)
    book.save(extract)
    result = run(sample, tmp_path / "out", extract=extract, lang=lang)
    assert result.exit_code == 1
    assert said in result.output
    assert said not in complete.output
