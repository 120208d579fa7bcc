from __future__ import annotations

import itertools
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from recon.model import Ruling, Site
from recon.workspace import (
    ACTS,
    HANDOVER,
    Workspace,
    chain,
    handover,
    handover_lines,
    records,
    register,
)
from recon.workspace.tables import LOG, RUN, SEALED

if TYPE_CHECKING:
    from pathlib import Path

CAMPAIGN = '[campaign]\nid = "nx-2020"\n'

STUDENT = "1864001450123"
ID_CARD = "10010119990101123X"
FINDING = "00000000000000a1"


def busy(ws: Workspace) -> Workspace:
    """Let everything happen once."""
    file = ws.receive(b"roster", "张三.xlsx", actor="li", sender="zhang@example.org", unit="64003").file
    ws.receive(b"roster", "again.xlsx", actor="li")
    ws.place(file, actor="li", kind="add")
    ws.declare_nil("64005", "open", actor="li", reason="无")
    ws.add_source("extract", b"one", "a.xlsx", actor="li")
    ws.add_source("extract", b"two", "b.xlsx", actor="li", replace=True)
    ws.rule(FINDING, "override", actor="li", value="张三", seen_submitted=ID_CARD, student=STUDENT)
    bulk = ws.rule_many([Ruling("00000000000000b2", "accept")], actor="li", chosen_by={"rule": "NA02"})
    ws.undo_bulk(bulk, actor="li")
    ws.excuse(STUDENT, "缓拍", actor="li", reason="住院")
    ws.note("64003", "call", actor="li", text="张老师答应周五")
    run = ws.start_run(actor="li")
    (run.folder / "findings.parquet").write_bytes(b"results")
    ws.finish_run(run.id, {"rows": 1})
    ws.fail_run(ws.start_run(actor="li").id, "interrupted")
    busy_since(ws, file)
    ws.log("reveal", actor="li", page="students", student=STUDENT, reason=f"核对 {ID_CARD}", count=1)
    return ws


def busy_since(ws: Workspace, file: str) -> None:
    """Let everything happen once that release 0.2 keeps."""
    (kept,) = ws.submissions()
    ws.came([file], "2020-06-01", actor="li", reason="张三转发")
    ws.keep_verdict(kept, [{"file": file, "verdict": "read", "rows": 1}], actor="li")
    ws.return_sheet("64003", "open", actor="li", findings=1)
    ws.acknowledge("64003", "open", actor="li", text="张三电话确认")
    register.edit(ws.ledger, Site("64003"), {"contact": "张三"}, "li")
    ws.approve_point("64003", b"\x89PNG", "批复.png", actor="li", approved_on="2020-06-01")
    ws.admit_to_handover(STUDENT, actor="li", reason="张三先拍")
    table = HANDOVER.empty_table()
    draft = handover.Draft(1, "list", table, handover_lines.written(table))
    handover.freeze(ws.ledger, ws.vault, draft, actor="li", reason="张三那一批")
    ws.retain("2021-12-31", actor="li", reason="张三来函")


def test_everything_verifies_and_every_sealed_table_was_used(ws: Workspace) -> None:
    check = busy(ws).verify()
    assert check.problems == ()
    unused = {name for name, count in check.counts.items() if not count}
    assert unused <= {"tombstone"}


