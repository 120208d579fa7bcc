"""From marked rows to findings: pure, one per rule, row and field."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from recon.model import AGREEMENT, OFFICIAL, Finding
from recon.rules.proposals import propose
from recon.rules.rowview import rows_of
from recon.rules.rule import Case
from recon.rules.switches import severity_of
from recon.values.difference import SAME, Difference, compare
from recon.words import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from recon.model import Site
    from recon.rules.rule import Row, Rule
    from recon.rules.setting import Setting

EXCHANGED = frozenset({"name", "id_card"})
"""The cells of which each holds the other's value where the match says so."""


def from_rows(marked: pa.Table, rules: Sequence[Rule], setting: Setting) -> list[Finding]:
    """Return a finding for every mark that is true, by row and, within a row, by rule."""
    table = marked.sort_by("row_id")
    marks = [(column, rule, field) for rule in rules for column, field in rule.columns()]
    broken = [table.column(column).to_numpy().nonzero()[0].tolist() for column, _, _ in marks]
    hits = sorted((n, mark) for mark, numbers in enumerate(broken) for n in numbers)
    rows = rows_of(table)
    return [
        _finding(rule, _case(rows[n], field), setting)
        for n, mark in hits
        for _, rule, field in (marks[mark],)
    ]


def _case(row: Row, field: str) -> Case:
    return Case(row, field, _difference(row, field))


def _difference(row: Row, field: str) -> Difference:
    if not row["matched"] or field not in OFFICIAL:
        return SAME
    if row["conflict"] == "exchanged" and field in EXCHANGED:
        return Difference(Kind.DIFFERENT, "exchanged")
    return _compared(
        field, row[field], row[f"o_{field}"], row[f"{field}_raw"], row[f"o_{field}_raw"], row[f"{field}_type"]
    )


@lru_cache(maxsize=1 << 16)
def _compared(field: str, one: str, other: str, one_raw: str, other_raw: str, cell_type: str) -> Difference:
    return compare(field, one, other, one_raw, other_raw, cell_type=cell_type)


def _finding(rule: Rule, case: Case, setting: Setting) -> Finding:
    proposal = propose(rule, case)
    row, field = case.row, rule.at(case) if rule.at else case.field
    return Finding(
        rule=rule.code,
        severity=severity_of(rule, setting.campaign, case),
        trust=proposal.trust,
        field=field,
        row_id=row["row_id"],
        enrol_id=row["enrol_id"],
        **place(row["unit"], setting.sites),
        file=row["file"],
        sheet=row["sheet"],
        row=row["row"],
        cell=cell(row, field, setting.letters),
        student_no=(row["o_enrol_no"] or row["o_student_no_raw"])
        if row["matched"]
        else row["student_no_raw"],
        name=row["o_name_raw"] if row["matched"] else row["name_raw"],
        submitted=row[f"{field}_raw"] if field else "",
        official=_official(row, field),
        proposal=proposal.value,
        kind=case.difference.kind,
        cause=case.difference.cause,
        levels=levels(row),
        details=_details(rule, case),
        subject=subject(row),
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


def cell(row: Row, field: str, letters: Mapping[tuple[int, str], str]) -> str:
    """Return the A1-style address of a field in a row, empty where the column is not known."""
    letter = letters.get((row["block"], field), "")
    return f"{letter}{row['row']}" if letter else ""


def subject(row: Row) -> str:
    """Return whom a row speaks of.

    The matched 学号, else the submitted 学号, else the ID, else the name (contract.md §2).
    """
    matched = (row["o_enrol_no"] or row["o_student_no_raw"]) if row["matched"] else ""
    return str(matched or row["student_no"] or row["id_card"] or row["name"])


def levels(row: Row) -> str:
    """Return how far the keys agree, as ``student_no=same;id_card=damaged;name=same``.

    Empty where nothing is matched.
    """
    if not row["matched"]:
        return ""
    return _joined(row["agree_student_no"], row["agree_id_card"], row["agree_name"])


@lru_cache(maxsize=1 << 10)
def _joined(*agreement: str) -> str:
    return ";".join(f"{key}={level}" for key, level in zip(AGREEMENT, agreement, strict=True))


def _official(row: Row, field: str) -> str:
    if field == "institution_code":
        return str(row["form_code"])
    return str(row[f"o_{field}_raw"]) if field and row["matched"] else ""


def _details(rule: Rule, case: Case) -> str:
    """Return the values of the message's placeholders as JSON; never a personal value."""
    told = dict(rule.tell(case)) if rule.tell else {}
    if "{flaws}" in rule.message.zh:
        told["flaws"] = case[f"{case.field}_flaws"]
    return as_details(**told)


def as_details(**told: str) -> str:
    """Return placeholder values as JSON text, empty when there are none."""
    return _json(tuple(told.items())) if told else ""


@lru_cache(maxsize=1 << 12)
def _json(told: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(told), ensure_ascii=False, sort_keys=True)
