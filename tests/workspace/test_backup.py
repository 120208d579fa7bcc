from __future__ import annotations

import random
import threading
import time
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from recon.errors import MissingPathError, OutputError, WorkspaceError
from recon.workspace import Workspace, backup, passwords

if TYPE_CHECKING:
    from pathlib import Path


def filled(ws: Workspace) -> Workspace:
    ws.receive(b"roster", "a.xlsx", actor="li", unit="64003")
    ws.add_source("extract", b"students", "e.xlsx", actor="li")
    ws.rule("00000000000000a1", "accept", actor="li", value="张三")
    run = ws.start_run(actor="li")
    (run.folder / "returned").mkdir()
    (run.folder / "returned" / "64003.xlsx").write_bytes(b"sheet")
    ws.finish_run(run.id, {"rows": 1})
    ws.jobs.enqueue("run", {}, actor="li")
    return ws


def test_a_backup_comes_back_as_it_was(ws: Workspace, tmp_path: Path) -> None:
    passwords.keep(ws.path, "a.xlsx", "2020")
    head = filled(ws).backup(tmp_path / "office.zip", actor="li")
    ws.rule("00000000000000a2", "keep", actor="wang")
    with Workspace.restore(tmp_path / "office.zip", tmp_path / "again", actor="li") as again:
        assert [ruling.value for ruling in again.rulings()] == ["张三"]
        assert again.original(again.submissions()[0].sha256).read_bytes() == b"roster"
        latest = again.latest_run()
        assert latest is not None
        assert (latest / "returned" / "64003.xlsx").read_bytes() == b"sheet"
        assert again.secret == ws.secret
        assert passwords.read(again.path) == {"a.xlsx": "2020"}
        assert again.verify(seen_head=head).ok
        assert again.rule("00000000000000a1", "keep", actor="li", based_on=1).version == 2


@pytest.mark.postgres
def test_a_backup_of_sqlite_moves_to_postgres_and_goes_on(
    office: Workspace, tmp_path: Path, postgres
) -> None:  # type: ignore[no-untyped-def]
    filled(office).backup(tmp_path / "office.zip", actor="li")
    with Workspace.restore(
        tmp_path / "office.zip", tmp_path / "pg", actor="li", database=postgres.database()
    ) as moved:
        assert moved.receive(b"another", "b.xlsx", actor="li").id == 2
        assert moved.start_run(actor="li").id == 2
        assert moved.verify().ok


def test_a_backup_while_others_write_restores_and_verifies(ws: Workspace, tmp_path: Path) -> None:
    filled(ws)
    stop, written = threading.Event(), []

    def rule() -> None:
        while not stop.is_set():
            finding = f"{len(written):016x}"
            ws.rule(finding, "accept", actor="wang")
            ws.receive(finding.encode(), f"{finding}.xlsx", actor="wang")
            written.append(finding)

    def backup_after(writes: int, name: str) -> str:
        while len(written) < writes and writer.is_alive():
            time.sleep(0.01)
        return ws.backup(tmp_path / name, actor="li")

    writer = threading.Thread(target=rule)
    writer.start()
    try:
        heads = [backup_after(5 * n + 1, f"{n}.zip") for n in range(3)]
    finally:
        stop.set()
        writer.join()
    for number, head in enumerate(heads):
        with Workspace.restore(tmp_path / f"{number}.zip", tmp_path / f"again{number}", actor="li") as again:
            assert again.verify(seen_head=head).ok


