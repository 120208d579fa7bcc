"""Judging the rows: mark the whole frame, collect the suspects, say what is wrong with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon.model import AGREEMENT, OFFICIAL, Finding, judged_columns
from recon.rules import marks
from recon.rules.catalogue import ROW_RULES
from recon.rules.clusters import incomplete
from recon.rules.file import has_a_slid_column
from recon.rules.findings import as_details, from_rows, place
from recon.rules.gaps import sparse
from recon.rules.slid import COMPARED, ENOUGH, TELLING, slid_columns
from recon.rules.switches import OFF, active, severity_of
from recon.words import Severity, Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from contextlib import AbstractContextManager

    from recon.engine import Engine
    from recon.rules.rule import Rule
    from recon.rules.setting import Setting
    from recon.rules.slid import Slid

    Frame = nw.LazyFrame[Any]

EXTRA = ("matched", "status_ok", "reshoot_no", "form_code", "same_student_no", "province")
"""Laid-out columns that findings are made of."""


@dataclass(frozen=True)
class Everybody:
    """All live rows, where only those are judged of which a rule may say something."""

    rows: Frame
    """``unit``, ``form`` and the folded cohort of each."""
    matched: Frame
    """``o_category`` and ``o_<field>`` of each that is matched."""
    lacking: Collection[str] = OFFICIAL
    """The fields that some record leaves empty which they may be matched to."""
    sent: Callable[[], pa.Table | None] = lambda: None
    """Returns what each says in the fields compared (:data:`COMPARED`), by ``row_id``; None where all are judged."""


def judge_rows(
    judged: Frame,
    engine: Engine,
    setting: Setting,
    everybody: Everybody | None = None,
    beside: AbstractContextManager[Any] | None = None,
) -> list[Finding]:
    """Return the findings of every row rule, with FI14 and EX06, which only rows can tell; not yet settled.

    Args:
        judged: one line per live row (``model.judged_schema``): all of them, or those that a rule may say something of.
        engine: the engine that holds it.
        setting: campaign, what the inputs know, sites and column letters.
        everybody: all live rows, where ``judged`` is not.
        beside: what the engine may do while the suspects are looked at one by one.
    """
    rules = active(ROW_RULES, setting.campaign)
    everybody = everybody or Everybody(judged, judged.filter(nw.col("enrol_id") >= 0))
    setting = replace(setting, sparse=sparse(everybody.matched, engine, setting, everybody.lacking))
    # Rows already in memory need no engine, which then is free for the job running beside.
    at_hand = isinstance(judged.to_native(), pa.Table)
    table = None if at_hand else _suspects(judged, rules, engine, setting)
    with beside or nullcontext():
        table = _suspects(judged, rules, engine, setting) if table is None else table
        below = dict(zip(table["row_id"].to_pylist(), table["site_below"].to_pylist(), strict=True))
        found = _double_claims(from_rows(table, rules, setting), below)
    slid = _slid_files(found, judged, everybody, engine, setting)
    clusters = incomplete(found, _counts(everybody.rows, engine), setting) if _any(found, "MA01") else []
    return [*slid, *_without_proposals(found, {finding.file for finding in slid}), *clusters]


def _suspects(judged: Frame, rules: Sequence[Rule], engine: Engine, setting: Setting) -> pa.Table:
    """Return the rows that break any rule, with the marks of those they break."""
    marked = marks.mark(judged, rules, setting)
    wanted = marks.suspects(marked, rules).select(*judged_columns(), *EXTRA, *marks.mark_columns(rules))
    return engine.collect(wanted)


def _any(found: Sequence[Finding], code: str) -> bool:
    return any(finding.rule == code for finding in found)


# ---------------------------------------------------------------- claimed by two units


def _double_claims(findings: Sequence[Finding], below: dict[int, bool]) -> list[Finding]:
    """Finish DU03, which speaks of several rows.

    Only info where every claiming unit lies in the home site's line.
    """
    claims = [f for f in findings if f.rule == "DU03"]
    outside = {(f.enrol_id, f.subject) for f in claims if not below[f.row_id]}
    return [_claim(f, outside, lies_below=below[f.row_id]) if f.rule == "DU03" else f for f in findings]


def _claim(finding: Finding, outside: set[tuple[int, str]], *, lies_below: bool) -> Finding:
    severity = finding.severity if (finding.enrol_id, finding.subject) in outside else Severity.INFO
    details = finding.details.replace("{", '{"below": "yes", ', 1) if lies_below else finding.details
    return finding.amended(severity=severity, details=details)


# ---------------------------------------------------------------- slid columns


def _slid_files(
    told: Sequence[Finding], judged: Frame, everybody: Everybody, engine: Engine, setting: Setting
) -> list[Finding]:
    """Return FI14 for each file in which a column does not stand beside its students."""
    if setting.campaign.rules.get(has_a_slid_column.code) == OFF:
        return []
    rows: dict[str, set[int]] = defaultdict(set)
    for finding in told:
        if finding.rule in TELLING:
            rows[finding.file].add(finding.row_id)
    suspected = [file for file, broken in rows.items() if len(broken) >= ENOUGH]
    if not suspected:
        return []
    records = engine.collect(judged.select("row_id", **{f"o_{field}": _record(field) for field in COMPARED}))
    sent = everybody.sent()
    found = slid_columns(_sent(judged, engine) if sent is None else sent, records, suspected)
    return [_slid_finding(slid, setting) for slid in found]


def _record(field: str) -> nw.Expr:
    """Return what the record says of a row: in a conflict, the record the 学号 names."""
    if field not in AGREEMENT:
        return nw.col(f"o_{field}")
    return nw.when(nw.col("enrol_id") >= 0).then(nw.col(f"o_{field}")).otherwise(nw.col(f"x_{field}"))


def _sent(judged: Frame, engine: Engine) -> pa.Table:
    return engine.collect(judged.select("row_id", "block", "file", "unit", *COMPARED)).sort_by("row_id")


def _slid_finding(slid: Slid, setting: Setting) -> Finding:
    return Finding(
        rule=has_a_slid_column.code,
        severity=severity_of(has_a_slid_column, setting.campaign),
        trust=has_a_slid_column.trust,
        field=slid.field,
        **place(slid.unit, setting.sites),
        file=slid.file,
        details=as_details(count=str(slid.rows)),
        subject=slid.file,
    )


def _without_proposals(found: Sequence[Finding], files: set[str]) -> Iterator[Finding]:
    """Take every proposal from a file with a slid column.

    Half its keys agree, and all of them may be wrong.
    """
    for finding in found:
        if finding.file in files and finding.trust not in {Trust.NONE, Trust.NEVER}:
            yield finding.amended(proposal="", trust=Trust.ASK_SITE)
        else:
            yield finding


# ---------------------------------------------------------------- an incomplete extract


def _counts(judged: Frame, engine: Engine) -> Counter[tuple[str, str, str]]:
    """Count the live rows by unit, cohort and category as the rosters say them."""
    table = engine.collect(judged.group_by("unit", "cohort", "form").agg(nw.len().alias("rows")))
    return Counter({(line["unit"], line["cohort"], line["form"]): line["rows"] for line in table.to_pylist()})
