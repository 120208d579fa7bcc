"""The nouns: what travels between the rooms.

Two kinds. Small things (a file, a sheet, a finding) are immutable values. Large things (rosters, enrolments, findings)
are tables whose columns are listed here; every column is a string unless :func:`schema` says otherwise, and
no room ever
sees a null: an absent value is ``""`` beside ``<field>_type`` (see :class:`recon.words.CellType`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from recon import fields
from recon.words import Kind, Severity, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# ---------------------------------------------------------------- what intake hands on

TYPE_CHARS: Mapping[str, str] = {
    "t": "text",
    "n": "number",
    "d": "date",
    "b": "boolean",
    "e": "error",
    "f": "formula",
    " ": "blank",
}
"""One character per cell in :attr:`RawRow.types`; ``f`` is a formula's cached value (text), whatever its type."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One physical row: its number (1-based), the cells from column A on as text, and one type character per cell."""

    number: int
    values: tuple[str, ...]
    types: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet exactly as read. Rows without any value are left out; ``cells`` counts the non-empty ones."""

    name: str
    rows: tuple[RawRow, ...]
    cells: int
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    """1-based column numbers."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """(first row, first column, last row, last column), 1-based, inclusive."""
    long: pa.Table | None = None
    """Every row of a long extract (``number`` int64, ``types`` and ``c0`` … text, ``""`` where nothing stands), where
    it was asked for so; ``rows`` then holds the first ones alone."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a file-level rule says about a file (or a header): the rule's code and the message's values."""

    rule: str
    details: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0
    cell: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of a submission after intake: read, or refused with the rule that says why."""

    file: str
    """Relative to the given PATH, with ``/``; archive members joined by ``!/``."""
    sha256: str
    size: int
    kind: str
    """By content: xlsx, xls, xlsb, ods, csv, html, spreadsheetml …; empty when unknown."""
    verdict: str
    """``read`` or ``refused``."""
    sheets: tuple[RawSheet, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    received_at: str = ""
    """ISO time with +08:00 from a mail header, else empty."""
    sender: str = ""
    seconds: float = 0.0

    @property
    def refused(self) -> bool:
        """True when nothing of the file can be used."""
        return self.verdict == "refused"


# ---------------------------------------------------------------- what normalise hands on


@dataclass(frozen=True, slots=True)
class UnitHint:
    """One piece of evidence for the reporting unit: where it was seen and what it says (a code or a name)."""

    source: str
    """``path``, ``name``, ``title``, ``column`` or ``rows``."""
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One table of students inside a sheet."""

    block: int
    file: str
    sheet: str
    form: str
    """``open``, ``adult`` or empty when it cannot be told."""
    header_row: int
    columns: Mapping[str, str]
    """Field code → column letter."""
    rows: int
    hints: tuple[UnitHint, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """What is known of a file beside its cells: from the submissions list, a mail header or the workspace."""

    file: str
    unit: str = ""
    form: str = ""
    received_at: str = ""
    kind: str = ""
    """``replace``, ``add``, ``amend`` or empty when unknown."""
    declared_nil: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the register (definitions.md, "Home site"); codes are text."""

    site_code: str
    site_name: str = ""
    branch_code: str = ""
    branch: str = ""
    reports_through: str = ""
    responsible: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    deliver_to: str = ""
    expected: str = ""


# ---------------------------------------------------------------- tables

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
CONFLICTS = ("", "two-students", "several", "other-enrolment", "name-and-id", "exchanged")
"""MA04, MA05, MA06, MA07."""

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
"""contract.md §3; ``findings.parquet`` adds :data:`FINDING_EXTRA`."""
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

    ``booleans``, ``integers`` and ``texts`` name the columns that are so in this table although their name
    says otherwise
    elsewhere (``open`` is a truth value of a row and a count of a coverage cell; ``submitted`` is a value
    of a finding).
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


class Finding(NamedTuple):
    """A rule broken at a cell, or about a student, a file or a site; one line of ``findings``.

    A named tuple, since a nation has a hundred thousand of them: it is made in a quarter of the time a frozen
    dataclass takes.
    """

    rule: str
    severity: Severity
    trust: Trust = Trust.NONE
    field: str = ""
    row_id: int = -1
    enrol_id: int = -1
    unit: str = ""
    branch: str = ""
    site_code: str = ""
    site_name: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0
    cell: str = ""
    student_no: str = ""
    name: str = ""
    submitted: str = ""
    official: str = ""
    proposal: str = ""
    kind: Kind = Kind.NONE
    cause: str = ""
    levels: str = ""
    details: str = ""
    subject: str = ""
    """Whom or what it is about (contract.md §2), only for its id; never written anywhere."""
    open: bool = True
    charged: bool = False
    """This and what follows is told once all findings are known (:meth:`settled`)."""
    finding_id: str = ""
    cause_id: str = ""
    evidence: str = ""
    message: str = ""

    def amended(self, **told: Any) -> Finding:
        """Return the finding with some members replaced, in half the time ``_replace`` takes."""
        members: list[Any] = [*self]
        for name, value in told.items():
            members[_PLACE[name]] = value
        return Finding._make(members)

    def settled(
        self, *, charged: bool, finding_id: str, cause_id: str, evidence: str, message: str
    ) -> Finding:
        """Return the finding with what is told once all are known."""
        return Finding._make((*self[:_SETTLED], charged, finding_id, cause_id, evidence, message))


FINDING_MEMBERS = Finding._fields
_PLACE = {name: place for place, name in enumerate(FINDING_MEMBERS)}
_SETTLED = _PLACE["charged"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about one finding (definitions.md; carried over while nothing it saw has changed)."""

    finding_id: str
    verdict: str
    """``accept``, ``keep``, ``override``, ``send-to-site``, ``admit``, ``dismiss``, ``excuse``."""
    value: str = ""
    reason: str = ""
    who: str = ""
    at: str = ""
    seen_submitted: str = ""
    seen_official: str = ""


# ---------------------------------------------------------------- the judged row

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
``site_below`` the home site is the reporting unit or below it (true where nothing is matched) · ``repeat``
an earlier live row
of the same unit holds the same enrolment.
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