def test_a_row_and_its_line_of_the_log_tell_one_moment(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens takes longer than the clock needs to stand a second further."""
    seconds = itertools.count()
    for name, module in list(sys.modules.items()):
        if name.startswith("recon.workspace.") and hasattr(module, "now"):
            monkeypatch.setattr(module, "now", lambda: f"2020-06-10T{next(seconds):08}")
    busy(office)
    with office.ledger.read() as connection:
        logged = {
            entry.details["row"]: entry.at
            for entry in chain.entries(connection, 1000)
            if "row" in entry.details
        }
        kept = {
            records.name(table, row.id): row.at
            for table in SEALED
            if "at" in table.columns
            for row in connection.execute(sa.select(table))
        }
    assert next(seconds) > len(kept) > 10
    assert {row: logged[row] for row in kept} == kept


def test_the_log_holds_no_personal_value(ws: Workspace) -> None:
    busy(ws)
    with ws.ledger.read() as connection:
        text = "\n".join(f"{row.act} {row.details}" for row in connection.execute(sa.select(LOG)))
    for value in (STUDENT, ID_CARD, "张三", "zhang", "周五", "住院"):
        assert value not in text
    assert ws.ledger.person(STUDENT) in text


def test_a_note_is_told_again_with_the_line(ws: Workspace) -> None:
    busy(ws)
    assert ws.entries(1)[0].details["reason"] == f"核对 {ID_CARD}"


@pytest.mark.parametrize(
    "details",
    [
        {"student_no": STUDENT},
        {"unit": ID_CARD},
        {"what": STUDENT},
        {"what": "张三"},
        {"sha256": STUDENT},
        {"count": "3"},
        {"page": ["students"]},
        {"kind": "name: zhang san"},
    ],
)
def test_a_value_the_log_may_not_hold_is_refused(office: Workspace, details: dict[str, object]) -> None:
    before = office.entries(1)
    with pytest.raises(ValueError, match="log may not hold"):
        office.log("view", actor="li", **details)  # type: ignore[arg-type]
    assert office.entries(1) == before


def test_an_unknown_act_is_refused(office: Workspace) -> None:
    with pytest.raises(ValueError, match="knows no act"):
        office.log("gossip", actor="li")
    assert "reveal" in ACTS


def test_reading_the_log_page_by_page(office: Workspace) -> None:
    for number in range(5):
        office.log("view", actor="li", count=number)
    newest = office.entries(3)
    older = office.entries(2, before=newest[-1].seq)
    assert [entry.details["count"] for entry in [*newest, *older]] == [4, 3, 2, 1, 0]


# ---------------------------------------------------------------- tampering


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace in which everything happened, to be copied and tampered with."""
    path = tmp_path_factory.mktemp("honest") / "office"
    with Workspace.init(path, CAMPAIGN, actor="registrar") as ws:
        busy(ws)
    return path


def change_a_cell(db: sqlite3.Connection, _folder: Path, dice: random.Random) -> str:
    table, row = a_row(db, dice, [LOG, RUN, *SEALED])
    column = dice.choice([one.name for one in table.columns if one.name != "id"])
    (old,) = db.execute(f"SELECT {column} FROM {table.name} WHERE rowid = ?", (row,)).fetchone()
    new = f"{old}x" if isinstance(old, str) else (old or 0) + 1
    db.execute(f"UPDATE {table.name} SET {column} = ? WHERE rowid = ?", (new, row))
    return f"{table.name}.{column}"


def remove_a_row(db: sqlite3.Connection, _folder: Path, dice: random.Random) -> str:
    table, row = a_row(db, dice, [LOG, *SEALED])
    db.execute(f"DELETE FROM {table.name} WHERE rowid = ?", (row,))
    return f"{table.name} without {row}"


def cut_the_end_off(db: sqlite3.Connection, _folder: Path, dice: random.Random) -> str:
    lines = dice.randint(1, 5)
    db.execute("DELETE FROM log WHERE seq > (SELECT max(seq) FROM log) - ?", (lines,))
    db.execute("UPDATE meta SET value = (SELECT max(seq) FROM log) || substr(value, instr(value, ':'))")
    return f"log without its last {lines}"


def swap_two_lines(db: sqlite3.Connection, _folder: Path, dice: random.Random) -> str:
    (last,) = db.execute("SELECT max(seq) FROM log").fetchone()
    one, two = dice.sample(range(1, last + 1), 2)
    for old, new in ((one, -1), (two, one), (-1, two)):
        db.execute("UPDATE log SET seq = ? WHERE seq = ?", (new, old))
    return f"log lines {one} and {two} swapped"


def change_a_note(db: sqlite3.Connection, _folder: Path, _dice: random.Random) -> str:
    db.execute("UPDATE remark SET text = 'innocent'")
    return "a note"


def touch_an_original(_db: sqlite3.Connection, folder: Path, dice: random.Random) -> str:
    file = dice.choice(sorted(path for path in (folder / "vault").rglob("*") if path.is_file()))
    if dice.random() < 0.5:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b"!")
    return "an original"


def touch_a_result(_db: sqlite3.Connection, folder: Path, dice: random.Random) -> str:
    file = folder / "runs" / "000001" / dice.choice(["findings.parquet", "manifest.json", "new.csv"])
    file.write_bytes(b"tampered")
    return file.name


TRICKS = (
    change_a_cell,
    remove_a_row,
    cut_the_end_off,
    swap_two_lines,
    change_a_note,
    touch_an_original,
    touch_a_result,
)


def a_row(db: sqlite3.Connection, dice: random.Random, tables: list[sa.Table]) -> tuple[sa.Table, int]:
    full = [table for table in tables if db.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]]
    table = dice.choice(full)
    return table, dice.choice([row for (row,) in db.execute(f"SELECT rowid FROM {table.name}")])


def test_a_hundred_of_a_hundred_changes_are_found(honest: Path, tmp_path: Path) -> None:
    dice, missed = random.Random(2020), []
    for turn in range(100):
        folder = tmp_path / str(turn)
        shutil.copytree(honest, folder)
        trick = dice.choice(TRICKS) if turn >= len(TRICKS) else TRICKS[turn]
        with closing(sqlite3.connect(folder / "ledger.db")) as db:
            told = trick(db, folder, dice)
            db.commit()
        with Workspace.open(folder) as ws:
            if ws.verify().ok:
                missed.append(told)
    assert missed == []


def test_an_untouched_copy_verifies(honest: Path, tmp_path: Path) -> None:
    shutil.copytree(honest, tmp_path / "copy")
    with Workspace.open(tmp_path / "copy") as ws:
        assert ws.verify().problems == ()


def test_an_older_state_put_back_whole_is_found_by_a_hash_noted_elsewhere(
    honest: Path, tmp_path: Path
) -> None:
    shutil.copytree(honest, tmp_path / "now")
    with Workspace.open(tmp_path / "now") as ws:
        ws.rule(FINDING, "dismiss", actor="li")
        noted = ws.verify().head
        ws.rule(FINDING, "keep", actor="li")
        assert ws.verify(seen_head=noted).ok, "the log may have grown since"
    with Workspace.open(honest) as older:
        assert older.verify().ok
        assert not older.verify(seen_head=noted).ok


def test_a_log_written_anew_without_the_secret_is_found(honest: Path, tmp_path: Path) -> None:
    folder = tmp_path / "forged"
    shutil.copytree(honest, folder)
    (folder / "secret").write_text("00" * 32, encoding="ascii")
    with Workspace.open(folder) as ws:
        assert not ws.verify().ok
