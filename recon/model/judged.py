"""The judged row: everything a row rule may ask."""

from __future__ import annotations

import pyarrow as pa

from recon import fields
from recon.model.columns import MATCH_COLUMNS, OFFICIAL, ROSTER_HEAD, ROSTER_LIFE
from recon.model.schemas import schema

CLAIMS = pa.schema(
    [
        ("row_id", pa.int64()),
        ("dup_file", pa.int64()),
        ("dup_first", pa.bool_()),
        ("dup_same", pa.bool_()),
        ("dup_unit", pa.int64()),
        ("dup_units", pa.int64()),
        ("no_people", pa.int64()),
        ("id_numbers", pa.int64()),
        ("site_below", pa.bool_()),
        ("repeat", pa.bool_()),
    ]
)
"""Who else claims the same student, among live rows:

``dup_file`` rows of this student in this file · ``dup_first`` this is the first of them · ``dup_same`` all of them are
identical · ``dup_unit`` live files of this unit that hold the student · ``dup_units`` units that claim the student ·
``no_people`` different people under this submitted 学号 · ``id_numbers`` different 学号 under this submitted ID ·
``site_below`` the home site is the reporting unit or below it (true where nothing is matched) · ``repeat`` an earlier
live row of the same unit holds the same enrolment.
"""
OFFICIAL_HEAD = (
    "o_enrol_no",
    "o_category",
    "o_status",
    "o_branch_code",
    "o_site_code",
    "o_due",
    "o_eligible",
    "o_scope",
    "o_photo_state",
)
"""Of the matched enrolment. ``o_scope``: ``in`` (cohort, level, category in scope), ``earlier``, ``newer``, ``level``,
``category`` (why not), empty where nothing is matched. ``o_due``/``o_eligible`` are truth values."""
OTHER = ("x_student_no", "x_name", "x_id_card", "x_level", "x_status", "x_due")
"""Of the other enrolment of a conflict (:data:`CONFLICTS`), official characters."""


def judged_columns() -> tuple[str, ...]:
    """Return the columns of the judged frame: one line per live row, everything a row rule may ask.

    Per field: ``<f>`` folded, ``<f>_raw`` as sent, ``<f>_type``, ``<f>_flaws`` (space-separated flaw words of
    ``values.folding``); ``o_<f>`` and ``o_<f>_raw`` of the matched enrolment.
    """
    sent = (f"{code}{suffix}" for code in fields.CODES for suffix in ("", "_raw", "_type", "_flaws"))
    official = (f"o_{code}{suffix}" for code in OFFICIAL for suffix in ("", "_raw"))
    claims = tuple(name for name in CLAIMS.names if name != "row_id")
    match = tuple(name for name in MATCH_COLUMNS if name != "row_id")
    return (*ROSTER_HEAD, *ROSTER_LIFE, *sent, *match, *OFFICIAL_HEAD, *official, *OTHER, *claims)


def judged_schema() -> pa.Schema:
    """Return the Arrow schema of the judged frame."""
    truths = ("o_due", "o_eligible", "x_due", "dup_first", "dup_same", "site_below", "repeat")
    numbers = ("dup_file", "dup_unit", "dup_units", "no_people", "id_numbers")
    return schema(judged_columns(), booleans=truths, integers=numbers)
