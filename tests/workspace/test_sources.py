"""Extracts and registers that were taken in by mistake take no part any more, and nothing of them is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from recon.cli.app import app
from recon.errors import OptionError

if TYPE_CHECKING:
    from pathlib import Path

    from recon.workspace import Workspace
    from recon.workspace.vault import Stored


def held(ws: Workspace) -> list[str]:
    return [source.name for source in ws.sources()]


def test_a_list_taken_in_by_mistake_is_retired_and_comes_back_with_its_file(ws: Workspace) -> None:
    ws.add_source("extract", b"students", "e.xlsx", actor="li")
    wrong = ws.add_source("planned", b"of last year", "p.xlsx", actor="li")
    assert [one.name for one in ws.retire_sources({wrong.id, 999}, actor="li")] == ["p.xlsx"]
    assert held(ws) == ["e.xlsx"]
    assert ws.original(wrong.sha256).read_bytes() == b"of last year"
    assert ws.verify().problems == ()
    assert ws.retire_sources({wrong.id}, actor="li") == []
    ws.add_source("planned", b"of last year", "p.xlsx", actor="li")
    assert held(ws) == ["e.xlsx", "p.xlsx"]


def test_the_last_extract_stays(ws: Workspace) -> None:
    one = ws.add_source("extract", b"students", "e.xlsx", actor="li")
    photos = ws.add_source("photos", b"photos", "p.xlsx", actor="li")
    with pytest.raises(OptionError):
        ws.retire_sources({one.id, photos.id}, actor="li")
    assert held(ws) == ["e.xlsx", "p.xlsx"]
    ws.add_source("extract", b"newer", "new.xlsx", actor="li")
    ws.retire_sources({one.id}, actor="li")
    assert held(ws) == ["p.xlsx", "new.xlsx"]


def test_of_two_that_belong_together_neither_is_kept_where_one_finds_no_room(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws.add_source("extract", b"old students", "old.xlsx", actor="li")
    store, room = ws.vault.store, iter([True, False])

    def full(source: Path | bytes) -> Stored:
        if not next(room):
            raise OSError(28, "No space left on device")
        return store(source)

    monkeypatch.setattr(ws.vault, "store", full)
    both: list[tuple[Path | bytes, str]] = [(b"students", "e.xlsx"), (b"users", "u.xlsx")]
    with pytest.raises(OSError, match="No space"):
        ws.add_sources("extract", both, actor="li", replace=True)
    assert held(ws) == ["old.xlsx"]
    monkeypatch.undo()
    ws.add_sources("extract", [*both, (b"users", "again.xlsx")], actor="li", replace=True)
    assert held(ws) == ["e.xlsx", "u.xlsx"]
    assert ws.verify().problems == ()


def test_the_command_names_what_it_retired_and_what_it_does_not_know(office: Workspace) -> None:
    office.add_source("extract", b"students", "学籍.xlsx", actor="li")
    office.add_source("planned", b"of last year", "去年.xlsx", actor="li")

    def remove(*names: str) -> tuple[int, str]:
        told = CliRunner().invoke(app, ["workspace", "extract-remove", str(office.path), *names])
        return told.exit_code, told.output

    status, told = remove("去年.xlsx", "今年.xlsx")
    assert status == 2
    assert "没有 今年.xlsx。现有：学籍.xlsx、去年.xlsx" in " ".join(told.split())
    assert held(office) == ["学籍.xlsx", "去年.xlsx"]
    status, told = remove("学籍.xlsx")
    assert status == 2
    assert "没有学籍数据可以核对" in told
    status, told = remove("去年.xlsx")
    assert (status, "已停用 去年.xlsx" in told) == (0, True)
    assert held(office) == ["学籍.xlsx"]
