"""What a person types: help, version, languages, and options that have an effect or are refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from recon import __version__
from recon.cli.app import app
from recon.cli.speech import spoken
from recon.export.kinds import ALL
from recon.sample import make

if TYPE_CHECKING:
    from pathlib import Path

    from recon.words import Lang

HEAVY = {
    *("pandas", "polars", "duckdb", "pyarrow", "narwhals", "plotly", "streamlit", "sqlalchemy", "openpyxl"),
    *("pyspark", "rich", "numpy", "xlsxwriter", "python_calamine", "rapidfuzz", "alembic"),
}
LOADED = "import sys; print(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"


def python(code: str) -> set[str]:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


def test_importing_recon_and_asking_for_help_load_nothing_heavy() -> None:
    """`import recon` within 0.5 s and `recon --help` within 0.4 s: seconds vary, imports do not."""
    assert not python(f"import recon; {LOADED}") & HEAVY
    assert not python(f"import recon.cli.app; {LOADED}") & HEAVY
    shown = "import sys; from recon.cli.app import app; app(['run', '--help'], standalone_mode=False)"
    assert not python(f"{shown}; {LOADED}") & HEAVY


def say(*words: Any, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "recon", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env=os.environ | environment
    )


@pytest.mark.parametrize(
    ("words", "environment", "lang"),
    [
        ([], {}, "zh"),
        (["run", "--lang", "en"], {}, "en"),
        (["--lang=en", "run"], {}, "en"),
        ([], {"RECON_LANG": "en"}, "en"),
        (["--lang", "zh"], {"RECON_LANG": "en"}, "zh"),
        (["--lang"], {"RECON_LANG": "fr"}, "zh"),
    ],
)
def test_the_language_is_told_by_option_then_environment(
    words: list[str], environment: dict[str, str], lang: Lang
) -> None:
    assert spoken(words, environment) == lang


def test_a_language_there_is_not_is_refused_and_not_guessed() -> None:
    asked = say("rules", "--lang", "fr", RECON_LANG="")
    assert asked.returncode == 2
    assert "选项 --lang 无效：没有语言“fr”，可用：zh | en" in asked.stderr
    kept = say("rules", RECON_LANG="fr")
    assert (kept.returncode, kept.stdout) == (2, "")
    assert "选项 RECON_LANG 无效：没有语言“fr”" in kept.stderr
    assert "RECON_LANG cannot be used: there is no language 'fr'; choose zh | en" in kept.stderr
    assert say("rules", "--lang", "en", RECON_LANG="fr").stdout.startswith("Code")


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (
            ("--threads", "-1"),
            "选项 --threads 无效：“-1”应为不小于 0 的整数",
            "'-1' should be a whole number of 0",
        ),
        (("--threads", "many"), "“many”应为整数", "'many' should be a whole number\n"),
    ],
)
def test_a_number_that_is_none_is_told_with_what_was_typed(words: tuple[str, ...], zh: str, en: str) -> None:
    assert zh in say("run", *words, RECON_LANG="").stderr
    assert en in say("run", *words, RECON_LANG="en").stderr


def test_a_command_that_is_not_written_right_is_told_so_in_the_language_spoken() -> None:
    chinese, english = say("run", "--campain", "x"), say("run", RECON_LANG="en")
    assert (chinese.returncode, english.returncode) == (2, 2)
    assert "没有选项 --campain（是否想写 --campaign？）" in chinese.stderr
    assert "--campaign is missing" in english.stderr
    assert "--help" in english.stderr
    assert say("--version").stdout.split() == ["recon", __version__]


def test_a_command_there_is_not_is_told_in_the_language_spoken() -> None:
    assert say("rnu", RECON_LANG="zh").stderr.startswith("没有命令 rnu（是否想写 run？）。")
    assert say("rnu", RECON_LANG="en").stderr.startswith("There is no command rnu (did you mean run?).")


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("--extract", "a", "b.xlsx"), "哪个选项：b.xlsx", "belong to: b.xlsx"),
        (("--extract",), "选项 --extract 后面缺少内容", "--extract needs a value"),
        (("--json=1",), "选项 --json 后面不跟内容", "may follow --json"),
    ],
)
def test_a_word_too_many_or_too_few_is_told_in_the_language_spoken(
    words: tuple[str, ...], zh: str, en: str
) -> None:
    given = ("run", "--campaign", "c", "--rosters", "r", "--extract", "e", *words)
    for lang, told in (("zh", zh), ("en", en)):
        answer = say(*given, RECON_LANG=lang)
        assert answer.returncode == 2
        assert told in answer.stderr
        assert "recon run --help" in answer.stderr, "where the option is explained"


def test_help_has_no_english_around_chinese_and_no_types_of_python() -> None:
    for words in (
        [],
        ["run"],
        ["export"],
        ["workspace"],
        ["workspace", "receive"],
        ["workspace", "retain"],
        ["sample"],
    ):
        for columns in ("60", "70", "80"):  # a narrow terminal breaks Typer's own words into lines
            shown = say(*words, "--help", RECON_LANG="zh", COLUMNS=columns).stdout
            assert not re.findall(
                r"Usage|Options:|Commands:|Arguments:|Show|required|default|OPTIONS|ARGS|<\w+|[<>]=", shown
            )
    assert say("export", "--help", RECON_LANG="en").stdout.startswith("Usage: ")


def test_the_usage_writes_an_argument_as_its_line_does() -> None:
    """It said ``{FILE…}...``: braces that nobody types, and the dots twice."""
    for lang, options in (("zh", "[选项]"), ("en", "[OPTIONS]")):
        shown = say("workspace", "receive", "--help", RECON_LANG=lang).stdout
        assert shown.splitlines()[0].endswith(f"recon workspace receive {options} DIR PATH…")


def test_every_argument_and_option_says_what_it_is() -> None:
    for words in (
        ["export"],
        ["score"],
        *(["workspace", name] for name in ("init", "retain", "receive", "restore")),
    ):
        lines = say(*words, "--help", RECON_LANG="zh", COLUMNS="120").stdout.splitlines()
        rows = [line for line in lines if re.match(r"  (-|[A-Z])", line)]
        assert rows
        assert not [row for row in rows if not re.search(r"[\u4e00-\u9fff]", re.sub(r"\[.*", "", row))]


def test_the_help_of_export_names_every_kind_in_its_order() -> None:
    shown = say("export", "--help", RECON_LANG="zh").stdout.partition("文件种类：")[2]
    assert [line.split() for line in shown.splitlines() if line] == [
        [kind.code, kind.title.zh] for kind in ALL
    ]


def test_help_fits_a_terminal_of_80_columns() -> None:
    for lang in ("zh", "en"):
        for words in ([], ["run"], ["check"], ["export"], ["sample"]):
            lines = say(*words, "--help", RECON_LANG=lang, COLUMNS="80").stdout.splitlines()
            assert lines
            assert not [line for line in lines if _columns(line) > 80]


def test_the_help_of_a_run_says_its_exit_status() -> None:
    for lang, word in (("zh", "1 有，2 未能运行"), ("en", "1 something, 2 did not run")):
        assert word in say("run", "--help", RECON_LANG=lang).stdout


def _columns(line: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in line)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaign")
    make(folder, seed=3, site_count=3, student_count=40)
    return folder


def call(*words: Any) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def told(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    for word in words:
        assert word in result.output, result.output
    for word in ("Traceback", "程序出错"):
        assert word not in result.output, result.output


def asked(sample: Path, *words: Any) -> Result:
    extract = min((sample / "extracts").iterdir())
    given = ("--campaign", sample / "campaign.toml", "--extract", extract, "--rosters", sample / "rosters")
    return call("run", *given, "--out", sample / "out", *words)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--master", "local[2]"], ("--master", "spark")),
        (["--engine", "spark", "--master", "foo"], ("--master", "foo", "spark://host:7077")),
        (["--engine", "pandas", "--memory", "2GB"], ("--memory", "duckdb / spark")),
        (["--engine", "polars", "--threads", "2"], ("--threads", "duckdb")),
        (["--memory", "much"], ("--memory", "512MB")),
        (["--memory", "-1GB"], ("--memory", "512MB")),
        (["--memory", "1KB"], ("--memory", "256MB")),
        (["--memory", "255.5MB"], ("--memory", "256MB")),
        (["--engine", "oracle"], ("--engine", "“oracle”", "duckdb")),
        (["--extract-query", "select 1"], ("--extract-query", "URL")),
        (["--extract", "postgresql://u:geheim@h/db"], ("--extract-query",)),
        (["--as-of", "15.06.2020"], ("--as-of", "15.06.2020", "2020-06-10")),
        (["--as-of", "9999-12-31"], ("--as-of", "2099")),
        (["--as-of", "2020-W20-1"], ("--as-of",)),
        (["--extract", ""], ("--extract", "不能为空")),
        (["--passwords", "nowhere.csv"], ("--passwords", "nowhere.csv")),
        (["--workspace", "w", "--extract-date", "2020-06-01"], ("--extract-date", "文件名")),
    ],
)
def test_an_option_that_cannot_be_used_is_refused(
    sample: Path, words: list[str], named: tuple[str, ...]
) -> None:
    result = asked(sample, *words)
    told(result, *named)
    assert "geheim" not in result.output


@pytest.mark.parametrize("content", [b"{}", b"[1]", b"not json", b"\xff\xfe\x00", b'[{"file": 1}]'])
def test_a_truth_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    truth = tmp_path / "truth.json"
    truth.write_bytes(content)
    (tmp_path / "findings.parquet").write_bytes(b"PAR1")
    told(call("score", tmp_path, "--truth", truth), "findings.parquet")
    import pyarrow.parquet as pq

    from recon import model

    pq.write_table(model.FINDINGS.empty_table(), tmp_path / "findings.parquet")
    told(call("score", tmp_path, "--truth", truth), "--truth")


@pytest.mark.parametrize(
    "words",
    [
        ["sample", "--into", ""],
        ["check", ""],
        ["score", " ", "--truth", "x"],
        ["export", "pack", "--workspace", ""],
    ],
)
def test_an_empty_path_is_not_the_folder_one_stands_in(words: list[str]) -> None:
    result = call(*words)
    assert result.exit_code == 2
    assert "路径不能为空" in result.output


def test_a_path_that_cannot_be_opened_is_one_sentence(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    roster = next(p for p in (sample / "rosters").rglob("*") if p.is_file())
    told(call("inspect", roster, "--dump", tmp_path / "file"), "file")
    told(call("sample", "--into", tmp_path / "file"), "file")
    told(call("check", roster, "--campaign", tmp_path), "campaign.toml")
    told(call("score", tmp_path, "--truth", tmp_path), "findings.parquet")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["circular", "--student", "2"], ("--student", "case")),
        (["circular", "--layout", "own"], ("--layout", "corrected")),
        (["circular", "--layout", "odd"], ("--layout", "own")),
        (["circular"], ("nowhere",)),
    ],
)
def test_an_export_that_cannot_be_made_is_refused(words: list[str], named: tuple[str, ...]) -> None:
    told(call("export", *words, "--workspace", "nowhere"), *named)


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
)
def test_a_system_that_cannot_write_chinese_says_what_to_set(
    environment: dict[str, str], tmp_path: Path
) -> None:
    roster = tmp_path / "list.csv"
    roster.write_text("学号,姓名\n", encoding="utf-8")
    done = say("inspect", roster, **environment)
    assert done.returncode == 2
    assert "PYTHONUTF8=1" in done.stderr
    assert "UnicodeEncodeError" not in done.stderr
