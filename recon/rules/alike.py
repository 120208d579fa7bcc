"""Findings that say the same of many students: kept as columns, and one of each site is settled for all.

A nation has half a million omitted students. What is said of them hangs on rule, site, cohort and level; only number,
name and id are each student's own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon.model import FINDINGS
from recon.rules.catalogue import BY_CODE
from recon.rules.findings import about_student, as_details
from recon.rules.identify import ORDER, identities, place_of
from recon.rules.say import say_message
from recon.rules.settle import to_table
from recon.rules.switches import OFF

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recon.model import Finding
    from recon.rules.rule import Rule
    from recon.rules.setting import Setting
    from recon.words import Lang

    Numbers = np.ndarray[Any, np.dtype[np.int64]]

_BETWEEN = "\x1f"
LINES = pa.schema(
    [
        ("rule", pa.string()),
        ("order", pa.int64()),
        ("enrol_id", pa.int64()),
        ("site_code", pa.string()),
        ("branch", pa.string()),
        ("student_no", pa.string()),
        ("name", pa.string()),
        ("details", pa.string()),
    ]
)
"""What a finding about a student says of him, and where its rule stands in the catalogue."""


def about(rule: Rule, students: pa.Table, setting: Setting, *told: str) -> pa.Table:
    """Return a rule's lines (:data:`LINES`) about students, unless it is switched off.

    Args:
        rule: what is broken.
        students: one line per student (``model.STUDENT_COLUMNS``).
        setting: campaign and sites.
        told: the columns its message tells.
    """
    if setting.campaign.rules.get(rule.code) == OFF or not students.num_rows:
        return LINES.empty_table()
    said = pc.binary_join_element_wise(*(students[name] for name in told), _BETWEEN)
    known = said.combine_chunks().dictionary_encode()
    details = [
        as_details(**dict(zip(told, text.split(_BETWEEN), strict=True)))
        for text in known.dictionary.to_pylist()
    ]
    columns = {name: students[name] for name in LINES.names if name in students.column_names}
    count = students.num_rows
    columns["rule"] = pa.repeat(rule.code, count)
    columns["order"] = pa.repeat(ORDER[rule.code], count)
    columns["details"] = pa.array(details, pa.string()).take(known.indices)
    return pa.table({name: columns[name] for name in LINES.names}, schema=LINES)


@dataclass(frozen=True)
class Alike:
    """Lines of which one of each rule, site and branch stands for all of its kind among the other findings."""

    lines: pa.Table
    """In the order of findings, with ``finding_id``."""
    kind: Numbers
    """Which of ``ones`` stands for each line."""
    ones: list[Finding]

    @cached_property
    def times(self) -> dict[str, int]:
        """Return the id of each that stands for others → for how many, itself included."""
        counts = np.bincount(self.kind, minlength=len(self.ones)).tolist()
        return {one.finding_id: count for one, count in zip(self.ones, counts, strict=True)}

    def spread(self, settled: Sequence[Finding], lang: Lang) -> pa.Table:
        """Return the lines as findings (``model.FINDINGS``), as those that stand for them were settled and decided.

        Args:
            settled: those that stand for others, in the order of ``ones``.
            lang: the language of messages.
        """
        spread = to_table(settled).take(pa.array(self.kind))
        itself = pc.equal(spread["cause_id"], spread["finding_id"])
        own = {name: self.lines[name] for name in ("finding_id", "enrol_id", "student_no", "name", "details")}
        own["cause_id"] = pc.if_else(itself, self.lines["finding_id"], spread["cause_id"])
        own["message"] = self._messages(settled, lang)
        told = {name: own.get(name, spread[name]) for name in FINDINGS.names}
        return pa.table(told, schema=FINDINGS)

    def _messages(self, settled: Sequence[Finding], lang: Lang) -> pa.Array:
        """Say what differs from one kind to the next: a few hundred messages for all lines."""
        said = pc.binary_join_element_wise(self.lines["rule"], self.lines["details"], _BETWEEN)
        known = said.combine_chunks().dictionary_encode()
        by_rule = {one.rule: one for one in settled}
        pairs = [text.split(_BETWEEN) for text in known.dictionary.to_pylist()]
        messages = [say_message(by_rule[rule].amended(details=details), lang) for rule, details in pairs]
        return pa.array(messages, pa.string()).take(known.indices)


def alike(
    lines: pa.Table, setting: Setting, key: bytes, apart: Collection[str] = ()
) -> tuple[list[Finding], Alike]:
    """Tell apart the lines that are findings by themselves and those that others stand for; neither settled yet.

    Args:
        lines: :data:`LINES`, in any order.
        setting: campaign and sites.
        key: the workspace's secret, else the campaign's id.
        apart: ids of findings that somebody has spoken of: each stands for itself, as two of one id's text do.
    """
    order = [(name, "ascending") for name in ("site_code", "student_no", "order", "enrol_id")]
    lines = lines.sort_by(order)
    told = [lines[name].to_pylist() for name in ("rule", "site_code", "student_no")]
    whoms = [(rule, site, "", number) for rule, site, number in zip(*told, strict=True)]
    ids = identities(whoms, key)
    lines = lines.append_column("finding_id", pa.array(ids, pa.string()))
    alone = _repeated(whoms) if len(set(whoms)) < len(whoms) else np.zeros(len(whoms), np.bool_)
    if apart:
        alone |= pc.is_in(lines["finding_id"], value_set=pa.array(sorted(apart), pa.string())).to_numpy()
    themselves = lines.filter(pa.array(alone)) if alone.any() else lines.slice(0, 0)
    others = lines.filter(pa.array(~alone)) if alone.any() else lines
    kind, first = _kinds(others)
    return _findings(themselves, setting), Alike(
        others, kind, _findings(others.take(pa.array(first)), setting)
    )


def _repeated(whoms: Sequence[tuple[str, ...]]) -> Any:
    often = Counter(whoms)
    return np.array([often[whom] > 1 for whom in whoms], np.bool_)


def _kinds(lines: pa.Table) -> tuple[Numbers, Numbers]:
    """Number the kinds in the order of their first lines; return each line's kind and each kind's first line."""
    said = pc.binary_join_element_wise(lines["rule"], lines["site_code"], lines["branch"], _BETWEEN)
    kind = said.combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    _, first = np.unique(kind, return_index=True)
    return kind, first


def _findings(lines: pa.Table, setting: Setting) -> list[Finding]:
    return [
        about_student(
            BY_CODE[line["rule"]], line, setting, details=line["details"], finding_id=line["finding_id"]
        )
        for line in lines.to_pylist()
    ]


def with_alike(findings: Sequence[Finding], many: Alike, lang: Lang) -> pa.Table:
    """Return findings as a table (``model.FINDINGS``), with all lines in the place of those that stand for them."""
    ones = {finding.finding_id: finding for finding in findings if finding.finding_id in many.times}
    settled = [ones[one] for one in many.times]
    others = [finding for finding in findings if finding.finding_id not in ones]
    head = sum(finding.row_id < 0 and not finding.file and not finding.row for finding in others)
    # Findings about no file come first; both parts are sorted already, so they only need merging.
    keys = [place_of(finding)[3:] for finding in others[:head]]
    keys += _keys(many.lines)
    order = pa.array(sorted(range(len(keys)), key=keys.__getitem__), pa.int64())
    spread = many.spread(settled, lang)
    first = pa.concat_tables([to_table(others[:head]), spread]).take(order)
    return pa.concat_tables([first, to_table(others[head:])])


def _keys(lines: pa.Table) -> list[tuple[str, str, int, str, str, int, str, str]]:
    told = (lines[name].to_pylist() for name in ("site_code", "student_no", "order", "enrol_id"))
    return [
        (site, number, order, "", "", record, "", "")
        for site, number, order, record in zip(*told, strict=True)
    ]
