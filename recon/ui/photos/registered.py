"""The photo register as it was given: every capture of a student, not only the newest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from recon.pipeline.gathering.holdings import photo_register
from recon.pipeline.office import inputs_of

if TYPE_CHECKING:
    import pyarrow as pa

    from recon.ui.store import Run
    from recon.workspace import Workspace

COLUMNS = ("student_no", "id_card", "captured_on", "photo_status")


@dataclass(frozen=True, slots=True)
class Capture:
    """One line of the register about one student: the day (ISO, or empty) and the register's own word for it."""

    captured_on: str
    status: str


def registered(run: Run, place: Workspace) -> pa.Table | None:
    """Return the register, read once per run; None when none was given."""
    found: pa.Table | None = run.memo("photo register", lambda: _read(place))
    return found


def _read(place: Workspace) -> pa.Table | None:
    table = photo_register(inputs_of(place)) if place.sources("photos") else None
    return table.select(COLUMNS) if table is not None else None


def captures(run: Run, place: Workspace, student_no: str, id_card: str) -> list[Capture]:
    """Return every capture of an enrolment, the newest first; a line without a student number counts by its ID."""
    table = registered(run, place)
    if table is None:
        return []
    mine = pc.equal(table["student_no"], student_no)
    if id_card:
        nameless = pc.equal(table["student_no"], "")
        mine = pc.or_(mine, pc.and_(nameless, pc.equal(table["id_card"], id_card)))
    lines = table.filter(mine).select(COLUMNS[2:]).to_pylist()
    return sorted((Capture(*line.values()) for line in lines), key=lambda one: one.captured_on, reverse=True)
