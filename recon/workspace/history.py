"""What changed between runs: findings mended, standing, new or back again; students who became due or left.

Runs are immutable Parquet and a finding keeps its id from run to run, so comparing them is a join on ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.workspace import asking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

STORIES = ("fixed", "still", "new", "back")
"""``back``: in the newest run, not in the one before it, but in an older one."""

_STORIES_SQL = """
    WITH now AS (SELECT finding_id, rule, unit FROM newest WHERE charged),
         before AS (SELECT finding_id, rule, unit FROM previous WHERE charged),
         older AS (SELECT DISTINCT finding_id FROM earlier WHERE charged)
    SELECT finding_id,
           coalesce(now.rule, before.rule) AS rule,
           coalesce(now.unit, before.unit) AS unit,
           CASE WHEN now.rule IS NULL THEN 'fixed'
                WHEN before.rule IS NOT NULL THEN 'still'
                WHEN older.finding_id IS NOT NULL THEN 'back'
                ELSE 'new' END AS story
    FROM now FULL JOIN before USING (finding_id) LEFT JOIN older USING (finding_id)
    ORDER BY unit, rule, finding_id
"""
_OFFICIAL_SQL = """
    WITH told AS (
        SELECT student_no,
               coalesce(now.site_code, before.site_code) AS site_code,
               CASE WHEN coalesce(now.due, false) AND NOT coalesce(before.due, false) THEN 'became-due'
                    WHEN coalesce(before.due, false) AND NOT coalesce(now.due, false) THEN 'left'
                    ELSE 'changed' END AS what,
               CASE WHEN now.enrol_id IS NULL OR before.enrol_id IS NULL THEN ''
                    ELSE concat_ws(' ',
                        CASE WHEN now.name IS DISTINCT FROM before.name THEN 'name' END,
                        CASE WHEN now.id_card IS DISTINCT FROM before.id_card THEN 'id_card' END,
                        CASE WHEN now.branch IS DISTINCT FROM before.branch THEN 'branch' END,
                        CASE WHEN now.site_code IS DISTINCT FROM before.site_code THEN 'site' END,
                        CASE WHEN now.cohort IS DISTINCT FROM before.cohort THEN 'cohort' END,
                        CASE WHEN now.level IS DISTINCT FROM before.level THEN 'level' END,
                        CASE WHEN now.status IS DISTINCT FROM before.status THEN 'status' END)
                    END AS fields
        FROM newest AS now FULL JOIN previous AS before USING (student_no)
    )
    SELECT student_no, what, site_code, fields FROM told
    WHERE what <> 'changed' OR fields <> ''
    ORDER BY what, site_code, student_no
"""


@dataclass(frozen=True, slots=True)
class RoundChange:
    """How a unit's charged findings moved from one run to the next."""

    unit: str
    fixed: int
    still: int
    new: int
    back: int


def stories(runs: Sequence[Path]) -> pa.Table:
    """Return every charged finding of the two newest runs with its story.

    Args:
        runs: folders of finished runs, newest first.

    Returns:
        Columns finding_id, rule, unit, story (one of :data:`STORIES`); empty with fewer than two runs.
    """
    if len(runs) < 2:
        return _nothing("finding_id", "rule", "unit", "story")
    files = [folder / "findings.parquet" for folder in runs]
    # With two runs the earlier one is asked again: what stood in it is ``still`` before it could be ``back``.
    return _ask(
        _STORIES_SQL, {"newest": files[:1], "previous": files[1:2], "earlier": files[2:] or files[1:]}
    )


def rounds(runs: Sequence[Path]) -> list[RoundChange]:
    """Return per unit how many charged findings were fixed, stay, are new or came back."""
    counts: dict[str, dict[str, int]] = {}
    for line in stories(runs).to_pylist():
        of_unit = counts.setdefault(line["unit"], dict.fromkeys(STORIES, 0))
        of_unit[line["story"]] += 1
    return [RoundChange(unit, **told) for unit, told in sorted(counts.items())]


def official_changes(runs: Sequence[Path]) -> pa.Table:
    """Return what a newer extract changed about the students that are due, eligible or submitted.

    Args:
        runs: folders of finished runs, newest first.

    Returns:
        Columns student_no, what (``became-due``, ``left``, ``changed``), site_code, fields (those that changed,
        joined by a space). A student who left is due no more; one who was never due is told only when a value
        changed. Empty with fewer than two runs.
    """
    if len(runs) < 2:
        return _nothing("student_no", "what", "site_code", "fields")
    files = [folder / "students.parquet" for folder in runs]
    return _ask(_OFFICIAL_SQL, {"newest": files[:1], "previous": files[1:2]})


def _ask(query: str, tables: Mapping[str, Sequence[Path]]) -> pa.Table:
    with asking.over(tables) as connection:
        return connection.sql(query).to_arrow_table()


def _nothing(*columns: str) -> pa.Table:
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in columns]).empty_table()
