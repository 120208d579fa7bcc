"""Merge the records of all extracts by 学号: one line per enrolment, filled from whichever file knows.

DuckDB finds which keys meet; the wide columns stay in Arrow, so that millions of records need no second copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon.normalise.registers.disputes import DISPUTES, disputes
from recon.normalise.registers.records import RECORD
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from recon.normalise.registers.records import Records

VALUES = ("source", "branch_code", "site_code", *RECORD)
_ACCOUNTS = pa.schema([(name, pa.string()) for name in ("key", "id_card_raw", "name_raw", "source")])


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
    whole = pa.concat_tables([part.table for part in parts])
    if not accounts and _all_alone(whole):
        return Merged(_numbered(whole, "enrol_id").drop(["key"]), DISPUTES.empty_table())
    import duckdb  # imported on use: runs on another engine need DuckDB only where something is merged

    whole = _numbered(whole, "ord")
    with duckdb.connect() as base:
        base.register("records", whole)
        base.execute(_SHARED)
        table = _numbered(_one_line_each(base, whole), "enrol_id")
        base.register("accounts", _numbered(_stacked(accounts), "ord"))
        if accounts:
            table = _with_ids(base, table)
        base.register("enrolments", table)
        return Merged(table.drop(["key"]), disputes(base))


def _all_alone(whole: pa.Table) -> bool:
    """Tell whether no two records share category and key, as in most years' single extract."""
    for category in pc.unique(whole["category"]):
        keys = whole["key"].filter(pc.equal(whole["category"], category))
        if len(pc.unique(keys)) < len(keys) - max(pc.sum(pc.equal(keys, "")).as_py() - 1, 0):
            return False
    return True


def _numbered(table: pa.Table, name: str) -> pa.Table:
    """Put each row's place beside it, so that no answer depends on threads."""
    return table.append_column(name, pa.array(np.arange(table.num_rows), pa.int64()))


def _stacked(accounts: Sequence[Records]) -> pa.Table:
    return pa.concat_tables([_ACCOUNTS.empty_table(), *(part.table.cast(_ACCOUNTS) for part in accounts)])


def _first_filled(column: str) -> str:
    return f"coalesce(arg_min({column}, ord) FILTER (WHERE {column} <> ''), '') AS {column}"


_SHARED = """
CREATE TEMP TABLE shared AS
SELECT category, key FROM records WHERE key <> '' GROUP BY category, key HAVING count(*) > 1
"""
_ALONE = "SELECT ord FROM records ANTI JOIN shared USING (category, key)"
_JOINED = f"""
SELECT category, key, {", ".join(map(_first_filled, VALUES))}, min(ord) AS ord
FROM records SEMI JOIN shared USING (category, key) GROUP BY category, key
"""  # noqa: S608 -- column names are constants of this module
_IDS = """
SELECT e.enrol_id, coalesce(arg_min(a.id_card_raw, a.ord) FILTER (WHERE a.id_card_raw <> ''), '') AS id_card
FROM enrolments_keys e LEFT JOIN accounts a ON e.key = a.key AND e.category = ? AND e.key <> ''
GROUP BY e.enrol_id ORDER BY e.enrol_id
"""


def _one_line_each(base: duckdb.DuckDBPyConnection, whole: pa.Table) -> pa.Table:
    """Return the records with those of one key made one, each where its first stood."""
    joined = base.sql(_JOINED).to_arrow_table()
    if not joined.num_rows:
        return whole.drop(["ord"])
    alone = np.zeros(whole.num_rows, bool)
    alone[base.sql(_ALONE).fetchnumpy()["ord"]] = True
    both = pa.concat_tables([whole.filter(pa.array(alone)), joined.select(whole.column_names)])
    return both.take(pa.array(np.argsort(both["ord"].to_numpy()))).drop(["ord"])


def _with_ids(base: duckdb.DuckDBPyConnection, table: pa.Table) -> pa.Table:
    """Fill the ID from the user export where the record has none."""
    base.register("enrolments_keys", table.select(["enrol_id", "category", "key"]))
    ids = base.sql(_IDS, params=[Category.OPEN.value]).to_arrow_table()["id_card"]
    at = table.column_names.index("id_card_raw")
    own = table["id_card_raw"]
    return table.set_column(at, "id_card_raw", pc.if_else(pc.equal(own, ""), pc.cast(ids, pa.string()), own))
