"""Merge the records of all extracts by 学号, and keep what they say against each other (EX03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon.normalise.registers.columns import folded
from recon.normalise.registers.records import RECORD
from recon.values import cohort, vocabulary
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.normalise.registers.records import Records

VALUES = ("source", "branch_code", "site_code", *RECORD)
COMPARED = ("name", "sex", "id_card", "level", "major", "cohort", "study_form", "status")
"""Fields on which two files may contradict each other; class and site names are written in too many ways."""


@dataclass(frozen=True)
class Merged:
    """Enrolments in reading order, and what is said twice: enrol_id, field, value, source."""

    table: pa.Table
    duplicates: pa.Table


def merge(parts: Sequence[Records], accounts: Sequence[Records]) -> Merged:
    """Merge records that share category and key; the first file that fills a field decides it.

    Args:
        parts: records with a key, in the order in which their word counts.
        accounts: user exports, joined on login name = 学号; they fill the ID where a record has none.
    """
    with duckdb.connect() as base:
        base.register("records", _stacked(parts))
        base.execute("CREATE VIEW keyed AS SELECT * FROM records WHERE key <> ''")
        base.execute(
            "CREATE TEMP TABLE shared AS "
            "SELECT category, key FROM keyed GROUP BY category, key HAVING count(*) > 1"
        )
        base.execute(_JOINED)
        logins = _logins(base, accounts)
        numbered = base.sql(_NUMBERED).to_arrow_table()
        base.register("numbered", numbered)
        overlap = base.sql(_OVERLAP).to_arrow_table()
        said = [
            *_twice(overlap),
            *_contradictions(overlap),
            *(_account_contradictions(base) if logins else ()),
        ]
        duplicates = pa.concat_tables(said) if said else _NONE.empty_table()
        return Merged(numbered.drop(["key"]), duplicates.sort_by([(n, "ascending") for n in _NONE.names]))


_NONE = pa.schema([("enrol_id", pa.int64()), *((name, pa.string()) for name in ("field", "value", "source"))])


def _stacked(parts: Sequence[Records]) -> pa.Table:
    """Put the parts one below the other; ``ord`` is a record's place; no answer depends on threads."""
    whole = pa.concat_tables([part.table for part in parts])
    return whole.append_column("ord", pa.array(np.arange(whole.num_rows), pa.int64()))


def _first_filled(column: str) -> str:
    return f"coalesce(arg_min({column}, ord) FILTER (WHERE {column} <> ''), '') AS {column}"


_JOINED = f"""
CREATE VIEW joined AS
SELECT category, key, ord, {", ".join(VALUES)} FROM records r
WHERE key = '' OR NOT EXISTS (SELECT 1 FROM shared s WHERE s.category = r.category AND s.key = r.key)
UNION ALL
SELECT category, key, min(ord) AS ord, {", ".join(map(_first_filled, VALUES))}
FROM keyed SEMI JOIN shared USING (category, key) GROUP BY category, key
"""  # noqa: S608 -- column names are constants of this module
_NUMBERED = f"""
SELECT row_number() OVER (ORDER BY j.ord) - 1 AS enrol_id, j.category, j.key, {
    ", ".join(
        "CASE WHEN j.id_card_raw = '' THEN coalesce(l.id_card_raw, '') ELSE j.id_card_raw END AS id_card_raw"
        if column == "id_card_raw"
        else f"j.{column}"
        for column in VALUES
    )
}
FROM joined j LEFT JOIN logins l ON j.key = l.key AND j.category = '{Category.OPEN.value}' ORDER BY j.ord
"""  # noqa: S608 -- likewise
_OVERLAP = f"""
SELECT n.enrol_id, k.ord, k.category, {", ".join(f"k.{c}" for c in VALUES)},
       {", ".join(f"n.{c}_raw AS {c}_kept" for c in COMPARED)}
FROM keyed k SEMI JOIN shared USING (category, key)
JOIN numbered n ON n.category = k.category AND n.key = k.key
ORDER BY n.enrol_id, k.ord
"""  # noqa: S608 -- likewise

