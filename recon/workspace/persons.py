"""Who a student number stands for, as far as the workspace knows: what a purge has to look for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import sqlalchemy as sa

from recon.workspace.redact import BLANK, Person, whole_name
from recon.workspace.tables import RUN, SUBMISSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from recon.workspace.memory import Memory

_TOO_SHORT = 8
"""A shorter number could stand for many things."""


def find(memory: Memory, student_nos: Sequence[str], *, id_card: str = "", name: str = "") -> Person:
    """Gather students' official numbers, names and rows from every run; what is given adds to it."""
    numbers, names = {*student_nos, id_card}, {name}
    places: dict[str, set[tuple[str, int]]] = defaultdict(set)
    called: dict[str, set[str]] = defaultdict(set)
    for campaign, folder in _finished(memory):
        enrolments = _rows(
            folder / "students.parquet", ["enrol_id", "id_card", "name"], "student_no", list(student_nos)
        )
        numbers |= {one["id_card"] for one in enrolments}
        names |= {one["name"] for one in enrolments}
        mine = [one["enrol_id"] for one in enrolments if one["enrol_id"] >= 0]
        for row in _rows(folder / "rows.parquet", ["file", "sheet", "row"], "enrol_id", mine):
            places[whole_name(campaign, row["file"])].add((row["sheet"], row["row"]))
        for one in _rows(folder / "files.parquet", ["file", "sha256"], "verdict", ["read"]):
            called[one["sha256"]].add(whole_name(campaign, one["file"]))
    contents = _shared(places, called)
    whom = Person(
        frozenset(number.upper() for number in numbers if number and len(number) >= _TOO_SHORT),
        frozenset(filter(None, names)),
        {file: frozenset(rows) for file, rows in places.items()},
        contents=contents,
    )
    return replace(whom, renamed=dict(_renamed(memory, whom)))


def _shared(places: dict[str, set[tuple[str, int]]], called: Mapping[str, set[str]]) -> dict[str, str]:
    """Give the places in a file to every file of the same bytes, for a run counts these once (FI08).

    Returns:
        SHA-256 → one of the files of these bytes, where there are places in them.
    """
    contents = {}
    for sha256, files in called.items():
        rows = set[tuple[str, int]]().union(*(places.get(file, ()) for file in files))
        if rows:
            contents[sha256] = min(files)
            places.update((file, set(rows)) for file in files)
    return contents


def _finished(memory: Memory) -> list[tuple[str, Path]]:
    """Return every finished run's campaign and folder."""
    with memory.ledger.read() as connection:
        finished = connection.execute(sa.select(RUN.c.campaign, RUN.c.id).where(RUN.c.state == "finished"))
        return [(run.campaign, memory.run_folders.final(run.id)) for run in finished]


def _rows(path: Path, columns: list[str], key: str, values: list[Any]) -> list[dict[str, Any]]:
    if not values or not path.is_file():
        return []
    rows: list[dict[str, Any]] = pq.read_table(
        path, columns=columns, filters=[(key, "in", values)]
    ).to_pylist()
    return rows


def _renamed(memory: Memory, whom: Person) -> Iterator[tuple[str, str]]:
    """Yield files whose name tells of the person, with another that is as unique."""
    with memory.ledger.read() as connection:
        files = connection.execute(sa.select(SUBMISSION.c.id, SUBMISSION.c.file)).all()
    for row in files:
        if whom.erase(row.file) != row.file:
            path = PurePosixPath(whom.erase(row.file) or BLANK)
            yield row.file, str(path.with_name(f"{path.stem}-{row.id}{path.suffix}"))
