"""One line per unit: what it sent, what became of its rows, and where it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from recon import model
from recon.sites import UNKNOWN
from recon.words import ERRORS, Severity, SiteStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recon.model import Finding
    from recon.sites import Tree

_WHY = ("due", "eligible", "surplus", "unmatched", "repeat")
NONE: Mapping[str, int] = {}
_MARKERS = frozenset({"FI17"})
"""Findings that only say of rows that they still wait: what is wrong with each is charged by its own findings."""


@dataclass(frozen=True, slots=True)
class SiteCount:
    """What is known of the units beside their findings."""

    tree: Tree
    files: Mapping[str, int]
    """Unit → files received from it, readable or not."""
    readable: frozenset[str]
    """Units with at least one live file."""
    received_at: Mapping[str, str]
    """Unit → time of its newest file."""
    rows: Mapping[tuple[str, str], int]
    """(unit, why) → live rows."""
    late: Mapping[str, int]
    """Unit → late live rows."""
    declared_nil: frozenset[str] = frozenset()
    signed_off: frozenset[str] = frozenset()
    omitted: Mapping[str, int] | None = None
    """Home site → students omitted."""
    open: frozenset[str] = frozenset()
    """Units with a row that is open, whoever is charged with it; who is only held is not (docs/definitions.md)."""

    def silent(self, unit: str) -> bool:
        """Tell whether nothing came from a unit: no file, no nil declaration, and it is not signed off."""
        said = unit in self.declared_nil or unit in self.signed_off
        return not (said or self.came(unit))

    def came(self, unit: str) -> bool:
        """Tell whether a file came, or rows of a frame, which stand in no file that anybody read."""
        return self.files.get(unit, 0) > 0 or unit in self.readable

    def speaker(self, unit: str) -> str:
        """Return whose status a unit takes: its own, else the nearest unit above it that said something."""
        return next((code for code in self.tree.line(unit) if not self.silent(code)), unit)


def count_sites(
    seen: SiteCount,
    findings: Iterable[Finding],
    key_fields: frozenset[str],
    rows_of: Callable[[Finding], Iterable[int]] = lambda _: (),
    times: Mapping[str, int] = NONE,
) -> pa.Table:
    """Return ``model.SITES``, one line per registered site and per unit that sent anything, ordered by code.

    Args:
        seen: what is known of the units.
        findings: settled and decided.
        key_fields: fields whose mistakes are 关键差错.
        rows_of: the live rows of which a charged error of a whole file or column is an error of each.
        times: id of a finding that stands for others about as many other students → for how many, itself included.
    """
    charged = _charges(findings, key_fields, rows_of, times)
    awaited = set(seen.tree.sites) - seen.tree.implied
    units = sorted(awaited | set(seen.files) | {unit for unit, _ in seen.rows} | seen.declared_nil)
    unfinished = _unfinished(seen, charged.unsettled)
    lines = []
    for unit in units:
        counts = {f"rows_{why}": seen.rows.get((unit, why), 0) for why in _WHY}
        lines.append(
            {
                "site_code": unit,
                "site_name": seen.tree.name(unit),
                "branch": seen.tree.branch(unit),
                "reports_through": seen.tree.parent(unit),
                "status": _status(seen.speaker(unit), seen, unfinished).value,
                "files": seen.files.get(unit, 0),
                "rows": sum(counts.values()),
                **counts,
                "key_errors": len(charged.keys[unit]),
                "other_errors": len(charged.others[unit]),
                "warnings": charged.warnings[unit],
                "received_at": seen.received_at.get(unit, ""),
                "late": seen.late.get(unit, 0),
            }
        )
    return pa.Table.from_pylist(lines, schema=model.SITES)


@dataclass(frozen=True, slots=True)
class _Charges:
    """What is charged to each unit."""

    keys: dict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    """Distinct student × field."""
    others: dict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    warnings: Counter[str] = field(default_factory=Counter)
    unsettled: Counter[str] = field(default_factory=Counter)


def _charges(
    findings: Iterable[Finding],
    key_fields: frozenset[str],
    rows_of: Callable[[Finding], Iterable[int]],
    times: Mapping[str, int],
) -> _Charges:
    """Count charged findings per unit: distinct student × field for errors, each one for warnings."""
    found = _Charges()
    for finding in findings:
        if not finding.charged or finding.site_code == "":
            continue
        error, count = finding.severity in ERRORS, times.get(finding.finding_id, 1)
        if error and finding.open:
            found.unsettled[finding.site_code] += count
        if error and finding.rule not in _MARKERS:
            pile = found.keys if finding.field in key_fields else found.others
            for subject in _subjects(finding, rows_of):
                pile[finding.site_code].add((subject, finding.field))
        elif finding.severity is Severity.WARNING:
            found.warnings[finding.site_code] += count
    return found


def _subjects(finding: Finding, rows_of: Callable[[Finding], Iterable[int]]) -> Iterable[object]:
    """Return whom a charged error counts for: its student, or each row of a file that is wrong."""
    if finding.row_id < 0:
        return [("row", row_id) for row_id in rows_of(finding)]
    return (finding.enrol_id if finding.enrol_id >= 0 else finding.student_no or finding.row_id,)


def _unfinished(seen: SiteCount, unsettled: Counter[str]) -> frozenset[str]:
    """Return the units with something open or omitted: of their own, or of a site they speak for."""
    omitted = {site for site, count in (seen.omitted or {}).items() if count}
    own = omitted | seen.open | {unit for unit, count in unsettled.items() if count} | {UNKNOWN}
    return frozenset(own | {seen.speaker(unit) for unit in own})


def _status(unit: str, seen: SiteCount, unfinished: frozenset[str]) -> SiteStatus:
    if unit in seen.signed_off:
        return SiteStatus.SIGNED_OFF
    if not seen.came(unit):
        return SiteStatus.DECLARED_NIL if unit in seen.declared_nil else SiteStatus.SILENT
    if unit not in seen.readable:
        return SiteStatus.UNREADABLE
    return SiteStatus.CHECKED if unit in unfinished else SiteStatus.CLEAN
