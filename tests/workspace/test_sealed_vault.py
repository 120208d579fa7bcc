"""A sealed vault: nothing lies in the clear, and everything goes on working."""

from __future__ import annotations

import io
import os
import sys
import types
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.errors import OptionError, WorkspaceError
from recon.workspace import Workspace, cipher, vault_key
from tests.support.offices import DEADLINE, extract, judged, person, roster
from tests.support.runs import finished, student

if TYPE_CHECKING:
    from pathlib import Path

CAMPAIGN = DEADLINE.format(as_of="2020-06-08")
PEOPLE = [person(n) for n in range(4)]
SECRET = PEOPLE[0][2].encode()


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    text = vault_key.new()
    monkeypatch.setenv(vault_key.VARIABLE, text)
    return text


def clear_files(ws: Workspace) -> list[str]:
    """Return every file below the vault in which a student's ID can be read."""
    return [
        path.name for path in (ws.path / "vault").rglob("*") if path.is_file() and SECRET in path.read_bytes()
    ]


def test_originals_lie_sealed_and_are_read_as_they_came(tmp_path: Path, key: str) -> None:
    with Workspace.init(tmp_path / "office", CAMPAIGN, actor="li", encrypt=True) as ws:
        kept = ws.receive(roster(PEOPLE), "6400301.csv", actor="li")
        ws.add_source("extract", extract({"6400301": PEOPLE}), "学籍.csv", actor="li")
        assert clear_files(ws) == []
        assert ws.original(kept.sha256).read_bytes() == roster(PEOPLE)
        assert ws.receive(roster(PEOPLE), "again.csv", actor="li").again
        assert judged(ws)["submitted"] == 4
        assert list(ws.path.glob(".clear-*")) == [], "what the run was lent is gone"
        ws.freeze_handover(actor="li")
        assert ws.handover_table().num_rows == 4
        assert clear_files(ws) == []
        assert ws.verify().problems == ()
        assert key not in (ws.path / vault_key.NAME).read_text(encoding="utf-8")


