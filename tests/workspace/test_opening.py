from __future__ import annotations

import os
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from recon.errors import CampaignError, WorkspaceError
from recon.workspace import Workspace, migrate, passwords
from recon.workspace.ledger import Ledger
from recon.workspace.tables import METADATA

if TYPE_CHECKING:
    from pathlib import Path

CAMPAIGN = '[campaign]\nid = "nx-2020"\n'


def test_a_new_workspace_knows_its_campaign_and_verifies(ws: Workspace) -> None:
    assert ws.campaign().id == "nx-2020"
    assert ws.verify().ok
    assert [entry.act for entry in ws.entries()] == ["campaign", "init"]


def test_what_was_kept_is_there_after_opening_again(ws: Workspace) -> None:
    ws.receive(b"roster", "a.xlsx", actor="clerk")
    with Workspace.open(ws.path) as again:
        assert again.secret == ws.secret
        assert again.campaign_text() == ws.campaign_text()
        assert [one.file for one in again.submissions()] == ["a.xlsx"]


def test_the_migrations_make_exactly_the_tables_the_code_knows(ws: Workspace) -> None:
    with ws.ledger.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_newest_step_is_the_one_opening_looks_for() -> None:
    assert ScriptDirectory.from_config(migrate._config()).get_current_head() == migrate.HEAD


def test_a_ledger_of_a_newer_version_is_left_alone(ws: Workspace) -> None:
    with ws.ledger.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WorkspaceError) as told:
        Workspace.open(ws.path)
    assert "9999" in told.value.say("zh")


def test_no_workspace_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as told:
        Workspace.open(tmp_path)
    assert "recon workspace init" in told.value.say("zh")


@pytest.mark.parametrize(
    ("name", "left"), [("ledger.db", None), ("ledger.db", b""), ("secret", b"zz"), ("secret", b"\xff\xfe")]
)
def test_a_workspace_that_lost_what_it_knows_is_not_begun_anew(
    office: Workspace, name: str, left: bytes | None
) -> None:
    """An empty ledger was filled with empty tables, and every ruling was gone without a word."""
    path = office.path
    office.close()
    for file in path.glob(f"{name}*"):
        file.unlink()
    if left is not None:
        (path / name).write_bytes(left)
    with pytest.raises(WorkspaceError, match=f"{name}.*restore"):
        Workspace.open(path)
    assert ((path / name).read_bytes() if (path / name).exists() else None) == left


