"""Who goes to the photographer and who waits, read from one run; each student is one line.

Handed over are the clean and the admitted; an open error or a held record waits (docs/definitions.md, "Hand-over").
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon import fields, model
from recon.errors import WorkspaceError
from recon.model import Site
from recon.sites import Tree
from recon.words import Text
from recon.workspace import asking

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from recon.campaign import Campaign, Shooting

HANDED, PENDING = "handed", "pending"
_STUDENT = ("enrol_id", "student_no", "exam_no", "category", "cohort", "level", "branch", "site_code")
_ROW = ("row_id", "unit", "form", "file", "sheet", "row", "open", "held", "late", "why")
_FINAL = tuple(f"{code}_final" for code in fields.CODES)
_OWN = ("status", "reason", *_STUDENT, "site_name", "point", "point_name", "days", "due", "eligible")
HANDOVER = model.schema((*_OWN, *_ROW, *_FINAL))
"""A version's list: the student, where the camera stands, and the roster row as it goes on."""
_NUMBERS = {"student_no": "student_no_final", "exam_no": "exam_no_final"}
"""All that a version of a ``capture-code`` campaign keeps of a row: the office must know whom it counted."""
_PEOPLE_SQL = """
    WITH people AS (
        SELECT * EXCLUDE (status, open, held),
               CASE WHEN clean THEN 'clean'
                    WHEN student_no IN (SELECT student_no FROM admitted) THEN 'admitted'
                    WHEN held THEN 'held' ELSE 'open' END AS reason
        FROM students WHERE state = 'submitted' AND (due OR eligible)
    ), sent AS (
        SELECT *,
               row_number() OVER (PARTITION BY enrol_id ORDER BY open OR held DESC, row_id) AS troubled,
               row_number() OVER (PARTITION BY enrol_id ORDER BY row_id) AS first
        FROM rows WHERE life = 'live' AND enrol_id >= 0
    )
    SELECT CASE WHEN reason IN ('clean', 'admitted') THEN 'handed' ELSE 'pending' END AS status,
           people.*, places.* EXCLUDE (site_code), sent.* EXCLUDE (enrol_id)
    FROM people
    JOIN sent ON sent.enrol_id = people.enrol_id
         AND CASE WHEN reason = 'clean' THEN first ELSE troubled END = 1
    LEFT JOIN places ON places.site_code = people.site_code
    ORDER BY status, point, people.site_code, row_id
"""
"""A waiting student's line is the row that is open or held, where two units sent the student."""
_DIFFER = Text(
    "移交 {handed} 人 + 待定 {pending} 人，与已报送 {submitted} 人不符，未定版。请重新核对后再试",
    "{handed} handed over and {pending} waiting are not the {submitted} submitted; nothing was frozen. Run again",
)


def lines(run: Path, campaign: Campaign, admitted: Collection[str]) -> pa.Table:
    """Return the hand-over of a finished run.

    Args:
        run: the run's folder.
        campaign: its mode and its shooting points.
        admitted: student numbers that go although they are open or held.

    Returns:
        One line per submitted due or eligible student (:data:`HANDOVER`).

    Raises:
        WorkspaceError: the sums are not those of the coverage.
    """
    found = _ask(run, campaign, admitted)
    _check_sums(run, found)
    return found if campaign.mode == "list" else _numbers_only(found)


def written(table: pa.Table) -> bytes:
    """Return a hand-over as Parquet."""
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def read(data: bytes) -> pa.Table:
    """Return a hand-over that was frozen."""
    return pq.read_table(io.BytesIO(data))


def _ask(run: Path, campaign: Campaign, admitted: Collection[str]) -> pa.Table:
    with asking.over_run(run, "students", "rows") as connection:
        connection.register("places", _places(run, campaign))
        connection.register("admitted", pa.table({"student_no": pa.array(sorted(admitted), pa.string())}))
        table = connection.sql(_PEOPLE_SQL).to_arrow_table()
    return table.select(HANDOVER.names).cast(HANDOVER)


def _places(run: Path, campaign: Campaign) -> pa.Table:
    """Return where and when the students of each site are shot."""
    register = pq.read_table(run / "register.parquet").to_pylist()
    tree = Tree.of(Site(**site) for site in register)
    homes = pq.read_table(run / "students.parquet", columns=["site_code"])["site_code"].unique().to_pylist()
    lines = [_place(site, tree, campaign) for site in sorted(homes)]
    columns = ("site_code", "site_name", "point", "point_name", "days")
    return pa.Table.from_pylist(lines, schema=model.schema(columns))


def _place(site: str, tree: Tree, campaign: Campaign) -> dict[str, str]:
    shooting = serving(campaign, tree, site)
    days = "、".join(str(day) for day in shooting.dates) if shooting else ""
    point = shooting.point if shooting else ""
    name = tree.name(point) or point
    return {
        "site_code": site,
        "site_name": tree.name(site) or site,
        "point": point,
        "point_name": name,
        "days": days,
    }


def serving(campaign: Campaign, tree: Tree, site: str) -> Shooting | None:
    """Return the shooting point that serves a site, or a unit above it."""
    line = tree.line(site)
    return next((one for one in campaign.shooting if any(unit in one.serves for unit in line)), None)


def _check_sums(run: Path, found: pa.Table) -> None:
    """Hold hand-over + waiting = submitted + eligible submitted; nothing is frozen that does not add up."""
    cells = pq.read_table(run / "coverage.parquet", columns=["submitted", "eligible_submitted"])
    submitted = sum(pc.sum(column).as_py() or 0 for column in cells.columns)
    if submitted != found.num_rows:
        handed = count(found, HANDED)
        sums = _DIFFER.filled(handed=handed, pending=found.num_rows - handed, submitted=submitted)
        raise WorkspaceError(path=run, reason=sums)


def count(table: pa.Table, status: str) -> int:
    """Return how many lines have a status."""
    found = pc.sum(pc.cast(pc.equal(table["status"], status), pa.int64())).as_py()
    return int(found or 0)


def _numbers_only(table: pa.Table) -> pa.Table:
    """Leave out of the roster row everything but the numbers."""
    empty = pa.array([""] * table.num_rows, pa.string())
    for name in _FINAL:
        if name not in _NUMBERS.values():
            table = table.set_column(table.schema.get_field_index(name), name, empty)
    return table
