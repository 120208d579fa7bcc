"""docs/contract.md cannot go stale: its commands, files, columns and keys are the code's."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

import recon
from recon import fields, model
from recon.campaign import keys
from recon.cli.app import app
from recon.result import TABLES
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE = (Path(__file__).parents[2] / "docs" / "contract.md").read_text(encoding="utf-8")
EVERYWHERE = frozenset({"--help", "--debug", "--lang"})
"""Options the page says once for all commands."""


def table(heading: str, *, after: str = "") -> dict[str, list[str]]:
    """Return the lines of the first table below a heading: first cell → the others."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    section = section.partition(after)[2] if after else section
    lines = re.findall(r"^\|.*\|$", section.partition("|---")[2].partition("\n\n")[0], re.MULTILINE)
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return {first.replace("`", ""): rest for first, *rest in cells if first.strip("-")}


def walked(command: Any, *names: str) -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", {})
    for name, one in below.items():
        yield from walked(one, *names, name)
    if not below:
        yield " ".join(("recon", *names)), command


COMMANDS = dict(walked(typer.main.get_command(app)))


def taken(command: Any) -> set[tuple[str, bool, bool]]:
    """Return what a command takes: how it is written, whether it must be given, whether it may be repeated."""
    found = set()
    for one in command.params:
        name = one.opts[0] if one.param_type_name == "option" else ""
        shown = " ".join(filter(None, (name, "" if getattr(one, "is_flag", False) else one.metavar)))
        if name not in EVERYWHERE:
            found.add((shown, one.required, one.multiple))
    return found


def told(cell: str) -> set[tuple[str, bool, bool]]:
    parts = re.findall(r"(\*\*)?`([^`]+)`(?:\*\*)?( …)?", cell.replace("\\|", "|"))
    return {(shown, bool(must), bool(again)) for must, shown, again in parts}


def test_every_command_is_there_with_all_it_takes() -> None:
    lines = table("Commands")
    assert {name: told(takes) for name, (takes, _) in lines.items()} == {
        name: taken(command) for name, command in COMMANDS.items()
    }


def test_what_is_said_once_of_all_commands_holds() -> None:
    for name, command in COMMANDS.items():
        options = {option for one in command.params for option in one.opts}
        assert ("--debug" in options) == (name != "recon workspace new-key"), name
        assert ("--lang" in options) == (not name.startswith("recon workspace")), name


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "findings.csv": model.FINDING_COLUMNS,
    "matches.parquet": model.MATCHES_FILE,
    "omissions.csv": tuple(model.OMISSIONS.names),
    "surplus.csv": tuple(model.SURPLUSES.names),
    "coverage.csv": tuple(model.COVERAGE.names),
    "sites.csv": tuple(model.SITES.names),
}
KEPT: Mapping[str, tuple[str, ...]] = {
    f"{name}.parquet": tuple(schema.names)
    for name, schema in TABLES.items()
    if name in {"students", "changes", "files", "register"}
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_of_a_run_has_these_columns(name: str) -> None:
    assert table("Files of a run")[name][0].split(", ") == [*COLUMNS[name]]


def test_findings_parquet_has_these_columns_more() -> None:
    said = table("Files of a run")["findings.parquet"][0]
    extra = model.FINDINGS.names[len(model.FINDING_COLUMNS) :]
    assert said == f"those, and {', '.join(extra)}"


@pytest.mark.parametrize("name", KEPT)
def test_a_table_a_workspace_keeps_has_these_columns(name: str) -> None:
    assert table("Files of a run", after="A workspace keeps")[name][1].split(", ") == [*KEPT[name]]


def test_the_rows_have_these_columns() -> None:
    said = table("Files of a run", after="A workspace keeps")["rows.parquet"][1]
    head, _, each = said.partition("; ")
    suffixes = re.findall(r"`<field>(_\w+)`", each)
    every = [f"{code}{suffix}" for code in fields.CODES for suffix in suffixes]
    assert head.split(", ") + sorted(every) == [
        *(name for name in TABLES["rows"].names if name not in every),
        *sorted(set(TABLES["rows"].names) & set(every)),
    ]


def test_every_table_of_a_run_is_told() -> None:
    told_of = {
        name.partition(".")[0] for name in (*table("Files of a run"), *table("Files of a run", after="A w"))
    }
    assert not set(TABLES) - told_of


def test_every_key_of_the_campaign_is_there() -> None:
    lines = {name: cells[0].split(", ") for name, cells in table("Files that go in").items()}
    assert lines["[campaign]"] == [*keys.GENERAL]
    assert lines["[scope]"] == [*keys.SCOPE_RULES]
    assert lines[", ".join(f"[scope.{category}]" for category in Category)] == [*keys.SCOPE]
    assert lines["[photo]"] == [*keys.PHOTO]
    assert lines["[[shooting]]"] == [*keys.SHOOTING]
    assert lines["[limits]"] == [*keys.LIMITS]
    assert set(lines["[templates]"]) == set(keys.TEMPLATES)
    assert set(" ".join(lines["[vocabulary.…]"]).partition(":")[0].split()) == set(keys.VOCABULARY)
    assert set(re.findall(r"\[+(\w+)", " ".join(lines))) == set(keys.TABLES)


def test_every_field_is_there() -> None:
    said = re.search(r"\*\*`field`\*\*: ([^;]+);", PAGE)
    assert said is not None
    assert re.split(r",\s+", said[1]) == [*fields.CODES]


def test_the_library_is_called_so() -> None:
    said = re.search(r"`recon\.reconcile\(([^)]*)\)`", PAGE)
    assert said is not None
    parameters = inspect.signature(recon.reconcile).parameters.values()
    named = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
    placed = [one.name for one in parameters if one.kind is not one.KEYWORD_ONLY]
    assert said[1].split(", ") == [*placed, "*", *named]
