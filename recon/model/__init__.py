"""The nouns: what travels between the rooms.

Two kinds. Small things (a file, a sheet, a finding) are immutable values. Large things (rosters, enrolments, findings)
are tables whose columns are listed here; every column is a string unless :func:`schema` says otherwise, and no room
ever sees a null: an absent value is ``""`` beside ``<field>_type`` (see :class:`recon.words.CellType`).
"""

from __future__ import annotations

from recon.model.columns import (
    AGREEMENT,
    CELL_COLUMNS,
    CHANGE_COLUMNS,
    CONFLICTS,
    COUNT_COLUMNS,
    COVERAGE_COLUMNS,
    ENROLMENT_HEAD,
    FILE_COLUMNS,
    FINDING_COLUMNS,
    FINDING_EXTRA,
    LEVELS,
    MATCH_COLUMNS,
    MATCHES_FILE,
    OFFICIAL,
    OMISSION_COLUMNS,
    ROSTER_HEAD,
    ROSTER_LIFE,
    ROW_COLUMNS,
    SITE_COLUMNS,
    STUDENT_COLUMNS,
    SURPLUS_COLUMNS,
)
from recon.model.finding import (
    FINDING_MEMBERS,
    Finding,
    Ruling,
)
from recon.model.judged import (
    CLAIMS,
    OFFICIAL_HEAD,
    OTHER,
    judged_columns,
    judged_schema,
)
from recon.model.read import (
    TYPE_CHARS,
    FileRead,
    RawRow,
    RawSheet,
    Trouble,
)
from recon.model.schemas import (
    CHANGES,
    COVERAGE,
    FILES,
    FINDINGS,
    MATCHES,
    OMISSIONS,
    RAW_ROSTER,
    ROWS,
    SITES,
    STUDENTS,
    SURPLUSES,
    schema,
)
from recon.model.shaped import (
    Block,
    Site,
    Submission,
    UnitHint,
)

__all__ = [
    "AGREEMENT",
    "CELL_COLUMNS",
    "CHANGES",
    "CHANGE_COLUMNS",
    "CLAIMS",
    "CONFLICTS",
    "COUNT_COLUMNS",
    "COVERAGE",
    "COVERAGE_COLUMNS",
    "ENROLMENT_HEAD",
    "FILES",
    "FILE_COLUMNS",
    "FINDINGS",
    "FINDING_COLUMNS",
    "FINDING_EXTRA",
    "FINDING_MEMBERS",
    "LEVELS",
    "MATCHES",
    "MATCHES_FILE",
    "MATCH_COLUMNS",
    "OFFICIAL",
    "OFFICIAL_HEAD",
    "OMISSIONS",
    "OMISSION_COLUMNS",
    "OTHER",
    "RAW_ROSTER",
    "ROSTER_HEAD",
    "ROSTER_LIFE",
    "ROWS",
    "ROW_COLUMNS",
    "SITES",
    "SITE_COLUMNS",
    "STUDENTS",
    "STUDENT_COLUMNS",
    "SURPLUSES",
    "SURPLUS_COLUMNS",
    "TYPE_CHARS",
    "Block",
    "FileRead",
    "Finding",
    "RawRow",
    "RawSheet",
    "Ruling",
    "Site",
    "Submission",
    "Trouble",
    "UnitHint",
    "judged_columns",
    "judged_schema",
    "schema",
]
