"""The columns of every table, in order."""

from __future__ import annotations

from recon import fields

ROSTER_HEAD = ("row_id", "block", "file", "sheet", "row")
"""Raw roster: these, then ``<field>_raw`` and ``<field>_type`` per field.

``row_id`` is dense in (file, sheet, row) order.
"""
ROSTER_LIFE = ("unit", "form", "life", "received_at", "late")
"""Added once the reporting unit and the round are known."""

ENROLMENT_HEAD = ("enrol_id", "enrol_no", "category", "status", "branch_code", "site_code", "source")
"""Enrolments: these, then per official field ``<field>_raw`` (exact characters) and ``<field>`` (folded)."""
OFFICIAL = tuple(code for code in fields.CODES if code != "institution_code")
"""The fields an extract speaks of."""

AGREEMENT = ("student_no", "id_card", "name")
"""Fields whose agreement decides who a row is; ``agree_<field>`` holds one of :data:`LEVELS`."""
LEVELS = (
    "same",
    "format",
    "variant",
    "damaged",
    "close",
    "different",
    "missing-here",
    "missing-there",
    "not-asked",
    "misplaced",
)

MATCH_COLUMNS = (
    "row_id",
    "enrol_id",
    "by",
    "agree_student_no",
    "agree_id_card",
    "agree_name",
    "conflict",
    "other_enrol_id",
)
"""``enrol_id`` and ``other_enrol_id`` are -1 when there is none. ``conflict`` is one of :data:`CONFLICTS`."""
CONFLICTS = ("", "two-students", "several", "other-enrolment", "name-and-id", "exchanged", "misplaced")
"""MA04, MA05, MA06, MA07; name and ID, or 学号 and ID, in each other's cells."""

FINDING_COLUMNS = (
    "finding_id",
    "cause_id",
    "charged",
    "rule",
    "severity",
    "trust",
    "branch",
    "site_code",
    "site_name",
    "file",
    "sheet",
    "row",
    "cell",
    "field",
    "student_no",
    "name",
    "submitted",
    "official",
    "proposal",
    "kind",
    "evidence",
    "message",
)
"""docs/contract.md, "Files of a run"; ``findings.parquet`` adds :data:`FINDING_EXTRA`."""
FINDING_EXTRA = ("row_id", "enrol_id", "levels", "cause", "details", "unit", "open")
"""What ``findings.parquet`` has beyond the contract.

Row and enrolment by number (-1: none), agreement levels and the message's values (JSON) to say it again in the
other language, the cause of a difference, the reporting unit, whether it is still open, and whom it is about.
"""

MATCHES_FILE = (
    "file",
    "sheet",
    "row",
    "submitted_student_no",
    "submitted_id",
    "matched_student_no",
    "by",
    "evidence",
)
OMISSION_COLUMNS = (
    "student_no",
    "name",
    "branch",
    "site_code",
    "category",
    "cohort",
    "level",
    "reason",
    "found_at",
)
SURPLUS_COLUMNS = ("file", "sheet", "row", "student_no", "name", "branch", "site_code", "why")
CELL_COLUMNS = ("branch", "site_code", "category", "cohort", "level")
COUNT_COLUMNS = (
    "due",
    "submitted",
    "submitted_elsewhere",
    "awaited",
    "excused",
    "omitted",
    "late",
    "clean",
    "open",
    "held",
    "eligible",
    "eligible_submitted",
    "photo_valid",
    "photo_expiring",
    "photo_expired",
    "photo_unknown",
    "photo_none",
    "photo_not_asked",
)
COVERAGE_COLUMNS = CELL_COLUMNS + COUNT_COLUMNS
SITE_COLUMNS = (
    "site_code",
    "site_name",
    "branch",
    "reports_through",
    "status",
    "files",
    "rows",
    "rows_due",
    "rows_eligible",
    "rows_surplus",
    "rows_unmatched",
    "rows_repeat",
    "key_errors",
    "other_errors",
    "warnings",
    "received_at",
    "late",
)
STUDENT_COLUMNS = (
    "enrol_id",
    "student_no",
    "exam_no",
    "name",
    "sex",
    "id_card",
    "major",
    "study_form",
    "class_name",
    *CELL_COLUMNS,
    "status",
    "due",
    "eligible",
    "planned",
    "batch",
    "needed_on",
    "captured_on",
    "valid_until",
    "photo_state",
    "expired_today",
    "last_batch",
    "state",
    "found_at",
    "clean",
    "open",
    "held",
)
"""One line per enrolment that is due, eligible or submitted.

``state``: submitted, late, excused, awaited, omitted or empty.
"""
ROW_COLUMNS = (
    *ROSTER_HEAD,
    *ROSTER_LIFE,
    "enrol_id",
    "by",
    "why",
    "open",
    "held",
    *(f"{code}{suffix}" for code in fields.CODES for suffix in ("_raw", "_final", "_cell")),
)
"""``rows.parquet``: every row read, as sent and as it should go on.

``why``: due, eligible, surplus, unmatched, repeat.
"""
CHANGE_COLUMNS = (
    "row_id",
    "unit",
    "form",
    "file",
    "sheet",
    "row",
    "cell",
    "field",
    "before",
    "after",
    "rule",
    "trust",
    "who",
)
"""``changes.parquet``: every value that was put in the place of another, and why."""
FILE_COLUMNS = (
    "file",
    "sha256",
    "size",
    "kind",
    "verdict",
    "unit",
    "unit_by",
    "form",
    "received_at",
    "submission_kind",
    "rows",
    "live",
    "superseded",
    "parked",
    "unreadable",
    "sender",
)