def test_backup_and_restore_stay_sealed_and_need_the_key(
    tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.init(tmp_path / "office", CAMPAIGN, actor="li", encrypt=True) as ws:
        kept = ws.receive(roster(PEOPLE), "6400301.csv", actor="li")
        ws.backup(tmp_path / "office.zip", actor="li")
    with Workspace.restore(tmp_path / "office.zip", tmp_path / "again", actor="li") as again:
        assert clear_files(again) == []
        assert again.original(kept.sha256).read_bytes() == roster(PEOPLE)
        assert again.verify().problems == ()
    monkeypatch.setenv(vault_key.VARIABLE, vault_key.new())
    for ask in (
        lambda: Workspace.restore(tmp_path / "office.zip", tmp_path / "third", actor="li"),
        lambda: Workspace.open(tmp_path / "office"),
    ):
        with pytest.raises(WorkspaceError) as said:
            ask()
        assert "密钥" in said.value.say("zh")
    monkeypatch.delenv(vault_key.VARIABLE)
    with pytest.raises(WorkspaceError):
        Workspace.open(tmp_path / "office")
    monkeypatch.setenv(vault_key.VARIABLE, key)
    Workspace.open(tmp_path / "office").close()


def test_a_purge_works_in_a_sealed_vault(tmp_path: Path, key: str) -> None:
    del key
    with Workspace.init(tmp_path / "office", CAMPAIGN, actor="li", encrypt=True) as ws:
        kept = ws.receive(roster(PEOPLE), "6400301.csv", actor="li")
        finished(ws, [student(1)])
        lent = ws.original(kept.sha256)
        ws.purge_person(PEOPLE[0][0], actor="li", reason="本人申请", id_card=PEOPLE[0][2], name=PEOPLE[0][1])
        assert not lent.exists(), "the copy in the clear is gone as well"
        left = ws.original(kept.sha256).read_bytes().decode()
        assert PEOPLE[0][0] not in left
        assert PEOPLE[1][0] in left
        assert ws.verify().problems == ()


def test_a_vault_in_the_clear_can_be_sealed_later_and_the_sealing_be_resumed(
    tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del key
    with Workspace.init(tmp_path / "office", CAMPAIGN, actor="li") as ws:
        kept = [ws.receive(roster(PEOPLE[:n]), f"{n}.csv", actor="li") for n in (1, 2, 3)]
        assert len(clear_files(ws)) == 3
        sealed = iter(range(1))

        def once(vault: object, sha256: str) -> None:
            next(sealed)
            seal(vault, sha256)

        seal = type(ws.vault).seal
        with monkeypatch.context() as patch:
            patch.setattr(type(ws.vault), "seal", once)
            with pytest.raises(StopIteration):
                ws.encrypt(actor="li")
        assert len(clear_files(ws)) == 2
    with Workspace.open(tmp_path / "office") as ws:
        assert ws.verify().problems == (), "half sealed is read all the same"
        assert ws.encrypt(actor="li") == 3
        assert clear_files(ws) == []
        assert [ws.vault.read(one.sha256) for one in kept] == [roster(PEOPLE[:n]) for n in (1, 2, 3)]


def test_the_key_comes_from_the_systems_key_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(vault_key.VARIABLE, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(OptionError) as said:
        Workspace.init(tmp_path / "office", CAMPAIGN, actor="li", encrypt=True)
    assert "RECON_VAULT_KEY" in said.value.say("zh")
    kept: dict[tuple[str, str], str] = {}
    store = types.ModuleType("keyring")
    store.errors = types.ModuleType("keyring.errors")  # type: ignore[attr-defined]
    store.errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
    store.set_password = lambda service, name, text: kept.update({(service, name): text})  # type: ignore[attr-defined]
    store.get_password = lambda service, name: kept.get((service, name))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", store)
    monkeypatch.setitem(sys.modules, "keyring.errors", store.errors)  # type: ignore[attr-defined]
    with Workspace.init(tmp_path / "office", CAMPAIGN, actor="li", encrypt=True) as ws:
        ws.receive(roster(PEOPLE), "6400301.csv", actor="li")
        assert clear_files(ws) == []
    assert len(kept) == 1
    Workspace.open(tmp_path / "office").close()


def test_a_changed_original_is_found_and_not_handed_out(tmp_path: Path, key: str) -> None:
    del key
    with Workspace.init(tmp_path / "office", CAMPAIGN, actor="li", encrypt=True) as ws:
        kept = ws.receive(roster(PEOPLE), "6400301.csv", actor="li")
        path = ws.vault.path(kept.sha256)
        data = bytearray(path.read_bytes())
        data[-3] ^= 1
        path.write_bytes(bytes(data))
        assert len(ws.verify().problems) == 1
        with pytest.raises(WorkspaceError):
            ws.vault.read(kept.sha256)


def test_copies_a_dead_process_was_lent_are_cleared_away(tmp_path: Path, key: str) -> None:
    del key
    with Workspace.init(tmp_path / "office", CAMPAIGN, actor="li", encrypt=True) as ws:
        kept = ws.receive(roster(PEOPLE), "6400301.csv", actor="li")
        left = ws.path / ".clear-99999-dead"
        left.mkdir()
        (left / kept.sha256).write_bytes(roster(PEOPLE))
        mine = ws.original(kept.sha256)
        ws.tidy()
        assert not left.exists()
        assert mine.is_file(), "what a living process holds stays"
        if os.name != "nt":
            assert (mine.parent.stat().st_mode & 0o077, mine.stat().st_mode & 0o077) == (0, 0)


@given(sizes=st.lists(st.integers(0, 3 * 64), max_size=6), cut=st.integers(0, 10))
def test_blocks_come_back_whole_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], cut: int
) -> None:
    path = tmp_path_factory.mktemp("cipher") / "one"
    blocks = [bytes([n % 251]) * size for n, size in enumerate(sizes)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cipher, "BLOCK", 64)
        out = io.BytesIO()
        cipher.seal(blocks, b"k" * 32, out)
        path.write_bytes(out.getvalue())
        assert b"".join(cipher.unseal(path, b"k" * 32)) == b"".join(blocks)
        whole = len(out.getvalue())
        shorter = len(cipher.MAGIC) + 16 + cut * (64 + 16)
        if shorter < whole:
            path.write_bytes(out.getvalue()[:shorter])
            with pytest.raises(WorkspaceError):
                list(cipher.unseal(path, b"k" * 32))
