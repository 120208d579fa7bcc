"""From marked rows to findings: pure, one per rule, row and field."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from recon.model import AGREEMENT, OFFICIAL, Finding
from recon.rules.proposals import Cell, propose
from recon.rules.rowview import Ordered
from recon.rules.switches import severity_of
from recon.rules.trust import CROSSWISE
from recon.values.comparing import compare
from recon.values.difference import SAME, Difference
from recon.words import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from recon.model import Site
    from recon.rules.rowview import RowView
    from recon.rules.rule import Case, Row, Rule
    from recon.rules.setting import Setting

TOGETHER = 20_000
"""Rows whose columns are laid out at a time: a nation's three hundred thousand would take gigabytes."""
OTHER_NUMBER = {"student_no": "exam_no", "exam_no": "student_no"}
"""An adult's two numbers, of which one may stand where the other belongs."""
_HEAD = ("row_id", "enrol_id", "file", "sheet", "row")
_MATCHED = ("matched", "o_enrol_no", "o_student_no_raw", "o_name_raw", "unit")
_SENT = ("student_no_raw", "name_raw", "student_no", "id_card", "name")
_AGREE = tuple(f"agree_{key}" for key in AGREEMENT)
_COMPARED = {
    field: ("matched", "conflict", field, f"o_{field}", f"{field}_raw", f"o_{field}_raw", f"{field}_type")
    for field in OFFICIAL
}
"""Field → the columns its difference hangs on."""


def from_rows(marked: pa.Table, rules: Sequence[Rule], setting: Setting) -> list[Finding]:
    """Return a finding for every mark that is true, by row and, within a row, by rule."""
    ordered = Ordered(marked, pc.sort_indices(marked.column("row_id")))
    marks = [(column, rule, field) for rule in rules for column, field in rule.columns()]
    broken = [np.flatnonzero(ordered.column(column)).tolist() for column, _, _ in marks]
    hits = sorted((n, mark) for mark, numbers in enumerate(broken) for n in numbers)
    found: list[Finding] = []
    for part, some in groupby(hits, lambda hit: hit[0] // TOGETHER):
        start = part * TOGETHER
        rows = ordered.part(start, TOGETHER)
        for n, here in groupby(some, itemgetter(0)):
            found += _of_one(rows[n - start], [marks[mark] for _, mark in here], setting)
    return found


def _of_one(row: RowView, marks: Sequence[tuple[str, Rule, str]], setting: Setting) -> Iterator[Finding]:
    told, cells = _of_the_row(row, setting), dict[str, Cell]()
    for _, rule, field in marks:
        if field not in cells:
            cells[field] = Cell(row, field, _difference(row, field))
        yield _finding(rule, cells[field], told, setting)


def _difference(row: RowView, field: str) -> Difference:
    if field not in _COMPARED:
        return SAME
    matched, conflict, submitted, official, submitted_raw, official_raw, kind = row.several(_COMPARED[field])
    if not matched:
        return SAME
    if field in CROSSWISE.get(conflict, ()) and submitted:
        return Difference(Kind.DIFFERENT, conflict)
    other = OTHER_NUMBER.get(field)
    if submitted and other and submitted != official and submitted == row[f"o_{other}"]:
        return Difference(Kind.DIFFERENT, "other-number")
    return compare(field, submitted, official, submitted_raw, official_raw, cell_type=kind)


def _of_the_row(row: RowView, setting: Setting) -> dict[str, Any]:
    """Return what all findings of a row say alike."""
    matched, enrol_no, official_no, official_name, unit = row.several(_MATCHED)
    submitted, submitted_name, student_no, id_card, name = row.several(_SENT)
    number = (enrol_no or official_no) if matched else ""
    return {
        **dict(zip(_HEAD, row.several(_HEAD), strict=True)),
        **place(unit, setting.sites),
        "student_no": number if matched else submitted,
        "name": official_name if matched else submitted_name,
        "levels": _levels(*row.several(_AGREE)) if matched else "",
        # Whom the row speaks of: 学号 (matched, else submitted), ID, name (docs/contract.md, "Values").
        "subject": number or student_no or id_card or name,
    }


def _finding(rule: Rule, case: Cell, told: Mapping[str, Any], setting: Setting) -> Finding:
    proposal = propose(rule, case)
    row, field = case.row, rule.at(case) if rule.at else case.field
    return Finding(
        rule=rule.code,
        severity=severity_of(rule, setting.campaign, case),
        trust=proposal.trust,
        field=field,
        cell=cell(row, field, setting.letters),
        submitted=row[f"{field}_raw"] if field else "",
        official=_official(row, field),
        proposal=proposal.value,
        kind=case.difference.kind,
        cause=case.difference.cause,
        details=_details(rule, case),
        **told,
    )


def place(unit: str, sites: Mapping[str, Site]) -> dict[str, Any]:
    """Return the columns that say where a finding belongs: unit, branch, site code and name."""
    site = sites.get(unit)
    return {
        "unit": unit,
        "site_code": unit,
        "site_name": site.site_name if site else "",
        "branch": site.branch if site else "",
    }


def about_student(rule: Rule, row: Mapping[str, Any], setting: Setting, **more: Any) -> Finding:
    """Return a finding about a student; it stands at the home site, whose branch the record may name alone."""
    branch = row.get("branch", "")
    return Finding(
        rule=rule.code,
        severity=severity_of(rule, setting.campaign),
        trust=rule.trust,
        enrol_id=row["enrol_id"],
        **place(row["site_code"], setting.sites) | ({"branch": branch} if branch else {}),
        student_no=row["student_no"],
        name=row["name"],
        subject=row["student_no"],
        **more,
    )


def cell(row: Row, field: str, letters: Mapping[tuple[int, str], str]) -> str:
    """Return the A1-style address of a field in a row, empty where the column is not known."""
    letter = letters.get((row["block"], field), "") if letters else ""
    return f"{letter}{row['row']}" if letter else ""


@lru_cache(maxsize=1 << 10)
def _levels(*agreement: str) -> str:
    """Return how far the keys agree, as ``student_no=same;id_card=damaged;name=same``."""
    return ";".join(f"{key}={level}" for key, level in zip(AGREEMENT, agreement, strict=True))


def _official(row: Row, field: str) -> str:
    if field == "institution_code":
        return str(row["form_code"])
    return str(row[f"o_{field}_raw"]) if field and row["matched"] else ""


def _details(rule: Rule, case: Case) -> str:
    """Return the values of the message's placeholders as JSON; never a personal value."""
    return as_details(**rule.tell(case)) if rule.tell else ""


def as_details(**told: str) -> str:
    """Return placeholder values as JSON text, empty when there are none."""
    return _json(tuple(told.items())) if told else ""


@lru_cache(maxsize=1 << 12)
def _json(told: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(told), ensure_ascii=False, sort_keys=True)
