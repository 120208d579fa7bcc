"""What was read holds as long as nobody has written, in this process or another."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.workspace.commits import Commits

if TYPE_CHECKING:
    from recon.workspace import Workspace

ANOTHER = """
import sys
from recon.workspace import Workspace
with Workspace.open(sys.argv[1]) as place:
    place.note("s1", "reminder", actor="another")
"""


def test_reading_changes_nothing_and_writing_does(office: Workspace) -> None:
    before = office.ledger.stands()
    assert office.diary() == office.rulings() == []
    assert office.ledger.stands() == before
    office.note("s1", "reminder", actor="me")
    assert office.ledger.stands() != before


def test_another_process_is_seen(office: Workspace) -> None:
    before = office.ledger.stands()
    subprocess.run([sys.executable, "-c", ANOTHER, str(office.path)], check=True)
    assert office.ledger.stands() != before


def test_every_write_is_a_new_number(office: Workspace) -> None:
    seen = set()
    for number in range(20):
        office.note("s1", "reminder", actor=f"clerk {number}")
        seen.add(office.ledger.stands())
    assert len(seen) == 20


def test_the_write_ahead_log_is_emptied_all_the_same(office: Workspace) -> None:
    assert office.ledger.stands() is not None
    office.note("s1", "reminder", actor="me")
    office.ledger.compact()
    assert (office.path / "ledger.db-wal").stat().st_size == 0


def test_another_database_tells_nothing() -> None:
    assert Commits(sa.make_url("postgresql+psycopg://nobody@nowhere.invalid/none")).number() is None