@pytest.mark.parametrize(
    "damage",
    [
        *("not a zip", "cut short", "another zip", "longer vault/", "dismissed ledger/ruling"),
        *("a bit of vault/", "a bit of ledger/log", "no ledger/ruling", "no secret", "other secret"),
        *("other ledger/run", "foreign ledger/ruling", "outside vault/"),
    ],
)
def test_a_damaged_backup_is_refused_and_leaves_no_workspace(
    office: Workspace, tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "office.zip"
    filled(office).backup(file, actor="li")
    spoil(file, damage)
    with pytest.raises(WorkspaceError):
        Workspace.restore(file, tmp_path / "again", actor="li")
    assert not Workspace.exists(tmp_path / "again")


def test_a_backup_with_a_wrong_byte_anywhere_is_refused_as_one(office: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "office.zip"
    filled(office).backup(file, actor="li")
    data = file.read_bytes()
    chance = random.Random(3)
    for number in range(40):
        spoilt = bytearray(data)
        spoilt[chance.randrange(len(data))] ^= 1 + chance.randrange(255)
        file.write_bytes(spoilt)
        with suppress(WorkspaceError):  # a byte that nobody reads, such as a time, changes nothing
            Workspace.restore(file, tmp_path / f"again{number}", actor="li").close()


def spoil(file: Path, damage: str) -> None:
    what, _, where = damage.rpartition(" ")
    if damage == "not a zip":
        file.write_bytes(b"no zip at all")
    elif damage == "cut short":
        file.write_bytes(file.read_bytes()[:-200])
    elif damage == "another zip":
        packed(file, {"hello.txt": b"hello"})
    elif what == "a bit of":
        turn_a_bit(file, where)
    else:
        spoil_a_part(file, what, where)


def spoil_a_part(file: Path, what: str, where: str) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = next(n for n in members if n.startswith(where))
    if what == "no":
        del members[name]
    elif what == "outside":
        members["vault/../../out"] = members[name]
    else:
        members[name] = {
            "longer": members[name] + b"!",
            "dismissed": members[name].replace(b"accept", b"dismiss"),
            "other": b'["zz"]\n',
            "foreign": b'{"nobody": "knows", "this": 1}\n',
        }[what]
    packed(file, members)


def packed(file: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)


def turn_a_bit(file: Path, where: str) -> None:
    with zipfile.ZipFile(file) as archive:
        part = next(one for one in archive.infolist() if one.filename.startswith(where))
    data = bytearray(file.read_bytes())
    data[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0x20
    file.write_bytes(data)


def test_after_a_refused_backup_the_right_one_can_be_put_back(office: Workspace, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    filled(office).backup(good, actor="li")
    bad.write_bytes(good.read_bytes())
    spoil(bad, "longer vault/")
    with pytest.raises(WorkspaceError):
        Workspace.restore(bad, tmp_path / "again", actor="li")
    with Workspace.restore(good, tmp_path / "again", actor="li") as again:
        assert again.verify().ok


def test_a_backup_is_never_put_over_a_workspace(office: Workspace, tmp_path: Path) -> None:
    filled(office).backup(tmp_path / "office.zip", actor="li")
    with pytest.raises(WorkspaceError):
        Workspace.restore(tmp_path / "office.zip", office.path, actor="li")
    with pytest.raises(MissingPathError):
        Workspace.restore(tmp_path / "nowhere.zip", tmp_path / "again", actor="li")


def test_a_backup_never_goes_for_another_file(office: Workspace, tmp_path: Path) -> None:
    kept = tmp_path / "office.zip"
    filled(office).backup(kept, actor="li")
    before, said = kept.read_bytes(), office.entries()
    for taken, why in ((kept, "已有同名文件）。请换一个文件名，或先移走该文件"), (office.path, "给出文件名")):
        with pytest.raises(OutputError) as told:
            office.backup(taken, actor="li")
        assert str(taken) in told.value.say("en")
        assert why in told.value.say("zh")
    assert kept.read_bytes() == before
    assert office.entries() == said


def test_a_name_taken_while_a_backup_is_written_is_left_alone(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, fill = tmp_path / "office.zip", backup._fill

    def slow(*given: Any) -> str:
        taken.write_bytes(b"somebody else's")
        return fill(*given)

    monkeypatch.setattr(backup, "_fill", slow)
    with pytest.raises(OutputError, match="move the file away"):
        filled(office).backup(taken, actor="li")
    assert [(path.name, path.read_bytes()) for path in tmp_path.glob("*.*")] == [
        ("office.zip", b"somebody else's")
    ]
