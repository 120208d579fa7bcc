"""What stood before a file came: the newest run's live rows and findings, as far as a first verdict asks them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_STUDENTS_SQL = """
    SELECT DISTINCT rows.file, rows.unit, rows.form,
           coalesce(students.student_no, nullif(rows.student_no_raw, ''), nullif(rows.id_card_raw, ''),
                    rows.name_raw) AS student
    FROM rows LEFT JOIN students ON students.enrol_id = rows.enrol_id AND rows.enrol_id >= 0
    WHERE rows.life = 'live' AND NOT starts_with(rows.file || '!/', $file || '!/')
"""
"""Students are told apart by their official number: a run's own numbering holds for that run only."""


@dataclass(frozen=True)
class Before:
    """The students each unit and form had live, and which charged findings are open, or were in an older run."""

    students: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    standing: Mapping[str, str] = field(default_factory=dict)
    """Charged finding of the newest run → its unit."""
    mended: frozenset[str] = frozenset()
    """Charged in an older run and not in the newest."""

    @cached_property
    def _senders(self) -> Mapping[str, set[str]]:
        """Return student → the units that sent him: an archive has hundreds of files, and each is asked about."""
        found: dict[str, set[str]] = defaultdict(set)
        for (unit, _), students in self.students.items():
            for student in students:
                found[student].add(unit)
        return found

    def elsewhere(self, unit: str, students: frozenset[str]) -> int:
        """Return how many of these students another unit has sent too."""
        return sum(bool(self._senders.get(student, set()) - {unit}) for student in students)


def of(runs: Sequence[Path], file: str) -> Before:
    """Return what stood before ``file``, whose own rows are left out; ``runs`` newest first."""
    if not runs:
        return Before()
    standing = _charged(runs[0])
    older = frozenset().union(*(_charged(run) for run in runs[1:]))
    return Before(keys(runs[0], file), standing, older - standing.keys())


def keys(run: Path, without: str = "") -> dict[tuple[str, str], frozenset[str]]:
    """Return (unit, form) → the live students of a run's folder."""
    tables = {name: pq.read_table(run / f"{name}.parquet") for name in ("rows", "students")}
    return _held((unit, form, student) for _, unit, form, student in _students(tables, without))


def by_file(tables: Mapping[str, Any]) -> dict[str, dict[tuple[str, str], frozenset[str]]]:
    """Return file → (unit, form) → the live students of a result's tables."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for file, unit, form, student in _students(tables):
        found[file].append((unit, form, student))
    return {file: _held(lines) for file, lines in found.items()}


def _students(tables: Mapping[str, Any], without: str = "") -> list[tuple[str, str, str, str]]:
    """Return file, unit, form and student of every live row, each once."""
    import duckdb

    with duckdb.connect(":memory:") as connection:
        for name in ("rows", "students"):
            connection.register(name, tables[name])
        found: list[tuple[str, str, str, str]] = connection.execute(
            _STUDENTS_SQL, {"file": without or "\0"}
        ).fetchall()
    return found


def _held(lines: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], frozenset[str]]:
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    for unit, form, student in lines:
        held[unit, form].add(student)
    return {place: frozenset(students) for place, students in held.items()}


def _charged(run: Path) -> dict[str, str]:
    table: pa.Table = pq.read_table(run / "findings.parquet", columns=["finding_id", "unit", "charged"])
    table = table.filter(pc.field("charged"))
    return dict(zip(table["finding_id"].to_pylist(), table["unit"].to_pylist(), strict=True))