_OTHERWISE = """
SELECT n.enrol_id, a.source, a.id_card_raw, a.name_raw, n.id_card_raw AS id_card_kept, n.name_raw AS name_kept
FROM accounts a JOIN numbered n ON n.key = a.key AND n.category = ?
WHERE a.id_card_raw <> n.id_card_raw OR a.name_raw <> n.name_raw ORDER BY n.enrol_id, a.ord
"""


def _logins(base: duckdb.DuckDBPyConnection, accounts: Sequence[Records]) -> bool:
    """Make ``accounts`` and ``logins`` (one line per login, its first ID); tell whether there are any."""
    schema = pa.schema([(name, pa.string()) for name in ("key", "id_card_raw", "name_raw", "source")])
    whole = pa.concat_tables([schema.empty_table(), *(part.table.cast(schema) for part in accounts)])
    base.register("accounts", whole.append_column("ord", pa.array(np.arange(whole.num_rows), pa.int64())))
    base.execute(
        "CREATE TEMP TABLE logins AS SELECT key, "
        "coalesce(arg_min(id_card_raw, ord) FILTER (WHERE id_card_raw <> ''), '') AS id_card_raw "
        "FROM accounts SEMI JOIN records USING (key) GROUP BY key"
    )
    return bool(whole.num_rows)


def _twice(overlap: pa.Table) -> list[pa.Table]:
    """Return the second and later lines of an enrolment within one file."""
    if not overlap.num_rows:
        return []
    first = overlap.group_by(["enrol_id", "source"]).aggregate([("ord", "min")])
    again = overlap.join(first, ["enrol_id", "source"]).filter(pc.field("ord") != pc.field("ord_min"))
    return [_said(again, "student_no", again["student_no_raw"])]


def _contradictions(overlap: pa.Table) -> list[pa.Table]:
    """Return values that differ from the one kept by more than their spelling."""
    found: list[pa.Table] = []
    for category in pc.unique(overlap["category"]).to_pylist():
        part = overlap.filter(pc.equal(overlap["category"], category))
        found.extend(_against(part, code, f"{code}_raw", f"{code}_kept", category) for code in COMPARED)
    return found


def _account_contradictions(base: duckdb.DuckDBPyConnection) -> list[pa.Table]:
    """Return IDs and names of user accounts that differ from the record's."""
    table = base.sql(_OTHERWISE, params=[Category.OPEN.value]).to_arrow_table()
    return [
        _against(table, code, f"{code}_raw", f"{code}_kept", Category.OPEN) for code in ("id_card", "name")
    ]


def _against(table: pa.Table, code: str, other: str, kept: str, category: str) -> pa.Table:
    """Return the lines whose ``other`` value contradicts ``kept``; an empty one contradicts nothing."""
    one, two = _meaning(code, table[other], category), _meaning(code, table[kept], category)
    differs = pc.and_(pc.not_equal(one, two), pc.and_(pc.not_equal(one, ""), pc.not_equal(two, "")))
    lines = table.filter(differs)
    return _said(lines, code, lines[other])


def _meaning(code: str, column: pa.ChunkedArray, category: str) -> pa.ChunkedArray:
    if code == "cohort":
        return folded(code, column, lambda text: cohort.fold(text, category).value)
    if code == "level":
        return folded(code, column, lambda text: vocabulary.fold_level(text, category).value)
    return folded(code, column)


def _said(lines: pa.Table, code: str, value: pa.ChunkedArray) -> pa.Table:
    field = pa.chunked_array([pa.repeat(pa.scalar(code), lines.num_rows)])
    return pa.table(
        {"enrol_id": lines["enrol_id"], "field": field, "value": value, "source": lines["source"]}
    ).cast(_NONE)
