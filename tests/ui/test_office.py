"""The pages' workspace asks the ledger once between two writes, and always after one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from recon.ui import context
from recon.ui.office import Kept, Office
from recon.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def place(office: Path) -> Iterator[Office]:
    with Office.open(office) as opened:
        yield opened


def asked(place: Office) -> list[str]:
    """Return the statements sent to the ledger from now on."""
    said: list[str] = []
    sa.event.listen(place.ledger.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    return said


def test_between_two_writes_nothing_is_asked_twice(place: Office) -> None:
    def look() -> None:
        for name in (
            "campaign",
            "runs",
            "latest_run",
            "submissions",
            "diary",
            "ruled",
            "signed_off",
            "rulings",
        ):
            getattr(place, name)()
        place.handovers()
        place.answers("admit")
        place.jobs.open()
        place.jobs.recent()

    look()
    said = asked(place)
    look()
    assert said == []


def test_a_write_elsewhere_is_seen_at_once(place: Office, office: Path) -> None:
    assert place.ruled() == {}
    assert place.signed_off() == frozenset()
    with Workspace.open(office) as other:
        other.rule("0123456789abcdef", "dismiss", actor="another")
        other.note("s1", "signed-off", actor="another")
    assert list(place.ruled()) == ["0123456789abcdef"]
    assert place.signed_off() == {"s1"}


def test_an_answer_may_be_changed_without_harm(place: Office) -> None:
    place.runs().clear()
    place.jobs.recent().clear()
    assert place.runs()
    assert place.jobs.recent() == Workspace.open(place.path).jobs.recent()


def test_what_was_asked_while_somebody_wrote_is_not_kept(place: Office) -> None:
    kept = Kept(place.ledger)

    def ask() -> str:
        place.note("s1", "reminder", actor="meanwhile")
        kept.once("something else", lambda: "seen after the write")
        return "seen before the write"

    assert kept.once("question", ask) == "seen before the write"
    assert kept.once("question", lambda: "asked again") == "asked again"


def test_a_backup_put_in_its_place_is_opened_anew(office: Path, tmp_path: Path) -> None:
    before = context.office()
    assert before is not None
    assert context.office() is before
    before.backup(tmp_path / "kept.zip", actor="clerk")
    office.rename(tmp_path / "aside")
    assert context.office() is None
    Workspace.restore(tmp_path / "kept.zip", office, actor="clerk").close()
    after = context.office()
    assert after is not None
    after.log("reveal", actor="clerk", page="sites", reason="x")
    with Workspace.open(office) as here, Workspace.open(tmp_path / "aside") as aside:
        assert here.entries()[0].act == "reveal"
        assert aside.entries()[0].act != "reveal"
