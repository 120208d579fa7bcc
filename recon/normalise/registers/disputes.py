"""What the extracts say against each other (EX03): a 学号 twice in one file, two files that disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recon.normalise.registers.columns import empty, folded
from recon.values import cohort, vocabulary
from recon.words import Category

if TYPE_CHECKING:
    import duckdb

COMPARED = ("name", "sex", "id_card", "level", "major", "cohort", "study_form", "status")
"""Fields on which two files may contradict each other; class and site names are written in too many ways (but see
:data:`_MOVED`)."""
DISPUTES = pa.schema(
    [("enrol_id", pa.int64()), *((name, pa.string()) for name in ("field", "value", "source"))]
)
_OVERLAP = f"""
SELECT e.enrol_id, r.ord, r.category, r.source, r.student_no_raw, r.site_code, e.site_code AS site_code_kept,
       r.site_raw,
       {", ".join(f"r.{code}_raw, e.{code}_raw AS {code}_kept" for code in COMPARED)}
FROM records r SEMI JOIN shared USING (category, key)
JOIN enrolments e ON e.category = r.category AND e.key = r.key
"""  # noqa: S608 -- column names are constants of this module
_MOVED = """
SELECT enrol_id, if(site_raw = '', site_code, site_raw) AS site, source FROM overlap
WHERE NOT starts_with(site_code, site_code_kept) AND NOT starts_with(site_code_kept, site_code)
"""
"""Lines with the code of another home site: none, or the branch's alone, says nothing against a site."""
_ACCOUNTS = """
SELECT e.enrol_id, a.source, a.id_card_raw, a.name_raw, e.id_card_raw AS id_card_kept, e.name_raw AS name_kept
FROM accounts a JOIN enrolments e ON e.key = a.key AND e.category = ?
WHERE a.id_card_raw <> e.id_card_raw OR a.name_raw <> e.name_raw
"""


def disputes(base: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return enrol_id, field, value and source of every dispute.

    Args:
        base: holds ``records`` (all lines, with ``ord``), ``shared`` (category and key of those that met),
            ``enrolments`` (what was kept) and ``accounts`` (user exports).
    """
    overlap = base.sql(_OVERLAP).to_arrow_table()
    accounts = base.sql(_ACCOUNTS, params=[Category.OPEN.value]).to_arrow_table()
    said = [
        DISPUTES.empty_table(),
        *(_against(accounts, code, Category.OPEN) for code in ("id_card", "name")),
    ]
    if overlap.num_rows:
        said.extend((_twice(overlap), _moved(base, overlap)))
    for category in pc.unique(overlap["category"]).to_pylist():
        part = overlap.filter(pc.equal(overlap["category"], category))
        said.extend(_against(part, code, category) for code in COMPARED)
    return pa.concat_tables(said).sort_by([(name, "ascending") for name in DISPUTES.names])


def _twice(overlap: pa.Table) -> pa.Table:
    """Return the second and later lines of an enrolment within one file."""
    lines = overlap.select(["enrol_id", "source", "ord", "student_no_raw"])
    first = lines.group_by(["enrol_id", "source"]).aggregate([("ord", "min")])
    again = lines.join(first, ["enrol_id", "source"]).filter(pc.field("ord") != pc.field("ord_min"))
    return _said(again, "student_no", again["student_no_raw"])


def _moved(base: duckdb.DuckDBPyConnection, overlap: pa.Table) -> pa.Table:
    """Return the lines that put an enrolment into another home site than what was kept."""
    base.register("overlap", overlap)
    lines = base.sql(_MOVED).to_arrow_table()
    return _said(lines, "site", lines["site"])


def _against(table: pa.Table, code: str, category: str) -> pa.Table:
    """Return the lines that differ from what was kept by more than spelling; empty disputes nothing."""
    other = table[f"{code}_raw"]
    one, two = _meaning(code, other, category), _meaning(code, table[f"{code}_kept"], category)
    differs = pc.and_(pc.not_equal(one, two), pc.and_(pc.not_equal(one, ""), pc.not_equal(two, "")))
    lines = table.filter(differs)
    return _said(lines, code, lines[f"{code}_raw"])


def _meaning(code: str, column: pa.ChunkedArray, category: str) -> pa.ChunkedArray:
    if code == "cohort":
        return folded(code, column, lambda text: cohort.fold(text, category).value)
    if code == "level":
        return folded(code, column, lambda text: vocabulary.fold_level(text, category).value)
    return folded(code, column)


def _said(lines: pa.Table, code: str, value: pa.ChunkedArray) -> pa.Table:
    columns = {
        "enrol_id": lines["enrol_id"],
        "field": empty(lines.num_rows, code),
        "value": value,
        "source": lines["source"],
    }
    return pa.table(columns).cast(DISPUTES)
