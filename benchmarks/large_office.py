"""A workspace with one finished run of any size, grown by DuckDB in seconds, to measure the dashboard on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from recon.campaign import dump, loads
from recon.model import COUNT_COLUMNS
from recon.result import TABLES
from recon.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

SQL = {"string": "varchar", "int64": "bigint", "bool": "boolean"}
BLANK = {"string": "''", "int64": "0", "bool": "false"}
SITES, BRANCHES = 3_700, 45
CAMPAIGN = """[campaign]
id = "large"
title = "国家规模（虚构）"
year = 2020
deadline = 2020-06-10
as_of = 2020-06-15

[scope.open]
cohorts = ["2018秋季", "2019春季"]
institution_code = "51161"

[batches]
202101 = "2021-01-20"
"""
BRANCH = f"'分校' || (i % {SITES} % {BRANCHES})"
SITE = f"'s' || (i % {SITES})"
RULE = "['DF01','DF03','MA03','ID04','NO02','NA03','DF05','PH01','OM01'][1 + i % 9]"
FINDING = {
    "finding_id": "printf('%016x', i)", "cause_id": "printf('%016x', i // 2)", "charged": "i % 3 = 0",
    "rule": RULE, "severity": "['error','error','warning','info'][1 + i % 4]",
    "trust": "['safe','likely','confirm','ask-site',''][1 + i % 5]", "branch": BRANCH, "site_code": SITE,
    "site_name": f"'教学点' || (i % {SITES})", "unit": SITE,
    "file": f"'名单' || (i % {SITES}) || '.xlsx'", "row": "i % 300", "cell": "'E' || (i % 300)",
    "field": "['name','id_card','student_no','major',''][1 + i % 5]", "student_no": "'18640014' || (10000 + i % 90000)",
    "name": "chr((19968 + i % 5000)::int) || chr((20000 + i % 3000)::int)",
    "submitted": "'值' || (i % 97)", "official": "'值' || (i % 89)", "proposal": "'值' || (i % 89)",
    "kind": "['close','different','format',''][1 + i % 4]", "enrol_id": "i % 100000", "open": "i % 2 = 0",
    "message": "'报送的值与学籍数据不同，请核对。' || i", "details": "'{}'",
}  # fmt: skip
STUDENT = {
    "enrol_id": "i", "student_no": "'18640014' || i", "name": "chr((19968 + i % 5000)::int) || '某'", "branch": BRANCH,
    "site_code": SITE, "category": "'open'", "cohort": "['2018秋季','2019春季'][1 + i % 2]", "level": "'本科'",
    "status": "'在籍'", "due": "true", "batch": "'202101'", "needed_on": "'2021-01-20'",
    "photo_state": "['valid','expired','none'][1 + i % 3]", "state": "['submitted','submitted','omitted'][1 + i % 3]",
    "clean": "i % 3 = 0", "open": "i % 3 = 1",
}  # fmt: skip
ROW = {"row_id": "i", "file": f"'名单' || (i % {SITES}) || '.xlsx'", "unit": SITE, "form": "'open'",
       "life": "case when i % 3 < 2 then 'live' else 'superseded' end", "enrol_id": "i"}  # fmt: skip
SITE_LINE = {"site_code": "'s' || i", "site_name": "'教学点' || i", "branch": f"'分校' || (i % {BRANCHES})",
             "status": "['checked','clean','silent','checked'][1 + i % 4]", "rows": "27", "rows_due": "27",
             "key_errors": "i % 5"}  # fmt: skip
REGISTERED = {"site_code": "'s' || i", "site_name": "'教学点' || i", "phone": "'000'"}
FILED = {
    "file": "'名单' || i || '.xlsx'",
    "verdict": "'read'",
    "unit": "'s' || i",
    "rows": "27",
    "live": "27",
}


def grow(place: Path, findings: int = 500_000, students: int = 100_000) -> Path:
    """Make a workspace at ``place`` with a finished run of so many findings and students; returns ``place``."""
    with Workspace.init(place, CAMPAIGN, actor="bench") as office:
        run = office.start_run(actor="bench", inputs={})
        write(run.folder, findings, students)
        office.finish_run(run.id, {})
    return place


def write(folder: Path, findings: int = 500_000, students: int = 100_000) -> Path:
    """Write the tables of a run into ``folder``."""
    connection = duckdb.connect()
    sizes = {
        "findings": (FINDING, findings),
        "students": (STUDENT, students),
        "rows": (ROW, students),
        "sites": (SITE_LINE, SITES),
        "register": (REGISTERED, SITES),
        "files": (FILED, SITES),
    }
    for name, schema in TABLES.items():
        if name != "coverage":
            said, count = sizes.get(name, ({}, 0))
            _write(connection, folder / f"{name}.parquet", schema, said, count)
    _coverage(connection, folder)
    (folder / "summary.json").write_text("{}", encoding="utf-8")
    (folder / "campaign.toml").write_text(dump.dumps(loads(CAMPAIGN)), encoding="utf-8")
    return folder


def _write(
    connection: duckdb.DuckDBPyConnection, target: Path, schema: pa.Schema, said: dict[str, str], count: int
) -> None:
    columns = ", ".join(
        f"({said.get(field.name, BLANK[str(field.type)])})::{SQL[str(field.type)]} as {field.name}"
        for field in schema
    )
    connection.execute(
        f"copy (select {columns} from range({count}) t(i)) to '{target.as_posix()}' (row_group_size 20000)"  # noqa: S608
    )


def _coverage(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Count the students by cell, so that every page's numbers add up."""
    counted = {"submitted": "state = 'submitted'", "omitted": "state = 'omitted'"}
    counted |= {name: name for name in ("due", "clean", "open")}
    counted |= {f"photo_{state}": f"photo_state = '{state}'" for state in ("valid", "expired", "none")}
    sums = ", ".join(
        f"(count(*) filter ({counted.get(name, 'false')}))::bigint as {name}" for name in COUNT_COLUMNS
    )
    connection.execute(
        f"copy (select branch, site_code, category, cohort, level, {sums} "  # noqa: S608
        f"from read_parquet('{(folder / 'students.parquet').as_posix()}') group by all order by all) "
        f"to '{(folder / 'coverage.parquet').as_posix()}'"
    )