def test_a_folder_that_may_only_be_read_is_told_so(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    refused = sqlite3.OperationalError("attempt to write a readonly database")
    with pytest.raises(WorkspaceError) as told, ws.ledger.read():
        raise refused
    assert "只能读" in told.value.say("zh")
    assert "only be read" in told.value.say("en")


def test_another_workspace_in_the_same_place_is_another(ws: Workspace, tmp_path: Path) -> None:
    before = Workspace.identity(ws.path)
    ws.receive(b"roster", "a.xlsx", actor="clerk")
    assert Workspace.identity(ws.path) == before
    kept = ws.backup(tmp_path / "kept.zip", actor="clerk")
    ws.path.rename(tmp_path / "aside")
    assert Workspace.identity(ws.path) == ()
    Workspace.restore(tmp_path / "kept.zip", ws.path, actor="clerk").close()
    assert Workspace.identity(ws.path) not in {before, ()}
    assert kept


def test_a_workspace_is_not_made_twice(office: Workspace) -> None:
    with pytest.raises(WorkspaceError):
        Workspace.init(office.path, CAMPAIGN, actor="registrar")
    assert office.campaign().id == "nx-2020"


def test_a_wrong_campaign_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(CampaignError):
        Workspace.init(tmp_path / "office", "[campaign]\nid = 3\n", actor="registrar")
    assert not (tmp_path / "office").exists()


NO_RULE = CAMPAIGN + '[rules]\nNO99 = "off"\n'


def test_a_campaign_with_a_rule_there_is_not_comes_through_no_door(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match=r"rules\.NO99"):
        Workspace.init(tmp_path / "another", NO_RULE, actor="registrar")
    assert not (tmp_path / "another").exists()
    with pytest.raises(CampaignError, match=r"rules\.NO99"):
        office.save_campaign(NO_RULE, actor="registrar")
    assert office.campaign().rules == {}


def test_a_beginning_that_was_cut_short_is_begun_anew(office: Workspace) -> None:
    office.close()
    (office.path / "secret").unlink()
    with Workspace.init(office.path, CAMPAIGN, actor="registrar") as again:
        assert again.verify().ok
        assert again.submissions() == []


@pytest.mark.parametrize("damage", [b"", b"zz", b"\xff\xfe"])
@pytest.mark.parametrize("part", ["secret", "vault.json"])
def test_a_workspace_of_which_a_part_is_damaged_says_which(
    office: Workspace, part: str, damage: bytes
) -> None:
    office.close()
    (office.path / part).write_bytes(damage)
    with pytest.raises(WorkspaceError) as told:
        Workspace.open(office.path)
    for lang in ("zh", "en"):
        assert part in told.value.say(lang)
        assert "recon workspace restore" in told.value.say(lang)


def test_a_workspace_that_does_not_open_is_let_go_of(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.close()
    (office.path / "vault.json").write_bytes(b"{}")
    ended: list[Ledger] = []
    end = Ledger.close
    monkeypatch.setattr(Ledger, "close", lambda one: (ended.append(one), end(one)))
    with pytest.raises(WorkspaceError):
        Workspace.open(office.path)
    assert len(ended) == 1


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"a": 1}', b"\xff\xfe"])
def test_passwords_that_cannot_be_read_are_asked_for_again(ws: Workspace, damage: bytes) -> None:
    (ws.path / passwords.NAME).write_bytes(damage)
    with pytest.raises(WorkspaceError, match=passwords.NAME):
        passwords.read(ws.path)
    passwords.forget(ws.path, {})  # a purge goes on: nobody can say whose names they held
    assert passwords.read(ws.path) == {}


@pytest.mark.postgres
def test_two_workspaces_never_share_a_database(tmp_path: Path, postgres: object) -> None:
    url = postgres.database()  # type: ignore[attr-defined]
    with Workspace.init(tmp_path / "one", CAMPAIGN, actor="a", database=url) as first:
        with pytest.raises(WorkspaceError):
            Workspace.init(tmp_path / "two", CAMPAIGN, actor="b", database=url)
        assert first.verify().ok


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in access lists")
def test_only_the_owner_may_look_inside(office: Workspace) -> None:
    office.receive(b"roster", "a.xlsx", actor="clerk")
    run = office.start_run(actor="clerk")
    (run.folder / "findings.parquet").write_bytes(b"1")
    office.finish_run(run.id, {})
    office.backup(office.path.parent / "kept.zip", actor="clerk")
    everything = [office.path, *office.path.rglob("*"), office.path.parent / "kept.zip"]
    open_to_others = [path for path in everything if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []


def test_every_version_of_the_campaign_is_kept(ws: Workspace) -> None:
    ws.save_campaign('[campaign]\nid = "nx-2020"\nmend_days = 5\n', actor="registrar")
    ws.save_campaign('[campaign]\nid = "nx-2020"\nmend_days = 5\n', actor="registrar")
    assert ws.campaign().mend_days == 5
    assert ws.verify().counts["campaign"] == 2


def test_campaigns_do_not_see_each_other(ws: Workspace) -> None:
    ws.receive(b"roster", "a.xlsx", actor="clerk")
    ws.rule("0" * 16, "accept", actor="registrar")
    ws.save_campaign('[campaign]\nid = "nx-2021"\n', actor="registrar")
    assert ws.submissions() == []
    assert ws.rulings() == []
    assert ws.receive(b"roster", "a.xlsx", actor="clerk").again is False
