"""What the READMEs and the operating guide say is true: commands, options, code, campaign, links."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.testing import CliRunner

from recon import campaign as campaigns
from recon.cli.app import app
from recon.sample import make

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (*READMES, ROOT / "docs" / "operating.md")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(recon [^`\n]+)`")
RUNNER = CliRunner()


def walked(command: Any, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command below one, its own where there is none below."""
    below = getattr(command, "commands", {})
    for name, one in below.items():
        yield from walked(one, *names, name)
    if not below:
        yield names


COMMANDS = tuple(walked(typer.main.get_command(app)))


def blocks(path: Path, language: str) -> list[str]:
    return [code for kind, code in _BLOCK.findall(path.read_text(encoding="utf-8")) if kind == language]


def commands(path: Path) -> list[list[str]]:
    """Return every call of recon that a page shows, in its words."""
    whole = [line for code in blocks(path, "sh") for line in code.replace("\\\n", " ").splitlines()]
    lines = [line for line in whole if line.startswith("recon ")] + _INLINE.findall(
        path.read_text(encoding="utf-8")
    )
    return [shlex.split(line.replace("…", ""), comments=True)[1:] for line in lines]


def known(words: list[str]) -> str:
    result = RUNNER.invoke(app, [*words, "--help"])
    assert result.exit_code == 0, words
    return result.output


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_and_option_named_exists(path: Path) -> None:
    found = commands(path)
    assert found
    for words in found:
        names = next((names for names in COMMANDS if tuple(words[: len(names)]) == names), words[:2])
        helps = known([name for name in names if name.islower()])
        for option in (word for word in words if word.startswith("--")):
            assert option in helps, (words, option)


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_command_is_named_where_a_person_looks_for_it(names: tuple[str, ...]) -> None:
    whole = rf"\brecon {' '.join(names)}\b"
    alone = f"|`{names[0]}`" if len(names) == 1 else ""
    assert [path for path in PAGES if re.search(whole + alone, path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("readme")
    make(here / "sample_data", seed=7, site_count=3, student_count=60)
    return here


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_code_of_the_library_runs(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    codes = blocks(path, "python")
    assert len(codes) == 2
    for code in codes:
        scope: dict[str, Any] = {}  # each block is copied by itself
        exec(compile(code, path.name, "exec"), scope)
        assert scope["answer"].findings.shape[0] > 0


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_run_that_is_shown_writes_the_files_of_its_table(
    path: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    words = next(words for words in commands(path) if "--photos" in words)
    result = RUNNER.invoke(app, [str(tmp_path) if word == "out" else word for word in words])
    assert result.exit_code == 1, result.output
    table = path.read_text(encoding="utf-8").partition("| `findings.csv`")[2].partition("\n\n")[0]
    for name in re.findall(r"`([\w-]+(?:\.\w+|/))`", "`findings.csv`" + table):
        assert (tmp_path / name).exists(), name


def test_the_campaign_of_ten_lines_is_one_and_the_same_in_both_languages() -> None:
    (first,), (second,) = (blocks(path, "toml") for path in READMES)
    assert first == second
    assert len(first.splitlines()) <= 11
    assert campaigns.loads(first).batches


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_and_picture_is_there(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)\)", path.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert local
    assert not [link for link in local if not (path.parent / link).exists()]


def test_the_windows_files_end_their_lines_as_windows_does() -> None:
    for path in ROOT.glob("*.bat"):
        data = path.read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n") > 1
        assert data.isascii(), "a Chinese system reads a batch file as GBK, whatever the file is"
