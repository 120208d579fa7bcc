"""Files whose meaning is unclear: what would disappear if they replaced what their unit sent before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recon.workspace import asking

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from recon.result import Result

_GONE_SQL = """
    WITH sent AS (
        SELECT DISTINCT file, unit, form, life, student_no_raw AS number, id_card_raw AS id,
               coalesce(nullif(student_no_raw, ''), nullif(id_card_raw, ''), name_raw) AS student
        FROM rows
    ), asked AS (
        SELECT DISTINCT sent.file, sent.unit, sent.form, files.submission_kind AS kind
        FROM sent JOIN files USING (file) WHERE files.submission_kind IN ('parked', 'replace')
    ), other AS (
        SELECT DISTINCT asked.file, asked.form, sent.student, sent.number, sent.id,
               sent.student IN (SELECT student FROM sent AS mine WHERE mine.file = asked.file)
               OR sent.id <> '' AND sent.id IN (SELECT id FROM sent AS mine WHERE mine.file = asked.file)
               AS in_both,
               kind = 'replace' AND sent.student IN (
                   SELECT student FROM sent AS live
                   WHERE live.life = 'live' AND live.unit = asked.unit AND live.form = asked.form) AS stands
        FROM asked JOIN sent ON sent.unit = asked.unit AND sent.form = asked.form AND sent.file <> asked.file
        WHERE sent.life = CASE WHEN kind = 'parked' THEN 'live' ELSE 'superseded' END
    ), counted AS (
        SELECT file, form, count(DISTINCT student) AS before,
               count(DISTINCT student) FILTER (in_both) AS common,
               count(DISTINCT student) FILTER (NOT in_both AND NOT stands) AS disappear
        FROM other GROUP BY ALL
    )
    SELECT asked.*, (SELECT count(DISTINCT student) FROM sent
                     WHERE sent.file = asked.file AND sent.form = asked.form) AS students,
           coalesce(before, 0) AS before, coalesce(common, 0) AS common, coalesce(disappear, 0) AS disappear
    FROM asked LEFT JOIN counted USING (file, form) ORDER BY file, form
"""
"""Rows are told apart as sent: what is not live was matched to nobody. The same ID is the same student."""


@dataclass(frozen=True, slots=True)
class Parked:
    """One file that waits for a word: ``replace``, ``add`` or ``amend`` (said with :meth:`Workspace.place`)."""

    file: str
    unit: str
    form: str
    students: int
    """Students in the file."""
    before: int
    """Live students the unit has sent on this form."""
    common: int
    """Those who stand in both."""
    disappear: int
    """Live students who would disappear if the file replaced what stands."""


def parked(run: Path) -> list[Parked]:
    """Return the files of a run that wait for a word."""
    return _waiting(gone(run))


def parked_of(result: Result) -> list[Parked]:
    """Return the files of a result that wait for a word; it need not lie in a workspace."""
    import duckdb

    with duckdb.connect(":memory:") as connection:
        for name in ("files", "rows"):
            connection.from_arrow(result.tables[name]).create_view(name)
        return _waiting(_gone(connection))


def _waiting(lines: Iterable[dict[str, Any]]) -> list[Parked]:
    names = Parked.__dataclass_fields__
    return [Parked(**{name: line[name] for name in names}) for line in lines if line["kind"] == "parked"]


def gone(run: Path) -> list[dict[str, Any]]:
    """Return, for files that were parked or replaced others, how many students disappear."""
    with asking.over_run(run, "files", "rows") as connection:
        return _gone(connection)


def _gone(connection: DuckDBPyConnection) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = connection.sql(_GONE_SQL).to_arrow_table().to_pylist()
    return lines
