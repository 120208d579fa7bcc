"""How findings, students and sites are cut from a run's Parquet files, and in which order a person reads them."""

from __future__ import annotations

from recon.sites import UNKNOWN
from recon.ui.store.question import Shape
from recon.ui.store.student import DUE_STATE, GOING, STANDING
from recon.words import SiteStatus, Trust
from recon.workspace import VERDICTS
from recon.workspace.history import STORIES

_SEVERITY_ORDER = "case severity when 'fatal' then 0 when 'error' then 1 when 'warning' then 2 else 3 end"
_TRUST_ORDER = "case trust when 'confirm' then 0 when 'likely' then 1 when 'authority' then 3 else 2 end"
_STUDENT_RULES = "case when rule like 'OM%' or rule like 'PH%' then 1 else 0 end"
"""What can be decided at a cell comes before lists of students, which have pages of their own."""

FINDINGS = Shape(
    name="findings",
    facets=(
        "state",
        "severity",
        "trust",
        "rule",
        "field",
        "kind",
        "story",
        "branch",
        "site_code",
        "cohort",
        "ready",
        "idle",
    ),
    settable={
        "state": ("waiting", "applied", *VERDICTS),
        "trust": tuple(Trust),
        "story": ("", *STORIES),
        "idle": ("", "yes"),
    },
    searched=("student_no", "name", "submitted", "site_name"),
    kept=(
        "finding_id, enrol_id, trust, case when open then 'waiting' else 'applied' end as state, "
        "'' as story, '' as idle"
    ),
    source=(
        "(select f.*, coalesce(s.cohort, '') as cohort, "
        "case when proposal <> '' then 'yes' else 'no' end as ready "
        "from read_parquet('{file}', file_row_number=true) f "
        "left join (select enrol_id, cohort from read_parquet('{folder}/students.parquet')) s "
        "using (enrol_id))"
    ),
    order=(
        f"{_SEVERITY_ORDER}, {_STUDENT_RULES}, {_TRUST_ORDER}, charged desc, rule, "
        "branch, site_code, file, row, finding_id"
    ),
)
STUDENTS = Shape(
    name="students",
    facets=(
        "standing",
        "due_state",
        "photo_state",
        "branch",
        "site_code",
        "cohort",
        "level",
        "category",
        "status",
        "going",
    ),
    settable={"going": ("", "ready", "waiting")},
    searched=("student_no", "name", "id_card"),
    kept="enrol_id, going",
    source=(
        f"(select *, {STANDING} as standing, {DUE_STATE} as due_state, {GOING} as going "  # noqa: S608 -- ours
        "from read_parquet('{file}', file_row_number=true))"
    ),
    order="branch, site_code, cohort, student_no",
)
_STATUS_ORDER = (
    "case status when 'silent' then 0 when 'unreadable' then 1 when 'checked' then 2 when 'received' then 3 "
    "when 'declared-nil' then 4 when 'clean' then 5 else 6 end"
)
SITES = Shape(
    name="sites",
    facets=("status", "branch", "site_code", "call"),
    settable={"status": tuple(SiteStatus), "call": ("yes", "no")},
    searched=("site_code", "site_name"),
    kept="files, status, call",
    # One rings up a unit that still owes students and sent nothing (another unit may have sent some), a unit that sent
    # nobody or whose file cannot be read, or that declared
    # nil although students are due (OM04); a branch without students owes none; nobody answers for the unknown unit.
    source=(
        f"(select s.*, case when site_code <> '{UNKNOWN}' and"  # noqa: S608 -- a constant of ours
        " (status = 'unreadable' or (status = 'silent' and owed > 0)"
        " or (status = 'checked' and files > 0 and rows = 0 and due > 0)"
        " or (status = 'declared-nil' and false_nil)) then 'yes' else 'no' end as call"
        " from read_parquet('{file}', file_row_number=true) s"
        " left join (select distinct unit as site_code, true as false_nil"
        " from read_parquet('{folder}/findings.parquet') where rule = 'OM04' and open) n using (site_code)"
        " left join (select site_code, sum(due) as due, sum(omitted + awaited) as owed"
        " from read_parquet('{folder}/coverage.parquet') group by site_code) c using (site_code))"
    ),
    order=f"call desc, {_STATUS_ORDER}, branch, site_code",
)
