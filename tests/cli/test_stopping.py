"""Being stopped, waiting files, and the language of a run: what a person at the command line is told."""

from __future__ import annotations

import errno
import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recon.cli import listing, stopping
from recon.cli.app import app
from recon.cli.computing import shared_folder
from recon.cli.console import FAILED, answer, guarded, say
from recon.cli.speech import asked


def interrupted() -> Exception:
    """What DuckDB raises when Ctrl-C comes while it asks Python for a row."""
    error = RuntimeError("Query interrupted")
    error.__context__ = KeyboardInterrupt()
    return error


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), interrupted(), ValueError("Invalid Input: KeyboardInterrupt: at …")]
)
@pytest.mark.parametrize("debug", [False, True])
def test_an_interruption_is_no_crash(
    error: BaseException, *, debug: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended, guarded("en", debug=debug):
        raise error
    assert ended.value.code == FAILED
    assert capsys.readouterr().err == "Cancelled.\n"
    assert not stopping.was_asked(RuntimeError("of its own"))


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("can't start new thread"),
        ImportError("_duckdb.so: failed to map segment from shared object"),
    ],
)
def test_what_the_system_grants_no_more_of_is_no_fault_of_the_program(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended, guarded("zh", debug=False):
        raise error
    assert ended.value.code == FAILED
    assert "ulimit" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_stopped_command_cleans_up(tmp_path: Path, name: str) -> None:
    # A shell that started the tests in the background, or nohup, lets children ignore a signal: this one must not.
    code = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from recon.cli import stopping
from recon.cli.console import guarded
from recon.scratch import Scratch
stopping.heed()
with guarded("en", debug=False), Scratch() as folder:
    print(folder, flush=True)
    time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"TMPDIR": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(str(tmp_path))
        process.send_signal(getattr(signal, name))
        assert process.communicate(timeout=30)[1] == "Cancelled.\n"
    assert process.returncode == FAILED
    assert list(tmp_path.iterdir()) == []


def test_a_command_stopped_while_it_is_loaded_shows_no_traceback(tmp_path: Path) -> None:
    # The interruption comes in the middle of an import, as Ctrl-C in the first second does.
    code = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Stopped:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            sys.meta_path.remove(self)
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Stopped())
from recon.__main__ import main
main()
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env={**os.environ, "RECON_LANG": "en"}
    )
    assert (ended.returncode, ended.stderr.decode()) == (FAILED, "Cancelled.\n")


def test_a_command_stopped_while_its_options_are_looked_at_says_so() -> None:
    # Typer makes a status of its own of this, 130, and says nothing.
    code = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from recon.cli.help import Command
Command.parse_args = lambda *_: signal.raise_signal(signal.SIGINT)
sys.argv = ["recon", "rules"]
from recon.__main__ import main
main()
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env={**os.environ, "RECON_LANG": "en"}
    )
    assert (ended.returncode, ended.stderr.decode()) == (FAILED, "Cancelled.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("words", [["rules"], ["--version"], ["--help"], ["run", "--help"]])
def test_an_answer_that_finds_no_room_is_told(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "recon", "--lang", "zh", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": ""},
        )
    said = "无法写入 标准输出（磁盘已满）。请清理磁盘，或换一个有写入权限的文件夹。\n"
    assert (ended.returncode, ended.stderr) == (FAILED, said)


def test_a_file_without_a_name_is_not_called_a_question_mark(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), guarded("en", debug=False):
        raise OSError(errno.ENOSPC, "Error writing bytes to file")
    assert capsys.readouterr().err.startswith("Cannot open a file: the disk is full.")


def test_a_name_commands_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    name = "a\x1b[2J\x9b31m\u202excod\udcff银川·.xlsx"
    say(name)
    answer(json.dumps({"file": name}, ensure_ascii=False))
    shown = capsys.readouterr()
    assert shown.err == "a\\u001b[2J\\u009b31m\\u202excod\\udcff银川·.xlsx\n"
    assert json.loads(shown.out) == {"file": name}


def test_marks_in_a_name_mean_nothing_in_a_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal, to the library that draws the table
    listing.table(["site"], [["[/]a [red]b"]])
    assert "[/]a [red]b" in capsys.readouterr().out


def test_a_language_nobody_chose_is_the_campaigns() -> None:
    assert asked(["run"], {}) is None
    assert asked(["run"], {"RECON_LANG": "en"}) == "en"
    assert asked(["run", "--lang", "zh"], {"RECON_LANG": "en"}) == "zh"


def test_a_bare_result_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "findings.parquet").write_bytes(b"PAR1")
    result = CliRunner().invoke(app, ["export", "returned", "--workspace", str(tmp_path)])
    assert result.exit_code == FAILED
    assert "recon run --workspace" in result.output
    assert "Error" not in result.output


def test_a_check_without_an_extract_speaks_of_none(tmp_path: Path) -> None:
    roster = tmp_path / "a.csv"
    lines = [f"186400145012{n},张三,男,900101199001010017" for n in (3, 4)]
    roster.write_text("\n".join(["学号,姓名,性别,身份证号", *lines]), encoding="utf-8")
    output = CliRunner().invoke(app, ["check", str(roster)]).output
    assert "DU05 名单中同一身份证号下有 2 个学号" in output
    assert "学籍" not in output


def test_what_a_killed_driver_of_spark_left_is_removed_by_the_next_run(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    begins = f".spark-{platform.node()}-"
    left, running, elsewhere = (
        tmp_path / name for name in (f"{begins}{ended.pid}", f"{begins}{os.getppid()}", ".spark-other-1")
    )
    for folder in (left, running, elsewhere):
        (folder / "sent-1.parquet").mkdir(parents=True)
    with shared_folder("spark", tmp_path) as mine:
        assert mine == tmp_path / f"{begins}{os.getpid()}"
        assert sorted(tmp_path.iterdir()) == sorted([running, elsewhere])
