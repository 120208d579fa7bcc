"""Plain keyed compares of a roster with an extract, each as its own documentation shows it.

    python benchmarks/contenders.py NAME extract.parquet roster.parquet

Prints as JSON how many rows were joined, how many only one side has, and how many values differ; runs in the
environment of benchmarks/requirements.lock.
"""

from __future__ import annotations

import json
import re
import sys

KEY = "student_no"
COMPARED = ["name", "sex", "id_card", "level", "major", "cohort", "study_form", "branch", "site_code", "site"]
COLUMNS = [KEY, *COMPARED]


def duckdb_join(extract: str, roster: str) -> dict[str, int]:
    """The floor: one full join, counted."""
    import duckdb

    cells = " + ".join(f"(r.{c} IS DISTINCT FROM e.{c})::INT" for c in COMPARED)
    both = f"r.{KEY} IS NOT NULL AND e.{KEY} IS NOT NULL"
    base = duckdb.connect(config={"threads": 2})
    query = f"""
    SELECT count(*) FILTER ({both}), count(*) FILTER (e.{KEY} IS NULL), count(*) FILTER (r.{KEY} IS NULL),
           sum(CASE WHEN {both} THEN {cells} ELSE 0 END)
    FROM '{roster}' r FULL JOIN '{extract}' e ON r.{KEY} = e.{KEY}
    """  # noqa: S608 -- columns of this module, paths of our own
    joined, unknown, unsent, cells_found = base.sql(query).fetchall()[0]
    return _answer(joined, unknown, unsent, cells_found)


def pandas_merge(extract: str, roster: str) -> dict[str, int]:
    import pandas as pd

    left, right = (pd.read_parquet(path, columns=COLUMNS) for path in (roster, extract))
    merged = left.merge(right, on=KEY, how="outer", indicator=True, suffixes=("", "_official"))
    both = merged[merged["_merge"] == "both"]
    cells = sum(int((both[c] != both[f"{c}_official"]).sum()) for c in COMPARED)
    sides = merged["_merge"].value_counts()
    return _answer(len(both), sides["left_only"], sides["right_only"], cells)


def datacompy_pandas(extract: str, roster: str) -> dict[str, int]:
    import pandas as pd
    from datacompy import PandasCompare

    left, right = (pd.read_parquet(path, columns=COLUMNS) for path in (roster, extract))
    return _datacompy(PandasCompare(left, right, join_columns=KEY))


def datacompy_polars(extract: str, roster: str) -> dict[str, int]:
    import polars as pl
    from datacompy import PolarsCompare

    left, right = (pl.read_parquet(path, columns=COLUMNS) for path in (roster, extract))
    return _datacompy(PolarsCompare(left, right, join_columns=KEY))


def _datacompy(compare: object) -> dict[str, int]:
    cells = sum(int(column["unequal_cnt"]) for column in compare.column_stats)  # type: ignore[attr-defined]
    counts = (len(getattr(compare, name)) for name in ("intersect_rows", "df1_unq_rows", "df2_unq_rows"))
    return _answer(*counts, cells)


def diffly(extract: str, roster: str) -> dict[str, int]:
    import polars as pl
    from diffly import compare_frames

    left, right = (pl.scan_parquet(path).select(COLUMNS) for path in (roster, extract))
    compare = compare_frames(left, right, primary_key=KEY)
    joined = compare.num_rows_joined()
    shares = compare.fraction_same()
    cells = sum(round((1 - share) * joined) for share in shares.values())
    return _answer(joined, compare.num_rows_left_only(), compare.num_rows_right_only(), cells)


def rdatacompy(extract: str, roster: str) -> dict[str, int]:
    import pyarrow.parquet as pq
    from rdatacompy import Compare

    left, right = (pq.read_table(path, columns=COLUMNS) for path in (roster, extract))
    report = Compare(left, right, [KEY]).report()

    def number(label: str) -> int:
        found = re.search(rf"{re.escape(label)}: (\d+)", report)
        return int(found[1]) if found else -1

    return _answer(
        number("Number of rows in common"),
        number("Number of rows in df1 but not in df2"),
        number("Number of rows in df2 but not in df1"),
        number("Total number of values which compare unequal"),
    )


def reconsi(extract: str, roster: str) -> dict[str, int]:
    import pandas as pd
    from reconsi import reconcile

    left, right = (pd.read_parquet(path, columns=COLUMNS) for path in (roster, extract))
    found = reconcile(left, right, keys=KEY, compare_columns=COMPARED).to_dict()["summary"]
    return _answer(
        found["compared_records"], found["missing_right"], found["missing_left"], found["value_mismatches"]
    )


def _answer(joined: int, unknown: int, unsent: int, cells: int) -> dict[str, int]:
    return {"joined": int(joined), "unknown": int(unknown), "unsent": int(unsent), "cells": int(cells)}


CONTENDERS = {
    one.__name__: one
    for one in (duckdb_join, pandas_merge, datacompy_pandas, datacompy_polars, diffly, rdatacompy, reconsi)
}

if __name__ == "__main__":
    name, extract_path, roster_path = sys.argv[1:]
    print(json.dumps(CONTENDERS[name](extract_path, roster_path)))
