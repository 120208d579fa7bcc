"""The Arrow schemas of the tables: text, but for known counts and truth values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from recon import fields
from recon.model.columns import (
    CHANGE_COLUMNS,
    COUNT_COLUMNS,
    COVERAGE_COLUMNS,
    FILE_COLUMNS,
    FINDING_COLUMNS,
    FINDING_EXTRA,
    MATCH_COLUMNS,
    OMISSION_COLUMNS,
    ROSTER_HEAD,
    ROW_COLUMNS,
    SITE_COLUMNS,
    STUDENT_COLUMNS,
    SURPLUS_COLUMNS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_INTEGERS = frozenset(
    {
        "row_id",
        "block",
        "row",
        "enrol_id",
        "other_enrol_id",
        "size",
        "files",
        "rows",
        "live",
        "superseded",
        "parked",
        "unreadable",
        "rows_due",
        "rows_eligible",
        "rows_surplus",
        "rows_unmatched",
        "rows_repeat",
        "key_errors",
        "other_errors",
        "warnings",
        *COUNT_COLUMNS,
    }
)
_BOOLEANS = frozenset(
    {"charged", "late", "due", "eligible", "planned", "expired_today", "clean", "held", "open"}
)


def schema(
    columns: Iterable[str],
    *,
    booleans: Iterable[str] = (),
    integers: Iterable[str] = (),
    texts: Iterable[str] = (),
) -> pa.Schema:
    """Return the Arrow schema of a table: text unless a column is a known count or truth value.

    ``booleans``, ``integers`` and ``texts`` name the columns that are so in this table although their name says
    otherwise elsewhere (``open`` is a truth value of a row and a count of a coverage cell; ``submitted`` is a value of
    a finding).
    """
    truths, numbers, words = set(booleans), set(integers), set(texts)

    def kind(column: str) -> pa.DataType:
        if column in words:
            return pa.string()
        if column in truths:
            return pa.bool_()
        if column in numbers or (column in _INTEGERS and column not in _BOOLEANS):
            return pa.int64()
        return pa.bool_() if column in _BOOLEANS else pa.string()

    return pa.schema([(column, kind(column)) for column in columns])


RAW_ROSTER = schema((*ROSTER_HEAD, *(f"{c}{s}" for c in fields.CODES for s in ("_raw", "_type"))))
FINDINGS = schema((*FINDING_COLUMNS, *FINDING_EXTRA), texts=("submitted",))
MATCHES = schema(MATCH_COLUMNS)
OMISSIONS = schema(OMISSION_COLUMNS)
SURPLUSES = schema(SURPLUS_COLUMNS)
COVERAGE = schema(COVERAGE_COLUMNS, integers=COUNT_COLUMNS)
SITES = schema(SITE_COLUMNS, integers=("late",))
STUDENTS = schema(STUDENT_COLUMNS)
ROWS = schema(ROW_COLUMNS)
CHANGES = schema(CHANGE_COLUMNS)
FILES = schema(FILE_COLUMNS)
